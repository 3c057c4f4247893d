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
    /// <summary>Other case files, as <see cref="FactDefinition.Register"/> says; handed in by whoever keeps the files.</summary>
    Register,
}

/// <summary>Which other case files a register lists: one record for each, as it stands on the day of the question.</summary>
/// <param name="Kind">The kind of case file.</param>
/// <param name="OwnUnit">Whether only those of the organisation that owns the file at hand; else all of the jurisdiction.</param>
/// <param name="In">The kind of file whose rules see it; null for every kind. Where it is not seen it is unknown.</param>
public sealed record RegisterSource(string Kind, bool OwnUnit, string? In = null)
{
    /// <summary>The field that carries the number of the file.</summary>
    public const string Number = "编号";

    /// <summary>The field that carries its title.</summary>
    public const string Title = "名称";

    /// <summary>The field that carries the name of its owner.</summary>
    public const string Owner = "所属单位";

    /// <summary>The field that says whether it is closed.</summary>
    public const string Closed = "已结案";

    /// <summary>The fields that every register has.</summary>
    public static ImmutableArray<FactDefinition> StandingFields { get; } =
    [
        new FactDefinition { Name = Number, Type = FactType.Text },
        new FactDefinition { Name = Title, Type = FactType.Text },
        new FactDefinition { Name = Owner, Type = FactType.Text },
        new FactDefinition { Name = Closed, Type = FactType.Boolean },
    ];
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

    /// <summary>For a field of records: whether it may be left open in a row.</summary>
    public bool Optional { get; init; }

    /// <summary>For cases: the kind of case file.</summary>
    public string? CaseKind { get; init; }

    /// <summary>For cases: the step that is open in the case files on offer; null when any file of the kind may be named.</summary>
    public string? OfferedStep { get; init; }

    /// <summary>For cases: the records fact that says something about each of the files, one record a file, see <see cref="CaseRows"/>; null for none.</summary>
    public string? RowsFact { get; init; }

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

    /// <summary>For a text that is the number of an official document (文号): the series that gives it; null otherwise.</summary>
    public string? Number { get; init; }

    /// <summary>Where it comes from.</summary>
    public FactSource Source { get; init; }

    /// <summary>For records that are worked out from other case files: which ones. Each field is then the fact, or the question without arguments, of that name in the other file.</summary>
    public RegisterSource? Register { get; init; }

    /// <summary>For records of persons that are drawn by lot: how; null for any other fact.</summary>
    public DrawRule? Draw { get; init; }

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
