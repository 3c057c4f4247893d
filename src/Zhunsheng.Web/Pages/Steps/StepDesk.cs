using System.Collections.Immutable;
using System.Globalization;
using Zhunsheng.Casework;
using Zhunsheng.Feel;
using Zhunsheng.Rulebooks;
using Zhunsheng.Storage;
using Zhunsheng.Web.Access;
using Zhunsheng.Web.Components;
using Zhunsheng.Web.Forms;
using Zhunsheng.Web.Hosting;
using Zhunsheng.Web.Pages.CaseFiles;
using Zhunsheng.Web.Pages.Catalogue;
using Zhunsheng.Web.Pages.Review;
using Zhunsheng.Web.Pages.Search;
using Zhunsheng.Web.Ways;

namespace Zhunsheng.Web.Pages.Steps;

/// <summary>What a form is about: a step of a file, of a file yet to be opened, or an act to be corrected.</summary>
/// <param name="Book">The rulebook.</param>
/// <param name="Step">The step.</param>
/// <param name="Key">For a step that occurs once per value: the value.</param>
/// <param name="User">The visitor.</param>
/// <param name="Open">The file; null for one yet to be opened.</param>
/// <param name="Corrects">The act to be corrected; null for a deed.</param>
internal sealed record StepSubject(Rulebook Book, Step Step, FeelValue Key, SignedInUser User, OpenCase? Open, EffectiveAct? Corrects)
{
    /// <summary>Names the form, for drafts and the tokens of kept files.</summary>
    public string FormName => Open is null ? Drafts.FormOf(Book.Id, Step.Name) : Drafts.FormOf(Open.File.Id, Step.Name, Key, Corrects?.Number);

    /// <summary>The address that takes the form.</summary>
    public string Action => Open is null ? $"/projects/new?rulebook={Book.Id}&step={Uri.EscapeDataString(Step.Name)}"
        : Corrects is { } act ? $"/cases/{Open.File.Number}/acts/{act.Number.ToString(CultureInfo.InvariantCulture)}/correct"
        : $"/cases/{Open.File.Number}/steps/{Uri.EscapeDataString(Step.Name)}{(Key.IsNull ? "" : "?key=" + Uri.EscapeDataString(ActCodec.EncodeValue(Key)))}";

    /// <summary>The situation before the act.</summary>
    public Evaluation Before(DateOnly today) => new(Book, CaseFold.Situation(Stands, Book, today));

    /// <summary>The file as it stands, or as it would begin.</summary>
    public CaseFile Stands => Open?.File ?? Begun!;

    /// <summary>The role in which the visitor fills the form; empty for none.</summary>
    public string RoleIn(StepState state) =>
        Corrects?.Act.Actor.Role ?? (Open is { } file ? file.RoleFor(state) : state.Roles.FirstOrDefault(User.RolesIn(Book.Id).Contains)) ?? "";

    /// <summary>The file yet to be opened; null where there is one.</summary>
    public CaseFile? Begun { get; init; }
}

/// <summary>Puts the page of a step's form together, empty or as it came in.</summary>
internal sealed class StepDesk(CaseStore cases, RulebookLibrary library, KeptPapers kept, Chapters chapters, Clock clock, UploadLimits limits, DuplicateCheck duplicates, DataCheck data)
{
    /// <summary>The page with an empty form.</summary>
    public async Task<StepView> Fresh(StepSubject subject, CancellationToken cancel)
    {
        var before = subject.Before(clock.Today);
        var locks = LocksOf(subject, mending => mending.Earlier.Asked.Where(a => !a.Value.IsNull).ToImmutableDictionary());
        var said = subject.Corrects?.Asked ?? locks?.Mending.Earlier.Asked
            ?? subject.Open?.File.Acts.LastOrDefault(a => a.Step == subject.Step.Name && a.Key == subject.Key && before.Step(subject.Step.Name, subject.Key).Returned)?.Asked
            ?? ImmutableDictionary<string, FeelValue>.Empty;
        var form = StepForm.Fresh(subject.Step, subject.Key, before, said, clock.Today, locks);
        return await View(subject, before, form, [], [], new FormFields(), Guid.CreateVersion7(), subject.Open?.File.Head ?? 0, cancel);
    }

    /// <summary>The page with a form that came in.</summary>
    public Task<StepView> Posted(StepSubject subject, StepForm form, ImmutableArray<KeptPaper> received, ImmutableArray<ReceivedFile> refused, FormFields fields, CancellationToken cancel) =>
        View(subject, subject.Before(clock.Today), form, received, refused, fields, SubmissionOf(fields), HeadOf(fields, subject), cancel);

    /// <summary>The page with a form that was kept, on the file as it stands now; what was done since it was seen last is said.</summary>
    /// <param name="subject">What the form is about.</param>
    /// <param name="content">What was typed.</param>
    /// <param name="head">The last act that was seen then.</param>
    /// <param name="cancel">Stops it.</param>
    public async Task<StepView> Resumed(StepSubject subject, DraftContent content, int head, CancellationToken cancel)
    {
        var fields = new FormFields();
        foreach (var field in content.Fields)
        {
            foreach (var value in field.Values)
            {
                fields.Add(field.Name, value);
            }
        }

        // Papers are found by their title: the rulebook may have put others before them since.
        var titles = subject.Step.Dossier is { } dossier ? subject.Book.Papers.GetValueOrDefault(dossier, []) : [];
        var papers = content.Papers.Select(p => (Index: titles.ToList().FindIndex(t => t.Title == p.File.Title), p.File)).Where(p => p.Index >= 0)
            .Select(p => kept.Keep(subject.User.Id, subject.FormName, p.Index, p.File)).ToImmutableArray();
        var view = await Posted(subject, Read(subject, fields), papers, [], fields, cancel);
        var newer = subject.Open?.File.Acts.Where(a => a.Number > head).ToImmutableArray() ?? [];
        return view with { Head = subject.Open?.File.Head ?? 0, Newer = newer, NewerIsOwn = newer.All(a => a.Actor.UserId == subject.User.Id) };
    }

    /// <summary>The form as it came in.</summary>
    public StepForm Read(StepSubject subject, FormFields fields)
    {
        var before = subject.Before(clock.Today);
        var locks = LocksOf(subject, mending => StepForm.Posted(subject.Step, subject.Key, before, fields, clock.Today, new FormLocks(mending, [])).Facts());
        return StepForm.Posted(subject.Step, subject.Key, before, fields, clock.Today, locks);
    }

    /// <summary>For a form that was sent back with a list: what may be changed, with what the rules demand besides.</summary>
    private FormLocks? LocksOf(StepSubject subject, Func<Mending, ImmutableDictionary<string, FeelValue>> filled)
    {
        if (subject.Corrects is not null || subject.Open is not { } open || Mending.Of(open.File, subject.Book, subject.Step, subject.Key) is not { } mending)
        {
            return null;
        }

        var role = open.RoleFor(subject.Before(clock.Today).Step(subject.Step.Name, subject.Key)) ?? "";
        return new FormLocks(mending, CaseWork.Demanded(subject.Book, open.File, mending, filled(mending), open.ActorAs(role), clock.Today));
    }

    /// <summary>The files that count: those that came now, and those kept from before that were not replaced.</summary>
    public ImmutableArray<KeptPaper> Received(StepSubject subject, StepPost post)
    {
        var titles = subject.Step.Dossier is { } dossier ? subject.Book.Papers.GetValueOrDefault(dossier, []) : [];
        var now = post.Files.Where(f => f.Outcome.Stored is not null && f.Paper < titles.Length).Select(f =>
        {
            var stored = f.Outcome.Stored!;
            return kept.Keep(subject.User.Id, subject.FormName, f.Paper, new Attachment(titles[f.Paper].Title, stored.FileName, stored.Digest, stored.Size, stored.MediaType));
        }).ToList();
        var before = post.Fields.All("kept").Select(t => kept.Read(subject.User.Id, subject.FormName, t)).OfType<KeptPaper>().Where(k => now.TrueForAll(n => n.Paper != k.Paper));
        return [.. before.Concat(now).GroupBy(k => k.Paper).Select(g => g.Last()).OrderBy(k => k.Paper)];
    }

    /// <summary>The papers of the act: the files, and the chapters that were found or are said to be in them.</summary>
    public ImmutableArray<Attachment> PapersOf(StepSubject subject, ImmutableArray<KeptPaper> received, FormFields fields)
    {
        var papers = received.Select(r => r.File).ToList();
        if (subject.Corrects is { } corrected)
        {
            papers.AddRange(corrected.Papers.Where(e => ChapterOf(subject, e.Title) is null && papers.TrueForAll(p => p.Title != e.Title)));
        }

        var dossier = subject.Step.Dossier is { } name ? subject.Book.Papers.GetValueOrDefault(name, []) : [];
        for (var i = 0; i < dossier.Length; i++)
        {
            if (dossier[i].Within is { } within && HostOf(subject, papers, within) is { } host && (Confirmed(fields, i) || (dossier[i].From is null && ChapterIn(host, dossier[i]).Heading is not null)))
            {
                papers.Add(host with { Title = dossier[i].Title });
            }
        }

        return [.. papers];
    }

    /// <summary>The file in which a chapter would stand; null when there is none yet.</summary>
    private static Attachment? HostOf(StepSubject subject, IReadOnlyList<Attachment> papers, string within) =>
        papers.FirstOrDefault(p => p.Title == within) ?? subject.Corrects?.Papers.LastOrDefault(p => p.Title == within) ?? EarlierOf(subject, within);

    private ChapterFinding ChapterIn(Attachment host, Paper chapter) => chapters.Find(host, [chapter.Title])[0];

    /// <summary>The submission named in the form; a new one when it is not readable.</summary>
    public static Guid SubmissionOf(FormFields fields) => Guid.TryParse(fields["submission"], out var id) && id != Guid.Empty ? id : Guid.CreateVersion7();

    /// <summary>The last act the person had seen; none at all when the form does not say so in a readable way.</summary>
    public static int HeadOf(FormFields fields, StepSubject subject) =>
        int.TryParse(fields["head"], NumberStyles.None, CultureInfo.InvariantCulture, out var head) && head <= (subject.Open?.File.Head ?? 0) ? head : 0;

    private static Paper? ChapterOf(StepSubject subject, string title) =>
        subject.Step.Dossier is { } name ? subject.Book.Papers.GetValueOrDefault(name, []).FirstOrDefault(p => p.Title == title && p.Within is not null) : null;

    private static bool Confirmed(FormFields fields, int index) => fields[StepPost.FilePrefix + index.ToString(CultureInfo.InvariantCulture)] == "是";

    /// <summary>The latest file of this title among the acts that hand in the dossier of the step; a step done several times hands in its own each time.</summary>
    private static Attachment? EarlierOf(StepSubject subject, string title)
    {
        if (subject.Open is null || subject.Step.OwnPapers || subject.Step.Dossier is not { } dossier)
        {
            return null;
        }

        var steps = subject.Book.Steps.Where(s => s.Dossier == dossier).Select(s => s.Name).ToHashSet();
        return CaseFold.Effective(subject.Open.File).Where(a => steps.Contains(a.Act.Step)).SelectMany(a => a.Papers).LastOrDefault(p => p.Title == title);
    }

    private async Task<StepView> View(
        StepSubject subject, Evaluation before, StepForm form, ImmutableArray<KeptPaper> received, ImmutableArray<ReceivedFile> refused, FormFields fields, Guid submission, int head, CancellationToken cancel)
    {
        var (book, step) = (subject.Book, subject.Step);
        form = await WithCandidates(subject, form, cancel);
        form = await WithOrganisations(book, form, cancel);
        var papers = PapersOf(subject, received, fields);
        var state = before.Step(step.Name, subject.Key);
        var title = subject.Open is null ? $"新建{step.Kind}" : CaseView.TitleOf(subject.Open.File, book, before.Situation);
        var shown = step.Shows is { } shows && subject.Open is not null ? CaseView.Of(subject.Open, clock.Today) : null;
        var derived = Derive(subject, before, form, papers);
        var described = subject.Corrects is null && derived.ClosesAtOnce is null && DuplicateCheck.Concerns(book, step);
        var listed = DataCheck.Concerns(book, step) || DataCheck.Weighs(book, step)
            ? await data.Of(book, subject.Open?.File ?? subject.Begun!, before.Situation.Facts.SetItems(form.Facts()).GetValueOrDefault, subject.User, cancel)
            : null;
        return new StepView
        {
            File = subject.Open?.File,
            FileTitle = title,
            Book = book,
            Today = clock.Today,
            State = state,
            Action = subject.Action,
            Form = form,
            Papers = PaperFields(subject, before, form, received, refused, papers, fields),
            Shown = shown?.Dossiers.FirstOrDefault(d => d.Name == step.Shows),
            ShownView = shown,
            Derived = derived with
            {
                Duplicates = described ? await duplicates.Of(book, subject.Open?.File ?? subject.Begun!, before.Situation.Facts.SetItems(form.Facts()), subject.User, cancel) : null,
                Data = listed,
                ListsData = DataCheck.Concerns(book, step),
            },
            Light = DeadlineLight.Of(state.Deadline, clock.Today, book.Calendar, subject.Open is { File: { Acts.IsEmpty: false } file } ? Waiting.Since(file, before, state) : null, state.Returned),
            Submission = submission,
            Head = head,
            PerFile = limits.PerFile,
            Corrected = subject.Corrects?.Act,
            Note = fields["note"],
            Mend = subject.Corrects is null && subject.Open is { } mended ? MendView.Of(mended.File, book, step, subject.Key, before, form.Facts(), papers, clock.Today) : null,
            SumsUp = subject is { Corrects: null, Open: not null } && SumsUp(subject),
            Experts = subject is { Corrects: null, Open: { } seen } && SumsUp(subject) ? OpinionsView.SummariesOf(seen, before, CaseFold.Effective(seen.File), clock.Today) : [],
            Replies = subject.Corrects is null && subject.Open is { } replied ? MendView.RepliesTo(replied.File, book, step, before) : [],
            DraftId = Guid.TryParse(fields["draft"], out var draft) && draft != Guid.Empty ? draft : Guid.CreateVersion7(),
            DraftVersion = int.TryParse(fields["draftVersion"], NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : 0,
        };
    }

    /// <summary>Whether an office's step comes after opinions of others, or after the drawn persons of its phase.</summary>
    private static bool SumsUp(StepSubject subject) => subject.Step.Each?.People is null && subject.Step.PossibleRoles.Any(r => subject.Book.FindRole(r) is { Own: false, Named: null })
        && (subject.Step.After.Any(a => subject.Book.FindStep(a) is { } step && OpinionsView.IsOpinion(subject.Book, step))
            || subject.Book.Steps.Any(s => s.Each?.People is not null && s.Kind == subject.Step.Kind && s.Phase == subject.Step.Phase));

    private Derived Derive(StepSubject subject, Evaluation before, StepForm form, ImmutableArray<Attachment> papers)
    {
        var (book, step) = (subject.Book, subject.Step);
        var titles = papers.Select(p => p.Title).ToList();
        var within = before.With(step, subject.Key, form.Facts(), titles, clock.Today);
        var choices = form.Outcomes.Where(o => subject.Corrects is null || o.Outcome.Name == subject.Corrects.Act.Outcome).Select(o =>
        {
            var chosen = o.Fields.Any(f => !f.Value.IsNull) ? before.With(step, subject.Key, form.Facts(o.Outcome.Name), titles, clock.Today) : within;
            var answers = step.Requires.Concat(o.Outcome.Requires).Select(chosen.Ask).ToList();
            var may = answers.Exists(a => a.Value.IsFalse) ? false : answers.TrueForAll(a => a.Value.IsTrue) ? true : (bool?)null;
            var obstacles = answers.SelectMany(a => a.Gates).Where(g => g.Holds is not true).DistinctBy(g => g.Gate.Name).OrderBy(g => g.Holds is null).Select(CaseView.ObstacleOf);
            var offered = o.Outcome.When is { } when ? chosen.Evaluate(when).AsBoolean : true;
            var empty = form.FieldsFor(o.Outcome.Name).Count(f => !f.Optional && f.Value.IsNull);
            var missing = step.Dossier is { } dossier ? chosen.Papers(dossier).Select(p => OfThisAct(step, p, papers)).Count(p => p is { Due: true, HandedIn: false, Paper.Optional: false }) : 0;
            return new OutcomeChoice(o.Outcome, o.Fields, may, offered, [.. obstacles], empty, missing) 
            {
                Numbers = subject.Corrects is null ? NumbersOf(subject, before, chosen, o.Outcome) : [],
                Ceilings = subject.Corrects is null ? CeilingCheck.Above(book, subject.Stands, step, o.Outcome, subject.Key, form.Facts(o.Outcome.Name), clock.Today) : [],
            };
        }).ToList();
        var closing = subject.Corrects is null ? Stub.ClosingOnly(step, o => choices.Find(c => c.Outcome == o)?.Offered) : null;
        var opens = subject.Open is null && closing is null;
        return new Derived(
            book,
            clock.Today,
            [.. choices.OrderByDescending(c => c.Outcome == closing)],
            within.Step(step.Name, subject.Key).Deadline,
            within.Notices(step.Name),
            opens ? Way.Of(within) : null,
            closing is null && Shapes(subject) ? StagesView.Of(within, subject.Open?.File.Number) : null,
            opens ? Ahead(within, form.Facts()) : [],
            [.. form.Sections.SelectMany(s => s.Fields).Concat(form.Outcomes.SelectMany(o => o.Fields)).Where(f => f.Asked).Select(f => f.Name)])
        {
            Correcting = subject.Corrects is not null,
            Depends = [.. form.Fields.Where(f => f is { Asked: true, Depends: true }).Select(f => f.Name)],
            ClosesAtOnce = closing,
            Warnings = [.. step.Warnings.Where(w => within.Evaluate(w.When).IsTrue)],
            Answers = closing is null ? [.. step.Answers.Select(within.Ask)] : [],
        };
    }

    /// <summary>Whether what is filled in here can change which stages the project has to pass.</summary>
    private static bool Shapes(StepSubject subject) => subject.Step.Kind == SiteSection.ProjectKind
        && (subject.Open is null || subject.Step.Answers.Any(a => subject.Book.StageDecisions.Any(d => d.Question == a.Question))
            || subject.Step.Asks.SelectMany(s => s.Facts).Concat(subject.Step.Outcomes.SelectMany(o => o.Asks)).Any(a => subject.Book.StageDecisions.Any(d => d.Facts.Contains(a.Fact.Name))));

    /// <summary>The numbers that an act with this outcome will be given to whoever acts here.</summary>
    private ImmutableArray<(string Label, string Form)> NumbersOf(StepSubject subject, Evaluation before, Evaluation chosen, Outcome outcome)
    {
        var (book, step) = (subject.Book, subject.Step);
        var roles = before.Step(step.Name, subject.Key).Roles;
        var role = subject.Open is { } open ? roles.FirstOrDefault(open.MayActAs) : roles.FirstOrDefault(subject.User.RolesIn(book.Id).Contains);
        var sign = book.SignOf(subject.User.OrganisationName, role ?? "");
        return [.. step.Asks.SelectMany(s => s.Facts).Concat(outcome.Asks).Where(a => book.Gives(a.Fact) && chosen.Concerns(a)).DistinctBy(a => a.Fact.Name)
            .Select(a => (a.Fact.Label, Series: book.SeriesOf(a.Fact)!)).Where(n => sign is not null || !n.Series.NeedsSign)
            .Select(n => (n.Label, n.Series.For(sign).Replace(NumberSeries.Year, clock.Today.Year.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal).Replace(NumberSeries.Ordinal, "×", StringComparison.Ordinal)))];
    }

    /// <summary>The gates of later steps that fail because of what is filled in here, and of nothing else.</summary>
    private static ImmutableArray<(Step Step, Obstacle Obstacle)> Ahead(Evaluation evaluation, ImmutableDictionary<string, FeelValue> filled) =>
        [.. evaluation.Steps().Where(s => s.Status is StepStatus.Waiting or StepStatus.Blocked)
            .SelectMany(s => s.Requires.SelectMany(r => r.Gates).Where(g => g.Holds is false && !g.Facts.IsDefaultOrEmpty && g.Facts.All(f => filled.ContainsKey(f.Name))).Select(g => (s.Step, Gate: g)))
            .DistinctBy(p => p.Gate.Gate.Name).Select(p => (p.Step, CaseView.ObstacleOf(p.Gate)))];

    private ImmutableArray<PaperField> PaperFields(
        StepSubject subject, Evaluation before, StepForm form, ImmutableArray<KeptPaper> received, ImmutableArray<ReceivedFile> refused, ImmutableArray<Attachment> papers, FormFields fields)
    {
        if (subject.Step.Dossier is not { } dossier)
        {
            return [];
        }

        var order = subject.Book.Papers.GetValueOrDefault(dossier, []);
        var states = before.With(subject.Step, subject.Key, form.Facts(), papers.Select(p => p.Title), subject.Open?.File.Acts.LastOrDefault()?.On ?? default).Papers(dossier);
        var mending = subject.Corrects is null && subject.Open is { } open ? Mending.Of(open.File, subject.Book, subject.Step, subject.Key) : null;
        return [.. states.Select(p => OfThisAct(subject.Step, p, papers)).Select(s =>
        {
            var index = order.IndexOf(s.Paper);
            var keptNow = received.FirstOrDefault(r => r.Paper == index);
            var earlier = subject.Corrects?.Papers.LastOrDefault(p => p.Title == s.Paper.Title) ?? EarlierOf(subject, s.Paper.Title);
            var own = keptNow?.File ?? earlier;
            return new PaperField(
                index, s, keptNow, earlier,
                Confirmed(fields, index) || (subject.Corrects is not null && s.Paper.Within is not null && subject.Corrects.Papers.Any(p => p.Title == s.Paper.Title)),
                refused.LastOrDefault(r => r.Paper == index && r.Outcome.Stored is null)?.Outcome.Message)
            {
                Chapter = s.Paper.Within is { } within && HostOf(subject, papers, within) is { } host ? ChapterIn(host, s.Paper) : null,
                Chapters = own is null || s.Paper.Chapters.IsEmpty ? [] : chapters.Find(own, s.Paper.Chapters),
                Stands = mending?.Papers.LastOrDefault(p => p.Title == s.Paper.Title) is { } stood && !mending.MayReplace(s.Paper, order) ? stood : null,
                ToMend = mending?.Items.Where(i => i.Kind == ReturnList.Paper && i.Subject == s.Paper.Title).Select(i => i.Wanted ?? "请重新提交").FirstOrDefault(),
            };
        })];
    }

    /// <summary>The paper as this act hands it in: what earlier acts of a repeated step handed in does not count.</summary>
    private static PaperState OfThisAct(Step step, PaperState state, ImmutableArray<Attachment> papers) =>
        step.OwnPapers && state.Paper.From is null ? state with { HandedIn = papers.Any(p => p.Title == state.Paper.Title) } : state;

    /// <summary>Fills the fields that name case files with the files on offer, each with the answer whether it may enter.</summary>
    private async Task<StepForm> WithCandidates(StepSubject subject, StepForm form, CancellationToken cancel)
    {
        var fields = form.Fields.Concat(form.Outcomes.SelectMany(o => o.Fields)).Where(f => f.Fact.Type == FactType.Cases).ToList();
        var offers = new Dictionary<string, ImmutableArray<Candidate>>();
        foreach (var fact in fields.Select(f => f.Fact).DistinctBy(f => f.Name))
        {
            offers[fact.Name] = subject.Book.YearPlan is { } plan && plan.Projects == fact.Name && plan.Kind == subject.Step.Kind
                ? await PlanCandidates(subject, plan, form, fields.First(f => f.Fact.Name == fact.Name), cancel)
                : await Offered(subject.Book, fact, cancel);
        }

        return offers.Count == 0 ? form : form.Map(f => offers.TryGetValue(f.Fact.Name, out var offer) ? f with { Candidates = offer } : f);
    }

    /// <summary>Offers the organisations that hold a role in the fields that name the one which acts in this file.</summary>
    private async Task<StepForm> WithOrganisations(Rulebook book, StepForm form, CancellationToken cancel)
    {
        foreach (var role in book.Roles.Where(r => r.Named is not null && form.Fields.Concat(form.Outcomes.SelectMany(o => o.Fields)).Any(f => f.Fact.Name == r.Named)))
        {
            if (await cases.OrganisationsIn(book.Id, role.Name, cancel) is { IsEmpty: false } names)
            {
                form = form.Map(f => f.Fact.Name != role.Named ? f : f with
                {
                    // What was typed stays to be seen, also where nobody is called so.
                    NamesUnits = true,
                    Fact = f.Fact with { Type = f.Fact.Type == FactType.List ? FactType.List : FactType.Choice, Values = [.. names.Concat(f.Typed.Where(t => t.Length > 0)).Distinct()] },
                });
            }
        }

        return form;
    }

    /// <summary>The files in which the step on offer can be done now, each with the answer whether it may enter.</summary>
    private async Task<ImmutableArray<Candidate>> Offered(Rulebook book, FactDefinition fact, CancellationToken cancel)
    {
        var offer = ImmutableArray.CreateBuilder<Candidate>();
        foreach (var row in await cases.Candidates(book.Id, fact.CaseKind ?? "", fact.OfferedStep, cancel))
        {
            offer.Add(await CandidateOf(row, fact.OfferedStep, cancel));
        }

        return offer.ToImmutable();
    }

    /// <summary>All projects that wait for a plan, with what keeps out those that may not enter; and those already chosen, wherever they stand now.</summary>
    private async Task<ImmutableArray<Candidate>> PlanCandidates(StepSubject subject, YearPlan plan, StepForm form, FormField chosen, CancellationToken cancel)
    {
        var asked = form.Fields.FirstOrDefault(f => f.Fact.Name == plan.Year)?.Value ?? FeelValue.Null;
        var year = (asked.IsNull ? subject.Before(clock.Today).Fact(plan.Year) : asked).AsNumber is { } y ? (int)y : (int?)null;
        var waiting = await cases.PlanEntries(new PlanQuery { RulebookId = subject.Book.Id, Standing = PlanStanding.Waiting, Sort = PlanSort.May, Size = 1000 }, cancel);
        var known = waiting.Rows.Select(r => new Candidate(r.File.Number, r.File.Title, r.File.OwnerName, r.File.Money, r.Entry.May, r.Entry.Reasons)
        {
            Amount = r.Entry.Amount,
            Category = r.Entry.Category,
            Since = r.Entry.Since,
            OtherYear = year is not null && r.Entry.Year is { } other && other != year ? other : null,
        }).ToList();

        // Files bound to a rulebook that did not know plans yet, and chosen ones that have moved on.
        var offered = (await Offered(subject.Book, chosen.Fact, cancel)).Where(o => known.TrueForAll(k => k.Number != o.Number)).ToList();
        var gone = chosen.Typed.Where(t => known.TrueForAll(k => k.Number != t) && offered.TrueForAll(o => o.Number != t)).ToList();
        var rows = await cases.Rows(subject.Book.Id, gone, cancel);
        return [.. known.OrderBy(k => k.OtherYear is not null), .. offered, .. rows.Select(r => new Candidate(r.Number, r.Title, r.OwnerName, r.Money, false, [new PlanReason("", "现在不等着列计划：已经列入、撤销或者退出了", "从表里去掉", "", null, true, true)]))];
    }

    private async Task<Candidate> CandidateOf(CaseRow row, string? step, CancellationToken cancel)
    {
        if (step is null || await cases.Load(row.Id, cancel) is not { } file || (await cases.RulebookOf(file, cancel) ?? library.Current(row.RulebookId)) is not { } book || book.FindStep(step) is null)
        {
            return new Candidate(row.Number, row.Title, row.OwnerName, row.Money, step is null ? true : null, []);
        }

        var state = new Evaluation(book, CaseFold.Situation(file, book, clock.Today)).Step(step);
        var may = state.Requires.Any(r => r.Value.IsFalse) ? false : state.Requires.All(r => r.Value.IsTrue) ? true : (bool?)null;
        return new Candidate(row.Number, row.Title, row.OwnerName, row.Money, may, PlanReason.Of(state, book));
    }
}
