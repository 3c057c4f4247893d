using System.Collections.Immutable;
using Zhunsheng.Dmn;
using Zhunsheng.Feel;

namespace Zhunsheng.Rulebooks;

/// <summary>A value as an author states it: literal, expression, cases, or decision table.</summary>
public abstract record ValueRule
{
    private ValueRule()
    {
    }

    /// <summary>A fixed value.</summary>
    /// <param name="Value">The value.</param>
    public sealed record Literal(FeelValue Value) : ValueRule;

    /// <summary>A FEEL expression.</summary>
    /// <param name="Expression">The expression.</param>
    public sealed record Computed(FeelExpression Expression) : ValueRule;

    /// <summary>The first case that holds; a case that cannot be decided leaves the whole undecided unless all that could follow agree.</summary>
    /// <param name="Branches">The cases, in order.</param>
    /// <param name="Otherwise">The value when none holds; a literal null when nothing is said.</param>
    public sealed record FirstOf(ImmutableArray<Branch> Branches, ValueRule Otherwise) : ValueRule;

    /// <summary>A decision table.</summary>
    /// <param name="Table">The table.</param>
    public sealed record Tabled(DecisionTable Table) : ValueRule;
}

/// <summary>One case of <see cref="ValueRule.FirstOf"/>.</summary>
/// <param name="When">Its condition.</param>
/// <param name="Then">Its value.</param>
public sealed record Branch(FeelExpression When, ValueRule Then);

/// <summary>A part of a decision, from one article.</summary>
/// <param name="Question">The question or the author's own name.</param>
/// <param name="Selector">The argument values for which this part answers; empty for all.</param>
/// <param name="Value">The value.</param>
/// <param name="Article">The article.</param>
internal sealed record DecisionPart(string Question, ImmutableDictionary<string, string> Selector, ValueRule Value, Citation Article);

/// <summary>How the slot of a schema variable gets its value.</summary>
internal enum SlotKind
{
    /// <summary>A fact, stated or derived.</summary>
    Fact,
    /// <summary>A setting.</summary>
    Setting,
    /// <summary>The day of asking.</summary>
    Today,
    /// <summary>An argument of the question.</summary>
    Argument,
    /// <summary>The answer to a question without arguments.</summary>
    Question,
    /// <summary>The occurrences of a step.</summary>
    Step,
    /// <summary>The day of the act that is being made.</summary>
    ActDay,
}

/// <summary>What fills a slot.</summary>
/// <param name="Kind">The kind of source.</param>
/// <param name="Name">The name of the fact, setting, question, argument or step.</param>
internal sealed record SlotFiller(SlotKind Kind, string Name);
