using System.Collections.Immutable;
using Zhunsheng.Feel;

namespace Zhunsheng.Rulebooks;

/// <summary>A role that acts in steps.</summary>
/// <param name="Name">Its name as steps and decisions use it; often a department.</param>
/// <param name="Label">What the user reads.</param>
/// <param name="Own">Whether it is the unit whose case file it is.</param>
/// <param name="Meaning">One sentence on what it does; may be null.</param>
/// <param name="Named">The fact that names the organisation, the list of organisations or (for a fact of drawn persons) the persons that act in this role in a file; null where every organisation with the role does.</param>
/// <param name="Sign">The sign (机关代字) that the rulebook proposes for the numbers of its documents; null for none.</param>
public sealed record Role(string Name, string Label, bool Own, string? Meaning, string? Named = null, string? Sign = null)
{
    /// <summary>The roles that a value names: one text, or a list of texts of which any may act; none when it is unknown.</summary>
    public static ImmutableArray<string> In(FeelValue value) => value.AsString is { } one ? [one] : [.. (value.AsList ?? []).Select(r => r.AsString).OfType<string>()];
}

/// <summary>A kind of case file.</summary>
/// <param name="Name">项目, 年度计划 …</param>
/// <param name="TitleFact">The fact that names a file of this kind.</param>
/// <param name="KeyFact">The fact that is unique among the open files of this kind; null when there is none.</param>
/// <param name="KeyPerUnit">Whether it is unique only among the files of one organisation.</param>
/// <param name="Plan">What makes it the plan of a year; null for any other kind.</param>
public sealed record CaseKind(string Name, string TitleFact, string? KeyFact, bool KeyPerUnit = false, YearPlan? Plan = null);

/// <summary>A place where the text is silent and the installation has to choose.</summary>
/// <param name="Name">Its name, usable in expressions.</param>
/// <param name="Value">The reading in force.</param>
/// <param name="Type">The type of the value.</param>
/// <param name="Article">The article that leaves it open.</param>
/// <param name="Question">What is open, in Chinese.</param>
/// <param name="Reading">How the rulebook reads it unless the installation says otherwise, in Chinese.</param>
/// <param name="Standard">The reading that the rulebook proposes.</param>
public sealed record Setting(string Name, FeelValue Value, FactType Type, Citation Article, string Question, string Reading, FeelValue Standard)
{
    /// <summary>Whether the installation has chosen another reading than the rulebook proposes.</summary>
    public bool Chosen => Value != Standard;
}

/// <summary>The jurisdiction a rulebook is for.</summary>
/// <param name="Name">黑龙江省</param>
/// <param name="Code">The administrative division code (GB/T 2260), six digits; null when not given.</param>
/// <param name="Level">省级, 市本级, 区级 …</param>
public sealed record Jurisdiction(string Name, string? Code, string Level);

/// <summary>What stands under one article.</summary>
public sealed record Article
{
    /// <summary>第十条, or 附件.</summary>
    public required string Heading { get; init; }

    /// <summary>The chapter it stands in; null when the rulebook does not say.</summary>
    public string? Chapter { get; init; }

    /// <summary>What it is about, in the rulebook's own words.</summary>
    public required string Gist { get; init; }

    /// <summary>Why there is nothing to execute; null for an article with rules.</summary>
    public string? Declaratory { get; init; }

    /// <summary>Remarks for those who apply it.</summary>
    public ImmutableArray<string> Notes { get; init; } = [];

    /// <summary>The names of the settings it leaves open.</summary>
    public ImmutableArray<string> Open { get; init; } = [];

    /// <summary>The line of the entry in the rulebook file, from 1.</summary>
    public int Line { get; init; }

    /// <summary>The rules under it, as the reader page lists them.</summary>
    public ImmutableArray<RuleSummary> Rules { get; init; } = [];

    /// <summary>Whether it is an annex (附件), which has no number among the articles.</summary>
    public bool IsAnnex => new Citation(Heading).Number == 0;

    /// <summary>Whether anything in it is executed.</summary>
    public bool Executable => Declaratory is null;
}

/// <summary>A rule as the reader page shows it.</summary>
/// <param name="Kind">要素, 判定, 红线, 材料, 期限, 告知, 后果, 环节 …</param>
/// <param name="Name">Its name.</param>
/// <param name="Text">What it says: expression, rows, values; several lines possible.</param>
/// <param name="Strength">Its strength, where it has one.</param>
/// <param name="Platform">Whether it is a setting of the platform and not the text.</param>
/// <param name="Article">The citation.</param>
public sealed record RuleSummary(string Kind, string Name, string Text, Strength? Strength, bool Platform, Citation Article);

/// <summary>
/// A regulation as data, checked and compiled. Immutable; safe to use from many threads.
/// Put questions to it through <see cref="Evaluation"/>.
/// </summary>
public sealed class Rulebook
{
    private Lazy<RulebookPlan> _plan;
    private readonly Lazy<ImmutableArray<StageDecision>> _stageDecisions;
    private ImmutableDictionary<string, NumberSeries> _numbers = ImmutableDictionary<string, NumberSeries>.Empty;
    private ImmutableDictionary<string, string> _signs = ImmutableDictionary<string, string>.Empty;

    internal Rulebook()
    {
        _plan = new(() => new RulebookPlan(this));
        _stageDecisions = new(() => StageDecision.Of(this));
    }

    /// <summary>Its identifier, the name of its folder.</summary>
    public required string Id { get; init; }

    /// <summary>The version number its author gave it, from 1.</summary>
    public required int Version { get; init; }

    /// <summary>SHA-256 over all texts it was read from, hexadecimal: names this exact content.</summary>
    public required string Digest { get; init; }

    /// <summary>The title of the regulation.</summary>
    public required string Title { get; init; }

    /// <summary>The name in selection lists.</summary>
    public required string Short { get; init; }

    /// <summary>Who issued it.</summary>
    public required string Issuer { get; init; }

    /// <summary>The day of issue.</summary>
    public DateOnly? Issued { get; init; }

    /// <summary>First day in force; null where the text leaves it open.</summary>
    public DateOnly? InForceFrom { get; init; }

    /// <summary>Last day in force; null while there is no end.</summary>
    public DateOnly? InForceTo { get; init; }

    /// <summary>The fact whose day decides whether this rulebook governs; null when there is none.</summary>
    public string? GoverningFact { get; init; }

    /// <summary>What it is for, one sentence.</summary>
    public string? Purpose { get; init; }

    /// <summary>The higher documents it rests on.</summary>
    public ImmutableArray<string> Basis { get; init; } = [];

    /// <summary>The jurisdiction.</summary>
    public required Jurisdiction Jurisdiction { get; init; }

    /// <summary>The beginning of case numbers.</summary>
    public required string NumberPrefix { get; init; }

    /// <summary>The roles, by name, in the order written.</summary>
    public required ImmutableArray<Role> Roles { get; init; }

    /// <summary>The phases of a project's life, in order.</summary>
    public required ImmutableArray<string> Phases { get; init; }

    /// <summary>The kinds of case file.</summary>
    public required ImmutableArray<CaseKind> Kinds { get; init; }

    /// <summary>The settings, in the order written.</summary>
    public required ImmutableArray<Setting> Settings { get; init; }

    /// <summary>The articles, in the order of the regulation.</summary>
    public required ImmutableArray<Article> Articles { get; init; }

    /// <summary>All facts that rules of this rulebook may use, by name.</summary>
    public required ImmutableDictionary<string, FactDefinition> Facts { get; init; }

    /// <summary>All questions, by name.</summary>
    public required ImmutableDictionary<string, QuestionDefinition> Questions { get; init; }

    /// <summary>The steps, in the order written.</summary>
    public required ImmutableArray<Step> Steps { get; init; }

    /// <summary>The gates, in the order written; those that papers bring with them included.</summary>
    public required ImmutableArray<Gate> Gates { get; init; }

    /// <summary>The papers by dossier, in the order written.</summary>
    public required ImmutableDictionary<string, ImmutableArray<Paper>> Papers { get; init; }

    /// <summary>The deadlines, by name.</summary>
    public required ImmutableArray<Deadline> Deadlines { get; init; }

    /// <summary>The notices.</summary>
    public required ImmutableArray<Notice> Notices { get; init; }

    /// <summary>The consequences.</summary>
    public required ImmutableArray<Consequence> Consequences { get; init; }

    /// <summary>The standing duties.</summary>
    public required ImmutableArray<Duty> Duties { get; init; }

    /// <summary>The official documents.</summary>
    public required ImmutableArray<DocumentTemplate> Documents { get; init; }

    /// <summary>Which steps answer the stages of approval, and which documents contain others.</summary>
    public ImmutableArray<StageRule> Stages { get; internal init; } = [];

    /// <summary>The ordered decisions that say which stages a project has to pass.</summary>
    public ImmutableArray<StageDecision> StageDecisions => _stageDecisions.Value;

    /// <summary>What roles may do besides their steps.</summary>
    public required ImmutableArray<RoleRight> Permissions { get; init; }

    /// <summary>The roles that are drawn by lot, each with the roles that keep its pool: those with the right to (<see cref="DrawRule.KeepsPool"/>), else those that draw.</summary>
    public ImmutableArray<(string Role, ImmutableArray<string> Keepers)> Pools =>
    [
        .. Facts.Values.Where(f => f.Draw is not null).GroupBy(f => f.Draw!.Role).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g =>
        {
            ImmutableArray<string> named = [.. Permissions.Where(p => p.May.Contains(DrawRule.KeepsPool)).Select(p => p.Role).Distinct()];
            return (g.Key, named.IsEmpty ? [.. Steps.Where(s => s.Outcomes.Any(o => o.Draws is { } d && g.Any(f => f.Name == d))).SelectMany(s => s.PossibleRoles).Distinct()] : named);
        }),
    ];

    /// <summary>What the author says for those who look over all files.</summary>
    public Overview Overview { get; internal init; } = Overview.Empty;

    /// <summary>How those who watch over projects work.</summary>
    public OversightRules Oversight { get; internal init; } = OversightRules.Empty;

    /// <summary>What is claimed and held against other evidence, in the order written.</summary>
    public ImmutableArray<EvidenceRule> Evidence { get; internal init; } = [];

    /// <summary>The money of a project: amounts, ceilings, contracts, payments, changes.</summary>
    public MoneyRules Money { get; internal init; } = MoneyRules.Empty;

    /// <summary>What stands on the time line besides acts and deadlines.</summary>
    public TimelineRules Timeline { get; internal init; } = TimelineRules.Empty;

    /// <summary>The supervisor's steps; null where there is no supervisor with an account.</summary>
    public SupervisionRules? Supervision { get; internal init; }

    /// <summary>The yearly reports and their targets; null where the text asks for none.</summary>
    public PerformanceRules? Performance { get; internal init; }

    /// <summary>What the files say for the catalogues of systems and of data resources.</summary>
    public Catalogues Catalogues { get; internal init; } = Catalogues.Empty;

    /// <summary>The way to acceptance, by kind of case file.</summary>
    public ImmutableArray<AcceptanceRule> Acceptance { get; internal init; } = [];

    /// <summary>What is public, by kind of case file; nothing of a kind that is not here.</summary>
    public ImmutableArray<PublicRule> Public { get; internal init; } = [];

    /// <summary>The series in which documents are numbered, by name.</summary>
    public ImmutableDictionary<string, NumberSeries> Numbers
    {
        get => _numbers;
        internal init => _numbers = value;
    }

    /// <summary>The signs (机关代字) that the installation has chosen, by the name of a role or an organisation; they go before what the rulebook proposes.</summary>
    public ImmutableDictionary<string, string> Signs
    {
        get => _signs;
        internal init => _signs = value;
    }

    /// <summary>The working-day calendar.</summary>
    public required WorkingDayCalendar Calendar { get; init; }

    /// <summary>The names that expressions see, with their slots.</summary>
    internal FeelSchema Schema { get; init; } = null!;

    /// <summary>The decisions, by question; each with its parts in article order.</summary>
    internal ImmutableDictionary<string, ImmutableArray<DecisionPart>> Decisions { get; init; } = null!;

    /// <summary>How the slot of each schema variable is filled.</summary>
    internal ImmutableArray<SlotFiller> Slots { get; init; }

    /// <summary>The facts that are registers of other case files, in a stable order.</summary>
    public ImmutableArray<FactDefinition> Registers { get; internal init; } = [];

    /// <summary>What can be worked out before any situation is known.</summary>
    internal RulebookPlan Plan => _plan.Value;

    /// <summary>Looks the names of a situation up, for where several things are asked of it.</summary>
    public BoundSituation Bind(Situation situation)
    {
        ArgumentNullException.ThrowIfNull(situation);
        return new BoundSituation(Plan, situation);
    }

    /// <summary>The plan of the year; null where the regulation knows none.</summary>
    public YearPlan? YearPlan => Kinds.FirstOrDefault(k => k.Plan is not null)?.Plan;

    /// <summary>The gates whose condition rests on a fact, directly or through decisions and derived facts, in the order written.</summary>
    public IEnumerable<Gate> GatesResting(string fact)
    {
        var uses = new RuleUses(this);
        return Gates.Where(g => uses.Of(g).Facts.Contains(fact));
    }

    /// <summary>The step of a name, or null.</summary>
    public Step? FindStep(string name) => Steps.FirstOrDefault(s => s.Name == name);

    /// <summary>The role of a name, or null.</summary>
    public Role? FindRole(string name) => Roles.FirstOrDefault(r => r.Name == name);

    /// <summary>The deadline of a name, or null.</summary>
    public Deadline? FindDeadline(string name) => Deadlines.FirstOrDefault(d => d.Name == name);

    /// <summary>The series to which a fact belongs; null when it is no document number.</summary>
    public NumberSeries? SeriesOf(FactDefinition fact)
    {
        ArgumentNullException.ThrowIfNull(fact);
        return fact.Number is { } series ? Numbers.GetValueOrDefault(series) : null;
    }

    /// <summary>Whether a fact is a document number that the system gives: then no form asks it.</summary>
    public bool Gives(FactDefinition fact) => SeriesOf(fact) is { ByHand: false };

    /// <summary>The sign of an organisation that acts in a role: its own, else that of the role; null when there is none.</summary>
    public string? SignOf(string organisation, string role) => Signs.GetValueOrDefault(organisation) ?? Signs.GetValueOrDefault(role) ?? FindRole(role)?.Sign;

    /// <summary>
    /// The same rulebook numbering documents as another version of it does now. How an office numbers its documents holds for all of its files at once, also for those that are bound
    /// to an earlier version; series that the other does not know stay as they are.
    /// </summary>
    public Rulebook NumberedAs(Rulebook current)
    {
        ArgumentNullException.ThrowIfNull(current);
        var signs = current.Roles.Where(r => r.Sign is not null).Select(r => KeyValuePair.Create(r.Name, r.Sign!)).ToImmutableDictionary().SetItems(current.Signs);
        var copy = (Rulebook)MemberwiseClone();
        copy._plan = new(() => new RulebookPlan(copy));
        copy._numbers = Numbers.SetItems(current.Numbers);
        copy._signs = signs;
        return copy;
    }

    /// <summary>The decisions that read the rules under an article, for the reader page.</summary>
    public IEnumerable<string> DecisionNames => Decisions.Keys;
}
