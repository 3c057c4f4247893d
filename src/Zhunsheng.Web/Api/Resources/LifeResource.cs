using Zhunsheng.Casework;
using Zhunsheng.Rulebooks;
using Zhunsheng.Web.Access;
using Zhunsheng.Web.Api.Answers;
using Zhunsheng.Web.Api.Description;
using Zhunsheng.Web.Api.Input;
using Zhunsheng.Web.Api.Problems;
using Zhunsheng.Web.Pages.Acceptance;
using Zhunsheng.Web.Pages.Catalogue;
using Zhunsheng.Web.Pages.Inspection;
using Zhunsheng.Web.Pages.Money;
using Zhunsheng.Web.Pages.Supervision;
using Zhunsheng.Web.Pages.TimeLine;

namespace Zhunsheng.Web.Api.Resources;

/// <summary>The second half of a project's life: money, days, supervision, changes, acceptance, evidence, data, yearly reports. What the pages show, for those who may see these pages.</summary>
internal static class LifeResource
{
    public static void MapLife(this IEndpointRouteBuilder routes)
    {
        Map(routes, "money", LifeOperations.Money, (open, call) => Ledger(open, call) is { } view ? LifeShaping.Money(view) : null);
        Map(routes, "changes", LifeOperations.Changes, (open, call) => Ledger(open, call) is { } view ? LifeShaping.Changes(view) : null);
        Map(routes, "performance", LifeOperations.Performance, (open, call) => Ledger(open, call) is { } view ? LifeShaping.Performance(view) : null);
        Map(routes, "timeline", LifeOperations.TimeLine, (open, call) => LifeShaping.TimeLine(TimeLineView.Of(open, call.Steps.Clock.Today)));
        Map(routes, "supervision", LifeOperations.Supervision, (open, call) => SupervisedFile.Of(open, call.Steps.Clock.Today) is { } view ? LifeShaping.Supervision(view, call.Steps.Clock.Today) : null);
        Map(routes, "acceptance", LifeOperations.Acceptance, (open, call) => AcceptanceView.Of(open, call.Steps.Clock.Today) is { } view ? LifeShaping.Acceptance(view) : null);
        routes.MapGet("/projects/{number}/evidence", async (string number, ApiCall call, DataCheck check) =>
        {
            var open = await call.Open(number);
            if (!WholeFileView.MayRead(open))
            {
                await call.Steps.Access.Refuse($"核对 {number}", call.Cancel);
                throw ApiCall.NoCase(number);
            }

            return Answer(call, open, OfflineStub.Is(open.File, open.Book) || open.Book.Evidence.IsEmpty ? null : LifeShaping.Evidence(await CaseInspectionView.Of(open, check, call.Steps.Clock.Today, call.Cancel)));
        }).Describe(LifeOperations.Evidence);
        routes.MapGet("/projects/{number}/resources", async (string number, ApiCall call, DataCheck check) =>
        {
            var open = await call.Open(number);
            return Answer(call, open, await check.OfFile(open, call.Steps.Clock.Today, call.Cancel) is { } found ? CatalogueShaping.Check(open, found, call.Steps.Clock.Today) : null);
        }).Describe(LifeOperations.Resources);
    }

    private static void Map(IEndpointRouteBuilder routes, string name, ApiOperation operation, Func<OpenCase, ApiCall, object?> shape) =>
        routes.MapGet("/projects/{number}/" + name, async (string number, ApiCall call) =>
        {
            var open = await call.Open(number);
            return Answer(call, open, OfflineStub.Is(open.File, open.Book) ? null : shape(open, call));
        }).Describe(operation);

    private static MoneyView? Ledger(OpenCase open, ApiCall call) => MoneyEndpoints.Has(open) ? MoneyView.Of(open, call.Steps.Clock.Today) : null;

    /// <summary>What was asked for, or that this file has no such thing.</summary>
    private static IResult Answer(ApiCall call, OpenCase open, object? shape)
    {
        call.Http.Response.Headers.ETag = SeenHead.TagOf(open.File.Head);
        return shape is null
            ? throw ProblemKind.NotFound.Thrown($"案卷{open.File.Number}没有这个内容：它的种类没有，或者“{open.Book.Short}”的条文没有写")
            : Results.Ok(shape);
    }
}
