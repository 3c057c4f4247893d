using System.Collections.Immutable;
using Zhunsheng.Feel;
using Zhunsheng.Rulebooks;
using Zhunsheng.Web.Access;

namespace Zhunsheng.Web.Api.Answers;

/// <summary>Rulebooks and answers as the interface shows them.</summary>
internal static class RulebookShaping
{
    private const int LongText = 4000;
    private const int ShortText = 200;

    /// <summary>A rulebook in short.</summary>
    public static RulebookSummary Summary(Rulebook book, SignedInUser user) => new()
    {
        Id = book.Id,
        Title = book.Title,
        Short = book.Short,
        Version = book.Version,
        Digest = book.Digest,
        Issuer = book.Issuer,
        Issued = book.Issued,
        InForceFrom = book.InForceFrom,
        InForceTo = book.InForceTo,
        Jurisdiction = new JurisdictionShape(book.Jurisdiction.Name, book.Jurisdiction.Code, book.Jurisdiction.Level),
        MyRoles = user.RolesIn(book.Id),
    };

    /// <summary>A rulebook in full.</summary>
    public static RulebookDetail Detail(Rulebook book, SignedInUser user) => new()
    {
        Rulebook = Summary(book, user),
        Purpose = book.Purpose,
        Basis = book.Basis,
        Phases = book.Phases,
        Kinds = [.. book.Kinds.Select(k => k.Name)],
        Roles = [.. book.Roles.Select(r => new RoleShape(r.Name, r.Label, r.Own, r.Meaning, r.Named))],
        Articles = [.. book.Articles.Select(a => new ArticleShape(
            a.Heading, a.Chapter, a.Gist, a.Declaratory, a.Notes, [.. a.Rules.Select(r => new RuleShape(r.Kind, r.Name, r.Text, StrengthOf(r.Strength), r.Platform, r.Article.Text))]))],
        Facts = [.. book.Facts.Values.OrderBy(f => f.Name, StringComparer.Ordinal).Select(Fact)],
        Questions = [.. book.Questions.Values.OrderBy(q => q.Name, StringComparer.Ordinal).Select(Question)],
        Steps = [.. book.Steps.Select(Step)],
    };

    /// <summary>A fact.</summary>
    public static FactShape Fact(FactDefinition fact) => new()
    {
        Name = fact.Name,
        Label = fact.Label,
        Type = TypeOf(fact.Type),
        Unit = fact.Type == FactType.Money ? fact.Unit ?? "万元" : fact.Unit,
        Values = fact.Values,
        Fields = [.. fact.Fields.Select(Fact)],
        Optional = fact.Optional,
        CaseKind = fact.CaseKind,
        Ask = fact.Ask,
        Meaning = fact.Meaning,
        Article = fact.Article?.Text,
        Stated = fact.Source == FactSource.Act,
        MaxLength = fact.Type == FactType.Text ? fact.Long ? LongText : ShortText : null,
        Past = fact.Past,
    };

    /// <summary>The name of a type.</summary>
    public static string TypeOf(FactType type) => Word(type.ToString());

    /// <summary>How strong a rule is, in Chinese; null where it has no strength.</summary>
    public static string? StrengthOf(Strength? strength) => strength switch { Strength.Hard => "必须", Strength.Default => "原则上", Strength.May => "可以", _ => null };

    /// <summary>The name of a value of an enumeration: NotNeeded is not_needed.</summary>
    public static string Word(string name) => string.Concat(name.Select((c, i) => char.IsUpper(c) ? (i > 0 ? "_" : "") + char.ToLowerInvariant(c) : c.ToString()));

    /// <summary>An answer, as zs decide writes it.</summary>
    public static DecisionAnswer Answer(Answer answer, ImmutableArray<string> warnings) => new()
    {
        Answer = answer.Value,
        Because = [.. answer.Because.Select(b => new DecisionReason
        {
            Article = b.Article.Text,
            Rule = b.Rule,
            Facts = b.Facts.DistinctBy(f => f.Name).ToDictionary(f => f.Name, f => f.Value),
            Text = b.Text,
        })],
        BlockedBy = answer.BlockedBy,
        Unknown = answer.Unknown,
        Note = answer.Note,
        Warnings = warnings.IsEmpty ? null : warnings,
    };

    private static QuestionShape Question(QuestionDefinition question) => new(
        question.Name, Word(question.Kind.ToString()), question.Meaning, question.Type is { } type ? TypeOf(type) : null, question.Values,
        [.. question.Arguments.Select(a => new ArgumentShape(a.Name, TypeOf(a.Type), !a.Optional && a.Default is null, a.Default, a.Values))], question.Ordered);

    private static StepShape Step(Step step) => new()
    {
        Name = step.Name,
        Title = step.Title,
        Kind = step.Kind,
        Phase = step.Phase,
        Article = step.Article.Text,
        Roles = step.PossibleRoles,
        Opens = step.Opens,
        Optional = step.Optional,
        Repeats = step.Repeats,
        Each = step.Each?.Name,
        Via = step.Via,
        After = step.After,
        When = step.When?.Text,
        Asks = [.. step.Asks.SelectMany(a => a.Facts).Concat(step.Outcomes.SelectMany(o => o.Asks)).Select(a => a.Fact.Name).Distinct()],
        Outcomes = [.. step.Outcomes.Select(o => o.Name)],
        Hint = step.Hint,
    };
}
