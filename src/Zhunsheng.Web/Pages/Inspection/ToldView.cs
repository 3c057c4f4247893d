using System.Collections.Immutable;
using System.Globalization;
using Zhunsheng.Storage;
using Zhunsheng.Web.Components;
using Zhunsheng.Web.Pages.Dashboard;

namespace Zhunsheng.Web.Pages.Inspection;

/// <summary>A step that must be done now and whose doing is told to somebody.</summary>
/// <param name="CaseNumber">The file.</param>
/// <param name="CaseTitle">Its title.</param>
/// <param name="StepTitle">The step.</param>
/// <param name="Told">Whom it tells, in words.</param>
/// <param name="Due">The last day; null for none.</param>
public sealed record OwedNotice(string CaseNumber, string CaseTitle, string StepTitle, string Told, DateOnly? Due);

/// <summary>Who was told what (送达台账), as the visitor's office sees it.</summary>
public sealed record ToldView
{
    /// <summary>Rows on a page.</summary>
    public const int PageSize = 20;

    /// <summary>What was asked for.</summary>
    public required ToldQuery Query { get; init; }

    /// <summary>What was found.</summary>
    public required ToldPage Found { get; init; }

    /// <summary>How many entries the office has not confirmed yet.</summary>
    public required int Unsigned { get; init; }

    /// <summary>What the office is to report, file or copy and has not done yet.</summary>
    public required ImmutableArray<OwedNotice> Owed { get; init; }

    /// <summary>The day.</summary>
    public required DateOnly Today { get; init; }

    /// <summary>What the last request did; null for nothing.</summary>
    public string? Said { get; init; }

    /// <summary>Whether anything narrows the list.</summary>
    public bool Filtered => Query is not { Signed: null, Kind: null };

    /// <summary>The address of the same list otherwise.</summary>
    public string Href(ToldSide? side = null, int? page = null, string? path = null) => Address(path ?? "/told", side ?? Query.Side, Query.Signed, Query.Kind, page);

    /// <summary>The address of another list.</summary>
    public static string Address(string path, ToldSide side, bool? signed, string? kind, int? page) => QueryText.Address(
        path,
        ("side", side == ToldSide.Sent ? "sent" : null),
        ("signed", signed is { } s ? s ? "yes" : "no" : null),
        ("kind", kind),
        ("page", page is > 1 ? page.Value.ToString(CultureInfo.InvariantCulture) : null));
}
