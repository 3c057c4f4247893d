using System.Collections.Immutable;
using Zhunsheng.Feel;

namespace Zhunsheng.Rulebooks;

/// <summary>The questions that the rules of a rulebook answer, each with the arguments for which something is written.</summary>
public static class PlainCalls
{
    /// <summary>Every call that a decision, a consequence or a standing duty answers; those of gates, papers, deadlines and notices come with the steps.</summary>
    public static ImmutableArray<QuestionCall> Of(Rulebook rulebook)
    {
        ArgumentNullException.ThrowIfNull(rulebook);
        var calls = new List<QuestionCall>();
        foreach (var part in rulebook.Decisions.Values.SelectMany(d => d).Where(d => rulebook.Questions[d.Question].Arguments.All(a => a.Optional || a.Default is not null || d.Selector.ContainsKey(a.Name))))
        {
            calls.Add(new QuestionCall(part.Question, part.Selector.ToImmutableDictionary(s => s.Key, s => FeelValue.Of(s.Value))));
        }

        foreach (var question in rulebook.Questions.Values.OrderBy(q => q.Name, StringComparer.Ordinal))
        {
            if (question is { Kind: QuestionKind.Measures, Arguments: [var under, ..] })
            {
                calls.AddRange(rulebook.Consequences.Select(c => c.Under).Distinct().Select(u => new QuestionCall(question.Name, ImmutableDictionary<string, FeelValue>.Empty.Add(under.Name, FeelValue.Of(u)))));
            }
            else if (question.Kind is QuestionKind.Gaps or QuestionKind.Contradictions or QuestionKind.Sanctions)
            {
                calls.Add(new QuestionCall(question.Name, ImmutableDictionary<string, FeelValue>.Empty));
            }
        }

        return [.. calls];
    }

    /// <summary>The names that the decisions and gates of a question read; empty for a name that is no question.</summary>
    public static ImmutableArray<string> NamesUnder(Rulebook rulebook, string question)
    {
        ArgumentNullException.ThrowIfNull(rulebook);
        return
        [
            .. rulebook.Decisions.GetValueOrDefault(question, []).SelectMany(d => Names(d.Value))
                .Concat(rulebook.Gates.Where(g => g.Blocks.Any(b => b.Question == question)).SelectMany(g => new[] { g.When, g.Holds, g.Unless }).OfType<FeelExpression>().SelectMany(e => e.Uses).Select(u => u.Name))
                .Distinct(),
        ];
    }

    /// <summary>The facts that a name comes down to: itself, or what a derived fact, a decision or a gate rests on.</summary>
    public static IEnumerable<string> FactsUnder(Rulebook rulebook, string name) => FactsUnder(rulebook, name, 0);

    private static IEnumerable<string> FactsUnder(Rulebook rulebook, string name, int depth)
    {
        ArgumentNullException.ThrowIfNull(rulebook);
        return depth > 5 ? []
            : rulebook.Facts.TryGetValue(name, out var fact) ? (fact.Derive?.Uses ?? []).SelectMany(u => FactsUnder(rulebook, u.Name, depth + 1)).Append(name).Distinct()
            : NamesUnder(rulebook, name).SelectMany(n => FactsUnder(rulebook, n, depth + 1)).Distinct();
    }

    /// <summary>The names that a value reads.</summary>
    internal static IEnumerable<string> Names(ValueRule rule) => rule switch
    {
        ValueRule.Computed computed => computed.Expression.Uses.Select(u => u.Name),
        ValueRule.FirstOf first => first.Branches.SelectMany(b => b.When.Uses.Select(u => u.Name).Concat(Names(b.Then))).Concat(Names(first.Otherwise)),
        ValueRule.Tabled tabled => tabled.Table.Uses.Select(u => u.Name),
        _ => [],
    };
}
