using System.Collections.Immutable;
using Zhunsheng.Rulebooks;

namespace Zhunsheng.Casework.Exploring;

/// <summary>What to explore.</summary>
/// <param name="Cases">How many case files, all kinds together.</param>
/// <param name="Seed">The same seed gives the same walk.</param>
public sealed record WalkOptions(int Cases, long Seed)
{
    /// <summary>How many files live in one small world, where they see each other. Worlds do not see each other, so each can be replayed alone.</summary>
    public const int CasesPerWorld = 10;

    /// <summary>The first day; null for the beginning of the last year but one whose calendar is known, or of the regulation when that is later.</summary>
    public DateOnly? From { get; init; }

    /// <summary>How many worlds there are.</summary>
    public int Worlds => (Cases + CasesPerWorld - 1) / CasesPerWorld;
}

/// <summary>One thing that happened in a case, as the trace shows it.</summary>
/// <param name="Day">The day.</param>
/// <param name="Text">Who did what, in Chinese.</param>
public sealed record WalkEvent(DateOnly Day, string Text);

/// <summary>Why a case cannot go on.</summary>
/// <param name="Step">The step that should come next; null when there is none.</param>
/// <param name="Article">The article that blocks.</param>
/// <param name="Reason">What stands in the way, in Chinese.</param>
public sealed record Blockage(string? Step, string Article, string Reason);

/// <summary>How one case ended.</summary>
/// <param name="Case">Its number in the walk, from 1; 0 for a file that was opened only because others needed it.</param>
/// <param name="Kind">The kind of case file.</param>
/// <param name="End">How it ended: the closing step and outcome, or that all is done; null when it is stuck.</param>
/// <param name="Blockages">What blocks a stuck case, or left no other way than to give a case up; empty otherwise.</param>
/// <param name="Events">What happened, in order.</param>
public sealed record WalkedCase(int Case, string Kind, string? End, ImmutableArray<Blockage> Blockages, ImmutableArray<WalkEvent> Events);

/// <summary>How often the rules of an article fired.</summary>
public sealed record ArticleCounts
{
    /// <summary>Steps done.</summary>
    public int Steps { get; init; }

    /// <summary>Gates that held.</summary>
    public int GatesTrue { get; init; }

    /// <summary>Gates that blocked.</summary>
    public int GatesFalse { get; init; }

    /// <summary>Gates that could not be decided.</summary>
    public int GatesUnknown { get; init; }

    /// <summary>Papers that were due.</summary>
    public int Papers { get; init; }

    /// <summary>Deadlines that ran for a step.</summary>
    public int Deadlines { get; init; }

    /// <summary>Notices sent.</summary>
    public int Notices { get; init; }

    /// <summary>Decisions, consequences and duties that gave an answer.</summary>
    public int Answers { get; init; }

    /// <summary>Official documents made.</summary>
    public int Documents { get; init; }

    /// <summary>Facts stated or derived.</summary>
    public int Facts { get; init; }

    /// <summary>Roles that hold a right all the time.</summary>
    public int Rights { get; init; }

    /// <summary>All together.</summary>
    public int Total => Steps + GatesTrue + GatesFalse + GatesUnknown + Papers + Deadlines + Notices + Answers + Documents + Facts + Rights;

    /// <summary>The sum of two counts.</summary>
    public ArticleCounts Plus(ArticleCounts other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new ArticleCounts
        {
            Steps = Steps + other.Steps,
            GatesTrue = GatesTrue + other.GatesTrue,
            GatesFalse = GatesFalse + other.GatesFalse,
            GatesUnknown = GatesUnknown + other.GatesUnknown,
            Papers = Papers + other.Papers,
            Deadlines = Deadlines + other.Deadlines,
            Notices = Notices + other.Notices,
            Answers = Answers + other.Answers,
            Documents = Documents + other.Documents,
            Facts = Facts + other.Facts,
            Rights = Rights + other.Rights,
        };
    }
}

/// <summary>What came of one world.</summary>
/// <param name="Cases">Its cases, in order; those that were opened only because others needed them come last.</param>
/// <param name="Articles">How often rules fired, by article.</param>
/// <param name="Steps">How often each step was done.</param>
/// <param name="Acts">How many acts were made.</param>
public sealed record WalkedWorld(ImmutableArray<WalkedCase> Cases, ImmutableDictionary<string, ArticleCounts> Articles, ImmutableDictionary<string, int> Steps, int Acts);

/// <summary>What came of a walk.</summary>
/// <param name="Cases">All cases, those needed by others included.</param>
/// <param name="Articles">How often rules fired, in the order of the regulation, every article.</param>
/// <param name="NeverFired">Articles with rules of which none fired.</param>
/// <param name="NeverDone">Steps that were never done.</param>
/// <param name="Acts">How many acts were made.</param>
public sealed record WalkReport(
    ImmutableArray<WalkedCase> Cases,
    ImmutableArray<(Article Article, ArticleCounts Counts)> Articles,
    ImmutableArray<Article> NeverFired,
    ImmutableArray<Step> NeverDone,
    int Acts)
{
    /// <summary>Cases that came to an end.</summary>
    public int Ended => Cases.Count(c => c.End is not null);

    /// <summary>Cases that did not.</summary>
    public IEnumerable<WalkedCase> Stuck => Cases.Where(c => c.End is null);

    /// <summary>Cases that could only be given up.</summary>
    public IEnumerable<WalkedCase> GivenUp => Cases.Where(c => c.End is not null && !c.Blockages.IsEmpty);

    /// <summary>Puts the worlds of a walk together.</summary>
    public static WalkReport Of(Rulebook rulebook, IEnumerable<WalkedWorld> worlds)
    {
        ArgumentNullException.ThrowIfNull(rulebook);
        ArgumentNullException.ThrowIfNull(worlds);
        var all = worlds.ToList();
        var articles = rulebook.Articles.Select(a => (Article: a, Counts: all.Select(w => w.Articles.GetValueOrDefault(a.Heading)).OfType<ArticleCounts>().Aggregate(new ArticleCounts(), (sum, c) => sum.Plus(c)))).ToImmutableArray();
        return new WalkReport(
            [.. all.SelectMany(w => w.Cases)],
            articles,
            [.. articles.Where(a => a.Article.Executable && a.Counts.Total == 0).Select(a => a.Article)],
            [.. rulebook.Steps.Where(s => all.TrueForAll(w => !w.Steps.ContainsKey(s.Name)))],
            all.Sum(w => w.Acts));
    }
}
