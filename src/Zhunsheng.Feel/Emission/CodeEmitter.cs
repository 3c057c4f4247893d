using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using Zhunsheng.Feel.Evaluation;

namespace Zhunsheng.Feel.Emission;

/// <summary>
/// One bound tree to expressions of <see cref="System.Linq.Expressions"/>. Conditions become jumps between three labels, numbers plain decimals, values are read
/// where they lie. A node without a form here is called as it is. What is rare (a value of another kind than declared, an unknown condition of an <c>if</c>) is
/// handed to the bound tree, whose answer is always the reference.
/// </summary>
internal sealed partial class CodeEmitter
{
    /// <summary>How many nodes a tree may have to be emitted; a greater one is called as a whole. Keeps the just-in-time compiler's work in bounds.</summary>
    private const int MostNodes = 1500;

    private readonly List<Expression> _body = [];
    private readonly List<ParameterExpression> _variables = [];
    private readonly Queue<Action> _later = [];
    private readonly FeelEmission _on;
    private readonly Expression _frame;
    private readonly Expression _tested;
    private readonly int _locals;
    private readonly bool _unknown;
    private ParameterExpression? _run;
    private ParameterExpression? _spent;

    private CodeEmitter(FeelEmission on, int locals, bool unknown)
    {
        _on = on;
        _locals = locals;
        _unknown = unknown;
        _frame = on.Frame;
        _tested = on.Tested is null ? Variable(typeof(FeelValue)) : InPlace(on.Tested);
    }

    private static EmittedMembers Members => EmittedMembers.All;

    /// <summary>An expression of type <see cref="FeelTruth"/>. <paramref name="unknownIsFalse"/> makes what is unknown false.</summary>
    public static Expression Truth(Code code, FeelEmission on, int locals, bool unknown, bool unknownIsFalse)
    {
        var emitter = new CodeEmitter(on, locals, unknown);
        var (isTrue, isFalse, isUnknown) = (Expression.Label(), Expression.Label(), Expression.Label());
        var end = Expression.Label(typeof(FeelTruth));
        emitter.Whole(code, isTrue, isFalse, isUnknown, unknownIsFalse);
        emitter.Add(Expression.Label(isTrue), Expression.Return(end, Expression.Constant(FeelTruth.True)));
        emitter.Add(Expression.Label(isFalse), Expression.Return(end, Expression.Constant(FeelTruth.False)));
        emitter.Add(Expression.Label(isUnknown), Expression.Label(end, Expression.Constant(FeelTruth.Unknown)));
        return emitter.Block(typeof(FeelTruth));
    }

    /// <summary>An expression without a value that jumps to one of three labels. <paramref name="unknownIsFalse"/> makes what is unknown false, unless there was too much work.</summary>
    public static Expression Branch(Code code, FeelEmission on, int locals, bool unknown, (LabelTarget True, LabelTarget False, LabelTarget Unknown) to, bool unknownIsFalse)
    {
        var emitter = new CodeEmitter(on, locals, unknown);
        emitter.Whole(code, to.True, to.False, to.Unknown, unknownIsFalse);
        return emitter.Block(typeof(void));
    }

    /// <summary>An expression of type <see cref="FeelValue"/>.</summary>
    public static Expression Value(Code code, FeelEmission on, int locals, bool unknown)
    {
        var emitter = new CodeEmitter(on, locals, unknown);
        var result = emitter.Variable(typeof(FeelValue));
        if (IsTooGreat(code))
        {
            emitter.CallNode(code, result);
        }
        else
        {
            emitter.Into(code, result);
        }

        var end = Expression.Label();
        emitter.Add(Expression.Goto(end));
        emitter.FinishLater();
        emitter.Add(Expression.Label(end));
        if (emitter.Spent() is { } spent)
        {
            emitter.Add(Expression.IfThen(spent, Expression.Assign(result, Expression.Default(typeof(FeelValue)))));
        }

        emitter.Add(result);
        return emitter.Block(typeof(FeelValue));
    }

    /// <summary>An expression of type <see cref="FeelValue"/> for unary tests: what is neither true nor false is false, unless null means "not known".</summary>
    public static Expression CellValue(Code code, FeelEmission on, int locals, bool unknown)
    {
        var truth = Expression.Variable(typeof(FeelTruth));
        return Expression.Block(
            typeof(FeelValue), [truth], Expression.Assign(truth, Truth(code, on, locals, unknown, !unknown)), Expression.Call(Members.ValueOf, truth));
    }

    /// <summary>Whether the emitted form would be faster than the bound tree: not for single reads, nor where the node itself would only be called.</summary>
    public static bool IsWorthIt(Code code) => !IsTooGreat(code) && code switch
    {
        IfCode => true,
        ArithmeticCode or NegateCode => IsPlainNumber(code),
        _ => HasForm(code),
    };

    private static bool IsTooGreat(Code code)
    {
        var left = MostNodes;
        return !Count(code, ref left);
    }

    private static bool Count(Code code, ref int left)
    {
        if (--left < 0)
        {
            return false;
        }

        foreach (var part in code.Parts)
        {
            if (!Count(part, ref left))
            {
                return false;
            }
        }

        return true;
    }

    private void Whole(Code code, LabelTarget isTrue, LabelTarget isFalse, LabelTarget isUnknown, bool unknownIsFalse)
    {
        var (holds, fails, open) = (Expression.Label(), Expression.Label(), Expression.Label());
        if (IsTooGreat(code))
        {
            Dispatch(Expression.Call(Expression.Constant(code), Members.Test, CurrentRun()), holds, fails, open);
        }
        else
        {
            Branch(code, holds, fails, open);
        }

        FinishLater();
        foreach (var (from, to) in new[] { (holds, isTrue), (fails, isFalse), (open, unknownIsFalse ? isFalse : isUnknown) })
        {
            Add(Expression.Label(from));
            if (Spent() is { } spent && to != isUnknown)
            {
                JumpIf(spent, isUnknown);
            }

            Jump(to);
        }
    }

    /// <summary>Whether some part gave up because there was too much work; null where no part can.</summary>
    private Expression? Spent()
    {
        Expression? run = _run is null ? null : Expression.Property(_run, Members.IsSpent);
        return run is null ? _spent : _spent is null ? run : Expression.OrElse(run, _spent);
    }

    /// <summary>The flag that the bound tree sets in a run of its own when there was too much work.</summary>
    private ParameterExpression SpentFlag() => _spent ??= Variable(typeof(bool));

    private BlockExpression Block(Type type)
    {
        if (_spent is not null)
        {
            // The block may stand in a loop, where variables keep their values.
            _body.Insert(0, Expression.Assign(_spent, Expression.Constant(false)));
        }

        if (_run is not null)
        {
            _body.Insert(0, Expression.Assign(_run, Expression.New(Members.NewRun, _frame, Expression.Call(Members.Locals, Expression.Constant(_locals)), _tested, Expression.Constant(_unknown))));
        }

        if (_on.Tested is { } tested && tested != _tested)
        {
            _body.Insert(0, Expression.Assign(_tested, tested));
        }

        return Expression.Block(type, _variables, _body);
    }

    // ------------------------------------------------------------------ pieces

    private void Add(params ReadOnlySpan<Expression> statements) => _body.AddRange(statements);

    private ParameterExpression Variable(Type type)
    {
        var variable = Expression.Variable(type);
        _variables.Add(variable);
        return variable;
    }

    /// <summary>Puts code that is seldom needed behind all other.</summary>
    private void Later(Action emit) => _later.Enqueue(emit);

    private void FinishLater()
    {
        while (_later.TryDequeue(out var emit))
        {
            emit();
        }
    }

    private void JumpIf(Expression condition, LabelTarget target) => Add(Expression.IfThen(condition, Expression.Goto(target)));

    private void Jump(LabelTarget target) => Add(Expression.Goto(target));

    private void Jump(Expression condition, LabelTarget isTrue, LabelTarget isFalse)
    {
        JumpIf(condition, isTrue);
        Jump(isFalse);
    }

    /// <summary>Jumps by a truth value.</summary>
    private void Dispatch(Expression truth, LabelTarget isTrue, LabelTarget isFalse, LabelTarget isUnknown)
    {
        if (truth is not (ParameterExpression or MemberExpression))
        {
            var kept = Variable(typeof(FeelTruth));
            Add(Expression.Assign(kept, truth));
            truth = kept;
        }

        JumpIf(Expression.Equal(truth, Expression.Constant(FeelTruth.True)), isTrue);
        if (isFalse != isUnknown)
        {
            JumpIf(Expression.Equal(truth, Expression.Constant(FeelTruth.False)), isFalse);
        }

        Jump(isUnknown);
    }

    /// <summary>The run that nodes without a form of their own need; made at the beginning when there is any such node.</summary>
    private ParameterExpression CurrentRun() => _run ??= Variable(typeof(Run));

    private static bool IsInPlace(Expression value) =>
        value is ParameterExpression || value.NodeType == ExpressionType.ArrayIndex || value is MemberExpression { Expression: ConstantExpression or ParameterExpression };

    /// <summary>A value that can be read in place: a local variable for whatever cannot.</summary>
    private Expression InPlace(Expression value) => IsInPlace(value) ? value : Variable(typeof(FeelValue));

    private static MemberExpression Kind(Expression value) => Expression.Field(value, Members.Kind);

    private static MemberExpression Number(Expression value) => Expression.Field(value, Members.Number);

    private static MemberExpression TruthOf(Expression value) => Expression.Field(value, Members.Truth);

    private static UnaryExpression Text(Expression value) => Expression.Convert(Expression.Field(value, Members.Reference), typeof(string));

    private static BinaryExpression IsKind(Expression value, FeelKind kind) => Expression.Equal(Kind(value), Expression.Constant(kind));

    private static BinaryExpression IsNotKind(Expression value, FeelKind kind) => Expression.NotEqual(Kind(value), Expression.Constant(kind));

    private static MemberExpression Constant(in FeelValue value) => Expression.Field(Expression.Constant(new StrongBox<FeelValue>(value)), nameof(StrongBox<>.Value));

    private MethodCallExpression TreeTest(Code code) =>
        Expression.Call(Members.TreeTest, Expression.Constant(code, typeof(Code)), _frame, _tested, Expression.Constant(_locals), Expression.Constant(_unknown), SpentFlag());

    private MethodCallExpression TreeEvaluate(Code code) =>
        Expression.Call(Members.TreeEvaluate, Expression.Constant(code, typeof(Code)), _frame, _tested, Expression.Constant(_locals), Expression.Constant(_unknown), SpentFlag());

    private void CallNode(Code code, Expression target) => Add(Expression.Assign(target, Expression.Call(Expression.Constant(code), Members.Evaluate, CurrentRun())));
}
