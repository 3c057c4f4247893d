using System.Globalization;
using System.Runtime.CompilerServices;
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
            var user = visitor.User!;
            if (BookOf(context.Request.Query, user, library) is not { } book)
            {
                return Results.NotFound();
            }

            var query = QueryOf(context.Request.Query, user, book);
            return Page.Of<DocumentRegisterPage>(new DocumentRegisterView
            {
                Books = CaseAccess.BooksOf(user, library),
                Book = book,
                SeesAll = CaseAccess.SeesAll(user, book),
                Query = query,
                Found = await register.Search(query, context.RequestAborted),
                Series = await register.Series(query, context.RequestAborted),
                Today = clock.Today,
            });
        });
        routes.MapGet("/documents.xlsx", async (HttpContext context, Visitor visitor, RulebookLibrary library, DocumentRegister register, SheetDownload download) =>
        {
            var user = visitor.User!;
            return BookOf(context.Request.Query, user, library) is { } book
                ? await Export(QueryOf(context.Request.Query, user, book) with { Size = ExportPage }, register, download, context)
                : Results.NotFound();
        });
    }

    /// <summary>The rulebook asked for, else the first the visitor has to do with; null for who sees no files.</summary>
    private static Rulebook? BookOf(IQueryCollection asked, SignedInUser user, RulebookLibrary library)
    {
        var books = user.IsAdministrator ? [] : CaseAccess.BooksOf(user, library);
        return books.FirstOrDefault(b => b.Id == asked["rulebook"].ToString()) ?? books.FirstOrDefault();
    }

    private static DocumentQuery QueryOf(IQueryCollection asked, SignedInUser user, Rulebook book)
    {
        return new DocumentQuery
        {
            RulebookId = book.Id,
            Scope = CaseAccess.ScopeOf(user, [book]),
            Text = asked["q"].ToString().Trim() is { Length: > 0 and <= 100 } text ? text : null,
            Word = asked["series"].ToString() is { Length: > 0 and <= 100 } word ? word : null,
            Year = int.TryParse(asked["year"], NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year is > 0 and < 10_000 ? year : null,
            Sort = Enum.TryParse<DocumentSort>(asked["sort"], true, out var sort) && Enum.IsDefined(sort) ? sort : DocumentSort.Day,
            Descending = asked["order"].ToString() != "asc",
            Page = int.TryParse(asked["page"], NumberStyles.None, CultureInfo.InvariantCulture, out var page) && page is > 0 and < 100_000 ? page : 1,
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

    private static async IAsyncEnumerable<IReadOnlyList<SheetCell>> Rows(DocumentRegister register, DocumentQuery query, [EnumeratorCancellation] CancellationToken cancel)
    {
        for (var page = 1; ; page++)
        {
            var found = await register.Search(query with { Page = page }, cancel);
            foreach (var row in found.Rows)
            {
                yield return
                [
                    SheetCell.Of(row.Number), SheetCell.Of(row.On), SheetCell.Of(row.Document ?? row.StepTitle), SheetCell.Of(row.CaseNumber), SheetCell.Of(row.CaseTitle),
                    SheetCell.Of(row.Organisation), SheetCell.Of(row.Person), SheetCell.Of((row.ByHand ? "手工填写" : "系统编号") + (row.Shared ? "，重号" : "")),
                ];
            }

            if (found.Rows.Length < query.Size)
            {
                yield break;
            }
        }
    }
}
