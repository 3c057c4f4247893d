using System.Collections.Immutable;
using Zhunsheng.Feel;

namespace Zhunsheng.Rulebooks;

/// <summary>
/// Which values of an argument a rulebook has heard of. An argument by which the rules of a question select is answered only for values that are written
/// somewhere; a mistyped value must not get the answer that stands for all the others.
/// </summary>
public static class FamiliarValues
{
    /// <summary>The arguments whose values the rulebook writes nowhere, each with the nearest one that it does write.</summary>
    /// <param name="rulebook">The rulebook.</param>
    /// <param name="question">The question.</param>
    /// <param name="arguments">The arguments given.</param>
    public static ImmutableArray<InputError> Unfamiliar(Rulebook rulebook, QuestionDefinition question, IReadOnlyDictionary<string, FeelValue> arguments)
    {
        ArgumentNullException.ThrowIfNull(rulebook);
        ArgumentNullException.ThrowIfNull(question);
        ArgumentNullException.ThrowIfNull(arguments);
        var errors = ImmutableArray.CreateBuilder<InputError>();
        foreach (var argument in question.Arguments.Where(a => a is { Values.IsEmpty: true, Type: FactType.Text }))
        {
            if (arguments.TryGetValue(argument.Name, out var value) && value.AsString is { } text && text != argument.Default
                && Of(rulebook, question, argument) is { Count: > 0 } written && !written.Contains(text) && !WrittenElsewhere(rulebook, text))
            {
                var near = Nearest.Find(text, written.Order(StringComparer.Ordinal));
                errors.Add(new InputError(argument.Name, $"本手册没有写到{argument.Name}“{text}”{(near is null ? "" : $"，是不是“{near}”？")}"));
            }
        }

        return errors.ToImmutable();
    }

    /// <summary>The values that the rules answering a question name; empty when the argument is open: no rule selects by it, or one computes with it.</summary>
    private static HashSet<string> Of(Rulebook rulebook, QuestionDefinition question, QuestionArgument argument)
    {
        var values = new HashSet<string>();
        var parts = rulebook.Decisions.GetValueOrDefault(question.Name, []);
        var gates = rulebook.Gates.Where(g => g.Blocks.Any(b => b.Question == question.Name)).ToList();
        var reads = parts.Where(p => !p.Selector.ContainsKey(argument.Name)).SelectMany(p => VariablesRead.Of(p.Value))
            .Concat(gates.Where(g => g.Blocks.Any(b => b.Question == question.Name && !b.Only.ContainsKey(argument.Name))).SelectMany(VariablesRead.Of));
        if (reads.Any(v => v.Name == argument.Name))
        {
            return values;
        }

        values.UnionWith(parts.Select(p => p.Selector.GetValueOrDefault(argument.Name)).OfType<string>());
        values.UnionWith(gates.SelectMany(g => g.Blocks).Where(b => b.Question == question.Name).SelectMany(b => b.Only.GetValueOrDefault(argument.Name, [])));
        if (question.Arguments[0] == argument)
        {
            values.UnionWith(Subjects(rulebook, question));
        }

        if (values.Count > 0)
        {
            values.UnionWith(Called(rulebook, question.Name, argument.Name));
        }

        return values;
    }

    /// <summary>What a question of a kind can be about.</summary>
    private static IEnumerable<string> Subjects(Rulebook rulebook, QuestionDefinition question) => question.Kind switch
    {
        QuestionKind.Papers => rulebook.Papers.Keys,
        QuestionKind.Deadline or QuestionKind.DeadlineStatus or QuestionKind.Window => rulebook.Deadlines.SelectMany(d => d.Steps.Prepend(d.Name)),
        QuestionKind.Notice => rulebook.Notices.Where(n => n.Kind == question.Notice).Select(n => n.Step),
        QuestionKind.Measures => rulebook.Consequences.Select(c => c.Under),
        QuestionKind.Strength => rulebook.Gates.Select(g => g.Name).Concat(rulebook.Deadlines.Select(d => d.Name)),
        _ => [],
    };

    /// <summary>The values with which steps call the question.</summary>
    private static IEnumerable<string> Called(Rulebook rulebook, string question, string argument) => rulebook.Steps.SelectMany(s => s.Requires)
        .Where(r => r.Question == question).Select(r => r.Arguments.GetValueOrDefault(argument).AsString).OfType<string>();

    /// <summary>Whether it is the name of a step, a dossier or a deadline: the rulebook knows it, and only says nothing about it here.</summary>
    private static bool WrittenElsewhere(Rulebook rulebook, string text) =>
        rulebook.Steps.Any(s => s.Name == text) || rulebook.Papers.ContainsKey(text) || rulebook.FindDeadline(text) is not null;
}
