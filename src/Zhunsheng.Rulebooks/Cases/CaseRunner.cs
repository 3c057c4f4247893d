using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Zhunsheng.Feel;

namespace Zhunsheng.Rulebooks;

/// <summary>How a case came out.</summary>
/// <param name="Case">The case.</param>
/// <param name="Passed">Whether the answer and the blocking articles are as expected.</param>
/// <param name="Answer">The answer; null when the question could not be put.</param>
/// <param name="Problems">What differs, or why the question could not be put, in Chinese; empty when passed.</param>
public sealed record CaseResult(RulebookCase Case, bool Passed, Answer? Answer, ImmutableArray<string> Problems);

/// <summary>Puts worked cases to a rulebook and compares the answers.</summary>
public static class CaseRunner
{
    /// <summary>
    /// Runs one case. Numbers compare by value; days by their ISO text; lists as sets unless the question is answered in order;
    /// every expected blocking article must be among those the answer names. Unknown names and wrong types are problems, never ignored.
    /// </summary>
    public static CaseResult Run(Rulebook rulebook, RulebookCase @case)
    {
        ArgumentNullException.ThrowIfNull(rulebook);
        ArgumentNullException.ThrowIfNull(@case);
        if (!rulebook.Questions.TryGetValue(@case.Ask, out var question))
        {
            return Refused(@case, [$"没有叫“{@case.Ask}”的判定{Nearest.Hint(@case.Ask, rulebook.Questions.Keys)}"]);
        }

        var (facts, factErrors) = SituationReader.Facts(rulebook, @case.Facts);
        var (arguments, argumentErrors) = SituationReader.Arguments(rulebook, @case.Ask, @case.Args);
        if (!factErrors.IsEmpty || !argumentErrors.IsEmpty)
        {
            return Refused(@case, [.. factErrors.Concat(argumentErrors).Select(error => error.Message)]);
        }

        var evaluation = new Evaluation(rulebook, Situation.Of(facts, @case.At));
        if (evaluation.Contradictions() is { IsEmpty: false } contradictions)
        {
            return Refused(@case, [.. contradictions.Select(contradiction => contradiction.Message)]);
        }

        var answer = evaluation.Ask(@case.Ask, arguments);
        var problems = ImmutableArray.CreateBuilder<string>();
        if (!Matches(@case.Expect, answer.Value, question.Ordered))
        {
            problems.Add("答案不符");
        }

        var missing = (@case.BlockedBy ?? []).Where(article => !answer.BlockedBy.Contains(new Citation(article).Article)).ToList();
        if (missing.Count > 0)
        {
            problems.Add($"没有被{string.Join("、", missing)}挡住");
        }

        return new(@case, problems.Count == 0, answer, problems.ToImmutable());
    }

    /// <summary>Whether an answer is the expected one.</summary>
    /// <param name="expected">The expected value as JSON; days are ISO texts.</param>
    /// <param name="actual">The answer.</param>
    /// <param name="ordered">Whether the order of a list counts; otherwise lists are sets.</param>
    public static bool Matches(JsonElement expected, FeelValue actual, bool ordered) => expected.ValueKind switch
    {
        JsonValueKind.Null => actual.IsNull,
        JsonValueKind.True => actual.IsTrue,
        JsonValueKind.False => actual.IsFalse,
        JsonValueKind.Number => actual.AsNumber is { } number && expected.TryGetDecimal(out var value) && number == value,
        JsonValueKind.String => actual.Kind == FeelKind.Date
            ? actual.AsDate!.Value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) == expected.GetString()
            : actual.AsString is { } text && text == expected.GetString(),
        JsonValueKind.Array => actual.AsList is { } items && ListMatches([.. expected.EnumerateArray()], items, ordered),
        JsonValueKind.Object => actual.AsContext is { } context
            && expected.EnumerateObject().Count() == context.Entries.Count
            && expected.EnumerateObject().All(entry => context.TryGet(entry.Name, out var value) && Matches(entry.Value, value, ordered)),
        _ => false,
    };

    private static bool ListMatches(ImmutableArray<JsonElement> expected, IReadOnlyList<FeelValue> actual, bool ordered) => ordered
        ? expected.Length == actual.Count && expected.Zip(actual).All(pair => Matches(pair.First, pair.Second, ordered))
        : expected.All(item => actual.Any(value => Matches(item, value, ordered)))
            && actual.All(value => expected.Any(item => Matches(item, value, ordered)));

    private static CaseResult Refused(RulebookCase @case, ImmutableArray<string> problems) => new(@case, false, null, problems);
}
