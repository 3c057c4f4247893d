using System.Collections.Immutable;
using Zhunsheng.Rulebooks;

namespace Zhunsheng.Casework.Exploring;

/// <summary>Counts how often the rules of each article fire.</summary>
internal sealed class RuleTally(Rulebook rulebook)
{
    private readonly Dictionary<string, ArticleCounts> _counts = [];
    private readonly Dictionary<string, int> _steps = [];
    private readonly ImmutableArray<QuestionCall> _plain = PlainCalls.Of(rulebook);

    /// <summary>How many acts were made.</summary>
    public int Acts { get; private set; }

    /// <summary>How often each step was done.</summary>
    public ImmutableDictionary<string, int> Steps => _steps.ToImmutableDictionary();

    /// <summary>How often a step was done.</summary>
    public int Times(string step) => _steps.GetValueOrDefault(step);

    /// <summary>The counts by article.</summary>
    public ImmutableDictionary<string, ArticleCounts> Articles => _counts.ToImmutableDictionary();

    /// <summary>A form was judged, whether or not it became an act.</summary>
    public void Judged(ActCheck check)
    {
        foreach (var gate in check.Requires.SelectMany(a => a.Gates))
        {
            Count(gate.Gate.Article, c => gate.Holds switch
            {
                true => c with { GatesTrue = c.GatesTrue + 1 },
                false => c with { GatesFalse = c.GatesFalse + 1 },
                null => c with { GatesUnknown = c.GatesUnknown + 1 },
            });
        }
    }

    /// <summary>An act was made.</summary>
    public void Made(ActCheck check)
    {
        var (step, outcome) = (check.Step!, check.Outcome!);
        Acts++;
        _steps[step.Name] = _steps.GetValueOrDefault(step.Name) + 1;
        Count(step.Article, c => c with { Steps = c.Steps + 1 });
        foreach (var paper in step.Dossier is { } dossier ? check.After!.Papers(dossier).Where(p => p.Due == true) : [])
        {
            Count(paper.Paper.Article, c => c with { Papers = c.Papers + 1 });
        }

        if (check.State?.Deadline is { } deadline && (deadline.Due is not null || deadline.Deadline.None is not null))
        {
            Count(deadline.Deadline.Article, c => c with { Deadlines = c.Deadlines + 1 });
        }

        foreach (var told in check.Told)
        {
            Count(new Citation(told.Article), c => c with { Notices = c.Notices + 1 });
        }

        foreach (var document in rulebook.Documents.Where(d => d.Step == step.Name && (d.Outcome is null || d.Outcome == outcome.Name)))
        {
            Count(document.Article, c => c with { Documents = c.Documents + 1 });
        }

        foreach (var name in check.Asked.Keys.Concat(check.Set.Keys))
        {
            if (rulebook.Facts[name].Article is { } article)
            {
                Count(article, c => c with { Facts = c.Facts + 1 });
            }
        }
    }

    /// <summary>A case has come to its end: what the rulebook says about it all in all.</summary>
    public void Ended(Evaluation evaluation)
    {
        foreach (var call in _plain)
        {
            var answer = evaluation.Ask(call);
            foreach (var reason in answer.Value.IsNull ? [] : answer.Because)
            {
                Count(reason.Article, c => c with { Answers = c.Answers + 1 });
            }
        }

        foreach (var duty in rulebook.Duties.Where(d => !evaluation.Evaluate(d.Holds).IsNull))
        {
            Count(duty.Article, c => c with { Answers = c.Answers + 1 });
        }

        foreach (var deadline in rulebook.Deadlines.Where(d => d.None is not null))
        {
            Count(deadline.Article, c => c with { Deadlines = c.Deadlines + 1 });
        }

        foreach (var fact in rulebook.Facts.Values.Where(f => f is { Derive: not null, Article: not null } && !evaluation.Fact(f.Name).IsNull))
        {
            Count(fact.Article!, c => c with { Facts = c.Facts + 1 });
        }

        foreach (var right in rulebook.Permissions)
        {
            Count(right.Article, c => c with { Rights = c.Rights + 1 });
        }
    }

    private void Count(Citation citation, Func<ArticleCounts, ArticleCounts> change) =>
        _counts[citation.Article] = change(_counts.GetValueOrDefault(citation.Article) ?? new ArticleCounts());
}
