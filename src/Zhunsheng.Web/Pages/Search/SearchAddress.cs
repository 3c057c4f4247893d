using System.Collections.Immutable;
using Zhunsheng.Rulebooks;
using Zhunsheng.Storage;
using Zhunsheng.Web.Access;
using Zhunsheng.Web.Components;
using Zhunsheng.Web.Pages.Projects;

namespace Zhunsheng.Web.Pages.Search;

/// <summary>What the address of a search asks for.</summary>
/// <param name="List">The filters it shares with lists.</param>
/// <param name="Place">Where to look; null for everywhere.</param>
public sealed record AskedSearch(AskedList List, SearchPlace? Place)
{
    /// <summary>As the storage is asked.</summary>
    public SearchQuery Query => new(List.Query, Place);
}

/// <summary>A search in its address.</summary>
internal static class SearchAddress
{
    /// <summary>The places one can look in, in words.</summary>
    public static ImmutableArray<(SearchPlace Place, string Label)> Places { get; } =
        [(SearchPlace.Title, "名称"), (SearchPlace.Number, "编号"), (SearchPlace.Owner, "单位"), (SearchPlace.Fact, "填写的内容、意见"), (SearchPlace.Act, "行为"), (SearchPlace.Paper, "材料名称"), (SearchPlace.PaperText, "材料内容")];

    /// <summary>Reads an address.</summary>
    public static AskedSearch Read(IQueryCollection asked, SignedInUser user, ImmutableArray<Rulebook> books, DateOnly today)
    {
        var list = ListAddress.Read(asked, user, books, today);
        return new AskedSearch(
            list with { Query = list.Query with { Sort = CaseSort.Updated, Descending = true } },
            Enum.TryParse<SearchPlace>(asked["place"], true, out var place) && Enum.IsDefined(place) ? place : null);
    }

    /// <summary>What stands behind the question mark, without the page.</summary>
    public static string Of(AskedSearch asked, params (string Name, string? Value)[] besides) =>
        ListAddress.Of(asked.List.Query, [("kind", asked.List.Query.Kind == SiteSection.ProjectKind ? SiteSection.ProjectKind : null), ("place", asked.Place?.ToString().ToLowerInvariant()), .. besides]);
}
