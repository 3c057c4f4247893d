using System.Collections.Immutable;

namespace Zhunsheng.Rulebooks;

/// <summary>What makes a kind of case file the plan of a year: which steps and facts of it and of the projects carry the year's work.</summary>
public sealed record YearPlan
{
    /// <summary>The kind of case file that is the plan.</summary>
    public required string Kind { get; init; }

    /// <summary>The fact that says for which year it is, in the plan and in the projects alike.</summary>
    public required string Year { get; init; }

    /// <summary>The fact of a project that says how much it asks for the year, in 万元.</summary>
    public required string Amount { get; init; }

    /// <summary>The fact of the plan that says how much there is altogether, in 万元; null where the rulebook has none.</summary>
    public string? Ceiling { get; init; }

    /// <summary>Whether the ceiling is the platform's and not the text's.</summary>
    public bool CeilingIsPlatform { get; init; }

    /// <summary>The fact by which projects are sorted into groups; null for none.</summary>
    public string? Category { get; init; }

    /// <summary>The steps of a project by which its unit answers the call.</summary>
    public ImmutableArray<string> Declare { get; init; } = [];

    /// <summary>The step by which a project enters the pool; null where there is no pool besides what has been declared.</summary>
    public string? Pool { get; init; }

    /// <summary>The step by which the plan is issued.</summary>
    public required string Issue { get; init; }

    /// <summary>The steps of a project by which it is let in outside the ordinary way.</summary>
    public ImmutableArray<string> Outside { get; init; } = [];

    /// <summary>The fact of a project that lists who agreed to letting it in outside the ordinary way; null for none.</summary>
    public string? Agreed { get; init; }

    /// <summary>The steps, of the plan or of a project, by which an issued plan is changed.</summary>
    public ImmutableArray<string> Change { get; init; } = [];

    /// <summary>The fact that names the projects of the plan.</summary>
    public string Projects { get; init; } = "";

    /// <summary>The kind of case file that these are.</summary>
    public string ProjectKind { get; init; } = "";

    /// <summary>The step of a project that the plan brings about: it is in the plan now.</summary>
    public string List { get; init; } = "";

    /// <summary>The fact that this step sets to true; null for none.</summary>
    public string? Listed { get; init; }

    /// <summary>The step of the plan that brings it about: the plan is decided.</summary>
    public string Decide { get; init; } = "";

    /// <summary>The step of the plan in which its projects are chosen.</summary>
    public string Compile { get; init; } = "";

    /// <summary>The step that begins the plan, where it comes before the choosing: the call, or the start of the work. Null where the choosing begins it.</summary>
    public string? Call { get; init; }

    /// <summary>What the plan says about each of its projects; null where it only names them.</summary>
    public FactDefinition? Rows { get; init; }

    /// <summary>The field of the rows that carries the amount of the year; null for none.</summary>
    public string? RowAmount => Rows?.Fields.FirstOrDefault(f => f.Type == FactType.Money)?.Name;
}

/// <summary>The fields of records that say something about each file of a list of case files (see <see cref="FactDefinition.RowsFact"/>).</summary>
public static class CaseRows
{
    /// <summary>The field that carries the number of the file.</summary>
    public const string Number = RegisterSource.Number;

    /// <summary>The field that carries its place, from 1.</summary>
    public const string Order = "次序";
}
