using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;
using Zhunsheng.Casework;
using Zhunsheng.Rulebooks;
using Zhunsheng.Storage;
using Zhunsheng.Web.Components;
using Zhunsheng.Web.Access;
using Zhunsheng.Web.Forms;
using Zhunsheng.Web.Hosting;
using Zhunsheng.Web.Pages.CaseFiles;

namespace Zhunsheng.Web.Pages.Steps;

/// <summary>/cases/{number}/steps/{step}, /cases/{number}/acts/{n}/correct and /projects/new: one form, three occasions.</summary>
internal static class StepEndpoints
{
    public static void MapSteps(this IEndpointRouteBuilder routes)
    {
        Map(routes, "/projects/new", Opening);
        Map(routes, "/cases/{number}/steps/{step}", InCase);
        Map(routes, "/cases/{number}/acts/{act:int}/correct", Correction);
    }

    private static void Map(IEndpointRouteBuilder routes, string address, Func<HttpContext, StepServices, Task<Occasion>> find)
    {
        routes.MapGet(address, (HttpContext context, StepServices services) => Show(context, services, find));
        routes.MapPost(address, (HttpContext context, StepServices services) => Take(context, services, find)).WithMetadata(new StreamedForm(context => KeepPending(context, find)));
    }

    private static async Task<IResult> Show(HttpContext context, StepServices services, Func<HttpContext, StepServices, Task<Occasion>> find)
    {
        var occasion = await find(context, services);
        if (occasion.Subject is not { } subject)
        {
            return occasion.Instead!;
        }

        if (context.Request.Query["template"].ToString() is { Length: > 0 } template)
        {
            return await StepSheets.Template(subject.Step, template, context.RequestAborted) ?? Results.NotFound();
        }

        if (subject is { Open: { } open, Corrects: null } && subject.Before(services.Clock.Today) is var before && before.Step(subject.Step.Name, subject.Key) is { Status: not StepStatus.Open } state)
        {
            return Page.Of<NotYetPage>(new Dictionary<string, object?> { ["Blocked"] = CaseView.BlockedOf(before, state), ["Book"] = subject.Book, ["Number"] = open.File.Number });
        }

        return await services.Drafts.Show(context, subject);
    }

    private static async Task<IResult> Take(HttpContext context, StepServices services, Func<HttpContext, StepServices, Task<Occasion>> find)
    {
        var cancel = context.RequestAborted;
        var occasion = await find(context, services);
        if (occasion.Subject is not { } subject)
        {
            return occasion.Instead!;
        }

        var post = await StepPost.Read(context, services.Antiforgery, services.Attachments, services.Limits);
        var desk = services.Desk;
        var (imported, unfit) = await StepSheets.Import(subject.Step, post, cancel);
        var form = desk.Read(subject, post.Fields);
        var received = desk.Received(subject, post);
        var view = await desk.Posted(subject, form, received, post.Files, post.Fields, cancel);
        if (context.Request.Query.ContainsKey("derive"))
        {
            return Page.Of<DeriveAnswer>(view);
        }

        var left = await services.Drafts.LeftBy(subject, view, received, saved: context.Request.Query.ContainsKey("save") || post.Fields["action"] == "draft", cancel);
        var answer = await Answer(context, services, find, new PostedStep(subject, post, form, received, view, imported, unfit));
        await services.Drafts.LetGo(left);
        return answer;
    }

    /// <summary>Does what the form asks for: keeps it, fills it from a sheet, derives or hands it in.</summary>
    private static async Task<IResult> Answer(HttpContext context, StepServices services, Func<HttpContext, StepServices, Task<Occasion>> find, PostedStep posted)
    {
        var cancel = context.RequestAborted;
        var (subject, post, form, received, view, imported, unfit) = posted;
        var desk = services.Desk;
        if (context.Request.Query.ContainsKey("save"))
        {
            return await services.Drafts.SaveQuietly(subject, view, post.Fields, cancel);
        }

        if (imported is not null || unfit.Length > 0)
        {
            return Page.Of<StepPage>(view with { Notice = imported, Problems = [.. unfit, .. StepProblems.OfFiles(view)] }, unfit.Length > 0 ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);
        }

        if (await StepSheets.Export(form, post.Fields["action"], cancel) is { } sheet)
        {
            return sheet;
        }

        if (post.Fields["action"] == "draft")
        {
            return await services.Drafts.SaveAndShow(context, subject, view, post.Fields);
        }

        if (post.Fields["action"] == "derive")
        {
            return Page.Of<StepPage>(view with { Problems = StepProblems.OfFiles(view) });
        }

        var outcome = subject.Corrects?.Act.Outcome ?? post.Fields["outcome"];
        var early = StepProblems.Early(view, form, outcome);
        if (early.IsEmpty && Unseen(view, outcome, post.Fields["seen"]) is { IsEmpty: false } unseen)
        {
            return Page.Of<StepPage>(view with { Unseen = unseen, Problems = StepProblems.OfFiles(view) }, StatusCodes.Status422UnprocessableEntity);
        }

        var papers = desk.PapersOf(subject, received, post.Fields);
        AppendResult? result;
        try
        {
            result = await Append(
                StepOccasions.SubmissionOf(subject, view.State, view.Submission, view.Head, outcome, form.Facts(outcome), papers, view.Note) with { DraftId = view.DraftId }, early.Length > 0, services, cancel);
        }
        catch (StorageUnavailableException e)
        {
            return Page.Of<StepPage>(view with { Problems = [new Problem(null, $"没有提交成：{e.What}。填的都还在，请过一会儿再按一次")] }, StatusCodes.Status503ServiceUnavailable);
        }

        switch (result)
        {
            case AppendResult.Already already when !StepOccasions.Made(already.File, already.Act, subject):
                return Again(view, "这张表单的编号已经用在另一件事上，什么也没有提交；填的都还在，请再按一次");
            case AppendResult.NotFound missing:
                return Again(view, missing.Message);
            case AppendResult.Done done:
                await services.Drafts.Forget(context, subject);
                return Page.See(string.Create(CultureInfo.InvariantCulture, $"/cases/{done.File.Number}?done={done.Act.Number}#act-{done.Act.Number}"));
            case AppendResult.Already already:
                return Page.See(string.Create(CultureInfo.InvariantCulture, $"/cases/{already.File.Number}?done={already.Act.Number}#act-{already.Act.Number}"));
            case AppendResult.Conflict conflict:
                return await Changed(context, services, find, post, received, conflict);
            case AppendResult.Refused refused:
                var (mended, problems) = StepProblems.Of(view, form, outcome, refused.Check, early);
                return Page.Of<StepPage>(mended with { Problems = problems }, StatusCodes.Status422UnprocessableEntity);
            case null:
                return Page.Of<StepPage>(view with { Problems = early }, StatusCodes.Status422UnprocessableEntity);
            default:
                return Results.NotFound();
        }
    }

    /// <summary>The form came when the session was over: keeps it for the person, whom the request still proves to be the one who filled it. Returns whether it is kept.</summary>
    private static async Task<bool> KeepPending(HttpContext context, Func<HttpContext, StepServices, Task<Occasion>> find)
    {
        var services = context.RequestServices.GetRequiredService<StepServices>();
        if ((await find(context, services)).Subject is not { } subject)
        {
            return false;
        }

        var post = await StepPost.Read(context, services.Antiforgery, services.Attachments, services.Limits);
        var received = services.Desk.Received(subject, post);
        var view = await services.Desk.Posted(subject, services.Desk.Read(subject, post.Fields), received, post.Files, post.Fields, context.RequestAborted);
        await services.Drafts.KeepPending(context, subject, view, post.Fields);
        await services.Drafts.LetGo(await services.Drafts.LeftBy(subject, view, received, saved: true, context.RequestAborted));
        return true;
    }

    /// <summary>The hints that the person has not seen yet.</summary>
    private static ImmutableArray<FormHint> Unseen(StepView view, string? outcome, string? seen)
    {
        // A browser sends a line feed as two characters.
        var known = (seen ?? "").Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries);
        return [.. view.Derived.HintsOf(outcome ?? "").Where(h => !known.Contains(h.Name))];
    }

    /// <summary>The form once more under a new number, with what was typed.</summary>
    private static RazorComponentResult<StepPage> Again(StepView view, string message) =>
        Page.Of<StepPage>(view with { Submission = Guid.CreateVersion7(), Problems = [new Problem(null, message)] }, StatusCodes.Status422UnprocessableEntity);

    /// <summary>Others acted in between: the form again, with what they did, on the file as it stands now.</summary>
    private static async Task<IResult> Changed(
        HttpContext context, StepServices services, Func<HttpContext, StepServices, Task<Occasion>> find, StepPost post, ImmutableArray<KeptPaper> received, AppendResult.Conflict conflict)
    {
        var occasion = await find(context, services);
        if (occasion.Subject is not { } subject)
        {
            return occasion.Instead!;
        }

        var view = await services.Desk.Posted(subject, services.Desk.Read(subject, post.Fields), received, post.Files, post.Fields, context.RequestAborted);
        return Page.Of<StepPage>(view with { Newer = conflict.Newer, Head = conflict.File.Head, NewerIsOwn = conflict.Newer.All(a => a.Actor.UserId == subject.User.Id) }, StatusCodes.Status409Conflict);
    }

    /// <summary>A form whose values could be read goes to the store; one with unreadable values is only checked, so that everything wrong is said at once.</summary>
    private static async Task<AppendResult?> Append(Submission submission, bool unreadable, StepServices services, CancellationToken cancel) =>
        !unreadable ? await services.Cases.Append(submission, cancel)
        : await StepOccasions.Check(services, submission, cancel) is { } check ? new AppendResult.Refused(check)
        : null;

    private static async Task<Occasion> InCase(HttpContext context, StepServices services) => Occasion.Of(await StepOccasions.InCase(
        services, (string)context.Request.RouteValues["number"]!, (string)context.Request.RouteValues["step"]!, context.Request.Query["key"], context.RequestAborted));

    private static async Task<Occasion> Correction(HttpContext context, StepServices services) => Occasion.Of(await StepOccasions.Correction(
        services, (string)context.Request.RouteValues["number"]!, int.Parse((string)context.Request.RouteValues["act"]!, CultureInfo.InvariantCulture), context.RequestAborted));

    private static async Task<Occasion> Opening(HttpContext context, StepServices services) => Occasion.Of(await StepOccasions.Opening(
        services, context.Request.Query["kind"].ToString() is { Length: > 0 } kind ? kind : SiteSection.ProjectKind,
        context.Request.Query["step"].ToString(), context.Request.Query["rulebook"].ToString(), context.RequestAborted));

    /// <summary>A form as it came in.</summary>
    private sealed record PostedStep(StepSubject Subject, StepPost Post, StepForm Form, ImmutableArray<KeptPaper> Received, StepView View, string? Imported, ImmutableArray<Problem> Unfit);

    /// <summary>What a form is about, or the answer given instead.</summary>
    private sealed record Occasion(StepSubject? Subject, IResult? Instead)
    {
        public static Occasion Of(StepOccasion occasion) => occasion switch
        {
            { Subject: { } subject } => new Occasion(subject, null),
            { Refusal: { } refusal } => new Occasion(null, Page.Of<Errors.ErrorPage>(
                new Dictionary<string, object?> { ["Status"] = StatusCodes.Status403Forbidden, ["Detail"] = refusal }, StatusCodes.Status403Forbidden)),
            _ => new Occasion(null, Results.NotFound()),
        };
    }
}

/// <summary>What the forms of steps need.</summary>
internal sealed record StepServices(
    StepDesk Desk, StepDrafts Drafts, CaseStore Cases, CaseAccess Access, RulebookLibrary Library, AttachmentStore Attachments, IAntiforgery Antiforgery, UploadLimits Limits, Visitor Visitor, Clock Clock);
