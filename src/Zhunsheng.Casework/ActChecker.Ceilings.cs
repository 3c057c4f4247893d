using System.Collections.Immutable;
using Zhunsheng.Rulebooks;

namespace Zhunsheng.Casework;

/// <content>Amounts against their ceilings.</content>
internal sealed partial class ActChecker
{
    /// <summary>An amount above its ceiling: refused where an article says so, else kept among the reasons of the act.</summary>
    private void Ceil(Step step, Outcome outcome)
    {
        if (Refused().File is not { } stands)
        {
            return;
        }

        Ceilings = CeilingCheck.Above(rulebook, stands, step, outcome, proposal.Key, Asked, today);
        foreach (var above in Ceilings.Where(c => c.Ceiling is { Platform: false, Strength: Strength.Hard }))
        {
            _refusals.Add(new Refusal(RefusalKind.Blocked, above.Sentence) { Article = above.Ceiling.Article!.Text, Remedy = above.Ceiling.Remedy });
        }
    }

    private ImmutableArray<CeilingState> Ceilings { get; set; } = [];
}
