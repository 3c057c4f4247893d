using System.Collections.Immutable;
using Zhunsheng.Feel;

namespace Zhunsheng.Rulebooks;

/// <summary>How a claim stands against other evidence in the file.</summary>
/// <param name="Rule">The rule that holds them against each other.</param>
/// <param name="Contradicts">True: they contradict each other; false: they do not; null: it cannot be said.</param>
/// <param name="Text">What the two sides say, in Chinese; null unless they contradict each other.</param>
/// <param name="Facts">The facts that decided.</param>
/// <param name="Unknown">The facts that are missing.</param>
public sealed record EvidenceState(EvidenceRule Rule, bool? Contradicts, string? Text, ImmutableArray<UsedFact> Facts, ImmutableArray<string> Unknown);

/// <summary>How a measure stands in the file.</summary>
/// <param name="Rule">The rung of the ladder.</param>
/// <param name="Taken">True: it is in force; false: it is not; null: it cannot be said.</param>
public sealed record SanctionState(SanctionRule Rule, bool? Taken);

/// <content>What is claimed and held against other evidence, and which measures are in force.</content>
public sealed partial class Evaluation
{
    private const string Unsaid = "（不知道）";

    /// <summary>Every claim that concerns the file's kind, and how it stands against other evidence. One whose condition is known not to hold is left out.</summary>
    public ImmutableArray<EvidenceState> Evidence() =>
        [.. Rulebook.Evidence.Where(e => Situation.Kind is null || e.Kind == Situation.Kind).Select(Held).OfType<EvidenceState>()];

    /// <summary>The claims that contradict other evidence.</summary>
    public ImmutableArray<EvidenceState> ContradictedEvidence() =>
        [.. Rulebook.Evidence.Where(e => (Situation.Kind is null || e.Kind == Situation.Kind) && (e.When is null || _values.Test(e.When) == true) && _values.Test(e.Contradicts) == true).Select(Held).OfType<EvidenceState>()];

    /// <summary>How each rung of the ladder stands.</summary>
    public ImmutableArray<SanctionState> Sanctions() => [.. Rulebook.Oversight.Ladder.Select(r => new SanctionState(r, r.Taken is { } taken ? _values.Test(taken) : false))];

    /// <summary>Words with expressions in braces; what is not known is said to be so.</summary>
    public string Words(ImmutableArray<TextPiece> pieces) => string.Concat(pieces.Select((p, i) => p.Value is not { } expression ? p.Words
        : _values.Value(expression) is not { IsNull: false } value ? Unsaid
        : Shown(value, pieces, i)));

    /// <summary>A value that stands in words: as its fact is shown; an amount that the words give in 万元 as money, whatever it was worked out from.</summary>
    /// <param name="value">The value; not null.</param>
    /// <param name="pieces">The words.</param>
    /// <param name="at">The place of its expression in them.</param>
    public string Shown(FeelValue value, ImmutableArray<TextPiece> pieces, int at) =>
        value.AsNumber is { } amount && at + 1 < pieces.Length && pieces[at + 1].Words?.StartsWith(MoneyText.Unit, StringComparison.Ordinal) is true ? MoneyText.Figures(amount)
        : SituationReader.Shown(value, pieces[at].Value?.Uses is [var only] ? Rulebook.Facts.GetValueOrDefault(only.Name) : null);

    private EvidenceState? Held(EvidenceRule rule)
    {
        var when = Compute(rule.When);
        if (when.Value.IsFalse)
        {
            return null;
        }

        var against = Compute(rule.Contradicts);
        bool? contradicts = when.Value.IsTrue && against.Value.IsTrue ? true : against.Value.IsFalse ? false : null;
        return new EvidenceState(
            rule, contradicts, contradicts == true ? Words(rule.Text) : null, against.Ground.Facts, contradicts is null ? [.. when.Ground.Unknown.Concat(against.Ground.Unknown).Distinct()] : []);
    }

    private Reasons ExplainContradictions() => Rulebook.Evidence.IsEmpty
        ? new Reasons { Note = Silent }
        : new Reasons { Because = [.. ContradictedEvidence().Select(e => new Because(e.Rule.Article ?? new Citation(Platform), "核对" + e.Rule.Name, e.Facts, e.Text))] };

    private Reasons ExplainSanctions() => Rulebook.Oversight.Ladder.IsEmpty
        ? new Reasons { Note = Silent }
        : new Reasons { Because = [.. Rulebook.Oversight.Ladder.Where(r => r.Taken is { } t && _values.Test(t) == true).Select(r => new Because(r.Article, "处置" + r.Name, Compute(r.Taken).Ground.Facts, null))] };

    /// <summary>What stands in place of an article for a hint of the platform.</summary>
    private const string Platform = "平台提示";
}
