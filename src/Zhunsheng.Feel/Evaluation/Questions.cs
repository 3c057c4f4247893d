using Zhunsheng.Feel.Functions;

namespace Zhunsheng.Feel.Evaluation;

/// <summary><c>not(x)</c>: a call of the built-in function, without the way over its arguments.</summary>
internal sealed class NotCode(Code operand) : TruthCode
{
    private readonly Code[] _parts = [operand];

    public Code Operand => operand;

    public override IReadOnlyList<Code> Parts => _parts;

    public override FeelTruth Test(ref Run run) => operand is TruthCode ? operand.Test(ref run).Not() : Of(operand.Evaluate(ref run));

    /// <summary>The negation of a value; a list of one truth counts as that truth.</summary>
    public static FeelTruth Of(in FeelValue value) => value.Kind == FeelKind.List ? Coercion.To(value, FeelType.Boolean).Truth.Not() : value.Truth.Not();
}

/// <summary><c>list contains(list, element)</c>, likewise.</summary>
internal sealed class ListContainsCode(Code list, Code element) : TruthCode
{
    private readonly Code[] _parts = [list, element];

    public Code List => list;

    public Code Element => element;

    public override IReadOnlyList<Code> Parts => _parts;

    public override FeelTruth Test(ref Run run)
    {
        var items = list.Evaluate(ref run);
        var wanted = element.Evaluate(ref run);
        return run.SpendOn(items) && run.SpendOn(wanted) ? Of(items, wanted, run.Unknown) : FeelTruth.Unknown;
    }

    /// <summary>Whether a value is among the items of a list; a value that is no list counts as a list of one.</summary>
    public static FeelTruth Of(in FeelValue list, in FeelValue element, bool unknown) => list.Kind switch
    {
        FeelKind.List => Among(list.Items, element, unknown),
        FeelKind.Null => FeelTruth.Unknown,
        _ => Among([list], element, unknown),
    };

    /// <summary>Whether a value is among the items. Unless null means "not known", what cannot be compared is different.</summary>
    public static FeelTruth Among(ReadOnlySpan<FeelValue> items, in FeelValue element, bool unknown)
    {
        var result = FeelTruth.False;
        foreach (ref readonly var item in items)
        {
            var equal = Equality.Test(item, element, unknown);
            if (equal == FeelTruth.True)
            {
                return equal;
            }

            result = equal == FeelTruth.Unknown && unknown ? FeelTruth.Unknown : result;
        }

        return result;
    }
}

/// <summary><c>count(list)</c>, likewise; a selection is counted without being made.</summary>
internal sealed class CountCode : Code
{
    private readonly Code[] _parts;

    public CountCode(Code operand)
    {
        _parts = [operand];
        Type = FeelType.Number;
    }

    public Code Operand => _parts[0];

    public override IReadOnlyList<Code> Parts => _parts;

    public override FeelValue Evaluate(ref Run run) =>
        Operand is FilterCode { Condition: TruthCode } selection ? selection.Count(ref run) : Of(Operand.Evaluate(ref run));

    /// <summary>How many items a list has; a value that is no list counts as a list of one.</summary>
    public static FeelValue Of(in FeelValue value) => value.Kind switch
    {
        FeelKind.List => FeelValue.Of((decimal)value.Items.Length),
        FeelKind.Null => FeelValue.Null,
        _ => FeelValue.Of(1m),
    };
}

/// <summary>The nodes that stand for calls of the commonest built-in functions.</summary>
internal static class Questions
{
    /// <summary>The node for a call with arguments by position; null when the call has no node of its own.</summary>
    public static Code? For(FeelBuiltin function, Code[] arguments, int start) => (function.Name, arguments) switch
    {
        ("not", [var operand]) when IsStandard(function) => new NotCode(operand) { Start = start },
        ("list contains", [var list, var element]) when IsStandard(function) => new ListContainsCode(list, element) { Start = start },
        ("count", [var list]) when IsStandard(function) => new CountCode(list) { Start = start },
        _ => null,
    };

    private static bool IsStandard(FeelBuiltin function) => FeelFunctionTable.Standard.Find(function.Name) is [var only] && ReferenceEquals(only, function);
}
