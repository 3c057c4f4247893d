using Zhunsheng.Feel.Evaluation;

namespace Zhunsheng.Feel.Binding;

/// <summary>
/// Finds conditions that nothing can meet, or that everything meets, by trying: a condition that compares one thing with fixed values can only change its outcome at
/// those values, so it is enough to try them, one value between each two, and one beyond either end. What a type allows bounds what is tried.
/// </summary>
internal sealed class Contradiction
{
    private const int MostPoints = 200;
    private readonly HashSet<FeelValue> _points = [];
    private Code? _subject;
    private bool _isOrdered;

    /// <summary>What the one thing is that a condition speaks of, for telling apart; null when it speaks of several, of none, or in a way that trying cannot exhaust.</summary>
    public static string? SubjectOf(Code condition)
    {
        var found = new Contradiction();
        return found.Collect(condition) && found._subject is { } subject ? Key(subject) : null;
    }

    /// <summary>Whether the conditions, all about the same thing, can hold for no value; or whether one of them holds for every value.</summary>
    /// <returns>False: never all of them. True: always one of them. Null: neither, or not to be told.</returns>
    public static bool? Check(IReadOnlyList<Code> conditions, bool isAnd)
    {
        var found = new Contradiction();
        if (!conditions.All(found.Collect) || found._subject is null || found._points.Count > MostPoints || found.Samples() is not { Count: > 0 } samples)
        {
            return null;
        }

        var outcomes = samples.Select(s => conditions.Select(c => At(c, s)).Aggregate(isAnd ? Truths.And : Truths.Or)).ToList();
        if (outcomes.TrueForAll(o => o == FeelTruth.True))
        {
            return true;
        }

        var ofNull = conditions.Select(c => At(c, FeelValue.Null)).Aggregate(isAnd ? Truths.And : Truths.Or);
        return outcomes.TrueForAll(o => o != FeelTruth.True) && ofNull != FeelTruth.True ? false : null;
    }

    /// <summary>The subject as the author wrote it; the item of a selection needs no name.</summary>
    public static string Shown(string subject)
    {
        var parts = subject.Split('.').Select(p => p.Split('#')[0]).ToList();
        return string.Join('.', parts.Count > 1 && parts[0] == "item" ? parts.Skip(1) : parts);
    }

    private static string Key(Code subject) => subject switch
    {
        VariableCode variable => variable.Variable.Name,
        LocalCode local => $"{local.Name}#{local.Slot}",
        PathCode path => $"{Key(path.Source)}.{path.Name}",
        _ => "?",
    };

    private static bool IsReading(Code code) => code is VariableCode or LocalCode or InputCode || (code is PathCode path && IsReading(path.Source));

    private bool Collect(Code code)
    {
        _isOrdered |= code is ComparisonCode or BetweenCode || (code is InCode cell && Array.Exists(cell.Tests, t => t is HalfComparisonTest or RangeTest));
        switch (code)
        {
            case LogicCode or ComparisonCode or EqualityCode or BetweenCode or IsNullCode:
                return code.Parts.All(Collect);
            case NotCode negation:
                return Collect(negation.Operand);
            case VariableNumberCode comparison:
                return Collect(comparison.Variable) && Point(FeelValue.Of(comparison.Number));
            case VariableEqualityCode equality:
                return Collect(equality.Variable) && Point(equality.Constant);
            case InCode { Negated: false } test:
                return Collect(test.Value) && test.Tests.All(t => t is not ConditionTest && t.Parts.All(Collect));
            case ConstantCode constant:
                return Point(constant.Value);
            default:
                if (!IsReading(code) || (_subject is not null && Key(_subject) != Key(code)))
                {
                    return false;
                }

                _subject ??= code;
                return true;
        }
    }

    private bool Point(in FeelValue value)
    {
        switch (value.Kind)
        {
            case FeelKind.Null or FeelKind.Boolean:
                return true;
            case FeelKind.Number or FeelKind.String or FeelKind.Date:
                _points.Add(value);
                return true;
            case FeelKind.Range:
                return Point(value.AsRange!.Low) && Point(value.AsRange.High);
            case FeelKind.List:
                return Array.TrueForAll(value.Items, v => v.Kind != FeelKind.List && Point(v));
            default:
                return false;
        }
    }

    /// <summary>The values to try; null where the kind of the subject is not known or cannot be tried.</summary>
    private List<FeelValue>? Samples()
    {
        var type = _subject!.Type;
        switch (type.Kind)
        {
            case FeelKind.Boolean:
                return [FeelValue.True, FeelValue.False];
            case FeelKind.String:
                // Between two texts there are more texts than can be tried.
                return _isOrdered ? null : type.AllowedValues is { } allowed ? [.. allowed.Select(FeelValue.Of)] : [.. _points, FeelValue.Of(string.Concat(_points.Select(p => p.AsString)) + "?")];
            case FeelKind.Number or FeelKind.Date:
                return Along(type);
            default:
                return null;
        }
    }

    private List<FeelValue> Along(FeelType type)
    {
        var numbers = _points.Where(p => p.Kind == type.Kind).Select(p => p.Raw).ToHashSet();
        foreach (var end in (ReadOnlySpan<FeelValue>)[type.AllowedRange?.Low ?? FeelValue.Null, type.AllowedRange?.High ?? FeelValue.Null])
        {
            if (end.Kind == type.Kind)
            {
                numbers.Add(end.Raw);
            }
        }

        var sorted = numbers.Where(n => Math.Abs(n) < 1e20m).Order().ToList();
        var tried = new List<decimal>();
        for (var i = 0; i < sorted.Count; i++)
        {
            tried.Add(sorted[i] - (i == 0 ? 1 : type.Kind == FeelKind.Date ? 1 : (sorted[i] - sorted[i - 1]) / 2));
            tried.Add(sorted[i]);
        }

        tried.Add(sorted.Count == 0 ? 0 : sorted[^1] + 1);
        return [.. tried.Select(n => type.Kind == FeelKind.Date ? FeelValue.OfDay(n) : FeelValue.Of(n))
            .Where(v => type.AllowedRange is not { } range || Order.Within(range, v) == FeelTruth.True)];
    }

    // ------------------------------------------------------------------ trying

    private static FeelTruth At(Code code, in FeelValue sample)
    {
        switch (code)
        {
            case LogicCode logic:
                var result = Truths.Of(logic.IsAnd);
                foreach (var part in logic.Parts)
                {
                    result = logic.IsAnd ? result.And(At(part, sample)) : result.Or(At(part, sample));
                }

                return result;
            case NotCode negation:
                return At(negation.Operand, sample).Not();
            case ComparisonCode comparison:
                return Order.Holds(comparison.Comparison, ValueAt(comparison.Left, sample), ValueAt(comparison.Right, sample));
            case VariableNumberCode comparison:
                return Order.Holds(comparison.Comparison, sample, FeelValue.Of(comparison.Number));
            case EqualityCode equality:
                return Negated(Equality.Test(ValueAt(equality.Left, sample), ValueAt(equality.Right, sample), true), equality.Negated);
            case VariableEqualityCode equality:
                return Negated(Equality.Test(sample, equality.Constant, true), equality.Negated);
            case IsNullCode question:
                return Truths.Of(ValueAt(question.Operand, sample).IsNull != question.Negated);
            case BetweenCode between:
                var value = ValueAt(between.Value, sample);
                return Order.Holds(Comparison.GreaterOrEqual, value, ValueAt(between.Low, sample)).And(Order.Holds(Comparison.LessOrEqual, value, ValueAt(between.High, sample)));
            case InCode test:
                return Within(test, sample);
            default:
                return ValueAt(code, sample).Truth;
        }
    }

    private static FeelTruth Within(InCode code, in FeelValue sample)
    {
        var run = new Run([], [], sample, true);
        var value = ValueAt(code.Value, sample);
        var result = FeelTruth.False;
        foreach (var test in code.Tests)
        {
            result = result.Or(test.Parts.All(p => p is ConstantCode) ? test.Matches(value, ref run) : FeelTruth.Unknown);
        }

        return result;
    }

    private static FeelTruth Negated(FeelTruth truth, bool negated) => negated ? truth.Not() : truth;

    private static FeelValue ValueAt(Code code, in FeelValue sample) => code is ConstantCode constant ? constant.Value : sample;
}
