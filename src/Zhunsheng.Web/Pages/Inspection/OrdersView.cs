using System.Collections.Immutable;
using System.Globalization;
using Zhunsheng.Casework;
using Zhunsheng.Rulebooks;
using Zhunsheng.Storage;
using Zhunsheng.Web.Components;
using Zhunsheng.Web.Pages.Dashboard;

namespace Zhunsheng.Web.Pages.Inspection;

/// <summary>The list of orders to mend something (监督台), with what was asked for.</summary>
public sealed record OrdersView
{
    /// <summary>Rows on a page.</summary>
    public const int PageSize = 20;

    /// <summary>The rulebooks the visitor has to do with.</summary>
    public required ImmutableArray<Rulebook> Books { get; init; }

    /// <summary>The rulebook shown.</summary>
    public required Rulebook Book { get; init; }

    /// <summary>Whether the visitor sees all files of the rulebook.</summary>
    public required bool SeesAll { get; init; }

    /// <summary>What was asked for.</summary>
    public required OrderQuery Query { get; init; }

    /// <summary>What was found.</summary>
    public required OrderPage Found { get; init; }

    /// <summary>In how many files the visitor may see claims contradict other evidence, by rule; the most first.</summary>
    public required ImmutableArray<PointCount> Contradictions { get; init; }

    /// <summary>The day.</summary>
    public required DateOnly Today { get; init; }

    /// <summary>Whether anything narrows the list.</summary>
    public bool Filtered => Query is not { Standing: null, Pending: null, Rule: null, Text: null };

    /// <summary>How many of all are still to be settled.</summary>
    public int Pending => Found.Counts.Where(c => c.Key is not (OrderStanding.Settled or OrderStanding.Ended)).Sum(c => c.Value);

    /// <summary>The address of the same list otherwise.</summary>
    public string Href(OrderSort? sort = null, bool? descending = null, int? page = null, string? path = null) => Address(
        path ?? "/oversight", Query.Standing, Query.Pending, Query.Rule, Query.Text, sort ?? Query.Sort, descending ?? Query.Descending, page);

    /// <summary>The address of all orders that stand so.</summary>
    public string HrefOf(OrderStanding? standing, bool? pending = null) => Address("/oversight", standing, pending, null, null, OrderSort.Urgent, false, null);

    private string Address(string path, OrderStanding? standing, bool? pending, string? rule, string? text, OrderSort sort, bool descending, int? page) => QueryText.Address(
        path,
        ("rulebook", Books.Length > 1 ? Book.Id : null),
        ("standing", standing is { } s ? OrderWords.Word(s) : null),
        ("pending", pending is { } p ? p ? "yes" : "no" : null),
        ("rule", rule),
        ("q", text),
        ("sort", sort == OrderSort.Urgent ? null : QueryText.Word(sort)),
        ("order", descending ? "desc" : null),
        ("page", page is > 1 ? page.Value.ToString(CultureInfo.InvariantCulture) : null));
}
