using System.Collections.Immutable;
using Zhunsheng.Rulebooks;

namespace Zhunsheng.Web.Ways;

/// <summary>The whole way of a case file under a rulebook, from what is known about it. What is not known stays open on the way.</summary>
public sealed record Way
{
    /// <summary>The steps by phase, in order.</summary>
    public required ImmutableArray<(string? Phase, ImmutableArray<WayStep> Steps)> Phases { get; init; }

    /// <summary>The facts on which the way still depends, the most deciding first.</summary>
    public required ImmutableArray<string> Unknown { get; init; }

    /// <summary>All steps.</summary>
    public IEnumerable<WayStep> Steps => Phases.SelectMany(p => p.Steps);

    /// <summary>How many papers are certainly due.</summary>
    public int Papers => Steps.Where(s => s.Always).SelectMany(s => s.Papers).Count(p => p.Due is true && !p.Paper.Optional);

    /// <summary>How many offices act on the way.</summary>
    public int Offices => Steps.Where(s => s.Always).SelectMany(s => s.State.Roles.Take(1)).Distinct().Count();

    /// <summary>The way of the evaluation's situation.</summary>
    public static Way Of(Evaluation evaluation)
    {
        var book = evaluation.Rulebook;
        var states = evaluation.Steps().Where(s => s.Status != StepStatus.NotNeeded).ToList();
        var deadlines = evaluation.Deadlines();
        var shown = new HashSet<string>();
        var steps = new List<WayStep>();
        foreach (var state in states)
        {
            var step = state.Step;
            var papers = step.Dossier is { } dossier && shown.Add(dossier)
                ? evaluation.Papers(dossier).Where(p => p.Due is not false && p.Paper.From is null).ToImmutableArray() : [];
            var limit = state.Deadline?.Deadline ?? book.Deadlines.FirstOrDefault(d => d.Steps.Contains(step.Name));
            steps.Add(new WayStep(state, WhoOf(book, state), papers, limit,
                state.Deadline ?? deadlines.FirstOrDefault(d => d.Deadline == limit), evaluation.Notices(step.Name), UnknownOf(evaluation, state), CertainOf(evaluation, state)));
        }

        var phases = book.Phases.Select(p => (Phase: (string?)p, Steps: steps.Where(s => s.Step.Phase == p).ToImmutableArray()))
            .Append((Phase: null, Steps: [.. steps.Where(s => s.Step.Phase is null || !book.Phases.Contains(s.Step.Phase))]));
        var unknown = steps.SelectMany(s => s.Unknown)
            .Concat(steps.SelectMany(s => s.Papers).Where(p => p.Due is null).SelectMany(p => p.Unknown))
            .GroupBy(n => n).OrderByDescending(g => g.Count()).Select(g => g.Key);
        return new Way { Phases = [.. phases.Where(p => !p.Steps.IsEmpty)], Unknown = [.. unknown] };
    }

    /// <summary>Whether it is known that the step is needed, however far off it may be.</summary>
    private static bool CertainOf(Evaluation evaluation, StepState state) =>
        state.Status != StepStatus.Undetermined && (state.Step.When is not { } when || evaluation.Evaluate(when).IsTrue);

    /// <summary>The facts that would tell whether the step is needed and who acts.</summary>
    private static ImmutableArray<string> UnknownOf(Evaluation evaluation, StepState state)
    {
        var needed = CertainOf(evaluation, state) ? [] : state.Unknown.Concat(state.Facts.IsDefault ? [] : state.Facts.Where(f => f.Value.IsNull).Select(f => f.Name));
        var who = state.Roles.IsEmpty && state.Step.By is ValueRule.FirstOf first
            ? first.Branches.SelectMany(b => b.When.Uses).Select(v => v.Name).Where(n => evaluation.Rulebook.Facts.ContainsKey(n) && evaluation.Fact(n).IsNull)
            : [];
        return [.. needed.Concat(who).Distinct()];
    }

    /// <summary>Who acts in a step, as the user reads it; several possible roles are joined by 或.</summary>
    public static string? WhoOf(Rulebook book, StepState state) => !state.Roles.IsEmpty
        ? string.Join("或", state.Roles.Select(r => book.FindRole(r)?.Label ?? r))
        : state.Step.PossibleRoles.IsDefaultOrEmpty ? null : string.Join("或", state.Step.PossibleRoles.Select(r => book.FindRole(r)?.Label ?? r));
}
