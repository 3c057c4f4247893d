using System.Collections.Immutable;

namespace Zhunsheng.Rulebooks;

/// <summary>How something stands in the second of two rulebooks.</summary>
public enum ChangeKind
{
    /// <summary>In both, and says the same.</summary>
    Same,
    /// <summary>In both, and says something else.</summary>
    Changed,
    /// <summary>Only in the second.</summary>
    Added,
    /// <summary>Only in the first.</summary>
    Removed,
}

/// <summary>One thing that two rulebooks say, or one of them.</summary>
/// <param name="Kind">判定, 红线, 材料, 期限, 环节, 设定 …</param>
/// <param name="Name">Its name.</param>
/// <param name="Before">What the first says, each with its article; empty when it says nothing.</param>
/// <param name="After">What the second says.</param>
public sealed record RuleChange(string Kind, string Name, ImmutableArray<(Citation Article, string Text)> Before, ImmutableArray<(Citation Article, string Text)> After)
{
    /// <summary>How it stands in the second.</summary>
    public ChangeKind Change => Before.IsEmpty ? ChangeKind.Added : After.IsEmpty ? ChangeKind.Removed
        : Before.Select(b => b.Text).SequenceEqual(After.Select(a => a.Text)) ? ChangeKind.Same : ChangeKind.Changed;
}

/// <summary>What two rulebooks say under one heading: an article for two versions, a subject for two regulations.</summary>
/// <param name="Heading">第十条, or 判定 可否审批.</param>
/// <param name="GistBefore">The gist in the first; null when it has no such article, or for a subject.</param>
/// <param name="GistAfter">The gist in the second.</param>
/// <param name="Rules">The rules, in the order of the second, then what it no longer has.</param>
public sealed record ComparedArticle(string Heading, string? GistBefore, string? GistAfter, ImmutableArray<RuleChange> Rules)
{
    /// <summary>Whether the heading says anything else in the second.</summary>
    public bool IsChanged => GistBefore != GistAfter || Rules.Any(r => r.Change != ChangeKind.Same);
}

/// <summary>
/// Two rulebooks beside each other. Two versions of one regulation are compared article by article; two regulations, whose articles have nothing to do with each other,
/// subject by subject: what each answers to the same question of the vocabulary.
/// </summary>
/// <param name="Before">The first.</param>
/// <param name="After">The second.</param>
/// <param name="Articles">What they say, by heading.</param>
public sealed record RulebookComparison(Rulebook Before, Rulebook After, ImmutableArray<ComparedArticle> Articles)
{
    /// <summary>Whether these are two versions of one regulation.</summary>
    public bool Versions => Before.Id == After.Id;

    /// <summary>The headings that differ.</summary>
    public IEnumerable<ComparedArticle> Changed => Articles.Where(a => a.IsChanged);

    /// <summary>Compares.</summary>
    public static RulebookComparison Of(Rulebook before, Rulebook after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        return new RulebookComparison(before, after, before.Id == after.Id ? ByArticle(before, after) : BySubject(before, after));
    }

    private static ImmutableArray<ComparedArticle> ByArticle(Rulebook before, Rulebook after)
    {
        var headings = after.Articles.Select(a => a.Heading).Concat(before.Articles.Select(a => a.Heading)).Distinct();
        return [.. headings.Select(heading =>
        {
            var (old, now) = (before.Articles.FirstOrDefault(a => a.Heading == heading), after.Articles.FirstOrDefault(a => a.Heading == heading));
            var rules = Pair(Said(before, old), Said(after, now));
            return new ComparedArticle(heading, old?.Gist, now?.Gist, rules);
        })];
    }

    /// <summary>All that an article says: its rules, and the readings of what it leaves open.</summary>
    private static IEnumerable<(string Kind, string Name, Citation Article, string Text)> Said(Rulebook book, Article? article) => article is null
        ? []
        : article.Rules.Select(r => (r.Kind, r.Name, r.Article, $"{Force(r.Strength)}{r.Text}"))
            .Concat(book.Settings.Where(s => s.Article.Article == article.Heading).Select(s => ("设定", s.Name, s.Article, $"{s.Question}：{SituationReader.Shown(s.Value)}（{s.Reading}）")))
            .Concat(article.Declaratory is { } why ? [("说明", article.Heading, new Citation(article.Heading), why)] : []);

    /// <summary>The subjects in the order of the vocabulary's questions, gates under the question they stand before; then what belongs to no question.</summary>
    private static ImmutableArray<ComparedArticle> BySubject(Rulebook before, Rulebook after)
    {
        var (old, now) = (Subjects(before), Subjects(after));
        return [.. old.Concat(now).Select(s => s.Subject).Distinct().OrderBy(s => s.Order).ThenBy(s => s.Kind, StringComparer.Ordinal).ThenBy(s => s.Name, StringComparer.Ordinal)
            .Select(subject => new ComparedArticle(
                $"{subject.Kind} {subject.Name}", null, null,
                [new RuleChange(subject.Kind, subject.Name, Under(old, subject), Under(now, subject))]))];

        static ImmutableArray<(Citation, string)> Under(List<(Subject Subject, Citation Article, string Text)> said, Subject subject) =>
            [.. said.Where(s => s.Subject == subject).Select(s => (s.Article, s.Text))];
    }

    private sealed record Subject(int Order, string Kind, string Name);

    private static List<(Subject Subject, Citation Article, string Text)> Subjects(Rulebook book) =>
    [
        .. book.Articles.SelectMany(a => a.Rules).Where(r => r.Kind == "判定" && book.Questions.GetValueOrDefault(r.Name.Split('（')[0]) is { Local: false })
            .Select(r => (new Subject(0, "判定", r.Name), r.Article, r.Text)),
        .. book.Gates.Where(g => g.Paper is null).SelectMany(g => g.Blocks.Select(b => b.Question).Distinct().Select(q => (new Subject(1, "红线", q), g.Article, $"{Force(g.Strength)}{g.Reason}"))),
        .. book.Papers.OrderBy(p => p.Key, StringComparer.Ordinal).SelectMany(p => p.Value.Where(x => x.Listed).Select(x => (new Subject(2, "材料", p.Key), x.Article, x.Title + (x.When is null ? "" : $"（{x.When.Text}）")))),
        .. book.Articles.SelectMany(a => a.Rules).Where(r => r.Kind == "期限").Select(r => (new Subject(3, "期限", r.Name), r.Article, Force(r.Strength) + r.Text)),
        .. book.Articles.SelectMany(a => a.Rules).Where(r => r.Kind is "报送" or "备案" or "抄送").Select(r => (new Subject(4, r.Kind, r.Name), r.Article, r.Text)),
        .. book.Consequences.Select(c => (new Subject(5, "后果", c.Under), c.Article, $"{string.Join("、", c.Measures)}（{c.When.Text}）")),
    ];

    private static string Force(Strength? strength) => strength switch { Strength.Default => "原则上；", Strength.May => "可以；", Strength.Hard => "必须；", _ => "" };

    private static ImmutableArray<RuleChange> Pair(
        IEnumerable<(string Kind, string Name, Citation Article, string Text)> before, IEnumerable<(string Kind, string Name, Citation Article, string Text)> after)
    {
        var (old, now) = (before.ToLookup(r => (r.Kind, r.Name), r => (r.Article, r.Text)), after.ToLookup(r => (r.Kind, r.Name), r => (r.Article, r.Text)));
        return [.. now.Concat(old.Where(o => !now.Contains(o.Key))).Select(g => new RuleChange(g.Key.Kind, g.Key.Name, [.. old[g.Key]], [.. now[g.Key]]))];
    }
}
