using System.Collections.Immutable;
using System.Globalization;
using Zhunsheng.Casework;
using Zhunsheng.Feel;
using Zhunsheng.Rulebooks;
using Zhunsheng.Storage;
using Zhunsheng.Web.Access;
using Zhunsheng.Web.Components;
using Zhunsheng.Web.Hosting;
using Zhunsheng.Web.Ways;

namespace Zhunsheng.Web.Pages.Search;

/// <summary>What the duplicate check found for a project.</summary>
/// <param name="Book">The rulebook.</param>
/// <param name="Similar">The files that resemble it, the most alike first; only such as the visitor may see.</param>
/// <param name="Split">The hint that the project was reported in parts; null for none.</param>
/// <param name="Whole">Whether all files of the jurisdiction were compared; else only those that the visitor may see.</param>
public sealed record DuplicateView(Rulebook Book, ImmutableArray<SimilarCase> Similar, Splitting? Split, bool Whole)
{
    /// <summary>How alike a text is, in words: 名称相似82%.</summary>
    public static string Words(SimilarField field)
    {
        ArgumentNullException.ThrowIfNull(field);
        return string.Create(CultureInfo.InvariantCulture, $"{field.Label}相似{decimal.Floor(field.Likeness.Share * 100):0}%");
    }
}

/// <summary>The page of the duplicate check of a file.</summary>
/// <param name="File">The file.</param>
/// <param name="Title">Its title.</param>
/// <param name="Money">What it costs, in 万元; null when not known.</param>
/// <param name="Check">What was found.</param>
/// <param name="Steps">The open steps of the visitor in this file, in which a finding can be written down: title and address.</param>
public sealed record SimilarView(CaseFile File, string Title, decimal? Money, DuplicateView Check, ImmutableArray<(string Title, string Href)> Steps);

/// <summary>
/// The duplicate check at declaration: projects of the same jurisdiction with similar names, goals and contents. A unit sees its own only; of others neither their texts nor their number,
/// an office sees all. It finds and compares; it decides nothing and fills nothing in.
/// </summary>
internal sealed class DuplicateCheck(SimilarCases similar, CaseStore cases, Clock clock)
{
    /// <summary>Compares a project with the files that the visitor may see.</summary>
    /// <param name="book">The rulebook.</param>
    /// <param name="file">The file, or the one about to be opened.</param>
    /// <param name="facts">What is known of it, what is being filled in included.</param>
    /// <param name="user">The visitor.</param>
    /// <param name="cancel">Stops it.</param>
    public async Task<DuplicateView> Of(Rulebook book, CaseFile file, ImmutableDictionary<string, FeelValue> facts, SignedInUser user, CancellationToken cancel)
    {
        var title = TitleFact(book, file.Kind) is { } name ? facts.GetValueOrDefault(name).AsString ?? "" : "";
        var texts = TextFacts(book, file.Kind).Where(f => f.Name != TitleFact(book, file.Kind)).Select(f => (f.Name, f.Label, Text: facts.GetValueOrDefault(f.Name).AsString ?? "")).Where(t => t.Text.Length > 0);
        var profile = new CaseProfile(book.Id, file.Kind, file.Acts.IsEmpty ? null : file.Id, title, [.. texts]);
        var found = await similar.Find(profile, CaseAccess.ScopeOf(user, [book]), cancel: cancel);
        return new DuplicateView(book, found, await SplitOf(book, file, title, facts, found, cancel), CaseAccess.SeesAll(user, book));
    }

    /// <summary>Whether a form is one of those that describe the project.</summary>
    public static bool Concerns(Rulebook book, Step step)
    {
        if (step.Kind != SiteSection.ProjectKind || !step.PossibleRoles.Any(r => book.FindRole(r) is { Own: true }))
        {
            return false;
        }

        var described = TextFacts(book, step.Kind).Where(f => f.Long).Select(f => f.Name).Append(TitleFact(book, step.Kind)).ToHashSet();
        return step.Opens || (!step.Repeats && step.Each is null && step.Asks.SelectMany(a => a.Facts).Any(a => described.Contains(a.Fact.Name)));
    }

    private static string? TitleFact(Rulebook book, string kind) => book.Kinds.FirstOrDefault(k => k.Name == kind)?.TitleFact;

    /// <summary>The texts by which the unit describes the project: what its own forms ask, not what offices say of it.</summary>
    private static IEnumerable<FactDefinition> TextFacts(Rulebook book, string kind)
    {
        var named = book.Roles.Select(r => r.Named).OfType<string>().ToHashSet();
        return book.Steps.Where(s => s.Kind == kind && !s.Repeats && s.Each is null && s.PossibleRoles.Any(r => book.FindRole(r) is { Own: true }))
            .SelectMany(s => s.Asks).SelectMany(a => a.Facts).Select(a => a.Fact).Where(f => f.Type == FactType.Text && !named.Contains(f.Name)).DistinctBy(f => f.Name);
    }

    private async Task<Splitting?> SplitOf(Rulebook book, CaseFile file, string title, ImmutableDictionary<string, FeelValue> facts, ImmutableArray<SimilarCase> found, CancellationToken cancel)
    {
        if (facts.GetValueOrDefault(Splitting.MoneyFact).AsNumber is not { } money)
        {
            return null;
        }

        var others = new List<SplitPart>();
        foreach (var other in found.Where(s => s.File.OwnerId == file.OwnerId && !s.File.Closed && s.TitleShare >= SimilarCases.LikeTitle && s.File.Money is not null))
        {
            if (await cases.Load(other.File.Id, cancel) is { Acts.IsEmpty: false } loaded && await cases.RulebookOf(loaded, cancel) is { } bound && !OfflineStub.Is(loaded, bound))
            {
                others.Add(new SplitPart(loaded.Number, other.File.Title, other.File.Money!.Value, loaded.Acts[0].On, CaseFold.Situation(loaded, bound, clock.Today).Facts));
            }
        }

        var opened = file.Acts.IsEmpty ? clock.Today : file.Acts[0].On;
        return Splitting.Of(book, new SplitPart(file.Acts.IsEmpty ? null : file.Number, title.Length == 0 ? "本项目" : title, money, opened, facts), others, clock.Today);
    }
}
