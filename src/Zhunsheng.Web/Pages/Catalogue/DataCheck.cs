using System.Collections.Immutable;
using Zhunsheng.Casework;
using Zhunsheng.Feel;
using Zhunsheng.Rulebooks;
using Zhunsheng.Storage;
using Zhunsheng.Web.Access;

namespace Zhunsheng.Web.Pages.Catalogue;

/// <summary>The data of a file beside those of others.</summary>
/// <param name="Book">The rulebook.</param>
/// <param name="Rule">What it says of data resources.</param>
/// <param name="Entries">The entries of the file.</param>
/// <param name="Repeats">Those that others have too, as far as the visitor may know of them.</param>
/// <param name="SaidTwice">What the unit says of collecting again what is there already; null when it says nothing.</param>
/// <param name="Whole">Whether all files of the jurisdiction were compared; else the visitor's own and what is open to other units.</param>
public sealed record DataCheckView(Rulebook Book, ResourceRule Rule, ImmutableArray<DataEntry> Entries, ImmutableArray<DataRepeat> Repeats, bool? SaidTwice, bool Whole)
{
    /// <summary>What others have of an entry: the most alike first.</summary>
    public IEnumerable<DataRepeat> Of(DataEntry entry) => Repeats.Where(r => r.Here == entry);

    /// <summary>How many entries others collect too.</summary>
    public int Twice => Repeats.Where(r => r.Twice && r.Here.IsItem).Select(r => r.Here).Distinct().Count();

    /// <summary>Whether the unit says that it collects nothing twice, while the catalogue shows that it does.</summary>
    public bool Contradicted => SaidTwice == false && Twice > 0;

    /// <summary>What a repetition comes to, in words.</summary>
    public static string Words(DataRepeat repeat)
    {
        ArgumentNullException.ThrowIfNull(repeat);
        var likeness = repeat.Same ? "同名" : $"名称相似{decimal.ToInt32(decimal.Floor(repeat.Likeness * 100))}%";
        return !repeat.Here.IsItem ? $"{likeness}的资源"
            : repeat.Here.Collected is false ? $"{likeness}，本项目写的是{repeat.Here.Origin}，不算重复采集"
            : repeat.There.Entry.Collected is false ? $"{likeness}，对方写的是{repeat.There.Entry.Origin}，不是它采集的"
            : repeat.Here.Collected is true && repeat.There.Entry.Collected is true ? $"{likeness}，两边都写自行采集"
            : $"{likeness}，有一边没写怎样得来，请核对";
    }
}

/// <summary>The data resources of a file with what others have of them.</summary>
/// <param name="File">The file.</param>
/// <param name="Title">Its title.</param>
/// <param name="Check">What was found.</param>
/// <param name="Steps">The open steps of the visitor in which the list can be changed: title and address.</param>
public sealed record CaseResourcesView(CaseFile File, string Title, DataCheckView Check, ImmutableArray<(string Title, string Href)> Steps);

/// <summary>Compares the data resources of a file, item by item, with those of others. It finds and compares; it decides nothing.</summary>
internal sealed class DataCheck(DataCatalogue catalogue)
{
    /// <summary>Compares; null where the kind of file lists no data, or lists none yet.</summary>
    /// <param name="book">The rulebook.</param>
    /// <param name="file">The file, or the one about to be opened.</param>
    /// <param name="fact">The value of a fact, what is being filled in included.</param>
    /// <param name="user">The visitor.</param>
    /// <param name="cancel">Stops it.</param>
    public async Task<DataCheckView?> Of(Rulebook book, CaseFile file, Func<string, FeelValue> fact, SignedInUser user, CancellationToken cancel)
    {
        if (book.Catalogues.ResourcesOf(file.Kind) is not { } rule || DataEntry.Of(book, file.Kind, fact) is not { IsEmpty: false } entries)
        {
            return null;
        }

        var repeats = await catalogue.Repeats(book.Id, file.Acts.IsEmpty ? null : file.Id, entries, CaseAccess.DataScopeOf(user, [book]), cancel);
        return new DataCheckView(book, rule, entries, repeats, rule.Twice is { } twice ? fact(twice.Name).AsBoolean : null, CaseAccess.SeesAll(user, book));
    }

    /// <summary>Compares what a file lists as it stands; null where its kind lists no data or nothing of it is shown, empty where it lists none yet.</summary>
    public async Task<DataCheckView?> OfFile(OpenCase open, DateOnly today, CancellationToken cancel) =>
        open.File.Acts.IsEmpty || OfflineStub.Is(open.File, open.Book) || open.Book.Catalogues.ResourcesOf(open.File.Kind) is not { } rule ? null
            : await Of(open.Book, open.File, new Evaluation(open.Book, CaseFold.Situation(open.File, open.Book, today)).Fact, open.User, cancel)
                ?? new DataCheckView(open.Book, rule, [], [], null, CaseAccess.SeesAll(open.User, open.Book));

    /// <summary>Whether a form is the place to hold what the unit says of collecting twice against the catalogue: it asks for it, or other evidence is shown before it is sent.</summary>
    public static bool Weighs(Rulebook book, Step step) => book.Catalogues.ResourcesOf(step.Kind)?.Twice is { } said
        && (book.Evidence.Any(e => e.Before.Contains(step.Name)) || step.Asks.SelectMany(a => a.Facts).Any(f => f.Fact.Name == said.Name));

    /// <summary>Whether a form asks for the data resources or their items.</summary>
    public static bool Concerns(Rulebook book, Step step) => book.Catalogues.ResourcesOf(step.Kind) is { } rule
        && step.Asks.SelectMany(a => a.Facts).Any(f => f.Fact.Name == rule.Resources.Name || f.Fact.Name == rule.Items?.Name);
}
