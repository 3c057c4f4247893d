using System.Collections.Immutable;
using System.Globalization;
using Zhunsheng.Casework;
using Zhunsheng.Rulebooks;
using Zhunsheng.Storage;

namespace Zhunsheng.Web.Pages.Plan;

/// <summary>The project pool of a rulebook, with what was asked for.</summary>
public sealed record PoolView
{
    /// <summary>Rows on a page.</summary>
    public const int PageSize = 20;

    /// <summary>The rulebook.</summary>
    public required Rulebook Book { get; init; }

    /// <summary>What makes its plan.</summary>
    public required YearPlan Plan { get; init; }

    /// <summary>The day.</summary>
    public required DateOnly Today { get; init; }

    /// <summary>What was asked for.</summary>
    public required PlanQuery Query { get; init; }

    /// <summary>What was found.</summary>
    public required PlanPage Found { get; init; }

    /// <summary>The years to choose from.</summary>
    public required ImmutableArray<int> Years { get; init; }

    /// <summary>The groups to choose from.</summary>
    public required ImmutableArray<string> Categories { get; init; }

    /// <summary>The words for what is asked about entering: ready, blocked, unclear; null for all.</summary>
    public string? State => Query.May switch { true => "ready", false => "blocked", _ => Query.Undecided ? "unclear" : null };

    /// <summary>The words for the standing asked for: waiting, listed, outside.</summary>
    public string Standing => Query.Standing switch { PlanStanding.Waiting => "waiting", PlanStanding.Listed => "listed", PlanStanding.Outside => "outside", _ => "any" };

    /// <summary>The address of the pool of a rulebook.</summary>
    public string Path => $"/plan/{Book.Id}/pool";

    /// <summary>The address of the same list with another order or page.</summary>
    public string Href(PlanSort? sort = null, bool? descending = null, int? page = null, string? path = null)
    {
        var parts = new List<string>();
        void Add(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value))
            {
                parts.Add($"{name}={Uri.EscapeDataString(value)}");
            }
        }

        Add("q", Query.Text);
        Add("year", Query.Year?.ToString(CultureInfo.InvariantCulture));
        Add("standing", Standing == "waiting" ? null : Standing);
        Add("state", State);
        Add("category", Query.Category);
        Add("sort", (sort ?? Query.Sort) is var s && s != PlanSort.Since ? s.ToString().ToLowerInvariant() : null);
        Add("order", (descending ?? Query.Descending) ? "desc" : null);
        Add("page", page is > 1 ? page.Value.ToString(CultureInfo.InvariantCulture) : null);
        return (path ?? Path) + (parts.Count == 0 ? "" : "?" + string.Join('&', parts));
    }
}
