using Zhunsheng.Feel;

namespace Zhunsheng.Rulebooks;

/// <summary>The names that rules read.</summary>
internal static class VariablesRead
{
    public static IEnumerable<FeelVariable> Of(FeelExpression? expression) => expression?.Uses ?? [];

    public static IEnumerable<FeelVariable> Of(ValueRule rule) => rule switch
    {
        ValueRule.Computed computed => computed.Expression.Uses,
        ValueRule.FirstOf first => first.Branches.SelectMany(b => b.When.Uses.Concat(Of(b.Then))).Concat(Of(first.Otherwise)),
        ValueRule.Tabled tabled => tabled.Table.Uses,
        _ => [],
    };

    public static IEnumerable<FeelVariable> Of(Gate gate) => Of(gate.When).Concat(gate.Holds.Uses).Concat(Of(gate.Unless));

    public static IEnumerable<FeelVariable> Of(Deadline deadline) =>
        new[] { deadline.When, deadline.From, deadline.OpensOn, deadline.DueOn, deadline.Pauses, deadline.ExtendedWhen, deadline.ExtendedUntil }.SelectMany(Of);
}
