using System.Collections.Immutable;
using System.Globalization;
using Zhunsheng.Casework;
using Zhunsheng.Storage;
using Zhunsheng.Web.Access;
using Zhunsheng.Web.Components;
using Zhunsheng.Web.Forms;
using Zhunsheng.Web.Hosting;

namespace Zhunsheng.Web.Pages.Steps;

/// <summary>Keeps the form of a step and gives it back: drafts that a person saves or that save themselves, and forms whose session was over.</summary>
internal sealed class StepDrafts(Drafts drafts, PendingForms pending, LeftFiles left, StepDesk desk, CaseAccess access, Clock clock)
{
    /// <summary>The cookie with the token of a form whose session was over.</summary>
    public const string PendingCookie = "zhunsheng.pending";

    /// <summary>Fields of the form that are not what was typed.</summary>
    private static readonly ImmutableHashSet<string> Machinery = ["antiforgery", "submission", "head", "kept", "action", "outcome", "draft", "draftVersion"];

    /// <summary>
    /// What of a form may be kept: everything typed and every file received. Where what is typed leaves nothing but to register the file and close it, only what that asks:
    /// no remark and no file either.
    /// </summary>
    public static DraftContent ContentOf(StepView view, FormFields fields)
    {
        var typed = fields.Entries.Where(f => !Machinery.Contains(f.Key) && !f.Key.StartsWith("append.", StringComparison.Ordinal) && f.Value.Any(v => v.Length > 0));
        if (view.Derived.ClosesAtOnce is { } closing)
        {
            var names = view.Form.FieldsFor(closing.Name).Select(f => f.Name).ToList();
            return new DraftContent([.. typed.Where(f => names.Exists(n => f.Key == n || f.Key.StartsWith(n + ".", StringComparison.Ordinal))).Select(Kept)], []);
        }

        return new DraftContent([.. typed.Select(Kept)], [.. view.Papers.Where(p => p.Kept is not null).Select(p => new DraftPaper(p.Index, p.Kept!.File))]);

        static DraftField Kept(KeyValuePair<string, IReadOnlyList<string>> field) => new(field.Key, [.. field.Value]);
    }

    /// <summary>
    /// The files that came with a form, now or with its draft, and that are of no more use where what is typed leaves nothing but to register the file and close it: their addresses.
    /// Empty for any other form.
    /// </summary>
    /// <param name="subject">What the form is about.</param>
    /// <param name="view">The form.</param>
    /// <param name="received">The files that came with it.</param>
    /// <param name="saved">Whether it is kept as a draft: then not even the papers of the stub are.</param>
    /// <param name="cancel">Stops it.</param>
    public async Task<ImmutableArray<string>> LeftBy(StepSubject subject, StepView view, ImmutableArray<KeptPaper> received, bool saved, CancellationToken cancel)
    {
        if (view.Derived.ClosesAtOnce is null)
        {
            return [];
        }

        var before = await drafts.Find(view.DraftId, subject.User.OrganisationId, cancel);
        var asked = saved ? [] : view.Papers.Where(p => p.State.Due is not false).Select(p => p.Index).ToHashSet();
        return [.. received.Where(r => !asked.Contains(r.Paper)).Select(r => r.File.Digest), .. before?.Content.Papers.Where(p => !asked.Contains(p.Index)).Select(p => p.File.Digest) ?? []];
    }

    /// <summary>Takes those files off the disk that nothing names any more.</summary>
    public Task<int> LetGo(ImmutableArray<string> digests) => left.Discard(digests, CancellationToken.None);

    /// <summary>The page of a form that is asked for: as it was kept when the session ended, else as a draft of the unit has it, else empty.</summary>
    public async Task<IResult> Show(HttpContext context, StepSubject subject)
    {
        var cancel = context.RequestAborted;
        if (await PendingOf(context, subject) is { } late)
        {
            var resumed = await desk.Resumed(subject, late.Content, late.Head, cancel);
            return Page.Of<StepPage>(resumed with { DraftId = late.DraftId, DraftVersion = late.DraftVersion, Notice = "登录过期时你填的都在这里，还没有提交，也还没有存成草稿。看过以后接着办。" });
        }

        Draft? draft = null;
        if (subject.Open is not null)
        {
            draft = await drafts.Of(subject.User.OrganisationId, subject.FormName, cancel);
        }
        else if (context.Request.Query["draft"].ToString() is { Length: > 0 } wanted)
        {
            draft = Guid.TryParse(wanted, out var id) ? await drafts.Find(id, subject.User.OrganisationId, cancel) : null;
            if (draft?.Subject.Form != subject.FormName)
            {
                await access.Refuse($"草稿 {wanted}", cancel);
                return Results.NotFound();
            }
        }

        var view = draft is null ? await desk.Fresh(subject, cancel) : await desk.Resumed(subject, draft.Content, draft.Head, cancel);
        return Page.Of<StepPage>(await WithOthers(With(view, draft, subject.User), subject, cancel));
    }

    /// <summary>Keeps the form because its button was pressed, and shows it again.</summary>
    public async Task<IResult> SaveAndShow(HttpContext context, StepSubject subject, StepView view, FormFields fields)
    {
        var cancel = context.RequestAborted;
        DraftOutcome outcome;
        try
        {
            outcome = await drafts.Save(SaveOf(subject, view, fields), cancel);
        }
        catch (StorageUnavailableException e)
        {
            return Page.Of<StepPage>(view with { Problems = [new Problem(null, $"草稿没有存上：{e.What}。填的都还在，请过一会儿再按一次")] }, StatusCodes.Status503ServiceUnavailable);
        }

        switch (outcome)
        {
            case DraftOutcome.Saved { Draft: var draft }:
                await Forget(context, subject);
                return StepProblems.OfFiles(view) is { IsEmpty: false } refused
                    ? Page.Of<StepPage>(With(view, draft, subject.User) with { Problems = refused }, StatusCodes.Status422UnprocessableEntity)
                    : Page.See(draft.Subject.Address);
            case DraftOutcome.Conflict { Theirs: var theirs }:
                return Page.Of<StepPage>(
                    view with { DraftId = theirs.Id, DraftVersion = theirs.Version, Theirs = DraftComparison.Of(theirs, ContentOf(view, fields), view) }, StatusCodes.Status409Conflict);
            case DraftOutcome.Made:
                return Page.See(subject.Open is { } open ? $"/cases/{open.File.Number}" : "/projects");
            case DraftOutcome.TooMany full:
                return Page.Of<StepPage>(view with { Problems = [new Problem(null, TooMany(full))] }, StatusCodes.Status422UnprocessableEntity);
            default:
                return Page.Of<StepPage>(view with { DraftId = Guid.CreateVersion7(), DraftVersion = 0, Notice = "这份草稿已经由同事提交或者丢掉了，没有存。你填的都还在下面；还要留着，就再按一次“存草稿”，另存一份。" }, StatusCodes.Status409Conflict);
        }
    }

    /// <summary>Keeps the form because a script asks: answers with what is to be said and the version.</summary>
    public async Task<IResult> SaveQuietly(StepSubject subject, StepView view, FormFields fields, CancellationToken cancel)
    {
        try
        {
            return await drafts.Save(SaveOf(subject, view, fields), cancel) switch
            {
                DraftOutcome.Saved { Draft: var draft } => Say($"已存 {Time(draft.SavedAt)}", StatusCodes.Status200OK, draft),
                DraftOutcome.Conflict { Theirs: var theirs } => Say($"{theirs.SavedBy}{Time(theirs.SavedAt)}存了另一份，你的还没有存；按“存草稿”可以对照", StatusCodes.Status409Conflict),
                DraftOutcome.Made => Say("已经提交", StatusCodes.Status409Conflict),
                DraftOutcome.TooMany full => Say(TooMany(full), StatusCodes.Status409Conflict),
                _ => Say("草稿已经由同事提交或者丢掉了；还要留着，按“存草稿”", StatusCodes.Status409Conflict),
            };
        }
        catch (StorageUnavailableException)
        {
            return Say("草稿没有存上，过一会儿再试", StatusCodes.Status503ServiceUnavailable);
        }
    }

    /// <summary>Puts the form of a session that is over aside for the person, and gives the browser the token that fetches it.</summary>
    public async Task KeepPending(HttpContext context, StepSubject subject, StepView view, FormFields fields)
    {
        var token = await pending.Keep(new PendingForm(subject.User.Id, subject.FormName, view.DraftId, view.DraftVersion, view.Head, ContentOf(view, fields)), context.RequestAborted);
        context.Response.Cookies.Append(PendingCookie, token, new CookieOptions { HttpOnly = true, IsEssential = true, SameSite = SameSiteMode.Lax, Secure = context.Request.IsHttps, MaxAge = PendingForms.Lifetime });
    }

    /// <summary>Lets go of what was kept when the session ended: it has been handed in or is a draft.</summary>
    public async Task Forget(HttpContext context, StepSubject subject)
    {
        if (context.Request.Cookies.ContainsKey(PendingCookie))
        {
            await pending.Forget(subject.User.Id, subject.FormName, CancellationToken.None);
        }
    }

    private static IResult Say(string said, int status, Draft? draft = null) => Results.Json(new { said, draft = draft?.Id, version = draft?.Version }, statusCode: status);

    private static string Time(DateTimeOffset at) => LegalDay.InBeijing(at).ToString("HH:mm", CultureInfo.InvariantCulture);

    private static string TooMany(DraftOutcome.TooMany full) => $"本单位没有交的新建草稿已经有{full.Most}份，存不下了；先到工作台把不要的丢掉";

    private static StepView With(StepView view, Draft? draft, SignedInUser user) =>
        draft is null ? view : view with { Draft = draft, DraftId = draft.Id, DraftVersion = draft.Version, DraftIsOwn = draft.SavedById == user.Id };

    private async Task<StepView> WithOthers(StepView view, StepSubject subject, CancellationToken cancel)
    {
        if (subject.Open is not null)
        {
            return view;
        }

        var all = await drafts.List(subject.User.OrganisationId, [(subject.Book.Id, subject.RoleIn(view.State))], cancel);
        return view with { OtherDrafts = [.. all.Where(d => d.Form == subject.FormName && d.Id != view.DraftId)] };
    }

    private async Task<PendingForm?> PendingOf(HttpContext context, StepSubject subject) =>
        context.Request.Cookies[PendingCookie] is { Length: > 0 } token ? await pending.Find(token, subject.User.Id, subject.FormName, context.RequestAborted) : null;

    private DraftSave SaveOf(StepSubject subject, StepView view, FormFields fields)
    {
        var user = subject.User;
        return new DraftSave(
            view.DraftId, view.DraftVersion, view.Submission, view.Head, user.Id, user.DisplayName,
            new DraftSubject(user.OrganisationId, subject.Book.Id, subject.RoleIn(view.State), subject.FormName, TitleOf(subject, view), subject.Action, subject.Open?.File.Number),
            ContentOf(view, fields));
    }

    /// <summary>What the list of drafts calls it: the step, and the project where it may be named.</summary>
    private string TitleOf(StepSubject subject, StepView view)
    {
        if (view.Derived.ClosesAtOnce is not null)
        {
            return view.Heading;
        }

        var name = subject.Open is not null ? view.FileTitle
            : subject.Book.Kinds.FirstOrDefault(k => k.Name == subject.Step.Kind)?.TitleFact is { } fact ? view.Form.Fields.FirstOrDefault(f => f.Fact.Name == fact)?.Text
            : null;
        return string.IsNullOrEmpty(name) ? $"{view.Heading}（还没有名字，{DayText.Short(clock.Today, clock.Today)}）" : $"{view.Heading}：{(name.Length > 80 ? name[..80] + "…" : name)}";
    }
}
