using System.Collections.Immutable;
using Zhunsheng.Casework;
using Zhunsheng.Feel;
using Zhunsheng.Rulebooks;

namespace Zhunsheng.Storage;

/// <summary>What the lists say about one case file on one day. Worked out from its acts and nothing else.</summary>
internal sealed record CaseListing(CaseListRecord Row, ImmutableArray<WorkItemRecord> Items, RegisterEntryRecord? Entry, PlanEntryRecord? Plan, Standing Standing, InspectionLists Inspection, CatalogueEntries Catalogue)
{
    /// <summary>The common facts that the list shows beside the title.</summary>
    private const string MoneyFact = "总投资";
    private const string PlanYearFact = "计划年度";

    /// <summary>Works it out.</summary>
    public static CaseListing Of(CaseFile file, Rulebook rulebook, DateOnly today)
    {
        var evaluation = new Evaluation(rulebook, CaseFold.Situation(file, rulebook, today));
        var waiting = evaluation.Situation.Closed ? [] : evaluation.Steps().Where(s => s.Status is StepStatus.Open or StepStatus.Blocked || s.NotBefore is not null).ToList();
        var open = waiting.FindAll(s => s.NotBefore is null);
        var phase = PhaseOf(file, rulebook, open);
        var stub = OfflineStub.Is(file, rulebook);
        var title = ListedTitle(file, rulebook, evaluation);
        var row = new CaseListRecord
        {
            CaseId = file.Id,
            Number = file.Number,
            RulebookId = file.RulebookId,
            Kind = file.Kind,
            Title = title,
            OwnerId = file.OwnerId,
            OwnerName = file.OwnerName,
            Named = CaseListRecord.NamedText(rulebook.Roles.Where(r => r.Named is not null).SelectMany(r => NamedIn(evaluation, r).Select(n => CaseListRecord.NamedEntry(rulebook.Id, r.Name, n)))),
            Phase = phase,
            PhaseOrder = phase is null ? -1 : rulebook.Phases.IndexOf(phase),
            PlanYear = !stub && evaluation.Fact(PlanYearFact).AsNumber is { } year ? (int)year : null,
            Money = !stub && evaluation.Fact(MoneyFact).AsNumber is { } money ? (long)decimal.Round(money * CaseListRecord.MoneyScale) : null,
            Next = CaseListRecord.Lines(open.Where(s => s.Step.Via is null && !IsOptional(s.Step)).Select(s => s.Step.Title).Distinct()),
            Closed = evaluation.Situation.Closed,
            Head = file.Head,
            Updated = file.Acts.IsEmpty ? default : file.Acts[^1].At,
            EvaluatedOn = today,
            SearchText = $"{title}\n{file.Number}\n{file.OwnerName}".ToLowerInvariant(),
        };
        return new CaseListing(row, [.. waiting.SelectMany(s => s.Roles.SelectMany(r => Desks(evaluation, rulebook.FindRole(r), s).Select(d => (State: s, Role: r, Desk: d)))).Select((w, i) => Item(file, rulebook, evaluation, w.State, w.Role, w.Desk, i))], RegisterEntryRecord.Of(file, title, evaluation), PlanEntryRecord.Of(file, evaluation), Standing.Of(file, evaluation, waiting, today), InspectionLists.Of(file, evaluation, today), CatalogueEntries.Of(file, title, evaluation));
    }

    /// <summary>The title as lists show it: of what is handled elsewhere nothing is listed but number and unit.</summary>
    public static string ListedTitle(CaseFile file, Rulebook rulebook, Evaluation evaluation) => OfflineStub.Is(file, rulebook) ? file.Number : TitleOf(file, rulebook, evaluation);

    /// <summary>The value that must be unique among the open files of this kind; null when there is none.</summary>
    public static string? UniqueKeyOf(CaseFile file, Rulebook rulebook)
    {
        if (rulebook.Kinds.FirstOrDefault(k => k.Name == file.Kind) is not { KeyFact: { } key } kind)
        {
            return null;
        }

        var evaluation = new Evaluation(rulebook, CaseFold.Situation(file, rulebook, null));
        var value = evaluation.Fact(key);
        return evaluation.Situation.Closed || value.IsNull ? null : $"{file.RulebookId}|{file.Kind}|{(kind.KeyPerUnit ? $"{file.OwnerId:N}|" : "")}{ActCodec.EncodeValue(value)}";
    }

    /// <summary>
    /// On whose desks a step lies in a role: of each organisation named, of the drawn person whose turn it is, or of any with the role. Where a file must name who it is and names nobody yet, on nobody's:
    /// an organisation that does not see the file is not told of it either.
    /// </summary>
    private static IEnumerable<string?> Desks(Evaluation evaluation, Role? role, StepState state) =>
        role is null or { Named: null } ? [null]
        : IsDrawn(evaluation, role) ? [PoolMember.On(evaluation.Fact(role.Named!)).Where(p => p.Person == state.Key.AsString).Select(p => PoolMember.NameInLists(p.Account)).FirstOrDefault() ?? ""]
        : evaluation.OrganisationsIn(role, state.Key) is { IsEmpty: false } named ? named.Cast<string?>() : [""];

    private static WorkItemRecord Item(CaseFile file, Rulebook rulebook, Evaluation evaluation, StepState state, string role, string? desk, int ordinal)
    {
        var deadline = state.Deadline;
        return new WorkItemRecord
        {
            CaseId = file.Id,
            Ordinal = ordinal,
            Step = state.Step.Name,
            StepTitle = state.Step.Title,
            Key = state.Key.IsNull ? null : ActCodec.EncodeValue(state.Key),
            Role = role,
            Audience = WorkItemRecord.AudienceOf(file.RulebookId, role),
            Own = rulebook.FindRole(role) is { Own: true },
            Named = desk,
            OwnerId = file.OwnerId,
            Returned = state.Returned,
            Blocked = state.Status == StepStatus.Blocked,
            Optional = IsOptional(state.Step),
            Conveyed = state.Step.Via is not null,
            OpensOn = deadline?.Opens,
            RemindOn = deadline?.RemindOn,
            DueOn = deadline is { Extended: true } ? Later(deadline.Due, deadline.ExtendedUntil) : deadline?.Due,
            ProvisionalOn = deadline?.Provisional,
            Since = Waiting.Since(file, evaluation, state),
        };
    }

    /// <summary>Whom a file names for a role: organisations by their names, drawn persons by their accounts.</summary>
    private static IEnumerable<string> NamedIn(Evaluation evaluation, Role role) => IsDrawn(evaluation, role)
        ? PoolMember.On(evaluation.Fact(role.Named!)).Select(p => PoolMember.NameInLists(p.Account))
        : evaluation.OrganisationsIn(role);

    /// <summary>Whether the persons of a role are drawn by lot for the file.</summary>
    internal static bool IsDrawn(Evaluation evaluation, Role role) => role.Named is { } fact && evaluation.Rulebook.Facts.GetValueOrDefault(fact) is { Draw: not null };

    /// <summary>Steps that may be done but hold nothing up.</summary>
    private static bool IsOptional(Step step) => step.Optional || step.Repeats || step.Grants is not null;

    private static DateOnly? Later(DateOnly? due, DateOnly? extended) => extended is null || due is null ? extended : extended > due ? extended : due;

    /// <summary>The earliest phase in which something must still be done; when there is none, the phase of the last act.</summary>
    private static string? PhaseOf(CaseFile file, Rulebook rulebook, List<StepState> open)
    {
        var phases = open.Where(s => !IsOptional(s.Step) && s.Step.Phase is not null).Select(s => s.Step.Phase!).ToList();
        return phases.Count > 0
            ? phases.MinBy(p => rulebook.Phases.IndexOf(p))
            : file.Acts.Reverse().Select(a => rulebook.FindStep(a.Step)?.Phase).FirstOrDefault(p => p is not null);
    }

    private static string TitleOf(CaseFile file, Rulebook rulebook, Evaluation evaluation)
    {
        var fact = rulebook.Kinds.FirstOrDefault(k => k.Name == file.Kind)?.TitleFact;
        var title = fact is null ? default : evaluation.Fact(fact);
        return title.IsNull ? file.Number : SituationReader.Shown(title, rulebook.Facts.GetValueOrDefault(fact!));
    }
}
