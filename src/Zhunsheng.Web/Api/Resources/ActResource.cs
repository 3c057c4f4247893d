using System.Globalization;
using Zhunsheng.Casework;
using Zhunsheng.Feel;
using Zhunsheng.Rulebooks;
using Zhunsheng.Storage;
using Zhunsheng.Web.Access;
using Zhunsheng.Web.Api.Answers;
using Zhunsheng.Web.Api.Description;
using Zhunsheng.Web.Api.Input;
using Zhunsheng.Web.Api.Problems;
using Zhunsheng.Web.Components;
using Zhunsheng.Web.Pages.Steps;
using Zhunsheng.Web.Ways;

namespace Zhunsheng.Web.Api.Resources;

/// <summary>Acting: opening a file, doing a step, correcting an act. Who may, what is read and what is lawful is decided where the pages decide it.</summary>
internal static class ActResource
{
    /// <summary>Says that an answer is the one given before.</summary>
    private const string ReplayedHeader = "Idempotent-Replayed";

    public static void MapActs(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/projects", (ApiCall call) => Open(call)).Describe(ActOperations.Open);
        routes.MapPost("/projects/{number}/acts", (string number, ApiCall call) => Act(number, call)).Describe(ActOperations.Act);
        routes.MapPost("/projects/{number}/acts/{act:int}/corrections", (string number, int act, ApiCall call) => Correct(number, act, call)).Describe(ActOperations.Correct);
    }

    /// <summary>The step that opens a file. Throws <see cref="ApiException"/> when the token may not open such a file, or there is no such step.</summary>
    public static async Task<StepSubject> Opening(ApiCall call, string? rulebook, string? kind, string? step, bool inBody)
    {
        string At(string name) => inBody ? "/" + name : "?" + name;
        if (rulebook is not null)
        {
            call.Book(rulebook);
        }

        var books = call.MyBooks.Where(b => rulebook is null || b.Id == rulebook).ToList();
        var opening = books.SelectMany(b => b.Steps).Where(s => s.Opens).ToList();
        if (rulebook is null && books.Count > 1)
        {
            throw ProblemKind.BadRequest.Thrown(null, new PlaceError(At("rulebook"), $"本凭证在几本手册里有角色，要写明是哪一本：{string.Join("、", books.Select(b => b.Id))}"));
        }

        if (books.Count > 0 && step is not null && !opening.Exists(s => s.Name == step))
        {
            var detail = $"没有叫“{ApiCall.Short(step)}”的新建案卷的环节{Nearest.Hint(step, opening.Select(s => s.Name))}；有：{string.Join("、", opening.Select(s => s.Name))}";
            throw ProblemKind.BadRequest.Thrown(detail, new PlaceError(At("step"), detail));
        }

        if (books.Count > 0 && kind is not null && !opening.Exists(s => s.Kind == kind && (step is null || s.Name == step)))
        {
            var detail = $"没有新建“{ApiCall.Short(kind)}”案卷的环节{Nearest.Hint(kind, opening.Select(s => s.Kind).Distinct())}";
            throw ProblemKind.BadRequest.Thrown(detail, new PlaceError(At("kind"), detail));
        }

        var occasion = await StepOccasions.Opening(call.Steps, kind ?? SiteSection.ProjectKind, step ?? "", rulebook ?? "", call.Cancel);
        return occasion.Subject ?? throw ProblemKind.Forbidden.Thrown(occasion.Refusal);
    }

    /// <summary>A step of a file, for one who may do it. Throws <see cref="ApiException"/> otherwise.</summary>
    public static async Task<StepSubject> InCase(ApiCall call, OpenCase open, Step step, FeelValue key)
    {
        if (step.Via is { } via)
        {
            throw ActProblems.Blocked(open.Book.Id, step.Article.Text, $"“{step.Title}”不单独办，由{via}的行为带来", $"在{via}案卷里办理");
        }

        var occasion = await StepOccasions.InCase(call.Steps, open, step, key, call.Cancel);
        return occasion.Subject ?? throw (occasion.Refusal is { } refusal ? ProblemKind.Forbidden.Thrown(refusal) : ProblemKind.NotFound.Thrown());
    }

    /// <summary>A step of the kind of a file; null when there is none.</summary>
    public static Step? StepOf(OpenCase open, string name) => open.Book.FindStep(name) is { } step && step.Kind == open.File.Kind ? step : null;

    /// <summary>That a file has no step of a name, with the nearest that it has.</summary>
    public static string NoStep(OpenCase open, string name) =>
        $"{open.File.Kind}案卷没有叫“{ApiCall.Short(name)}”的环节{Nearest.Hint(name, open.Book.Steps.Where(s => s.Kind == open.File.Kind).Select(s => s.Name))}";

    /// <summary>What the page refuses before the rules are asked: what must not be said about a file that is only registered.</summary>
    public static void RefuseForStub(StepSubject subject, string outcome, FilledStep filled, string? note, DateOnly today)
    {
        if (!OfflineStub.Is(subject.Step, subject.Step.FindOutcome(outcome)))
        {
            return;
        }

        var errors = new List<PlaceError>();
        if (!string.IsNullOrWhiteSpace(note))
        {
            errors.Add(new PlaceError("/note", "不写备注；请清空"));
        }

        if (subject.Step.Dossier is { } dossier)
        {
            var due = subject.Before(today).With(subject.Step, subject.Key, filled.Facts, filled.Papers.Select(p => p.Title), today).Papers(dossier);
            errors.AddRange(filled.Papers.Where(f => due.Any(d => d.Paper.Title == f.Title && d.Due is false)).Select(f => new PlaceError("/papers", $"“{outcome}”只作登记，其余在线下办理：不交“{f.Title}”")));
        }

        if (errors.Count > 0)
        {
            throw new ApiException(ProblemKind.NotLawful.With(RequestBody.Words(errors), errors));
        }
    }

    private static async Task<IResult> Open(ApiCall call)
    {
        var submission = IdempotencyKey.SubmissionOf(call);
        var request = await RequestBody.Read<OpenRequest>(call.Http);
        var wanted = new WantedAct { Rulebook = request.Rulebook, Kind = request.Kind, Step = request.Step, Outcome = request.Outcome, Facts = request.Facts, Papers = request.Papers ?? [], Note = request.Note };
        if (await Earlier(call, submission, wanted) is { } earlier)
        {
            return earlier;
        }

        var subject = await Opening(call, request.Rulebook, request.Kind, request.Step, inBody: true);
        return await HandIn(call, subject, submission, new SeenHead(0, false), request.Outcome, wanted);
    }

    private static async Task<IResult> Act(string number, ApiCall call)
    {
        var submission = IdempotencyKey.SubmissionOf(call);
        var request = await RequestBody.Read<ActRequest>(call.Http);
        var wanted = new WantedAct { Number = number, Step = request.Step, Key = request.Key, Outcome = request.Outcome, Facts = request.Facts, Papers = request.Papers ?? [], Note = request.Note };
        if (await Earlier(call, submission, wanted) is { } earlier)
        {
            return earlier;
        }

        var open = await call.Open(number);
        if (StepOf(open, request.Step) is not { } step)
        {
            throw ProblemKind.BadRequest.Thrown(NoStep(open, request.Step), new PlaceError("/step", NoStep(open, request.Step)));
        }

        var before = new Evaluation(open.Book, CaseFold.Situation(open.File, open.Book, call.Steps.Clock.Today));
        var subject = await InCase(call, open, step, StepKeys.Find(before, step, request.Key, "/key"));
        return await HandIn(call, subject, submission, SeenHead.Of(call.Http, open.File, request.Head), request.Outcome, wanted);
    }

    private static async Task<IResult> Correct(string number, int act, ApiCall call)
    {
        var submission = IdempotencyKey.SubmissionOf(call);
        var request = await RequestBody.Read<CorrectionRequest>(call.Http);
        var wanted = new WantedAct { Number = number, Corrects = act, Facts = request.Facts, Papers = request.Papers ?? [], Note = request.Reason };
        if (await Earlier(call, submission, wanted) is { } earlier)
        {
            return earlier;
        }

        var open = await call.Open(number);
        if (ProjectResource.ActOf(open.File, act).Kind == ActKind.Correction)
        {
            throw new ApiException(ProblemKind.NotLawful.With($"第{act}号是更正，要再改就更正第{open.File.Acts.First(a => a.Number == act).Corrects}号"));
        }

        var occasion = await StepOccasions.Correction(call.Steps, number, act, call.Cancel);
        var subject = occasion.Subject ?? throw (occasion.Refusal is { } refusal ? ProblemKind.Forbidden.Thrown(refusal) : ApiCall.NoCase(number));
        return await HandIn(call, subject, submission, SeenHead.Of(call.Http, open.File, request.Head), subject.Corrects!.Act.Outcome, wanted);
    }

    /// <summary>Reads the form, hands it to the store, and tells what came of it.</summary>
    private static async Task<IResult> HandIn(ApiCall call, StepSubject subject, Guid submission, SeenHead seen, string outcome, WantedAct wanted)
    {
        var filled = await FilledStep.Read(call, subject, wanted.Facts, wanted.Papers, outcome);
        if (subject.Corrects is null)
        {
            RefuseForStub(subject, outcome, filled, wanted.Note, call.Steps.Clock.Today);
        }

        var state = subject.Before(call.Steps.Clock.Today).Step(subject.Step.Name, subject.Key);
        var result = await call.Steps.Cases.Append(StepOccasions.SubmissionOf(subject, state, submission, seen.Head, outcome, filled.Facts, filled.Papers, wanted.Note ?? ""), call.Cancel);
        return result switch
        {
            AppendResult.Done done => Made(call, done.File, done.Act),
            AppendResult.Already already => await Again(call, already.File, already.Act, wanted),
            AppendResult.Conflict conflict => throw seen.Changed(conflict.File, conflict.Newer),
            AppendResult.Refused refused => throw new ApiException(ActProblems.Of(refused.Check, subject, wanted.Papers)),
            AppendResult.NotFound missing => throw ProblemKind.NotFound.Thrown(missing.Message),
            _ => throw new InvalidOperationException("Unknown result: " + result),
        };
    }

    /// <summary>The answer given when the same thing was done before; null when it was not.</summary>
    private static async Task<IResult?> Earlier(ApiCall call, Guid submission, WantedAct wanted) =>
        await call.Steps.Cases.MadeBy(submission, call.Cancel) is { } made ? await Again(call, made.File, made.Act, wanted) : null;

    private static async Task<IResult> Again(ApiCall call, CaseFile file, Act act, WantedAct wanted)
    {
        var open = await call.Open(file.Number);
        if (!IdempotencyKey.Made(open.File, open.Book, act, wanted))
        {
            throw ProblemKind.KeyReused.Thrown(string.Create(CultureInfo.InvariantCulture, $"这个 {IdempotencyKey.Header} 已经办成案卷{file.Number}的第{act.Number}号行为（{act.Step}：{act.Outcome}），这次的请求不一样；另一件事请换一个"));
        }

        call.Http.Response.Headers[ReplayedHeader] = "true";
        return Made(call, file, act);
    }

    private static IResult Made(ApiCall call, CaseFile file, Act act)
    {
        call.Http.Response.Headers.ETag = SeenHead.TagOf(act.Number);
        var project = $"{ApiRoutes.Root}/projects/{Uri.EscapeDataString(file.Number)}";
        return Results.Created(act.Number == 1 ? project : string.Create(CultureInfo.InvariantCulture, $"{project}/acts/{act.Number}"), CaseShaping.Act(file.Number, act));
    }
}
