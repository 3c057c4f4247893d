using System.Collections.Immutable;
using Zhunsheng.Feel;
using Zhunsheng.Rulebooks;

namespace Zhunsheng.Casework;

/// <summary>Whether something on the list has been mended.</summary>
public enum MendState
{
    /// <summary>It stands as it was.</summary>
    NotDone,
    /// <summary>It has been changed or handed in anew.</summary>
    Done,
    /// <summary>It was asked for in words; whoever asked has to look.</summary>
    ToBeSeen,
}

/// <summary>A form that was sent back with a list of what is missing, and what may be changed in it.</summary>
public sealed record Mending
{
    private readonly ImmutableHashSet<string> _answers = [];
    private readonly ImmutableHashSet<string> _papers = [];

    /// <summary>The step whose form was sent back.</summary>
    public required Step Step { get; init; }

    /// <summary>The act that handed the form in before, as it counts.</summary>
    public required EffectiveAct Earlier { get; init; }

    /// <summary>The act that sent it back, as it counts.</summary>
    public required EffectiveAct Return { get; init; }

    /// <summary>What is missing in this form.</summary>
    public required ImmutableArray<MendItem> Items
    {
        get;
        init
        {
            field = value;
            _answers = [.. value.Where(i => i.Kind == ReturnList.Answer).Select(i => i.Subject).OfType<string>()];
            _papers = [.. value.Where(i => i.Kind == ReturnList.Paper).Select(i => i.Subject).OfType<string>()];
        }
    }

    /// <summary>The list as a whole: that of this form, and of others sent back with it.</summary>
    public required ImmutableArray<MendItem> All { get; init; }

    /// <summary>Whether the form may be changed beyond the list.</summary>
    public required bool Everything { get; init; }

    /// <summary>The files that stand for the papers of the form before it is handed in again, the latest of each title.</summary>
    public required ImmutableArray<Attachment> Papers { get; init; }

    /// <summary>Whether the answer to a question may be changed. A choice of files and what is said about each of them are one table, and change together.</summary>
    public bool MayChange(string fact) => Everything || _answers.Contains(fact) || TableOf(fact) is { } other && _answers.Contains(other);

    /// <summary>Whether a paper may be replaced: one on the list, a chapter of one, and the paper whose chapter is on the list.</summary>
    public bool MayReplace(Paper paper, IEnumerable<Paper> dossier)
    {
        ArgumentNullException.ThrowIfNull(paper);
        return Everything || _papers.Contains(paper.Title) || (paper.Within is { } host && _papers.Contains(host)) || dossier.Any(p => p.Within == paper.Title && _papers.Contains(p.Title));
    }

    /// <summary>Whether an item has been mended by what the form says now.</summary>
    /// <param name="item">The item.</param>
    /// <param name="said">The answers of the form.</param>
    /// <param name="papers">The files handed in with it.</param>
    public MendState StateOf(MendItem item, ImmutableDictionary<string, FeelValue> said, IEnumerable<Attachment> papers)
    {
        ArgumentNullException.ThrowIfNull(item);
        ArgumentNullException.ThrowIfNull(said);
        return item.Kind switch
        {
            ReturnList.Answer => Changed(item.Subject!) || TableOf(item.Subject!) is { } other && Changed(other) ? MendState.Done : MendState.NotDone,
            ReturnList.Paper => papers.Any(p => p.Title == item.Subject && Papers.All(e => e.Title != p.Title || e.Digest != p.Digest)) ? MendState.Done : MendState.NotDone,
            _ => MendState.ToBeSeen,
        };

        bool Changed(string fact) => said.GetValueOrDefault(fact) != Earlier.Asked.GetValueOrDefault(fact);
    }

    /// <summary>For a choice of files the fact that holds what is said about each, and the other way round; null for any other.</summary>
    private string? TableOf(string fact) => Step.Asks.SelectMany(s => s.Facts).Select(a => a.Fact)
        .Where(f => f.RowsFact is not null && (f.Name == fact || f.RowsFact == fact)).Select(f => f.Name == fact ? f.RowsFact : f.Name).FirstOrDefault();

    /// <summary>
    /// The list with which a step was sent back, while it has not been handed in again. Null when it was not sent back, when it was sent back without a list,
    /// or when it is to be done anew because what comes before it was sent back.
    /// </summary>
    /// <param name="file">The file.</param>
    /// <param name="rulebook">The rulebook it is bound to.</param>
    /// <param name="step">The step.</param>
    /// <param name="key">For a step that occurs once per value: the value.</param>
    public static Mending? Of(CaseFile file, Rulebook rulebook, Step step, FeelValue key = default)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(rulebook);
        ArgumentNullException.ThrowIfNull(step);
        if (file.Acts.IsEmpty || CaseFold.Situation(file, rulebook, null).Occurrences.GetValueOrDefault(step.Name, []).LastOrDefault(o => step.Each is null || o.Key == key) is not { ReopenedBy: { } number } last)
        {
            return null;
        }

        var acts = CaseFold.Effective(file);
        return Of(acts, rulebook, step, acts.First(a => a.Number == last.Act), acts.First(a => a.Number == number));
    }

    private static Mending? Of(ImmutableArray<EffectiveAct> acts, Rulebook rulebook, Step step, EffectiveAct earlier, EffectiveAct sentBack)
    {
        if (rulebook.FindStep(sentBack.Act.Step)?.FindOutcome(sentBack.Act.Outcome) is not { Returns: true } outcome || MendItem.In(sentBack.Asked.GetValueOrDefault(ReturnList.Fact)) is not { IsEmpty: false } all)
        {
            return null;
        }

        ImmutableArray<MendItem> items = [.. all.Where(i => i.Step == step.Name)];
        if (items.IsEmpty && !outcome.Forms.Contains(step.Name))
        {
            return null;
        }

        var steps = rulebook.Steps.Where(s => s.Dossier is not null && s.Dossier == step.Dossier).Select(s => s.Name).ToHashSet();
        var papers = acts.Where(a => a.Number <= earlier.Number && (step.OwnPapers ? a.Number == earlier.Number : steps.Contains(a.Act.Step))).SelectMany(a => a.Papers);
        return new Mending
        {
            Step = step,
            Earlier = earlier,
            Return = sentBack,
            Items = items,
            All = all,
            Everything = sentBack.Asked.GetValueOrDefault(ReturnList.Everything).IsTrue,
            Papers = [.. papers.GroupBy(p => p.Title).Select(g => g.Last())],
        };
    }

    /// <summary>Every list with which forms of a file were sent back, in order, each with the act that handed the form in again.</summary>
    public static ImmutableArray<MendRound> Rounds(CaseFile file, Rulebook rulebook)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(rulebook);
        var acts = CaseFold.Effective(file);
        var rounds = ImmutableArray.CreateBuilder<MendRound>();
        foreach (var (name, occurrences) in CaseFold.Situation(file, rulebook, null).Occurrences)
        {
            foreach (var done in occurrences.Where(o => o.ReopenedBy is not null))
            {
                if (rulebook.FindStep(name) is { } step && Of(acts, rulebook, step, acts.First(a => a.Number == done.Act), acts.First(a => a.Number == done.ReopenedBy)) is { Items.IsEmpty: false } mending)
                {
                    rounds.Add(new MendRound(mending, acts.FirstOrDefault(a => a.Number > done.ReopenedBy && a.Act.Step == name && a.Act.Key == done.Key)));
                }
            }
        }

        return [.. rounds.OrderBy(r => r.Mending.Return.Number).ThenBy(r => r.Mending.Earlier.Number)];
    }
}

/// <summary>A form sent back with a list, and the act that handed it in again.</summary>
/// <param name="Mending">The list.</param>
/// <param name="Reply">The act; null while it is waited for.</param>
public sealed record MendRound(Mending Mending, EffectiveAct? Reply)
{
    /// <summary>Whether an item has been mended; not while the form is waited for.</summary>
    public MendState StateOf(MendItem item) => Reply is null ? MendState.NotDone : Mending.StateOf(item, Reply.Asked, Reply.Papers);
}
