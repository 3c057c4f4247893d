using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using Zhunsheng.Feel;

namespace Zhunsheng.Dmn;

public sealed partial class DecisionTable
{
    /// <summary>Small tables of which one row is answered, as one piece of machine code: row after row, cell after cell, without leaving the method.</summary>
    private static class TableProgram
    {
        private const int MostCells = 200;

        /// <summary>The code of a table; null where the table is too large or of another make, or the runtime does not compile.</summary>
        public static Func<FeelValue[], FeelValue>? Of(DecisionTable table)
        {
            var fits = table._hit is HitPolicy.Unique or HitPolicy.Any or HitPolicy.First && !table._restricted
                && table._rows.Length <= TableIndex.FewRows * 2 && table._rows.Length * table._inputs.Length <= MostCells;
            return fits && RuntimeFeature.IsDynamicCodeCompiled ? Compile(table) : null;
        }

        private static Func<FeelValue[], FeelValue> Compile(DecisionTable table)
        {
            var frame = Expression.Parameter(typeof(FeelValue[]), "frame");
            var on = new FeelEmission(frame);
            var locals = new List<ParameterExpression>();
            var body = new List<Expression>();
            var tested = Array.ConvertAll(table._inputs, input => Input(input, frame, on, locals, body));

            var common = Local<FeelValue>("common", locals);
            var answer = Local<FeelValue>("answer", locals);
            var any = Local<bool>("any", locals);
            var certain = Local<bool>("certain", locals);
            var held = Local<bool>("held", locals);
            var end = Expression.Label(typeof(FeelValue), "end");
            var none = Expression.Default(typeof(FeelValue));
            foreach (var row in table._rows)
            {
                var fails = Expression.Label("fails");
                body.Add(Expression.Assign(certain, Expression.Constant(true)));
                for (var i = 0; i < tested.Length; i++)
                {
                    if (row.Cells[i] is not { } cell)
                    {
                        continue;
                    }

                    var next = Expression.Label("next");
                    var open = Expression.Label("open");
                    body.Add(cell.EmitBranch(on with { Tested = tested[i] }, next, fails, open));
                    body.Add(Expression.Label(open));
                    body.Add(Expression.Assign(certain, Expression.Constant(false)));
                    body.Add(Expression.Label(next));
                }

                Expression output = row.OutputExpression is { } computed ? computed.EmitValue(on) : Expression.Constant(row.Output);
                if (table._hit == HitPolicy.First)
                {
                    // The commonest way out by far: the first row that holds, nothing undecided before.
                    body.Add(Expression.IfThen(Expression.AndAlso(certain, Expression.Not(any)), Expression.Return(end, output)));
                }

                body.Add(Expression.Assign(answer, output));
                body.Add(Expression.IfThen(Expression.AndAlso(any, Differ(common, answer)), Expression.Return(end, none)));
                body.Add(Expression.Assign(common, answer));
                body.Add(Expression.Assign(any, Expression.Constant(true)));
                body.Add(table._hit switch
                {
                    HitPolicy.First => Expression.IfThen(certain, Expression.Return(end, common)),
                    HitPolicy.Unique => Expression.IfThen(certain, Expression.Block(
                        Expression.IfThen(held, Expression.Return(end, none)), Expression.Assign(held, Expression.Constant(true)))),
                    _ => Expression.IfThen(certain, Expression.Assign(held, Expression.Constant(true))),
                });
                body.Add(Expression.Label(fails));
            }

            var standard = Expression.Constant(table._default);
            body.Add(Expression.IfThen(held, Expression.Return(end, common)));
            body.Add(Expression.IfThen(Expression.AndAlso(any, Differ(common, standard)), Expression.Return(end, none)));
            body.Add(Expression.Label(end, standard));
            return Expression.Lambda<Func<FeelValue[], FeelValue>>(Expression.Block(typeof(FeelValue), locals, body), frame).Compile();
        }

        /// <summary>The value of a column: read where it stands when it is just a name, else worked out once.</summary>
        private static Expression Input(FeelExpression input, ParameterExpression frame, FeelEmission on, List<ParameterExpression> locals, List<Expression> body)
        {
            if (input.Uses is [var only] && input.Text.Trim() == only.Name)
            {
                return Expression.ArrayIndex(frame, Expression.Constant(only.Slot));
            }

            var value = Local<FeelValue>("tested", locals);
            body.Add(Expression.Assign(value, input.EmitValue(on)));
            return value;
        }

        private static ParameterExpression Local<T>(string name, List<ParameterExpression> locals)
        {
            var local = Expression.Variable(typeof(T), name);
            locals.Add(local);
            return local;
        }

        private static UnaryExpression Differ(Expression left, Expression right) => Expression.Not(Expression.Call(left, nameof(FeelValue.Equals), null, right));
    }
}
