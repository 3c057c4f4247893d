using System.Collections.Immutable;
using System.Globalization;
using Zhunsheng.Rulebooks;
using Zhunsheng.Storage;

namespace Zhunsheng.Web.Pages.Catalogue;

/// <summary>The catalogue of data resources (数据资源目录), with what was asked for.</summary>
public sealed record ResourcesView
{
    /// <summary>Rows on a page.</summary>
    public const int PageSize = 30;

    /// <summary>Asks for entries without a share type.</summary>
    public const string NoShare = "none";

    /// <summary>The rulebooks with a catalogue that the visitor has to do with.</summary>
    public required ImmutableArray<Rulebook> Books { get; init; }

    /// <summary>The rulebook shown.</summary>
    public required Rulebook Book { get; init; }

    /// <summary>What was asked for.</summary>
    public required DataQuery Query { get; init; }

    /// <summary>What was found.</summary>
    public required DataRows Found { get; init; }

    /// <summary>What can be chosen from.</summary>
    public required DataChoices Choices { get; init; }

    /// <summary>Whether the visitor sees all files of the jurisdiction.</summary>
    public required bool SeesAll { get; init; }

    /// <summary>Whether anything narrows the list.</summary>
    public bool Filtered => Query is not { Text: null, Owner: null, Share: null, Items: null };

    /// <summary>The share types of what other units may know of, as one reads them.</summary>
    public string Open => string.Join("、", Book.Catalogues.Resources.SelectMany(r => r.Open).Distinct());

    /// <summary>The address of the same list with another page, or of its export.</summary>
    public string Href(int? page = null, string path = "/resources") => CatalogueAddress.Of(
        path,
        ("q", Query.Text),
        ("rulebook", Books.Length > 1 ? Book.Id : null),
        ("unit", Query.Owner),
        ("share", Query.Share is "" ? NoShare : Query.Share),
        ("level", Query.Items switch { true => "items", false => "resources", _ => null }),
        ("page", page is > 1 ? page.Value.ToString(CultureInfo.InvariantCulture) : null));
}
