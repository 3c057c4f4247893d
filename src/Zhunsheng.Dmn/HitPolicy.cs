namespace Zhunsheng.Dmn;

/// <summary>What a decision table answers when several of its rows hold (DMN 1.5, 8.2.8).</summary>
public enum HitPolicy
{
    /// <summary>At most one row holds; two are a mistake in the table and give null.</summary>
    Unique,
    /// <summary>Several rows may hold if they all say the same; else null.</summary>
    Any,
    /// <summary>The first row that holds.</summary>
    First,
    /// <summary>Of the rows that hold the one whose output stands first in <see cref="DecisionTableSource.OutputOrder"/>.</summary>
    Priority,
    /// <summary>The outputs of all rows that hold, in the order of the rows.</summary>
    RuleOrder,
    /// <summary>The outputs of all rows that hold, in the order of <see cref="DecisionTableSource.OutputOrder"/>.</summary>
    OutputOrder,
    /// <summary>The outputs of all rows that hold, as a list.</summary>
    Collect,
    /// <summary>The sum of the outputs of all rows that hold.</summary>
    CollectSum,
    /// <summary>The least output of the rows that hold.</summary>
    CollectMin,
    /// <summary>The greatest output of the rows that hold.</summary>
    CollectMax,
    /// <summary>How many rows hold.</summary>
    CollectCount,
}
