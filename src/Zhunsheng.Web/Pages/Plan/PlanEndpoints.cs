using System.Collections.Immutable;
using System.Globalization;
using Zhunsheng.Casework;
using Zhunsheng.Documents;
using Zhunsheng.Rulebooks;
using Zhunsheng.Storage;
using Zhunsheng.Web.Access;
using Zhunsheng.Web.Components;
using Zhunsheng.Web.Hosting;

namespace Zhunsheng.Web.Pages.Plan;

/// <summary>What the pages of plans need.</summary>
internal sealed record PlanServices(PlanYearDesk Desk, CaseStore Cases, CaseAccess Access, RulebookLibrary Library, Visitor Visitor, Clock Clock, SheetDownload Download);

/// <summary>/plan, /plan/{rulebook}/{year} and /plan/{rulebook}/pool, with their exports.</summary>
internal static class PlanEndpoints
{
    private const int MostExported = 1000;

    public static void MapPlan(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/plan", Home);
        routes.MapGet("/plan/{rulebook}/{year:int:range(1901,2199)}", (HttpContext context, [AsParameters] PlanServices services, string rulebook, int year) => Year(context, services, rulebook, year, false));
        routes.MapGet("/plan/{rulebook}/{year:int:range(1901,2199)}/print", (HttpContext context, [AsParameters] PlanServices services, string rulebook, int year) => Year(context, services, rulebook, year, true));
        routes.MapGet("/plan/{rulebook}/{year:int:range(1901,2199)}.xlsx", ExportYear);
        routes.MapGet("/plan/{rulebook}/pool", Pool);
        routes.MapGet("/plan/{rulebook}/pool.xlsx", ExportPool);
    }

    private static async Task<IResult> Home(HttpContext context, [AsParameters] PlanServices services)
    {
        var user = services.Visitor.User!;
        var books = CaseAccess.BooksOf(user, services.Library);
        if (user.IsAdministrator || books.IsEmpty)
        {
            return Results.NotFound();
        }

        var cancel = context.RequestAborted;
        var years = ImmutableArray.CreateBuilder<PlanHomeYear>();
        foreach (var book in books.Where(b => b.YearPlan is not null))
        {
            var plan = book.YearPlan!;
            var stored = await services.Cases.PlanYears(book.Id, plan.Kind, CaseAccess.SeesAll(user, book) ? null : user.OrganisationId, cancel);
            foreach (var year in stored.Append(services.Clock.Today.Year).Append(services.Clock.Today.Year + 1).Distinct().OrderDescending().Where(y => y is > 1900 and < 2200).Take(12))
            {
                years.Add(new PlanHomeYear(year, await services.Desk.Standing(book, plan, year, cancel)));
            }
        }

        return Page.Of<PlanHomePage>(new PlanHomeView(years.ToImmutable(), [.. books.Where(b => CaseAccess.SeesAll(user, b)).Select(b => b.Id)]));
    }

    /// <summary>The rulebook with its plan; null, logged, for somebody who has no role in it.</summary>
    private static async Task<(Rulebook Book, YearPlan Plan)?> Find(HttpContext context, PlanServices services, string rulebook)
    {
        if (CaseAccess.BooksOf(services.Visitor.User!, services.Library).FirstOrDefault(b => b.Id == rulebook) is { YearPlan: { } plan } book && !services.Visitor.User!.IsAdministrator)
        {
            return (book, plan);
        }

        await services.Access.Refuse($"年度计划 {rulebook}", context.RequestAborted);
        return null;
    }

    private static async Task<IResult> Year(HttpContext context, PlanServices services, string rulebook, int year, bool print)
    {
        if (await Find(context, services, rulebook) is not var (book, plan))
        {
            return Results.NotFound();
        }

        if (print && !CaseAccess.SeesAll(services.Visitor.User!, book))
        {
            await services.Access.Refuse($"打印年度计划 {rulebook} {year}", context.RequestAborted);
            return Results.NotFound();
        }

        var view = await services.Desk.View(book, plan, year, context.RequestAborted);
        return print ? Page.Of<PlanSheetPage>(view) : Page.Of<PlanYearPage>(view);
    }

    private static async Task<IResult> ExportYear(HttpContext context, [AsParameters] PlanServices services, string rulebook, int year)
    {
        if (await Find(context, services, rulebook) is not var (book, plan) || !CaseAccess.SeesAll(services.Visitor.User!, book))
        {
            return Results.NotFound();
        }

        var view = await services.Desk.View(book, plan, year, context.RequestAborted);
        var columns = new[]
        {
            new SheetColumn("次序", SheetColumnKind.Whole, 6), new SheetColumn("编号", SheetColumnKind.Text, 16), new SheetColumn("项目", SheetColumnKind.Text, 40), new SheetColumn("建设单位", SheetColumnKind.Text, 28),
            new SheetColumn("类别", SheetColumnKind.Text, 12), new SheetColumn("总投资（万元）", SheetColumnKind.Money, 16), new SheetColumn("当年申报（万元）", SheetColumnKind.Money, 16), new SheetColumn("安排（万元）", SheetColumnKind.Money, 16),
            new SheetColumn("累计（万元）", SheetColumnKind.Money, 16), new SheetColumn("备注", SheetColumnKind.Text, 30),
        };
        return await services.Download.Of(view.Title, columns, Rows(view), context.RequestAborted);
    }

    private static async IAsyncEnumerable<IReadOnlyList<SheetCell>> Rows(PlanYearView view)
    {
        foreach (var row in view.Rows)
        {
            yield return
            [
                SheetCell.Of(row.Line.Place), SheetCell.Of(row.Line.Number), SheetCell.Of(row.File?.Title), SheetCell.Of(row.File?.OwnerName), SheetCell.Of(row.Entry?.Category), SheetCell.Of(row.File?.Money),
                SheetCell.Of(row.Entry?.Amount), SheetCell.Of(row.Line.Amount), SheetCell.Of(row.Line.Amount is null ? null : row.Running), SheetCell.Of(string.Join("；", row.Line.Remarks.Select(r => r.Text))),
            ];
        }

        await Task.CompletedTask;
    }

    private static async Task<IResult> Pool(HttpContext context, [AsParameters] PlanServices services, string rulebook)
    {
        if (await Find(context, services, rulebook) is not var (book, plan))
        {
            return Results.NotFound();
        }

        var cancel = context.RequestAborted;
        var user = services.Visitor.User!;
        var query = QueryOf(context.Request.Query, user, book);
        var whole = await services.Cases.PlanEntries(new PlanQuery { RulebookId = book.Id, OwnerId = query.OwnerId, Size = 1000 }, cancel);
        return Page.Of<PoolPage>(new PoolView
        {
            Book = book,
            Plan = plan,
            Today = services.Clock.Today,
            Query = query,
            Found = await services.Cases.PlanEntries(query, cancel),
            Years = await services.Cases.PlanYears(book.Id, plan.Kind, query.OwnerId, cancel),
            Categories = [.. whole.Rows.Select(r => r.Entry.Category).OfType<string>().Distinct().Order(StringComparer.Ordinal)],
        });
    }

    /// <summary>What may be looked for: everything for a role that sees all files of the rulebook, else the own unit's projects.</summary>
    private static PlanQuery QueryOf(IQueryCollection asked, SignedInUser user, Rulebook book) => new()
    {
        RulebookId = book.Id,
        OwnerId = CaseAccess.SeesAll(user, book) ? null : user.OrganisationId,
        Text = QueryText.Text(asked["q"]),
        Year = QueryText.Year(asked["year"]),
        Standing = asked["standing"].ToString() switch { "listed" => PlanStanding.Listed, "outside" => PlanStanding.Outside, "any" => null, _ => PlanStanding.Waiting },
        May = asked["state"].ToString() switch { "ready" => true, "blocked" => false, _ => null },
        Undecided = asked["state"].ToString() == "unclear",
        Category = QueryText.Text(asked["category"]),
        Sort = QueryText.Word<PlanSort>(asked["sort"]) ?? PlanSort.Since,
        Descending = asked["order"].ToString() == "desc",
        Page = QueryText.Page(asked["page"]),
        Size = PoolView.PageSize,
    };

    private static async Task<IResult> ExportPool(HttpContext context, [AsParameters] PlanServices services, string rulebook)
    {
        if (await Find(context, services, rulebook) is not var (book, _))
        {
            return Results.NotFound();
        }

        var columns = new[]
        {
            new SheetColumn("编号", SheetColumnKind.Text, 16), new SheetColumn("项目", SheetColumnKind.Text, 40), new SheetColumn("建设单位", SheetColumnKind.Text, 28), new SheetColumn("类别", SheetColumnKind.Text, 12),
            new SheetColumn("计划年度", SheetColumnKind.Whole, 10), new SheetColumn("总投资（万元）", SheetColumnKind.Money, 16), new SheetColumn("当年（万元）", SheetColumnKind.Money, 16),
            new SheetColumn("从哪天起等", SheetColumnKind.Date, 12), new SheetColumn("可否列入", SheetColumnKind.Text, 12), new SheetColumn("还缺什么", SheetColumnKind.Text, 60),
        };
        return await services.Download.Of("项目库", columns, PoolRows(services.Cases, QueryOf(context.Request.Query, services.Visitor.User!, book) with { Size = MostExported }, context.RequestAborted), context.RequestAborted);
    }

    private static IAsyncEnumerable<IReadOnlyList<SheetCell>> PoolRows(CaseStore cases, PlanQuery query, CancellationToken cancel) => PagedRows.Of(
        query.Size,
        async page => (await cases.PlanEntries(query with { Page = page }, cancel)).Rows,
        row =>
        {
            var (file, entry) = row;
            return
            [
                SheetCell.Of(file.Number), SheetCell.Of(file.Title), SheetCell.Of(file.OwnerName), SheetCell.Of(entry.Category), SheetCell.Of(entry.Year), SheetCell.Of(file.Money), SheetCell.Of(entry.Amount), SheetCell.Of(entry.Since),
                SheetCell.Of(entry.Standing != PlanStanding.Waiting ? "已列入" : entry.May switch { true => "可以", false => "还不能", _ => "暂不能判断" }),
                SheetCell.Of(string.Join("；", entry.Reasons.Select(r => $"{r.Text}（{r.Article}）"))),
            ];
        });
}
