using System.Collections.Immutable;
using System.Globalization;
using Zhunsheng.Rulebooks;
using Zhunsheng.Storage;

namespace Zhunsheng.Web.Pages.Catalogue;

/// <summary>The catalogue of systems (系统目录), with what was asked for.</summary>
public sealed record SystemsView
{
    /// <summary>Rows on a page.</summary>
    public const int PageSize = 20;

    /// <summary>Asks for systems whose state is not known.</summary>
    public const string NoState = "unknown";

    /// <summary>The rulebooks with a catalogue that the visitor has to do with.</summary>
    public required ImmutableArray<Rulebook> Books { get; init; }

    /// <summary>The rulebook shown.</summary>
    public required Rulebook Book { get; init; }

    /// <summary>What was asked for.</summary>
    public required SystemQuery Query { get; init; }

    /// <summary>What was found.</summary>
    public required SystemPageRows Found { get; init; }

    /// <summary>What can be chosen from.</summary>
    public required SystemChoices Choices { get; init; }

    /// <summary>Whether the visitor sees all systems of the jurisdiction.</summary>
    public required bool SeesAll { get; init; }

    /// <summary>Whether anything narrows the list.</summary>
    public bool Filtered => Query is not { Text: null, State: null, OwnerId: null, Fundable: null, Year: null };

    /// <summary>Whether money may be granted, in words.</summary>
    public static string Words(bool? fundable) => fundable switch { true => "可以安排", false => "不能安排", _ => "还判断不了" };

    /// <summary>The address of the same list with another order, page, state or answer.</summary>
    public string Href(SystemSort? sort = null, bool? descending = null, int? page = null, string path = "/systems", string? state = null, string? money = null) => CatalogueAddress.Of(
        path,
        ("q", Query.Text),
        ("rulebook", Books.Length > 1 ? Book.Id : null),
        ("state", state ?? (Query.State is "" ? NoState : Query.State)),
        ("unit", Query.OwnerId?.ToString()),
        ("money", money ?? Query.Fundable switch { true => "yes", false => "no", _ => null }),
        ("year", Query.Year?.ToString(CultureInfo.InvariantCulture)),
        ("sort", (sort ?? Query.Sort) is var s && s != SystemSort.Name ? s.ToString().ToLowerInvariant() : null),
        ("order", (descending ?? Query.Descending) ? "desc" : null),
        ("page", page is > 1 ? page.Value.ToString(CultureInfo.InvariantCulture) : null));
}
