using System.Collections.Immutable;
using Zhunsheng.Rulebooks;

namespace Zhunsheng.Casework;

/// <summary>A notice that the rules call for and that no act has made.</summary>
/// <param name="Step">The step.</param>
/// <param name="Kind">报送, 备案 or 抄送.</param>
/// <param name="To">Who is to be told.</param>
/// <param name="Article">The article.</param>
/// <param name="Act">The act that was done without it; null when the step itself is still to be done.</param>
/// <param name="State">Where the step stands, when it is still to be done; null otherwise.</param>
public sealed record MissingNotice(Step Step, string Kind, string To, Citation Article, int? Act, StepState? State)
{
    /// <summary>The missing notices of a file: first those of acts that were done, then those of steps that must be done now.</summary>
    /// <param name="file">The file.</param>
    /// <param name="evaluation">Its rulebook applied to it.</param>
    public static ImmutableArray<MissingNotice> Of(CaseFile file, Evaluation evaluation)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(evaluation);
        var book = evaluation.Rulebook;
        var missing = new List<MissingNotice>();
        var telling = book.Notices.Select(n => n.Step).Distinct().Select(book.FindStep).OfType<Step>().Where(s => s.Kind == file.Kind).ToList();
        foreach (var step in telling)
        {
            foreach (var done in evaluation.Situation.Occurrences.GetValueOrDefault(step.Name, []).Where(o => o.ReopenedBy is null))
            {
                var told = file.Acts.Where(a => a.Number == done.Act).SelectMany(a => a.Told).Select(t => (t.Kind, t.To)).ToHashSet();
                missing.AddRange(evaluation.With(step, done.Key, done.Facts, [], done.On).Notices(step.Name).Where(n => !told.Contains((n.Kind, n.To)))
                    .Select(n => new MissingNotice(step, n.Kind, n.To, n.Article, done.Act, null)));
            }
        }

        if (evaluation.Situation.Closed)
        {
            return [.. missing];
        }

        var names = telling.Where(s => s is { Optional: false, Via: null }).Select(s => s.Name).ToHashSet();
        missing.AddRange(evaluation.Steps().Where(s => names.Contains(s.Step.Name) && !s.Step.Repeats && s.Status is (StepStatus.Open or StepStatus.Blocked))
            .SelectMany(s => evaluation.Notices(s.Step.Name).Select(n => new MissingNotice(s.Step, n.Kind, n.To, n.Article, null, s))));
        return [.. missing];
    }
}
