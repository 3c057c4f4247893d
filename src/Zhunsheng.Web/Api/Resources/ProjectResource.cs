using System.Runtime.CompilerServices;
using Zhunsheng.Casework;
using Zhunsheng.Storage;
using Zhunsheng.Web.Api.Answers;
using Zhunsheng.Web.Api.Description;
using Zhunsheng.Web.Api.Input;
using Zhunsheng.Web.Api.Problems;
using Zhunsheng.Web.Pages.CaseFiles;

namespace Zhunsheng.Web.Api.Resources;

/// <summary>Case files of every kind: listing and reading.</summary>
internal static class ProjectResource
{
    public static void MapProjects(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/projects", (ApiCall call) => List(call)).Describe(ProjectOperations.List);
        routes.MapGet("/projects/{number}", async (string number, ApiCall call) =>
        {
            var open = await call.Open(number);
            call.Http.Response.Headers.ETag = SeenHead.TagOf(open.File.Head);
            return Results.Ok(CaseShaping.Detail(CaseView.Of(open, call.Steps.Clock.Today)));
        }).Describe(ProjectOperations.Read);
        routes.MapGet("/projects/{number}/acts/{act:int}", async (string number, int act, ApiCall call) =>
        {
            var open = await call.Open(number);
            return Results.Ok(CaseShaping.Act(open.File.Number, ActOf(open.File, act)));
        }).Describe(ProjectOperations.ReadAct);
        routes.MapGet("/projects/{number}/acts/{act:int}/papers/{index:int}", async (string number, int act, int index, ApiCall call) =>
        {
            var open = await call.Open(number);
            return PaperDownload.Of(call.Http, open.File, act, index, call.Steps.Attachments)
                ?? throw ProblemKind.NotFound.Thrown($"第{act}号行为没有第{index}个文件（从 0 数起）");
        }).Describe(ProjectOperations.ReadPaper);
    }

    /// <summary>An act of a file. Throws <see cref="ApiException"/> when there is none of this number.</summary>
    public static Act ActOf(CaseFile file, int number) => file.Acts.FirstOrDefault(a => a.Number == number)
        ?? throw ProblemKind.NotFound.Thrown($"案卷{file.Number}没有第{number}号行为，最后一号是第{file.Head}号");

    private static StreamedPage<CaseRow> List(ApiCall call)
    {
        var query = call.Query;
        var sort = Enum.Parse<CaseSort>(query["sort"]!.Replace("_", "", StringComparison.Ordinal), ignoreCase: true);
        var descending = query["order"] == "desc";
        var limit = query.Number("limit")!.Value;
        var browse = new CaseBrowse
        {
            Scope = call.Scope,
            Query = new CaseQuery
            {
                RulebookId = call.OwnBook("rulebook"),
                Kind = query["kind"],
                Text = query["q"],
                Phase = query["phase"],
                PlanYear = query.Number("year"),
                Closed = query["status"] switch { "open" => false, "closed" => true, _ => null },
                Sort = sort,
                Descending = descending,
            },
            After = query["cursor"] is { } cursor ? ListCursor.Read(cursor, sort, descending) : null,
            Limit = limit + 1,
        };
        return new StreamedPage<CaseRow>(call.Steps.Cases.Browse(browse, call.Cancel), limit, row => ListCursor.Write(CaseStore.PlaceOf(row, sort), sort, descending)) { Shape = row => CaseShaping.Summary(row) };
    }
}
