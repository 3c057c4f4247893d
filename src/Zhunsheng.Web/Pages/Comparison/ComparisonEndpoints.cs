using System.Collections.Immutable;
using Zhunsheng.Rulebooks;
using Zhunsheng.Storage;
using Zhunsheng.Web.Access;
using Zhunsheng.Web.Components;
using Zhunsheng.Web.Forms;
using Zhunsheng.Web.Hosting;

namespace Zhunsheng.Web.Pages.Comparison;

/// <summary>/compare and /rulebooks/diff: public; what an amendment would change for stored files is shown only to those who see all files of the rulebook.</summary>
internal static class ComparisonEndpoints
{
    private const int MostFiles = 200;

    public static void MapComparison(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/compare", (HttpContext context, RulebookLibrary library, Clock clock) =>
            Page.Of<SideBySidePage>(SideBySideView.Of(library.All, FormFields.Of(context.Request.Query), clock.Today)));
        routes.MapGet("/rulebooks/diff", async (HttpContext context, RulebookLibrary library, AmendmentSurvey survey, Visitor visitor, Clock clock) =>
            Page.Of<DiffPage>(await Diff(context, library, survey, visitor, clock.Today)));
    }

    private static async Task<DiffView> Diff(HttpContext context, RulebookLibrary library, AmendmentSurvey survey, Visitor visitor, DateOnly today)
    {
        var cancel = context.RequestAborted;
        var query = context.Request.Query;
        var editions = await Editions(library, cancel);
        var (a, b) = (query["a"].ToString(), query["b"].ToString());
        var all = query["all"] == "1";
        if (a.Length == 0 || b.Length == 0)
        {
            return new DiffView(editions, a, b, null, all, null, false, null);
        }

        if (await Find(library, a, cancel) is not { } before || await Find(library, b, cancel) is not { } after)
        {
            return new DiffView(editions, a, b, null, all, null, false, "没有这部手册或这个版本，请重新选");
        }

        var comparison = RulebookComparison.Of(before, after);
        var may = comparison.Versions && visitor.User is { } user && CaseAccess.SeesAll(user, after);
        return new DiffView(editions, a, b, comparison, all, may && query["impact"] == "1" ? await Survey(survey, comparison, today, cancel) : null, may, null);
    }

    private static async Task<SurveyResult> Survey(AmendmentSurvey survey, RulebookComparison comparison, DateOnly today, CancellationToken cancel)
    {
        var (files, total) = (0, 0);
        var shown = ImmutableArray.CreateBuilder<SurveyedFile>();
        await foreach (var file in survey.Run(comparison.Before, comparison.After, today, cancel))
        {
            files++;
            if (!file.Impact.None)
            {
                total++;
                if (shown.Count < MostFiles)
                {
                    shown.Add(file);
                }
            }
        }

        return new SurveyResult(files, shown.ToImmutable(), total);
    }

    private static async Task<ImmutableArray<Edition>> Editions(RulebookLibrary library, CancellationToken cancel)
    {
        var result = ImmutableArray.CreateBuilder<Edition>();
        foreach (var book in library.All)
        {
            result.Add(new Edition(book.Id, $"{book.Short}：第{book.Version}版（现行）"));
            result.AddRange((await library.Editions(book.Id, cancel)).Where(e => e.Digest != book.Digest)
                .Select(e => new Edition($"{book.Id}@{e.Digest}", $"{book.Short}：第{e.Version}版（{DayText.Iso(DateOnly.FromDateTime(e.FirstSeen.UtcDateTime.AddHours(8)))}存入，{e.Digest[..8]}）")));
        }

        return result.ToImmutable();
    }

    private static async Task<Rulebook?> Find(RulebookLibrary library, string edition, CancellationToken cancel)
    {
        var parts = edition.Split('@', 2);
        return parts.Length == 1 ? library.Current(parts[0]) : await library.ByDigest(parts[0], parts[1], cancel);
    }
}
