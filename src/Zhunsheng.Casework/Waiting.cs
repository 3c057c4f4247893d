using Zhunsheng.Rulebooks;

namespace Zhunsheng.Casework;

/// <summary>How long a step has been waiting to be done.</summary>
public static class Waiting
{
    /// <summary>The day since which it waits: since it was opened again, else since the last of the steps before it, or the occurrence it answers, was done, else since the file began.</summary>
    /// <param name="file">The file; it has at least one act.</param>
    /// <param name="evaluation">The file's evaluation on the day.</param>
    /// <param name="state">The step.</param>
    public static DateOnly Since(CaseFile file, Evaluation evaluation, StepState state)
    {
        var reopened = state.Occurrences.Where(o => o.ReopenedBy is not null).Select(o => file.Acts.First(a => a.Number == o.ReopenedBy).On).DefaultIfEmpty().Max();
        var after = state.Step.After
            .SelectMany(a => evaluation.Situation.Occurrences.GetValueOrDefault(a, []))
            .Where(o => o.ReopenedBy is null).Select(o => o.On).DefaultIfEmpty().Max();
        var lent = state.Step.Each?.Of is { } of
            ? evaluation.Situation.Occurrences.GetValueOrDefault(of, []).Where(o => state.Key.AsNumber == o.Number).Select(o => o.On).DefaultIfEmpty().Max()
            : default;
        var since = new[] { reopened, after, lent }.Max();
        return since == default ? file.Acts[0].On : since;
    }
}
