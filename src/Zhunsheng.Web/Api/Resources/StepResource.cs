using System.Globalization;
using System.Text.Json;
using Zhunsheng.Casework;
using Zhunsheng.Rulebooks;
using Zhunsheng.Web.Api.Answers;
using Zhunsheng.Web.Api.Description;
using Zhunsheng.Web.Api.Input;
using Zhunsheng.Web.Api.Problems;
using Zhunsheng.Web.Forms;
using Zhunsheng.Web.Pages.Steps;

namespace Zhunsheng.Web.Api.Resources;

/// <summary>Forms of steps as a program reads them, and trying them out.</summary>
internal static class StepResource
{
    public static void MapSteps(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/projects/new", async (ApiCall call) => await Show(call, await ActResource.Opening(call, call.Query["rulebook"], call.Query["kind"], call.Query["step"], inBody: false)))
            .Describe(StepOperations.ShowOpening);
        routes.MapPost("/projects/new", async (ApiCall call) =>
        {
            var request = await RequestBody.Read<TryRequest>(call.Http);
            return await Try(call, await ActResource.Opening(call, call.Query["rulebook"], call.Query["kind"], call.Query["step"], inBody: false), request);
        }).Describe(StepOperations.TryOpening);
        routes.MapGet("/projects/{number}/steps/{step}", async (string number, string step, ApiCall call) =>
            await Show(call, await Subject(call, number, step, StepKeys.Typed(call.Query["key"]), "?key"))).Describe(StepOperations.Show);
        routes.MapPost("/projects/{number}/steps/{step}", async (string number, string step, ApiCall call) =>
        {
            var request = await RequestBody.Read<TryRequest>(call.Http);
            return await Try(call, await Subject(call, number, step, request.Key, "/key"), request);
        }).Describe(StepOperations.Try);
    }

    private static async Task<StepSubject> Subject(ApiCall call, string number, string name, JsonElement? key, string place)
    {
        var open = await call.Open(number);
        var step = ActResource.StepOf(open, name) ?? throw ProblemKind.NotFound.Thrown(ActResource.NoStep(open, name));
        var before = new Evaluation(open.Book, CaseFold.Situation(open.File, open.Book, call.Steps.Clock.Today));
        return await ActResource.InCase(call, open, step, StepKeys.Find(before, step, key, place));
    }

    private static async Task<IResult> Show(ApiCall call, StepSubject subject)
    {
        var view = await call.Steps.Desk.Fresh(subject, call.Cancel);
        Tag(call, subject);
        return Results.Ok(StepFormShaping.Of(view, subject.Before(call.Steps.Clock.Today)));
    }

    private static async Task<IResult> Try(ApiCall call, StepSubject subject, TryRequest request)
    {
        var today = call.Steps.Clock.Today;
        var filled = await FilledStep.Read(call, subject, request.Facts, request.Papers, request.Outcome);
        var before = subject.Before(today);
        var form = StepForm.Filled(subject.Step, subject.Key, before, filled.Facts, today);
        var fields = filled.Fields;
        fields.Add("head", (subject.Open?.File.Head ?? 0).ToString(CultureInfo.InvariantCulture));
        var view = await call.Steps.Desk.Posted(subject, form, filled.Received, [], fields, call.Cancel);
        ApiProblem? problem = null;
        if (request.Outcome is { } outcome)
        {
            try
            {
                ActResource.RefuseForStub(subject, outcome, filled, null, today);
                var check = await StepOccasions.Check(call.Steps, StepOccasions.SubmissionOf(subject, view.State, Guid.CreateVersion7(), view.Head, outcome, filled.Facts, filled.Papers, ""), call.Cancel);
                problem = check is null || check.Ok ? null : ActProblems.Of(check, subject, request.Papers ?? []);
            }
            catch (ApiException e)
            {
                problem = e.Problem;
            }
        }

        Tag(call, subject);
        return Results.Ok(new TryAnswer(StepFormShaping.Of(view, before), request.Outcome is null ? null : problem is null, problem));
    }

    private static void Tag(ApiCall call, StepSubject subject)
    {
        if (subject.Open is { } open)
        {
            call.Http.Response.Headers.ETag = SeenHead.TagOf(open.File.Head);
        }
    }
}
