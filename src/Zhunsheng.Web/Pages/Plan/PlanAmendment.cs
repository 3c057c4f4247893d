using System.Collections.Immutable;
using Zhunsheng.Casework;
using Zhunsheng.Feel;
using Zhunsheng.Rulebooks;

namespace Zhunsheng.Web.Pages.Plan;

/// <summary>What a change of an issued plan did to one project.</summary>
/// <param name="Number">The number of the project.</param>
/// <param name="Before">The amount before, in 万元; null when not stated.</param>
/// <param name="After">The amount after, in 万元; null when not stated.</param>
/// <param name="Reasons">What else is said about it.</param>
public sealed record PlanAmendment(string Number, decimal? Before, decimal? After, ImmutableArray<string> Reasons)
{
    /// <summary>How much more it is, in 万元; null where one of the two is not stated.</summary>
    public decimal? Difference => After - Before;

    /// <summary>
    /// The lines of an act: the records it set that name project by project two amounts, the one before and the one after. Empty for an act that sets none.
    /// </summary>
    public static ImmutableArray<PlanAmendment> In(Act act, Rulebook book)
    {
        ArgumentNullException.ThrowIfNull(act);
        ArgumentNullException.ThrowIfNull(book);
        foreach (var (name, value) in act.Set.OrderBy(s => s.Key, StringComparer.Ordinal))
        {
            if (book.Facts.GetValueOrDefault(name) is { Type: FactType.Records } fact && fact.Fields.Any(f => f.Name == CaseRows.Number)
                && fact.Fields.Where(f => f.Type == FactType.Money).Select(f => f.Name).ToList() is [var before, var after])
            {
                return
                [
                    .. (value.AsList ?? []).Select(r => r.AsContext).OfType<FeelContext>().Where(r => r[CaseRows.Number].AsString is not null).Select(r => new PlanAmendment(
                        r[CaseRows.Number].AsString!, r[before].AsNumber, r[after].AsNumber,
                        [.. fact.Fields.Where(f => f.Type == FactType.Text && f.Name != CaseRows.Number).Select(f => r[f.Name].AsString).OfType<string>()])),
                ];
            }
        }

        return [];
    }
}
