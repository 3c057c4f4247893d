using System.Collections.Immutable;
using Zhunsheng.Casework;
using Zhunsheng.Feel;
using Zhunsheng.Rulebooks;
using Zhunsheng.Web.Access;
using Zhunsheng.Web.Components;
using Zhunsheng.Web.Pages.Review;

namespace Zhunsheng.Web.Pages.CaseFiles;

/// <summary>A known fact of a file, with the act that set it.</summary>
/// <param name="Fact">The fact.</param>
/// <param name="Value">Its value.</param>
/// <param name="Act">The number of the act; null when it follows from other facts.</param>
public sealed record KnownFact(FactDefinition Fact, FeelValue Value, int? Act);

/// <summary>A phase on the line of life.</summary>
/// <param name="Name">Its name.</param>
/// <param name="State">done, now or todo.</param>
/// <param name="Note">What stands under it.</param>
/// <param name="Article">The article of its first step.</param>
public sealed record LifePhase(string Name, string State, string Note, Citation? Article);

/// <summary>An open step, and whether it is the visitor's.</summary>
/// <param name="State">The step.</param>
/// <param name="Who">Who acts, as the user reads it.</param>
/// <param name="Mine">Whether the visitor may act.</param>
/// <param name="Light">Its deadline as a light.</param>
/// <param name="Href">The address of its form.</param>
public sealed record OpenStep(StepState State, string? Who, bool Mine, DeadlineLight Light, string Href);

/// <summary>One line of why a step is not possible yet.</summary>
/// <param name="Article">The article.</param>
/// <param name="Strength">Its force; null where none is to be shown.</param>
/// <param name="Platform">Whether the text is silent and the platform decides.</param>
/// <param name="Reason">What stands in the way; null when nothing is known to.</param>
/// <param name="Facts">The facts that decided.</param>
/// <param name="Unknown">The facts that are missing.</param>
/// <param name="Remedy">What would lift it.</param>
public sealed record Obstacle(Citation? Article, Strength? Strength, bool Platform, string? Reason, ImmutableArray<UsedFact> Facts, ImmutableArray<string> Unknown, string Remedy);

/// <summary>A step that is not possible yet, with every obstacle.</summary>
/// <param name="State">The step.</param>
/// <param name="Obstacles">What stands in the way, at least one.</param>
/// <param name="Waits">The steps it waits for and who does them, when nothing else stands in the way; empty otherwise.</param>
public sealed record BlockedStep(StepState State, ImmutableArray<Obstacle> Obstacles, ImmutableArray<string> Waits)
{
    /// <summary>Whether its turn has simply not come.</summary>
    public bool OnlyWaits => !Waits.IsEmpty;
}

/// <summary>A paper of a dossier with the files that stand for it.</summary>
/// <param name="Paper">The paper as the rulebook sees it.</param>
/// <param name="Files">The files, the latest last: act, place in the act, file.</param>
public sealed record DossierPaper(PaperState Paper, ImmutableArray<(int Act, int Index, Attachment File)> Files);

/// <summary>A dossier.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Papers">Its papers, those not needed included.</param>
/// <param name="Current">Whether a step that hands it in is open now.</param>
public sealed record Dossier(string Name, ImmutableArray<DossierPaper> Papers, bool Current)
{
    /// <summary>How many of those due are there.</summary>
    public (int There, int Due) Count => (Papers.Count(p => p.Paper is { Due: not false, HandedIn: true }), Papers.Count(p => p.Paper.Due is true && (!p.Paper.Paper.Optional || p.Paper.HandedIn)));
}

/// <summary>Everything the page of a case file shows, worked out once.</summary>
public sealed record CaseView
{
    /// <summary>The file.</summary>
    public required CaseFile File { get; init; }

    /// <summary>The rulebook it is bound to.</summary>
    public required Rulebook Book { get; init; }

    /// <summary>The day.</summary>
    public required DateOnly Today { get; init; }

    /// <summary>Its title.</summary>
    public required string Title { get; init; }

    /// <summary>Whether it is closed.</summary>
    public required bool Closed { get; init; }

    /// <summary>The known facts, in the order of the rulebook's forms.</summary>
    public required ImmutableArray<KnownFact> Facts { get; init; }

    /// <summary>The names of facts that decide something and are not known.</summary>
    public required ImmutableArray<string> Unknown { get; init; }

    /// <summary>The line of life; empty for kinds without phases.</summary>
    public required ImmutableArray<LifePhase> Life { get; init; }

    /// <summary>What has to be done next.</summary>
    public required ImmutableArray<OpenStep> Next { get; init; }

    /// <summary>What may be done at any time, or need not be done.</summary>
    public required ImmutableArray<OpenStep> AnyTime { get; init; }

    /// <summary>What is not possible yet, and why.</summary>
    public required ImmutableArray<BlockedStep> Blocked { get; init; }

    /// <summary>The deadlines, the urgent first.</summary>
    public required ImmutableArray<(DeadlineReckoning Reckoning, DeadlineLight Light)> Deadlines { get; init; }

    /// <summary>The dossiers.</summary>
    public required ImmutableArray<Dossier> Dossiers { get; init; }

    /// <summary>What has to be approved, and what is merged or left out; nothing for files that are no projects.</summary>
    public required Ways.StagesView Stages { get; init; }

    /// <summary>Whether the visitor may see what stands against the unit.</summary>
    public bool SeesUnit { get; init; }

    /// <summary>The acts that the visitor's organisation may correct.</summary>
    public required ImmutableHashSet<int> Correctable { get; init; }

    /// <summary>The lists with which forms were sent back, the latest first.</summary>
    public ImmutableArray<MendView> Mends { get; init; } = [];

    /// <summary>The acts whose content is kept from the visitor for now.</summary>
    public ImmutableHashSet<int> Hidden { get; init; } = [];

    /// <summary>Whether the chain of digests is whole.</summary>
    public required bool ChainWhole { get; init; }

    /// <summary>Whether the file was closed by the act that opened it: then only the acts are shown.</summary>
    public bool IsStub => OfflineStub.Is(File, Book);

    /// <summary>The number of the act that has just been made by the visitor; null for none.</summary>
    public int? JustDone { get; init; }

    /// <summary>Whether there is a receipt for that act.</summary>
    public bool HasReceipt { get; init; }

    /// <summary>Who was told what, with receipts.</summary>
    public ImmutableArray<Storage.ToldRow> Told { get; init; } = [];

    /// <summary>What should be told and has not been.</summary>
    public ImmutableArray<MissingNotice> Missing { get; init; } = [];

    /// <summary>The claims that contradict other evidence; empty for those who were only named in the file.</summary>
    public ImmutableArray<EvidenceState> Contradicted { get; init; } = [];

    /// <summary>The organisations that the file names for roles, by the label of the role; the act that named them beside.</summary>
    public ImmutableArray<(Role Role, ImmutableArray<string> Names)> Participants { get; init; } = [];

    /// <summary>The supervisor's work; null where there is none.</summary>
    public Supervision.SupervisedFile? Supervision { get; init; }

    /// <summary>The label of a fact.</summary>
    public string LabelOf(string fact) => Book.Facts.GetValueOrDefault(fact)?.Label ?? fact;

    /// <summary>Works the view out.</summary>
    internal static CaseView Of(OpenCase open, DateOnly today)
    {
        var (file, book) = (open.File, open.Book);
        var situation = CaseFold.Situation(file, book, today);
        var evaluation = new Evaluation(book, situation);
        var states = evaluation.Steps();
        var openSteps = states.Where(s => s.Status == StepStatus.Open && s.Step.Via is null).Select(s => OpenOf(open, evaluation, s, today)).ToList();
        var origins = CaseFold.Origins(file, book);
        return new CaseView
        {
            File = file,
            Book = book,
            Today = today,
            Title = TitleOf(file, book, situation),
            Closed = situation.Closed,
            Facts = FactsOf(book, situation, origins, CaseFold.Effective(file).ToDictionary(a => a.Number, a => (a.Correction ?? a.Act).Number)),
            Unknown = [.. states.Where(s => s.Status is StepStatus.Open or StepStatus.Undetermined)
                .SelectMany(s => s.Unknown.Concat(s.Requires.SelectMany(r => r.Unknown))).Distinct().Where(n => book.Facts.ContainsKey(n))],
            Participants = [.. book.Roles.Select(r => (Role: r, Names: evaluation.OrganisationsIn(r))).Where(p => !p.Names.IsEmpty)],
            Life = LifeOf(book, file.Kind, states, today),
            Next = [.. openSteps.Where(s => !s.State.Step.Optional && !s.State.Step.Repeats).OrderByDescending(s => s.Mine)],
            AnyTime = [.. openSteps.Where(s => s.State.Step.Optional || s.State.Step.Repeats).OrderByDescending(s => s.Mine)],
            Blocked = [.. states.Where(s => s.Status is StepStatus.Blocked or StepStatus.Waiting or StepStatus.Undetermined or StepStatus.Open)
                .Select(s => BlockedOf(evaluation, s)).Where(b => !b.Obstacles.IsEmpty)],
            Deadlines = [.. evaluation.Deadlines().Select(d => (d, LightOf(d, states, today, book))).OrderBy(d => Urgency(d.Item2.Light)).ThenBy(d => d.d.Due ?? DateOnly.MaxValue)],
            Stages = file.Kind == SiteSection.ProjectKind ? Ways.StagesView.Of(evaluation, file.Number) : new Ways.StagesView(book, file.Number, [], null),
            Dossiers = DossiersOf(book, file, evaluation, states),
            Correctable = [.. file.Acts.Where(a => a.Kind == ActKind.Deed && a.ConveyedFrom is null && a.Actor.OrganisationId == open.User.OrganisationId && open.MayActAs(a.Actor.Role)).Select(a => a.Number)],
            Supervision = Pages.Supervision.SupervisedFile.Of(open, today) is { Supervisor: not null } supervised ? supervised : null,
            Mends = MendView.AllOf(file, book, evaluation, today),
            Hidden = [.. file.Acts.Where(a => open.Hides(a, today)).Select(a => a.Number)],
            SeesUnit = open.IsOwner || CaseAccess.SeesAll(open.User, book),
            Missing = MissingNotice.Of(file, evaluation),
            Contradicted = Inspection.WholeFileView.MayRead(open) ? evaluation.ContradictedEvidence() : [],
            ChainWhole = CaseVerification.Verify(file).IsEmpty,
        };
    }

    /// <summary>The title of a file: the fact its kind names; the number while that is not known.</summary>
    public static string TitleOf(CaseFile file, Rulebook book, Situation situation)
    {
        var fact = OfflineStub.Is(file, book) ? null : book.Kinds.FirstOrDefault(k => k.Name == file.Kind)?.TitleFact;
        return fact is not null && situation.Facts.GetValueOrDefault(fact) is { IsNull: false } title ? SituationReader.Shown(title, book.Facts.GetValueOrDefault(fact)) : file.Number;
    }

    /// <summary>The address of the form of a step.</summary>
    public static string HrefOf(string number, StepState state) =>
        $"/cases/{number}/steps/{Uri.EscapeDataString(state.Step.Name)}{(state.Key.IsNull ? "" : "?key=" + Uri.EscapeDataString(ActCodec.EncodeValue(state.Key)))}";

    private static OpenStep OpenOf(OpenCase open, Evaluation evaluation, StepState state, DateOnly today) => new(
        state, Ways.Way.WhoOf(open.Book, state), open.RoleFor(state) is not null,
        DeadlineLight.Of(state.Deadline, today, open.Book.Calendar, open.File.Acts.IsEmpty ? null : Waiting.Since(open.File, evaluation, state), state.Returned), HrefOf(open.File.Number, state));

    /// <summary>The light of a limit: how much is left, or when the steps it is set to were done.</summary>
    internal static DeadlineLight LightOf(DeadlineReckoning reckoning, ImmutableArray<StepState> states, DateOnly today, Rulebook book)
    {
        var limited = states.Where(s => s.Status != StepStatus.NotNeeded && s.Deadline is { } own
            && own.Deadline.Name == reckoning.Deadline.Name && own.From == reckoning.From && own.Due == reckoning.Due).ToList();
        return limited.Count > 0 && limited.TrueForAll(s => s.Status == StepStatus.Done)
            ? DeadlineLight.Done(reckoning, limited.SelectMany(s => s.Occurrences).Select(o => (DateOnly?)o.On).Max(), today, book.Calendar)
            : DeadlineLight.Of(reckoning, today, book.Calendar);
    }

    private static int Urgency(Light light) => light switch
    {
        Light.Late => 0,
        Light.Soon => 1,
        Light.Ok => 2,
        Light.Paused => 3,
        Light.Idle => 4,
        Light.None => 5,
        _ => 6,
    };

    /// <summary>The known facts; a fact of a corrected act stands by its latest correction.</summary>
    private static ImmutableArray<KnownFact> FactsOf(Rulebook book, Situation situation, ImmutableDictionary<string, int> origins, Dictionary<int, int> standing)
    {
        var order = book.Steps.SelectMany(s => s.Asks).SelectMany(a => a.Facts).Select(a => a.Fact.Name).Distinct().Select((n, i) => (n, i)).ToDictionary(p => p.n, p => p.i);
        return [.. situation.Facts.Where(f => !f.Value.IsNull && book.Facts.GetValueOrDefault(f.Key) is { Source: not FactSource.Register })
            .Select(f => new KnownFact(book.Facts[f.Key], f.Value, origins.TryGetValue(f.Key, out var act) ? act : null))
            .OrderBy(f => f.Act ?? int.MaxValue).ThenBy(f => order.GetValueOrDefault(f.Fact.Name, int.MaxValue)).ThenBy(f => f.Fact.Name, StringComparer.Ordinal)
            .Select(f => f.Act is { } deed && standing.TryGetValue(deed, out var number) ? f with { Act = number } : f)];
    }

    private static ImmutableArray<LifePhase> LifeOf(Rulebook book, string kind, ImmutableArray<StepState> states, DateOnly today)
    {
        if (!book.Steps.Any(s => s.Kind == kind && s.Phase is not null))
        {
            return [];
        }

        var phases = new List<LifePhase>();
        foreach (var phase in book.Phases)
        {
            var here = states.Where(s => s.Step.Phase == phase).ToList();
            var first = book.Steps.FirstOrDefault(s => s.Phase == phase && s.Kind == kind);
            if (first is null)
            {
                continue;
            }

            var needed = here.Where(s => s.Status != StepStatus.NotNeeded && !s.Step.Optional && !s.Step.Repeats).ToList();
            var done = here.SelectMany(s => s.Occurrences).Select(o => (DateOnly?)o.On).Max();
            var running = needed.Where(s => s.Status is StepStatus.Open or StepStatus.Blocked).ToList();
            var (state, note) = needed.Count == 0 && done is null ? ("todo", here.Exists(s => s.Step.Optional || s.Step.Repeats) ? "发生时办" : "不需要")
                : needed.TrueForAll(s => s.Status == StepStatus.Done) && (done is not null || needed.Count > 0) ? ("done", done is { } on ? DayText.Short(on, today) : "已办结")
                : running.Count > 0 ? ("now", string.Join("、", running.Take(2).Select(s => s.Step.Title)) + (running.Count > 2 ? $"等{running.Count}项" : ""))
                : done is { } some ? ("now", $"{DayText.Short(some, today)}起，等别的环节")
                : ("todo", "未开始");
            phases.Add(new LifePhase(phase, state, note, new Citation(first.Article.Article)));
        }

        return [.. phases];
    }

    /// <summary>A step with everything that stands in its way.</summary>
    /// <param name="evaluation">The rulebook applied to the file.</param>
    /// <param name="state">How the step stands.</param>
    public static BlockedStep BlockedOf(Evaluation evaluation, StepState state)
    {
        ArgumentNullException.ThrowIfNull(evaluation);
        ArgumentNullException.ThrowIfNull(state);
        var obstacles = ObstaclesOf(evaluation, state);
        var onlyWaits = state.Status == StepStatus.Waiting && obstacles.Length == state.WaitsFor.Length;
        return new BlockedStep(state, obstacles, onlyWaits ? [.. state.WaitsFor.Select(w => Awaited(evaluation, w))] : []);
    }

    /// <summary>A step that has to be done first, and by whom.</summary>
    private static string Awaited(Evaluation evaluation, string name)
    {
        var book = evaluation.Rulebook;
        return book.FindStep(name) is not { } step ? $"“{name}”"
            : Ways.Way.WhoOf(book, evaluation.Steps().FirstOrDefault(s => s.Step.Name == name) ?? evaluation.Step(name)) is { } who ? $"“{step.Title}”（{who}）"
            : $"“{step.Title}”";
    }

    /// <summary>The steps whose doing would make a step needed: those it comes after and those its condition counts, as far as they are not done.</summary>
    private static IEnumerable<string> Bringing(Evaluation evaluation, Step step) =>
        step.After.Concat(step.When?.Uses.Select(v => v.Name) ?? []).Distinct()
            .Where(n => evaluation.Rulebook.FindStep(n) is { } before && evaluation.Steps().Where(s => s.Step == before).All(s => s.Occurrences.IsDefaultOrEmpty));

    private static ImmutableArray<Obstacle> ObstaclesOf(Evaluation evaluation, StepState state)
    {
        var book = evaluation.Rulebook;
        var obstacles = ImmutableArray.CreateBuilder<Obstacle>();
        foreach (var wait in state.WaitsFor.Concat(state.Status == StepStatus.NotNeeded ? Bringing(evaluation, state.Step) : []))
        {
            obstacles.Add(new Obstacle(state.Step.Article, null, false, $"要等“{book.FindStep(wait)?.Title ?? wait}”办结", [], [], $"先办结{Awaited(evaluation, wait)}"));
        }

        if (state.Status == StepStatus.NotNeeded && (obstacles.Count == 0 || !state.Facts.IsDefaultOrEmpty))
        {
            obstacles.Add(new Obstacle(state.Step.Article, null, false, "按现在的情形用不着这个环节", state.Facts, [], "情形变了，案卷页会自动列出这个环节"));
        }

        if (state.NotBefore is { } opens)
        {
            obstacles.Add(new Obstacle(state.Deadline?.Deadline.Article ?? state.Step.Article, state.Deadline?.Deadline.Strength, false, $"窗口{DayText.Iso(opens)}才开", [], [], $"{DayText.Full(opens)}起办理"));
        }

        if (state.Status == StepStatus.Undetermined)
        {
            obstacles.Add(new Obstacle(state.Step.Article, null, false, null, state.Facts, state.Unknown, "填明以后才知道要不要办"));
        }

        if (state is { Status: StepStatus.Open, Step.Via: { } via })
        {
            obstacles.Add(new Obstacle(state.Step.Article, null, false, $"不单独办，由{via}一并办理", [], [], $"等{via}里的决定"));
        }

        foreach (var verdict in Standing(book, state).Where(g => g.Holds is null || state.Status != StepStatus.Open))
        {
            obstacles.Add(ObstacleOf(verdict));
        }

        return obstacles.ToImmutable();
    }

    /// <summary>
    /// The gates that stand in the way whatever the form of the step will say: those known to fail, and for a step whose turn has come those that lack a fact
    /// which the form does not ask.
    /// </summary>
    public static IEnumerable<GateVerdict> Standing(Rulebook book, StepState state)
    {
        ArgumentNullException.ThrowIfNull(book);
        ArgumentNullException.ThrowIfNull(state);
        var step = state.Step;
        var asked = step.Asks.SelectMany(a => a.Facts).Concat(step.Outcomes.SelectMany(o => o.Asks)).Select(a => a.Fact.Name)
            .Concat(step.Dossier is null ? [] : book.Facts.Values.Where(f => f.Source == FactSource.Papers).Select(f => f.Name)).ToHashSet();
        return state.Requires.SelectMany(r => r.Gates).DistinctBy(g => g.Gate.Name)
            .Where(g => g.Holds is false || (g.Holds is null && state.Status == StepStatus.Open && !g.Unknown.IsEmpty && !g.Unknown.Any(asked.Contains)));
    }

    /// <summary>A gate that does not let pass, as an obstacle.</summary>
    public static Obstacle ObstacleOf(GateVerdict verdict)
    {
        ArgumentNullException.ThrowIfNull(verdict);
        var gate = verdict.Gate;
        var grant = gate.Grant is { } g && gate.Strength == Strength.Default ? $"；{(g.By is { } by ? $"或由{by}批准例外" : "条文没有写明谁可以批准例外")}{(g.Basis is { } basis ? $"（凭{basis}）" : "")}" : "";
        return new Obstacle(gate.Article, gate.Strength, gate.Platform, verdict.Holds is null ? null : gate.Reason, verdict.Facts, verdict.Unknown, gate.Remedy + grant);
    }

    private static ImmutableArray<Dossier> DossiersOf(Rulebook book, CaseFile file, Evaluation evaluation, ImmutableArray<StepState> states)
    {
        var effective = CaseFold.Effective(file);
        var dossiers = new List<Dossier>();
        foreach (var name in book.Steps.Where(s => s.Kind == file.Kind && s.Dossier is not null).Select(s => s.Dossier!).Distinct())
        {
            var steps = book.Steps.Where(s => s.Dossier == name).Select(s => s.Name).ToHashSet();
            var files = effective.Where(a => steps.Contains(a.Act.Step))
                .SelectMany(a => a.Papers.Select((p, i) => (Act: (a.Correction ?? a.Act).Number, Index: i, File: p))).ToList();
            dossiers.Add(new Dossier(name, [.. evaluation.Papers(name).Select(p => new DossierPaper(p, [.. files.Where(f => f.File.Title == p.Paper.Title)]))],
                states.Any(s => s.Step.Dossier == name && s.Status is StepStatus.Open or StepStatus.Blocked && !s.Step.Repeats && !s.Step.Optional)));
        }

        return [.. dossiers];
    }
}
