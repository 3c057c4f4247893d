using System.Collections.Immutable;
using Zhunsheng.Feel;
using Zhunsheng.Rulebooks;

namespace Zhunsheng.Web.Pages.Help;

/// <summary>A step as the handbook tells it to those who act in it.</summary>
/// <param name="Step">The step.</param>
/// <param name="After">The titles of the steps before it.</param>
/// <param name="Papers">The papers handed in with it.</param>
/// <param name="Limit">Its time limit; null for none.</param>
/// <param name="Gates">What must hold before it.</param>
/// <param name="Told">Who is told of it.</param>
/// <param name="With">The other roles that may act in it.</param>
public sealed record HandbookStep(Step Step, ImmutableArray<string> After, ImmutableArray<Paper> Papers, Deadline? Limit, ImmutableArray<Gate> Gates, ImmutableArray<(string Kind, string To)> Told, ImmutableArray<string> With)
{
    /// <summary>Its fragment on the page.</summary>
    public string Anchor => AnchorOf(Step.Name);

    /// <summary>The fragment of a step.</summary>
    public static string AnchorOf(string step) => "s-" + step;

    /// <summary>Whether it is done only when the occasion arises.</summary>
    public bool OnOccasion => Step.Optional || Step.Repeats || Step.Grants is not null;

    /// <summary>The time limit in words; null where there is none.</summary>
    public string? Within => Limit switch
    {
        null or { None: not null } => null,
        { Window: { } window } => $"第{window.Opens}到第{window.Closes}之间",
        { Within: { } within } => $"{within}内",
        { DueOn: { } day } => $"到期日按“{day.Text}”算",
        _ => null,
    };
}

/// <summary>What a rulebook lays on one role: made from the rulebook each time it is read, so that it cannot differ from it.</summary>
/// <param name="Book">The rulebook.</param>
/// <param name="Role">The role.</param>
/// <param name="Kinds">The steps by kind of case file and phase, in order.</param>
/// <param name="Copies">Of what the role is told.</param>
public sealed record Handbook(Rulebook Book, Role Role, ImmutableArray<(string Kind, string? Phase, ImmutableArray<HandbookStep> Steps)> Kinds, ImmutableArray<(string Kind, string Step, Citation Article)> Copies)
{
    /// <summary>The handbook of a role.</summary>
    public static Handbook Of(Rulebook book, Role role)
    {
        ArgumentNullException.ThrowIfNull(book);
        ArgumentNullException.ThrowIfNull(role);
        string TitleOf(string step) => book.FindStep(step)?.Title ?? step;
        string LabelOf(string name) => book.FindRole(name)?.Label ?? name;
        var steps = book.Steps.Where(s => s.Via is null && s.PossibleRoles.Contains(role.Name)).Select(s => new HandbookStep(
            s,
            [.. s.After.Select(TitleOf)],
            s.Dossier is { } dossier ? [.. book.Papers.GetValueOrDefault(dossier, []).Where(p => p.Listed && p.Within is null && p.From is null)] : [],
            book.Deadlines.FirstOrDefault(d => d.Steps.Contains(s.Name)),
            [.. s.Requires.SelectMany(c => book.Gates.Where(g => g.Blocks.Any(b => b.Concerns(c.Question, c.Arguments)))).DistinctBy(g => g.Name)],
            [.. book.Notices.Where(n => n.Step == s.Name).SelectMany(n => Receivers(n.To).Select(to => (n.Kind, LabelOf(to)))).Distinct()],
            [.. s.PossibleRoles.Where(r => r != role.Name).Select(LabelOf)]));
        return new Handbook(
            book,
            role,
            [.. steps.GroupBy(s => (s.Step.Kind, s.Step.Phase)).OrderBy(g => KindOrder(book, g.Key.Kind)).ThenBy(g => g.Key.Phase is { } p ? book.Phases.IndexOf(p) : int.MaxValue).Select(g => (g.Key.Kind, g.Key.Phase, g.ToImmutableArray()))],
            [.. book.Notices.Where(n => Receivers(n.To).Contains(role.Name)).Select(n => (n.Kind, TitleOf(n.Step), n.Article)).Distinct()]);
    }

    private static int KindOrder(Rulebook book, string kind) => book.Kinds.Select(k => k.Name).ToList().IndexOf(kind);

    /// <summary>Everybody whom a rule can name, whatever the facts are.</summary>
    private static IEnumerable<string> Receivers(ValueRule rule) => rule switch
    {
        ValueRule.Literal { Value: var value } => Names(value),
        ValueRule.FirstOf first => first.Branches.SelectMany(b => Receivers(b.Then)).Concat(Receivers(first.Otherwise)),
        _ => [],
    };

    private static IEnumerable<string> Names(FeelValue value) => value.AsString is { } one ? [one] : (value.AsList ?? []).Select(v => v.AsString).OfType<string>();
}
