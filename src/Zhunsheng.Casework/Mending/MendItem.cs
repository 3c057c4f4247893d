using System.Collections.Immutable;
using Zhunsheng.Feel;
using Zhunsheng.Rulebooks;

namespace Zhunsheng.Casework;

/// <summary>One thing that a returned form lacks.</summary>
/// <param name="Step">The step whose form is meant.</param>
/// <param name="Kind">材料, 内容 or 其他 (see <see cref="ReturnList"/>).</param>
/// <param name="Subject">The title of a paper, or the name of a fact; null for 其他.</param>
/// <param name="Wanted">What is wanted, in words; null when the thing says it all.</param>
public sealed record MendItem(string Step, string Kind, string? Subject, string? Wanted)
{
    /// <summary>The items of a list as it stands in an act; rows without step or kind are passed over.</summary>
    public static ImmutableArray<MendItem> In(FeelValue list) =>
    [
        .. (list.AsList ?? []).Select(r => r.AsContext).OfType<FeelContext>()
            .Where(r => r[ReturnList.Step].AsString is not null && r[ReturnList.Kind].AsString is not null)
            .Select(r => new MendItem(r[ReturnList.Step].AsString!, r[ReturnList.Kind].AsString!, Filled(r[ReturnList.Subject]), Filled(r[ReturnList.Wanted]))),
    ];

    /// <summary>A list as it stands in an act.</summary>
    public static FeelValue ListOf(IEnumerable<MendItem> items) => FeelValue.ListOf(items.Select(i => FeelValue.Of(new FeelContext(
    [
        KeyValuePair.Create(ReturnList.Step, FeelValue.Of(i.Step)),
        KeyValuePair.Create(ReturnList.Kind, FeelValue.Of(i.Kind)),
        KeyValuePair.Create(ReturnList.Subject, i.Subject is null ? FeelValue.Null : FeelValue.Of(i.Subject)),
        KeyValuePair.Create(ReturnList.Wanted, i.Wanted is null ? FeelValue.Null : FeelValue.Of(i.Wanted)),
    ]))));

    private static string? Filled(FeelValue value) => value.AsString is { } text && text.Trim().Length > 0 ? text.Trim() : null;
}

/// <summary>Something of a form that may be put on the list of what is missing.</summary>
/// <param name="Step">The step whose form is meant.</param>
/// <param name="Kind">材料 or 内容.</param>
/// <param name="Subject">The title of the paper, or the name of the fact.</param>
/// <param name="Label">What the user reads.</param>
/// <param name="Now">What stands there now, in words; null for a paper, and where nothing was said.</param>
public sealed record MendOffer(Step Step, string Kind, string Subject, string Label, string? Now)
{
    /// <summary>Whether an item of a list is about this.</summary>
    public bool Is(MendItem item) => item.Step == Step.Name && item.Kind == Kind && item.Subject == Subject;

    /// <summary>
    /// What an outcome that returns may put on its list: the papers and answers of the forms that it opens again, as far as they were handed in and apply as things stand.
    /// </summary>
    /// <param name="before">The file as it stands.</param>
    /// <param name="outcome">The outcome.</param>
    public static ImmutableArray<MendOffer> Of(Evaluation before, Outcome outcome)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(outcome);
        var offers = ImmutableArray.CreateBuilder<MendOffer>();
        foreach (var name in outcome.Reopens.Distinct())
        {
            if (before.Rulebook.FindStep(name) is not { } step || before.Situation.Occurrences.GetValueOrDefault(name, []).LastOrDefault(o => o.ReopenedBy is null) is not { } done)
            {
                continue;
            }

            var within = before.With(step, done.Key, done.Facts, [], done.On);
            foreach (var asked in step.Asks.SelectMany(s => s.Facts).Concat(step.FindOutcome(done.Outcome)?.Asks ?? [])
                .Where(a => !ReturnList.Facts.Contains(a.Fact.Name) && (done.Facts.ContainsKey(a.Fact.Name) || within.Asks(a))).DistinctBy(a => a.Fact.Name))
            {
                var said = done.Facts.GetValueOrDefault(asked.Fact.Name);
                offers.Add(new MendOffer(step, ReturnList.Answer, asked.Fact.Name, asked.Fact.Label, said.IsNull ? null : SituationReader.Shown(said, asked.Fact)));
            }

            if (step.Dossier is { } dossier)
            {
                offers.AddRange(within.Papers(dossier).Where(p => p is { Paper.From: null, Due: not false }).Select(p => new MendOffer(step, ReturnList.Paper, p.Paper.Title, p.Paper.Title, null)));
            }
        }

        return offers.ToImmutable();
    }
}
