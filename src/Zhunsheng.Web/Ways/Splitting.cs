using System.Collections.Immutable;
using Zhunsheng.Feel;
using Zhunsheng.Rulebooks;

namespace Zhunsheng.Web.Ways;

/// <summary>A project of several that might be one.</summary>
/// <param name="Number">Its number; null for one that is not opened yet.</param>
/// <param name="Title">Its title.</param>
/// <param name="Money">Its total investment in 万元.</param>
/// <param name="On">The day on which it was opened.</param>
/// <param name="Facts">What is known of it.</param>
public sealed record SplitPart(string? Number, string Title, decimal Money, DateOnly On, ImmutableDictionary<string, FeelValue> Facts);

/// <summary>
/// Several projects of one unit that together would have to go another way than each alone: a hint at one project reported in parts. What way that is says the rulebook; whether it is so,
/// a person decides.
/// </summary>
/// <param name="Parts">The projects, the one at hand first.</param>
/// <param name="Routes">The answers that differ: together, and the one at hand alone.</param>
/// <param name="Gates">The gates of the rulebook about splitting; empty where it has none.</param>
public sealed record Splitting(ImmutableArray<SplitPart> Parts, ImmutableArray<(Answer Together, Answer Alone)> Routes, ImmutableArray<Gate> Gates)
{
    /// <summary>How far apart the projects may have been opened. The platform's own measure.</summary>
    public const int Months = 12;

    /// <summary>The common facts that are looked at: what a project costs, and whether it was reported in parts.</summary>
    public const string MoneyFact = "总投资";
    private const string SplitFact = "拆分申报";

    /// <summary>What all cost together, in 万元.</summary>
    public decimal Sum => Parts.Sum(p => p.Money);

    /// <summary>The hint; null when the projects would go no other way together than the one at hand does alone, or that cannot be said.</summary>
    /// <param name="book">The rulebook.</param>
    /// <param name="here">The project at hand.</param>
    /// <param name="others">Projects of the same unit that resemble it.</param>
    /// <param name="today">The day.</param>
    public static Splitting? Of(Rulebook book, SplitPart here, IEnumerable<SplitPart> others, DateOnly today)
    {
        var parts = others.Where(o => o.On.AddMonths(Months) >= here.On && here.On.AddMonths(Months) >= o.On).OrderBy(o => o.On).ThenBy(o => o.Number, StringComparer.Ordinal).Prepend(here).ToImmutableArray();
        if (parts.Length < 2)
        {
            return null;
        }

        var alone = Outlook.StagesOf(book, here.Facts, today);
        var together = Outlook.StagesOf(book, Together(book, parts), today);
        var routes = together.Zip(alone).Where(p => !p.First.Value.IsNull && !p.Second.Value.IsNull && p.First.Value != p.Second.Value).ToImmutableArray();
        return routes.IsEmpty ? null : new Splitting(parts, routes, [.. book.Gates.Where(g => g.Holds.Uses.Any(u => u.Name == SplitFact))]);
    }

    /// <summary>The project at hand with the amounts of all: each amount that all of them state is added up.</summary>
    private static ImmutableDictionary<string, FeelValue> Together(Rulebook book, ImmutableArray<SplitPart> parts)
    {
        var facts = parts[0].Facts;
        foreach (var amount in book.Facts.Values.Where(f => f is { Type: FactType.Money, Source: FactSource.Act, Derive: null }))
        {
            var stated = parts.Select(p => p.Facts.GetValueOrDefault(amount.Name).AsNumber).ToList();
            if (stated.TrueForAll(a => a is not null))
            {
                facts = facts.SetItem(amount.Name, FeelValue.Of(stated.Sum() ?? 0));
            }
        }

        return facts;
    }
}
