using System.Collections.Immutable;

namespace Zhunsheng.Rulebooks;

/// <summary>
/// Looks at a rulebook that can be used for what would go wrong in use: steps that can never open, gates that exclude each other, limits that never start,
/// cases that no rule covers, and whatever nothing sets, reads or does. Slower than reading; for authors, not for every start.
/// </summary>
public static class RulebookLint
{
    /// <summary>
    /// The findings, by place. An error makes an answer wrong or a step impossible; a warning is worth a look.
    /// </summary>
    /// <param name="rulebook">The rulebook, as it was read from <paramref name="text"/>.</param>
    /// <param name="text">Its text.</param>
    /// <param name="cases">Its worked cases: what they ask counts as used.</param>
    public static ImmutableArray<Finding> Check(Rulebook rulebook, RulebookText text, IReadOnlyList<RulebookCase> cases)
    {
        ArgumentNullException.ThrowIfNull(rulebook);
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(cases);
        var findings = new List<Finding>();
        var places = Places.Of(text);
        var uses = new RuleUses(rulebook);
        new LinkChecks(rulebook, places, findings).Run();
        var reached = new StepChecks(rulebook, places, uses, findings).Run();
        new TimeChecks(rulebook, places, uses, reached, cases, findings).Run();
        new OversightChecks(rulebook, places, uses, findings).Run();
        new UseChecks(rulebook, places, uses, cases, findings).Run();
        new GapChecks(rulebook, places, uses, findings).Run();
        return [.. findings.Distinct().OrderBy(f => f.Line).ThenBy(f => f.Column).ThenBy(f => f.Message, StringComparer.Ordinal)];
    }

    /// <summary>A warning at a step of the text; at the head of the file when there is no such step.</summary>
    public static Finding AtStep(RulebookText text, string? step, string message)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Places.Of(text).At(FindingSeverity.Warning, message, "steps", step ?? "");
    }
}
