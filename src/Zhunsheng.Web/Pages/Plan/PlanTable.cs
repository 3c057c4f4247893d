using System.Collections.Immutable;
using Zhunsheng.Casework;
using Zhunsheng.Feel;
using Zhunsheng.Rulebooks;

namespace Zhunsheng.Web.Pages.Plan;

/// <summary>A project in the table of a plan, as one version of it has it.</summary>
/// <param name="Number">The number of the project.</param>
/// <param name="Place">Its place, from 1.</param>
/// <param name="Amount">What is arranged for the year, in 万元; null when the version does not say.</param>
/// <param name="Remarks">What else is said about it, by field; without empty ones.</param>
public sealed record PlanLine(string Number, int Place, decimal? Amount, ImmutableArray<(string Field, string Text)> Remarks);

/// <summary>The table of a plan as one act states it.</summary>
/// <param name="Act">The act.</param>
/// <param name="Lines">The projects, in their order.</param>
public sealed record PlanVersion(Act Act, ImmutableArray<PlanLine> Lines)
{
    /// <summary>The sum of what is arranged, in 万元, as far as stated.</summary>
    public decimal Sum => Lines.Sum(l => l.Amount ?? 0);

    /// <summary>All versions of a plan, in order: one for each act that states its projects, corrections included at the place of what they correct.</summary>
    public static ImmutableArray<PlanVersion> Of(CaseFile file, YearPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return [.. CaseFold.Effective(file).Where(a => a.Asked.GetValueOrDefault(plan.Projects).AsList is not null).Select(a => new PlanVersion(a.Act, Read(a.Asked, plan)))];
    }

    /// <summary>The table that some facts state.</summary>
    public static ImmutableArray<PlanLine> Read(IReadOnlyDictionary<string, FeelValue> facts, YearPlan plan)
    {
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(plan);
        var rows = plan.Rows is { } fact && facts.TryGetValue(fact.Name, out var said) ? (said.AsList ?? []).Select(r => r.AsContext).OfType<FeelContext>().ToList() : [];
        var numbers = facts.TryGetValue(plan.Projects, out var chosen) ? (chosen.AsList ?? []).Select(n => n.AsString).OfType<string>().Distinct() : [];
        return [.. numbers.Select((number, index) =>
        {
            var row = rows.Find(r => r[CaseRows.Number].AsString == number);
            return (Place: row?[CaseRows.Order].AsNumber ?? index + 1, Index: index, Number: number, Row: row);
        }).OrderBy(r => r.Place).ThenBy(r => r.Index).Select((r, i) => new PlanLine(
            r.Number, i + 1, plan.RowAmount is { } amount ? r.Row?[amount].AsNumber : null,
            [.. (plan.Rows?.Fields ?? []).Where(f => f.Name is not (CaseRows.Number or CaseRows.Order) && f.Name != plan.RowAmount && r.Row is not null && !r.Row[f.Name].IsNull)
                .Select(f => (f.Label, SituationReader.Shown(r.Row![f.Name], f)))]))];
    }
}

/// <summary>What became of one project from one version of a plan to a later one.</summary>
/// <param name="Number">The number of the project.</param>
/// <param name="Before">How it stood before; null when it was not in.</param>
/// <param name="After">How it stands after; null when it was struck out.</param>
public sealed record PlanDifference(string Number, PlanLine? Before, PlanLine? After)
{
    /// <summary>What happened, in one word.</summary>
    public string What => Before is null ? "加入" : After is null ? "删去" : Before.Amount != After.Amount ? "改金额" : !Before.Remarks.SequenceEqual(After.Remarks) ? "改备注" : "改次序";

    /// <summary>The difference in money, in 万元; what enters counts whole.</summary>
    public decimal Money => (After?.Amount ?? 0) - (Before?.Amount ?? 0);

    /// <summary>
    /// What changed between two tables: removed, added and altered projects. A project whose place changed only because others came or went has not changed;
    /// one that was moved past another that stayed has.
    /// </summary>
    public static ImmutableArray<PlanDifference> Between(ImmutableArray<PlanLine> before, ImmutableArray<PlanLine> after)
    {
        var old = before.ToDictionary(l => l.Number);
        var now = after.ToDictionary(l => l.Number);
        var stayed = after.Where(l => old.ContainsKey(l.Number)).ToList();
        var unmoved = LongestRising([.. stayed.Select(l => old[l.Number].Place)]);
        var moved = stayed.Where((_, i) => !unmoved.Contains(i)).Select(l => l.Number).ToHashSet();
        return
        [
            .. before.Where(l => !now.ContainsKey(l.Number)).Select(l => new PlanDifference(l.Number, l, null)),
            .. after.Where(l => !old.TryGetValue(l.Number, out var was) || was.Amount != l.Amount || !was.Remarks.SequenceEqual(l.Remarks) || moved.Contains(l.Number))
                .Select(l => new PlanDifference(l.Number, old.GetValueOrDefault(l.Number), l)),
        ];
    }

    /// <summary>The indices of a longest rising run of places: those that kept their order among themselves.</summary>
    private static HashSet<int> LongestRising(int[] places)
    {
        var length = new int[places.Length];
        var previous = new int[places.Length];
        var best = -1;
        for (var i = 0; i < places.Length; i++)
        {
            length[i] = 1;
            previous[i] = -1;
            for (var j = 0; j < i; j++)
            {
                if (places[j] < places[i] && length[j] + 1 > length[i])
                {
                    length[i] = length[j] + 1;
                    previous[i] = j;
                }
            }

            best = best < 0 || length[i] > length[best] ? i : best;
        }

        var run = new HashSet<int>();
        for (var i = best; i >= 0; i = previous[i])
        {
            run.Add(i);
        }

        return run;
    }
}
