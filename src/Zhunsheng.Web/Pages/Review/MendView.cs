using System.Collections.Immutable;
using System.Globalization;
using Zhunsheng.Casework;
using Zhunsheng.Feel;
using Zhunsheng.Rulebooks;

namespace Zhunsheng.Web.Pages.Review;

/// <summary>One thing that was missing.</summary>
/// <param name="Item">The item of the list.</param>
/// <param name="Label">What the user reads.</param>
/// <param name="State">Whether it has been mended.</param>
/// <param name="Change">For an answer that was changed: what stood before and what stands now; null otherwise.</param>
public sealed record MendLine(MendItem Item, string Label, MendState State, string? Change);

/// <summary>How a deadline runs while a form is mended.</summary>
/// <param name="Deadline">The deadline.</param>
/// <param name="StoodSince">The day its clock stopped; null when it runs on.</param>
/// <param name="Words">What that means, in Chinese: how much is left when it goes on, or until when it runs.</param>
public sealed record MendClock(Deadline Deadline, DateOnly? StoodSince, string Words);

/// <summary>A list with which a form was sent back, as pages show it.</summary>
public sealed record MendView
{
    /// <summary>The list.</summary>
    public required Mending Mending { get; init; }

    /// <summary>Its items.</summary>
    public required ImmutableArray<MendLine> Lines { get; init; }

    /// <summary>The act that handed the form in again; null while it is waited for.</summary>
    public Act? Reply { get; init; }

    /// <summary>The deadlines of the office that sent it back.</summary>
    public ImmutableArray<MendClock> Clocks { get; init; } = [];

    /// <summary>How many items are known to be mended, of those of which it can be known.</summary>
    public (int Done, int Known) Count => (Lines.Count(l => l.State == MendState.Done), Lines.Count(l => l.State != MendState.ToBeSeen));

    /// <summary>The list of a form that waits to be handed in again, with what is filled in so far; null when it was not sent back with one.</summary>
    internal static MendView? Of(
        CaseFile file, Rulebook book, Step step, FeelValue key, Evaluation before, ImmutableDictionary<string, FeelValue> said, ImmutableArray<Attachment> papers, DateOnly today) =>
        Mending.Of(file, book, step, key) is not { } mending ? null : new MendView
        {
            Mending = mending,
            Lines = [.. mending.Items.Select(i => LineOf(book, mending, i, mending.StateOf(i, said, papers), said))],
            Clocks = ClocksOf(book, mending, before, today),
        };

    /// <summary>Every list of a file, the latest first.</summary>
    internal static ImmutableArray<MendView> AllOf(CaseFile file, Rulebook book, Evaluation evaluation, DateOnly today) =>
        [.. Mending.Rounds(file, book).Reverse().Select(r => Of(book, r, evaluation, today))];

    /// <summary>What a step asked to be mended the last time, as far as the forms have come back.</summary>
    internal static ImmutableArray<MendView> RepliesTo(CaseFile file, Rulebook book, Step step, Evaluation evaluation)
    {
        var rounds = Mending.Rounds(file, book).Where(r => r.Mending.Return.Act.Step == step.Name && r.Reply is not null).ToList();
        var last = rounds.Select(r => r.Mending.Return.Number).DefaultIfEmpty().Max();
        return [.. rounds.Where(r => r.Mending.Return.Number == last).Select(r => Of(book, r, evaluation, default))];
    }

    private static MendView Of(Rulebook book, MendRound round, Evaluation evaluation, DateOnly today) => new()
    {
        Mending = round.Mending,
        Lines = [.. round.Mending.Items.Select(i => LineOf(book, round.Mending, i, round.StateOf(i), round.Reply?.Asked))],
        Reply = round.Reply?.Act,
        Clocks = round.Reply is null ? ClocksOf(book, round.Mending, evaluation, today) : [],
    };

    private static MendLine LineOf(Rulebook book, Mending mending, MendItem item, MendState state, ImmutableDictionary<string, FeelValue>? said)
    {
        var fact = item.Kind == ReturnList.Answer ? book.Facts.GetValueOrDefault(item.Subject!) : null;
        var change = fact is not null && state == MendState.Done && said is not null
            ? $"原来：{Shown(mending.Earlier.Asked.GetValueOrDefault(fact.Name), fact)}；现在：{Shown(said.GetValueOrDefault(fact.Name), fact)}"
            : null;
        return new MendLine(item, fact?.Label ?? item.Subject ?? ReturnList.Other, state, change);
    }

    private static string Shown(FeelValue value, FactDefinition fact) => value.IsNull ? "空着" : SituationReader.Shown(value, fact);

    /// <summary>The deadlines that the return stops, and that of the step which sent the form back.</summary>
    private static ImmutableArray<MendClock> ClocksOf(Rulebook book, Mending mending, Evaluation evaluation, DateOnly today)
    {
        var act = mending.Return.Act;
        if (book.FindStep(act.Step) is not { } step || step.FindOutcome(act.Outcome) is not { } outcome)
        {
            return [];
        }

        var names = outcome.Stops.Concat(book.Deadlines.Where(d => d.Steps.Contains(step.Name)).Select(d => d.Name)).ToHashSet();
        return [.. evaluation.Deadlines().Where(d => names.Contains(d.Deadline.Name) && d.Deadline.None is null).DistinctBy(d => d.Deadline.Name).Select(d => ClockOf(d, today))];
    }

    private static MendClock ClockOf(DeadlineReckoning reckoning, DateOnly today)
    {
        if (reckoning.Pauses.FirstOrDefault(p => p.To is null) is not { } pause)
        {
            return new MendClock(reckoning.Deadline, null, reckoning.Due is { } due
                ? string.Create(CultureInfo.InvariantCulture, $"照常计算，{due:yyyy-MM-dd}到期") + (due < today ? "，已经过了" : "")
                : "照常计算");
        }

        if (reckoning.Deadline.Within is not { } period || reckoning.From is not { } from)
        {
            return new MendClock(reckoning.Deadline, pause.From, "补正交回以后接着算");
        }

        var used = period.Unit switch
        {
            PeriodUnit.WorkingDay => reckoning.Days.Count(d => d.Kind == DayKind.Counted && d.Day <= pause.From),
            PeriodUnit.Day => pause.From.DayNumber - from.DayNumber - reckoning.Pauses.Where(p => p.To is not null).Sum(p => p.To!.Value.DayNumber - p.From.DayNumber),
            _ => (int?)null,
        };
        var unit = period.Unit == PeriodUnit.WorkingDay ? "个工作日" : "天";
        return new MendClock(reckoning.Deadline, pause.From, used is { } days
            ? string.Create(CultureInfo.InvariantCulture, $"已用{days}{unit}；补正交回以后接着算，还剩{Math.Max(0, period.Amount - days)}{unit}")
            : "补正交回以后接着算");
    }
}
