using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Zhunsheng.Casework;
using Zhunsheng.Documents;
using Zhunsheng.Rulebooks;
using Zhunsheng.Storage;
using Zhunsheng.Web.Access;
using Zhunsheng.Web.Components;
using Zhunsheng.Web.Hosting;

namespace Zhunsheng.Web.Pages.Calendar;

/// <summary>/calendar: dated duties of the visitor, and the days that a rulebook fixes for every year, these for anybody.</summary>
internal static class CalendarEndpoints
{
    private const int MostItems = 5000;

    public static void MapCalendar(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/calendar", async (HttpContext context, Visitor visitor, RulebookLibrary library, CaseStore cases, Clock clock) =>
            await View(context, visitor, library, cases, clock) is { } view ? Page.Of<CalendarPage>(view) : Results.NotFound());
        routes.MapGet("/calendar.ics", async (HttpContext context, Visitor visitor, RulebookLibrary library, CaseStore cases, Clock clock) =>
            await View(context, visitor, library, cases, clock) is { } view
                ? Results.File(Encoding.UTF8.GetBytes(Ics(view, context.Request, clock)), CalendarFile.MediaType, string.Create(CultureInfo.InvariantCulture, $"准绳-{view.Year}.ics"))
                : Results.NotFound());
        routes.MapGet("/calendar.xlsx", async (HttpContext context, Visitor visitor, RulebookLibrary library, CaseStore cases, SheetDownload download, Clock clock) =>
            await View(context, visitor, library, cases, clock) is { } view ? await Sheet(view, download, context.RequestAborted) : Results.NotFound());
    }

    /// <summary>What the visitor may see; null for a rulebook that is not there.</summary>
    private static async Task<CalendarView?> View(HttpContext context, Visitor visitor, RulebookLibrary library, CaseStore cases, Clock clock)
    {
        var asked = context.Request.Query;
        var today = clock.Today;
        var year = int.TryParse(asked["year"], NumberStyles.None, CultureInfo.InvariantCulture, out var y) && y is > 1900 and < 2200 ? y : today.Year;
        var month = int.TryParse(asked["month"], NumberStyles.None, CultureInfo.InvariantCulture, out var m) && m is >= 1 and <= 12 ? m : today.Month;
        var wanted = asked["rulebook"].ToString() is { Length: > 0 } id ? id : null;
        var user = visitor.User is { IsAdministrator: false } person ? person : null;
        var all = library.All;
        if (wanted is not null && all.All(b => b.Id != wanted))
        {
            return null;
        }

        var mine = user is null ? [] : CaseAccess.BooksOf(user, library);
        ImmutableArray<Rulebook> shown = wanted is not null ? [.. all.Where(b => b.Id == wanted)] : mine;
        var kind = CalendarEntry.Kinds.Contains(asked["kind"].ToString()) ? asked["kind"].ToString() : null;
        var entries = shown.SelectMany(b => Yearly(b, year)).ToList();
        if (user is not null)
        {
            var roles = user.Roles.SelectMany(r => r.Value.Select(role => (r.Key, role))).Where(r => wanted is null || r.Key == wanted).ToImmutableArray();
            var items = await cases.WorkItems(new WorkItemQuery { Roles = roles, OrganisationId = user.OrganisationId, OrganisationName = user.OrganisationName, Limit = MostItems }, context.RequestAborted);
            entries.AddRange(items.SelectMany(i => Of(i, library.Current(i.RulebookId), today)).Where(e => e.Day.Year == year));
        }

        return new CalendarView
        {
            Year = year,
            Month = month,
            List = asked["view"] == "list",
            Kind = kind,
            RulebookId = wanted,
            Books = user is null || wanted is not null && mine.All(b => b.Id != wanted) ? [.. all] : mine,
            Today = today,
            Own = user is not null,
            Entries = [.. entries.Where(e => kind is null || e.Kind == kind).OrderBy(e => e.Day).ThenBy(e => e.Kind, StringComparer.Ordinal).ThenBy(e => e.Id, StringComparer.Ordinal)],
            WorkingDays = (shown.IsEmpty ? all.FirstOrDefault() : shown[0])?.Calendar,
        };
    }

    private static IEnumerable<CalendarEntry> Yearly(Rulebook book, int year)
    {
        foreach (var day in YearlyDay.In(book, year))
        {
            var who = string.Join("、", day.Step.PossibleRoles.Select(r => book.FindRole(r)?.Label ?? r));
            CalendarEntry Entry(DateOnly on, string kind) => new(
                string.Create(CultureInfo.InvariantCulture, $"{book.Id}/{day.Deadline.Name}/{day.For}/{kind}"), on, kind,
                $"{day.Deadline.Name}（{day.For}年）", book.Jurisdiction.Name, who.Length > 0 ? who : null, day.Deadline.Article, book.Id, $"/rulebooks/{book.Id}#{day.Deadline.Article.Anchor}", false);
            if (day.Opens is { } opens && opens.Year == year)
            {
                yield return Entry(opens, CalendarEntry.YearlyOpens);
            }

            if (day.Due.Year == year)
            {
                yield return Entry(day.Due, CalendarEntry.YearlyDue);
            }
        }
    }

    private static IEnumerable<CalendarEntry> Of(WorkItem item, Rulebook? book, DateOnly today)
    {
        var deadline = book?.Deadlines.FirstOrDefault(d => d.Steps.Contains(item.Step));
        var key = item.Key is null ? "" : $"（{SituationReader.Shown(ActCodec.DecodeValue(item.Key))}）";
        var href = $"/cases/{item.CaseNumber}";
        CalendarEntry Entry(DateOnly on, string kind) => new(
            $"{item.CaseNumber}/{item.Step}/{item.Key}/{kind}", on, kind, item.StepTitle + key, $"{item.CaseNumber} {item.CaseTitle} · {item.OwnerName}", book?.FindRole(item.Role)?.Label ?? item.Role,
            deadline?.Article, item.RulebookId, href, kind == CalendarEntry.Due && on < today && !item.Returned);
        if (item.OpensOn is { } opens && opens > today)
        {
            yield return Entry(opens, CalendarEntry.Opens);
        }

        if (item.DueOn is { } due)
        {
            yield return Entry(due, CalendarEntry.Due);
        }
    }

    private static string Ics(CalendarView view, HttpRequest request, Clock clock)
    {
        var root = new Uri($"{request.Scheme}://{request.Host}");
        return CalendarFile.Text(
            view.RulebookId is { } id && view.Books.FirstOrDefault(b => b.Id == id) is { } book ? $"{book.Short} 准绳" : "准绳",
            view.Entries.Select(e => new CalendarEvent(
                Convert.ToHexStringLower(Encoding.UTF8.GetBytes(e.Id)) + "@zhunsheng", e.Day, e.Day, $"{e.Kind}：{e.Title}",
                $"{e.About}{(e.Who is null ? "" : $"\n由{e.Who}办")}{(e.Article is null ? "" : $"\n依据{e.Article.Text}")}", e.Href is null ? null : new Uri(root, e.Href))),
            clock.Now);
    }

    private static async Task<IResult> Sheet(CalendarView view, SheetDownload download, CancellationToken cancel)
    {
        var columns = new[]
        {
            new SheetColumn("日期", SheetColumnKind.Date, 12), new SheetColumn("类别", SheetColumnKind.Text, 10), new SheetColumn("事项", SheetColumnKind.Text, 40), new SheetColumn("案卷或地方", SheetColumnKind.Text, 44),
            new SheetColumn("由谁办", SheetColumnKind.Text, 24), new SheetColumn("依据", SheetColumnKind.Text, 18), new SheetColumn("状态", SheetColumnKind.Text, 8),
        };
        return await download.Of(string.Create(CultureInfo.InvariantCulture, $"日历{view.Year}"), columns, Rows(view), cancel);
    }

    private static async IAsyncEnumerable<IReadOnlyList<SheetCell>> Rows(CalendarView view)
    {
        foreach (var entry in view.Entries)
        {
            yield return [SheetCell.Of(entry.Day), SheetCell.Of(entry.Kind), SheetCell.Of(entry.Title), SheetCell.Of(entry.About), SheetCell.Of(entry.Who), SheetCell.Of(entry.Article?.Text), SheetCell.Of(entry.Late ? "逾期" : "")];
        }

        await Task.CompletedTask;
    }
}
