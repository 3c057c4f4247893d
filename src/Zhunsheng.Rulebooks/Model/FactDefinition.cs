using System.Collections.Immutable;
using Zhunsheng.Feel;

namespace Zhunsheng.Rulebooks;

/// <summary>The types of fact that an author may declare.</summary>
public enum FactType
{
    /// <summary>Yes or no.</summary>
    Boolean,
    /// <summary>An amount of money in 万元, exact.</summary>
    Money,
    /// <summary>A number with the unit of the definition.</summary>
    Number,
    /// <summary>A calendar year.</summary>
    Year,
    /// <summary>A day.</summary>
    Date,
    /// <summary>Text.</summary>
    Text,
    /// <summary>One of a closed set.</summary>
    Choice,
    /// <summary>A list of texts without repetition; complete: what is not on it is known to be absent.</summary>
    List,
    /// <summary>A list of records with the definition's fields.</summary>
    Records,
    /// <summary>A list of case files, each by its number.</summary>
    Cases,
}

/// <summary>Where a fact comes from when no act states it.</summary>
public enum FactSource
{
    /// <summary>From acts.</summary>
    Act,
    /// <summary>The titles of the papers handed in for the step that is asked about.</summary>
    Papers,
    /// <summary>The names of the gates for which an exception has been granted.</summary>
    Exceptions,
    /// <summary>The name of the organisation whose case file it is.</summary>
    Owner,
}

/// <summary>A fact (要素) that rules may use.</summary>
public sealed record FactDefinition
{
    /// <summary>Its name, fixed by the vocabulary.</summary>
    public required string Name { get; init; }

    /// <summary>Its type.</summary>
    public required FactType Type { get; init; }

    /// <summary>The values of a choice or list; empty where any text is allowed.</summary>
    public ImmutableArray<string> Values { get; init; } = [];

    /// <summary>The fields of records; empty otherwise.</summary>
    public ImmutableArray<FactDefinition> Fields { get; init; } = [];

    /// <summary>For cases: the kind of case file.</summary>
    public string? CaseKind { get; init; }

    /// <summary>For cases: the step that is open in the case files on offer; null when any file of the kind may be named.</summary>
    public string? OfferedStep { get; init; }

    /// <summary>The unit of a number; 万元 for money.</summary>
    public string? Unit { get; init; }

    /// <summary>The local word for the fact, when it differs from the name.</summary>
    public string? LocalLabel { get; init; }

    /// <summary>The question a form asks, in Chinese; the label when the author gave none.</summary>
    public string? Ask { get; init; }

    /// <summary>One sentence on what counts, in Chinese.</summary>
    public string? Meaning { get; init; }

    /// <summary>Whether a form offers several lines.</summary>
    public bool Long { get; init; }

    /// <summary>For a date: whether it tells when something happened, so that it cannot lie after the day it is stated.</summary>
    public bool Past { get; init; }

    /// <summary>For a date: the date fact before whose day it cannot lie; null for none.</summary>
    public string? Since { get; init; }

    /// <summary>Where it comes from.</summary>
    public FactSource Source { get; init; }

    /// <summary>What it follows from when no act states it; null when it must be stated.</summary>
    public FeelExpression? Derive { get; init; }

    /// <summary>The article that brings it in; null for a common fact.</summary>
    public Citation? Article { get; init; }

    /// <summary>What the user reads: the local word, else the name.</summary>
    public string Label => LocalLabel ?? Name;

    /// <summary>The type that expressions see.</summary>
    public FeelType FeelType => Type switch
    {
        FactType.Boolean => FeelType.Boolean,
        FactType.Money or FactType.Number or FactType.Year => FeelType.Number,
        FactType.Date => FeelType.Date,
        FactType.Text => FeelType.String,
        FactType.Choice => FeelType.OneOf(Values),
        FactType.List => FeelType.ListOf(Values.IsEmpty ? FeelType.String : FeelType.OneOf(Values)),
        FactType.Records => FeelType.ListOf(FeelType.ContextOf(Fields.Select(f => KeyValuePair.Create(f.Name, f.FeelType)))),
        FactType.Cases => FeelType.ListOf(FeelType.String),
        _ => FeelType.Any,
    };
}
