using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;
using Zhunsheng.Casework;
using Zhunsheng.Feel;
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

        if (subject is { Open: { } open, Corrects: null } && subject.Before(services.Clock.Today).Step(subject.Step.Name, subject.Key) is { Status: not StepStatus.Open } state)
        {
            return Page.Of<NotYetPage>(new Dictionary<string, object?> { ["Blocked"] = CaseView.BlockedOf(subject.Book, state), ["Book"] = subject.Book, ["Number"] = open.File.Number });
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
        var form = desk.Read(subject, post.Fields);
        var received = desk.Received(subject, post);
        var view = await desk.Posted(subject, form, received, post.Files, post.Fields, cancel);
        if (context.Request.Query.ContainsKey("derive"))
        {
            return Page.Of<DerivedPanel>(view.Derived);
        }

        if (context.Request.Query.ContainsKey("save"))
        {
            return await services.Drafts.SaveQuietly(subject, view, post.Fields, cancel);
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
        var papers = desk.PapersOf(subject, received, post.Fields);
        AppendResult? result;
        try
        {
            result = await services.Cases.Append(SubmissionOf(subject, view, form, outcome, papers), early.Length > 0, services, cancel);
        }
        catch (StorageUnavailableException e)
        {
            return Page.Of<StepPage>(view with { Problems = [new Problem(null, $"没有提交成：{e.What}。填的都还在，请过一会儿再按一次")] }, StatusCodes.Status503ServiceUnavailable);
        }

        switch (result)
        {
            case AppendResult.Already already when !Made(already, subject):
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
        var view = await services.Desk.Posted(subject, services.Desk.Read(subject, post.Fields), services.Desk.Received(subject, post), post.Files, post.Fields, context.RequestAborted);
        await services.Drafts.KeepPending(context, subject, view, post.Fields);
        return true;
    }

    /// <summary>Whether the act that bears the number of the submission is the one that this form makes.</summary>
    private static bool Made(AppendResult.Already already, StepSubject subject) =>
        already.Act.Step == subject.Step.Name && already.Act.Key == subject.Key && already.Act.Corrects == subject.Corrects?.Number
        && (subject.Open is { } open ? already.File.Id == open.File.Id : already.Act.Number == 1 && already.File.RulebookId == subject.Book.Id);

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

    private static Submission SubmissionOf(StepSubject subject, StepView view, StepForm form, string outcome, ImmutableArray<Attachment> papers)
    {
        var role = subject.RoleIn(view.State);
        var user = subject.User;
        var actor = new Actor(user.Id, user.DisplayName, user.OrganisationId, user.OrganisationName, role);
        if (subject.Corrects is { } corrected)
        {
            return new CorrectionSubmission(view.Submission, actor, subject.Open!.File.Id, view.Head, new CorrectionProposal(corrected.Number, form.Facts(outcome), view.Note) { Papers = papers }) { DraftId = view.DraftId };
        }

        var proposal = new ActProposal(subject.Step.Name, outcome, form.Facts(outcome)) { Key = subject.Key, Papers = papers, Note = view.Note.Length > 0 ? view.Note : null };
        return subject.Open is null
            ? new OpeningSubmission(view.Submission, actor, subject.Book.Id, proposal) { DraftId = view.DraftId }
            : new ActSubmission(view.Submission, actor, subject.Open.File.Id, view.Head, proposal) { DraftId = view.DraftId };
    }

    /// <summary>A form whose values could be read goes to the store; one with unreadable values is only checked, so that everything wrong is said at once.</summary>
    private static async Task<AppendResult?> Append(this CaseStore cases, Submission submission, bool unreadable, StepServices services, CancellationToken cancel)
    {
        if (!unreadable)
        {
            return await cases.Append(submission, cancel);
        }

        var check = submission switch
        {
            OpeningSubmission opening when services.Library.Current(opening.RulebookId) is { } book => CaseWork.Check(book, null, opening.Proposal, opening.Actor, services.Clock.Today),
            ActSubmission act when await cases.Load(act.CaseId, cancel) is { } file && await cases.RulebookOf(file, cancel) is { } book => CaseWork.Check(book, file, act.Proposal, act.Actor, services.Clock.Today),
            CorrectionSubmission correction when await cases.Load(correction.CaseId, cancel) is { } file && await cases.RulebookOf(file, cancel) is { } book => CaseWork.CheckCorrection(book, file, correction.Correction, correction.Actor),
            _ => null,
        };
        return check is null ? null : new AppendResult.Refused(check);
    }

    private static async Task<Occasion> InCase(HttpContext context, StepServices services)
    {
        var number = (string)context.Request.RouteValues["number"]!;
        var name = (string)context.Request.RouteValues["step"]!;
        if (await services.Access.Open(number, context.RequestAborted) is not { } open || open.Book.FindStep(name) is not { Via: null } step || step.Kind != open.File.Kind)
        {
            return Occasion.NotFound;
        }

        if (!TryKey(context.Request.Query["key"], out var key) || key.IsNull != step.Each is null)
        {
            return Occasion.NotFound;
        }

        var subject = new StepSubject(open.Book, step, key, open.User, open, null);
        var state = subject.Before(services.Clock.Today).Step(step.Name, key);
        if (open.RoleFor(state) is null)
        {
            await services.Access.Refuse($"办理 {number} {name}", context.RequestAborted);
            var named = string.Join("、", state.Roles.Select(open.NamedFor).OfType<string>());
            return new Occasion(null, Page.Of<Errors.ErrorPage>(
                new Dictionary<string, object?>
                {
                    ["Status"] = StatusCodes.Status403Forbidden,
                    ["Detail"] = named.Length > 0
                        ? $"“{step.Title}”在本案卷由{named}办理，你的单位不办这件事。本次访问已记录。"
                        : $"“{step.Title}”由{Ways.Way.WhoOf(open.Book, state) ?? "别的单位"}办理，你的角色不办这件事。本次访问已记录。",
                },
                StatusCodes.Status403Forbidden));
        }

        return new Occasion(subject, null);
    }

    private static async Task<Occasion> Correction(HttpContext context, StepServices services)
    {
        var number = (string)context.Request.RouteValues["number"]!;
        var act = int.Parse((string)context.Request.RouteValues["act"]!, CultureInfo.InvariantCulture);
        if (await services.Access.Open(number, context.RequestAborted) is not { } open
            || CaseFold.Effective(open.File).FirstOrDefault(a => a.Number == act) is not { } effective || open.Book.FindStep(effective.Act.Step) is not { } step)
        {
            return Occasion.NotFound;
        }

        if (effective.Act.Actor.OrganisationId != open.User.OrganisationId || !open.MayActAs(effective.Act.Actor.Role) || effective.Act.ConveyedFrom is not null)
        {
            await services.Access.Refuse($"更正 {number} 第{act}号行为", context.RequestAborted);
            return new Occasion(null, Page.Of<Errors.ErrorPage>(
                new Dictionary<string, object?> { ["Status"] = StatusCodes.Status403Forbidden, ["Detail"] = "行为只能由当时办理的单位更正。本次访问已记录。" }, StatusCodes.Status403Forbidden));
        }

        return new Occasion(new StepSubject(open.Book, step, effective.Act.Key, open.User, open, effective), null);
    }

    private static async Task<Occasion> Opening(HttpContext context, StepServices services)
    {
        var user = services.Visitor.User!;
        var kind = context.Request.Query["kind"].ToString() is { Length: > 0 } k ? k : SiteSection.ProjectKind;
        var wanted = context.Request.Query["step"].ToString();
        StepSubject? subject = null;
        foreach (var book in CaseAccess.BooksOf(user, services.Library).Where(b => context.Request.Query["rulebook"].ToString() is not { Length: > 0 } id || b.Id == id))
        {
            var begun = new Dictionary<string, CaseFile>();
            foreach (var step in book.Steps.Where(s => s.Opens && (wanted.Length > 0 ? s.Name == wanted : s.Kind == kind)))
            {
                if (subject is not null)
                {
                    break;
                }

                if (!begun.TryGetValue(step.Kind, out var file))
                {
                    begun[step.Kind] = file = await services.Cases.Begin(book, step.Kind, user.OrganisationId, user.OrganisationName, context.RequestAborted);
                }

                var candidate = new StepSubject(book, step, FeelValue.Null, user, null, null) { Begun = file };
                if (candidate.Before(services.Clock.Today).Step(step.Name).Roles.Any(user.RolesIn(book.Id).Contains))
                {
                    subject = candidate;
                }
            }
        }

        if (subject is null)
        {
            await services.Access.Refuse($"新建{kind}", context.RequestAborted);
            return new Occasion(null, Page.Of<Errors.ErrorPage>(
                new Dictionary<string, object?> { ["Status"] = StatusCodes.Status403Forbidden, ["Detail"] = $"新建{kind}不由你的角色办理。本次访问已记录。" }, StatusCodes.Status403Forbidden));
        }

        return new Occasion(subject, null);
    }

    private static bool TryKey(string? text, out FeelValue key)
    {
        key = FeelValue.Null;
        if (string.IsNullOrEmpty(text))
        {
            return true;
        }

        try
        {
            key = ActCodec.DecodeValue(text);
            return true;
        }
        catch (Exception e) when (e is FormatException or System.Text.Json.JsonException or ArgumentException)
        {
            return false;
        }
    }

    /// <summary>What a form is about, or the answer given instead.</summary>
    private sealed record Occasion(StepSubject? Subject, IResult? Instead)
    {
        public static Occasion NotFound { get; } = new(null, Results.NotFound());
    }
}

/// <summary>What the forms of steps need.</summary>
internal sealed record StepServices(
    StepDesk Desk, StepDrafts Drafts, CaseStore Cases, CaseAccess Access, RulebookLibrary Library, AttachmentStore Attachments, IAntiforgery Antiforgery, UploadLimits Limits, Visitor Visitor, Clock Clock);
