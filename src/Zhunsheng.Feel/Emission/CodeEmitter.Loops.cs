using System.Linq.Expressions;
using Zhunsheng.Feel.Evaluation;

namespace Zhunsheng.Feel.Emission;

/// <content>
/// <c>some</c>, <c>every</c> and <c>count(list[condition])</c> over the list in a variable, with a condition that holds no loop itself: then the work is bounded by the
/// list, and nothing need be counted.
/// </content>
internal sealed partial class CodeEmitter
{
    private readonly Dictionary<int, Operand> _items = [];

    /// <summary>Inside a loop: where to go when the bound tree has to do the whole loop instead.</summary>
    private LabelTarget? _escape;

    private static bool HasForm(QuantifiedCode code) =>
        code.Iterators is [{ From: VariableCode, To: null } only] && IsSelfContained(code.Condition, only.Slot);

    private static bool HasForm(CountCode code) => code.Operand switch
    {
        VariableCode or InputCode => true,
        FilterCode { Source: VariableCode, Condition: TruthCode } filter => IsSelfContained(filter.Condition, filter.ItemSlot),
        _ => false,
    };

    /// <summary>Whether a node has a form here with all its parts, and reads no other local than the loop's own.</summary>
    private static bool IsSelfContained(Code code, int slot) => code switch
    {
        ConstantCode or VariableCode or InputCode => true,
        LocalCode local => local.Slot == slot,
        CountCode count => count.Operand is VariableCode,
        QuantifiedCode => false,
        PathCode or IfCode or NegateCode or ArithmeticCode { Type.Kind: not (null or FeelKind.String) } => code.Parts.All(p => IsSelfContained(p, slot)),
        TruthCode => HasForm(code) && code.Parts.All(p => IsSelfContained(p, slot)),
        _ => false,
    };

    private void Quantify(QuantifiedCode code, LabelTarget isTrue, LabelTarget isFalse, LabelTarget isUnknown)
    {
        var iterator = code.Iterators[0];
        var list = OperandOf(iterator.From);
        var (end, tree) = (Expression.Label(), Expression.Label());
        var met = Variable(typeof(bool));
        Add(Expression.Assign(met, Expression.Constant(false)));
        JumpIf(IsKind(list.Value, FeelKind.Null), isUnknown);
        Each(list, iterator.Slot, tree, end, next =>
        {
            var unknown = Expression.Label();
            Branch(code.Condition, code.IsEvery ? next : isTrue, code.IsEvery ? isFalse : next, unknown);
            Add(Expression.Label(unknown), Expression.Assign(met, Expression.Constant(true)));
        });
        Add(Expression.Label(end));
        Jump(met, isUnknown, code.IsEvery ? isTrue : isFalse);
        Later(() =>
        {
            Add(Expression.Label(tree));
            Dispatch(TreeTest(code), isTrue, isFalse, isUnknown);
        });
    }

    private void Count(CountCode code, ParameterExpression target)
    {
        if (code.Operand is not FilterCode filter)
        {
            Add(Expression.Assign(target, Expression.Call(Members.CountOf, OperandOf(code.Operand).Value)));
            return;
        }

        var (end, tree, isNull, done) = (Expression.Label(), Expression.Label(), Expression.Label(), Expression.Label());
        var count = Variable(typeof(int));
        Add(Expression.Assign(count, Expression.Constant(0)));
        Each(OperandOf(filter.Source), filter.ItemSlot, tree, end, next =>
        {
            var passes = Expression.Label();
            Branch(filter.Condition, passes, next, _unknown ? isNull : next);
            Add(Expression.Label(passes), Expression.PreIncrementAssign(count));
        });
        Add(Expression.Label(end), Expression.Assign(target, Expression.Call(Members.OfNumber, Expression.Convert(count, typeof(decimal)))), Expression.Label(done));
        Later(() => Add(
            Expression.Label(isNull), Expression.Assign(target, Expression.Default(typeof(FeelValue))), Expression.Goto(done),
            Expression.Label(tree), Expression.Assign(target, TreeEvaluate(code)), Expression.Goto(done)));
    }

    /// <summary>A loop over the items of a list; what is no list goes to <paramref name="tree"/>. The body may jump to the label it is given, or run off its end.</summary>
    private void Each(Operand list, int slot, LabelTarget tree, LabelTarget end, Action<LabelTarget> body)
    {
        var (top, next) = (Expression.Label(), Expression.Label());
        var items = Variable(typeof(FeelValue[]));
        var index = Variable(typeof(int));
        JumpIf(IsNotKind(list.Value, FeelKind.List), tree);
        Add(
            Expression.Assign(items, Expression.Convert(Expression.Field(list.Value, Members.Reference), typeof(FeelValue[]))),
            Expression.Assign(index, Expression.Constant(0)),
            Expression.Label(top));
        JumpIf(Expression.GreaterThanOrEqual(index, Expression.ArrayLength(items)), end);
        _items[slot] = new(Expression.ArrayIndex(items, index), list.Type.Item ?? FeelType.Any);
        _escape = tree;
        body(next);
        _escape = null;
        Add(Expression.Label(next), Expression.PreIncrementAssign(index), Expression.Goto(top));
    }

    /// <summary>The property of a value; of a list, whose items have to be gone through, by the bound tree.</summary>
    private void PathInto(PathCode path, ParameterExpression target)
    {
        var source = OperandOf(path.Source);
        var end = Expression.Label();
        var tree = _escape ?? Expression.Label();
        JumpIf(IsKind(source.Value, FeelKind.List), tree);
        Add(Expression.Assign(target, Expression.Call(Members.Property, source.Value, Expression.Constant(path.Name))), Expression.Label(end));
        if (tree != _escape)
        {
            Later(() => Add(Expression.Label(tree), Expression.Assign(target, TreeEvaluate(path)), Expression.Goto(end)));
        }
    }

    /// <summary>Whether a path can be followed without a run: it begins at a variable, the tested value, or the item of a loop.</summary>
    private bool IsFollowed(PathCode path) => path.Source switch
    {
        VariableCode or InputCode => path.Source.Type.Kind is not FeelKind.List,
        LocalCode local => _items.ContainsKey(local.Slot) && _escape is not null,
        PathCode inner => IsFollowed(inner),
        IfCode or ArithmeticCode => _escape is not null,
        _ => false,
    };
}
