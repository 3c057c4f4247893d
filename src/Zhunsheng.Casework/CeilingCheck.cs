using System.Collections.Immutable;
using Zhunsheng.Feel;
using Zhunsheng.Rulebooks;

namespace Zhunsheng.Casework;

/// <summary>What an act would do to the amounts of a file, before it is made.</summary>
public static class CeilingCheck
{
    /// <summary>
    /// The ceilings that an act would lead above, or further above than the file already is. Those that a gate keeps are not among them: the gate speaks for itself.
    /// Empty for an outcome that opens other steps again.
    /// </summary>
    /// <param name="rulebook">The rulebook the file is bound to.</param>
    /// <param name="file">The file as it stands; for an opening step the file that would begin.</param>
    /// <param name="step">The step.</param>
    /// <param name="outcome">Its outcome.</param>
    /// <param name="key">The value of the repetition; null for none.</param>
    /// <param name="asked">What the form says.</param>
    /// <param name="today">The day of the act.</param>
    public static ImmutableArray<CeilingState> Above(
        Rulebook rulebook, CaseFile file, Step step, Outcome outcome, FeelValue key, ImmutableDictionary<string, FeelValue> asked, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(rulebook);
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(step);
        ArgumentNullException.ThrowIfNull(outcome);
        if (!outcome.Settles || step.Kind != rulebook.Kinds[0].Name || !rulebook.Money.Lines.Any(l => l.Steps.Contains(step.Name)))
        {
            return [];
        }

        var before = new Evaluation(rulebook, CaseFold.Situation(file, rulebook, today));
        var with = before.With(step, key, asked, [], today);
        var act = Imagined(file, step, outcome, key, asked, [.. outcome.Sets.Select(s => KeyValuePair.Create(s.Fact.Name, with.Evaluate(s.Value)))], today);
        var after = new Evaluation(rulebook, CaseFold.Situation(file.With(act), rulebook, today));
        var was = MoneyLedger.CeilingsOf(before, step.Name);
        return [.. MoneyLedger.CeilingsOf(after, step.Name).Where((c, i) => c.Verdict == CeilingVerdict.Exceeds && c.Excess > was[i].Excess)];
    }

    /// <summary>The act as the fold would see it; never kept, and therefore without actor, moment and digest.</summary>
    private static Act Imagined(
        CaseFile file, Step step, Outcome outcome, FeelValue key, ImmutableDictionary<string, FeelValue> asked, ImmutableArray<KeyValuePair<string, FeelValue>> set, DateOnly today) => new()
    {
        CaseId = file.Id,
        Number = file.Head + 1,
        Kind = ActKind.Deed,
        Step = step.Name,
        Outcome = outcome.Name,
        Key = key,
        At = default,
        On = today,
        Actor = new Actor(Guid.Empty, "", file.OwnerId, file.OwnerName, ""),
        Asked = asked,
        Set = set.ToImmutableDictionary(),
        RulebookId = file.RulebookId,
        RulebookVersion = 0,
        RulebookDigest = file.RulebookDigest,
        SubmissionId = Guid.Empty,
        PreviousDigest = file.HeadDigest,
        Digest = "",
    };
}
