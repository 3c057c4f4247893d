using Zhunsheng.Documents;
using Zhunsheng.Rulebooks;
using Zhunsheng.Storage;
using Zhunsheng.Web.Access;
using Zhunsheng.Web.Components;
using Zhunsheng.Web.Hosting;
using Zhunsheng.Web.Pages.Projects;

namespace Zhunsheng.Web.Pages.Documents;

/// <summary>/documents and its export: the numbered documents of the files that the visitor may see.</summary>
internal static class DocumentRegisterEndpoints
{
    private const int ExportPage = 200;

    public static void MapDocumentRegister(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/documents", async (HttpContext context, Visitor visitor, RulebookLibrary library, DocumentRegister register, Clock clock) =>
        {
            if (CaseAccess.Choose(visitor, library, context.Request.Query["rulebook"]) is not var (books, book))
            {
                return Results.NotFound();
            }

            var query = QueryOf(context.Request.Query, visitor.User!, book);
            return Page.Of<DocumentRegisterPage>(new DocumentRegisterView
            {
                Books = books,
                Book = book,
                SeesAll = CaseAccess.SeesAll(visitor.User!, book),
                Query = query,
                Found = await register.Search(query, context.RequestAborted),
                Series = await register.Series(query, context.RequestAborted),
                Today = clock.Today,
            });
        });
        routes.MapGet("/documents.xlsx", async (HttpContext context, Visitor visitor, RulebookLibrary library, DocumentRegister register, SheetDownload download) =>
            CaseAccess.Choose(visitor, library, context.Request.Query["rulebook"]) is var (_, book)
                ? await Export(QueryOf(context.Request.Query, visitor.User!, book) with { Size = ExportPage }, register, download, context)
                : Results.NotFound());
    }

    private static DocumentQuery QueryOf(IQueryCollection asked, SignedInUser user, Rulebook book)
    {
        return new DocumentQuery
        {
            RulebookId = book.Id,
            Scope = CaseAccess.ScopeOf(user, [book]),
            Text = QueryText.Text(asked["q"]),
            Word = QueryText.Text(asked["series"]),
            Year = QueryText.Year(asked["year"]),
            Sort = QueryText.Word<DocumentSort>(asked["sort"]) ?? DocumentSort.Day,
            Descending = asked["order"].ToString() != "asc",
            Page = QueryText.Page(asked["page"]),
            Size = DocumentRegisterView.PageSize,
        };
    }

    private static async Task<IResult> Export(DocumentQuery query, DocumentRegister register, SheetDownload download, HttpContext context)
    {
        var columns = new[]
        {
            new SheetColumn("文号", SheetColumnKind.Text, 26), new SheetColumn("日期", SheetColumnKind.Date, 12), new SheetColumn("文书", SheetColumnKind.Text, 28), new SheetColumn("案卷编号", SheetColumnKind.Text, 18),
            new SheetColumn("案卷", SheetColumnKind.Text, 40), new SheetColumn("办理单位", SheetColumnKind.Text, 28), new SheetColumn("经办人", SheetColumnKind.Text, 12), new SheetColumn("编号方式", SheetColumnKind.Text, 10),
        };
        return await download.Of("文书登记簿", columns, Rows(register, query, context.RequestAborted), context.RequestAborted);
    }

    private static IAsyncEnumerable<IReadOnlyList<SheetCell>> Rows(DocumentRegister register, DocumentQuery query, CancellationToken cancel) => PagedRows.Of(
        query.Size,
        async page => (await register.Search(query with { Page = page }, cancel)).Rows,
        row =>
        [
            SheetCell.Of(row.Number), SheetCell.Of(row.On), SheetCell.Of(row.Document ?? row.StepTitle), SheetCell.Of(row.CaseNumber), SheetCell.Of(row.CaseTitle),
            SheetCell.Of(row.Organisation), SheetCell.Of(row.Person), SheetCell.Of((row.ByHand ? "手工填写" : "系统编号") + (row.Shared ? "，重号" : "")),
        ]);
}
