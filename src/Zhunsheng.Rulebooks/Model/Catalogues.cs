using System.Collections.Immutable;
using Zhunsheng.Feel;

namespace Zhunsheng.Rulebooks;

/// <summary>What the author says for the catalogue of systems (系统目录) and the catalogue of data resources (数据资源目录): what each kind of case file contributes.</summary>
public sealed record Catalogues
{
    /// <summary>Nothing said: no file contributes anything.</summary>
    public static Catalogues Empty { get; } = new();

    /// <summary>The kinds of file that stand for a system, in the order written.</summary>
    public ImmutableArray<SystemRule> Systems { get; init; } = [];

    /// <summary>The kinds of file that list data resources, in the order written.</summary>
    public ImmutableArray<ResourceRule> Resources { get; init; } = [];

    /// <summary>What a kind of file says of a system; null when it stands for none.</summary>
    public SystemRule? SystemOf(string kind) => Systems.FirstOrDefault(s => s.Kind == kind);

    /// <summary>What a kind of file says of data resources; null when it lists none.</summary>
    public ResourceRule? ResourcesOf(string kind) => Resources.FirstOrDefault(r => r.Kind == kind);
}

/// <summary>How a system follows from the acts of a kind of case file.</summary>
public sealed record SystemRule
{
    /// <summary>The kind of case file.</summary>
    public required string Kind { get; init; }

    /// <summary>Whether the system of a file is in the catalogue; unknown is not.</summary>
    public required FeelExpression Listed { get; init; }

    /// <summary>The name of the system; null for the title of the file.</summary>
    public FeelExpression? Name { get; init; }

    /// <summary>Its number in the catalogue of the jurisdiction; null where there is none.</summary>
    public FeelExpression? Number { get; init; }

    /// <summary>Its state, in the words of the rulebook: 试运行, 在用, 停用, 僵尸 …</summary>
    public required FeelExpression State { get; init; }

    /// <summary>The day since which it is in operation; null where the rulebook does not know it.</summary>
    public FeelExpression? Since { get; init; }

    /// <summary>The facts that tell how it stands: sharing, protection, dates of the last assessments.</summary>
    public ImmutableArray<FactDefinition> Facts { get; init; } = [];

    /// <summary>The article that speaks of it.</summary>
    public required Citation Article { get; init; }

    /// <summary>What the text does not say, in Chinese; null when it says everything.</summary>
    public string? Silent { get; init; }

    /// <summary>The money for its operation and maintenance; null where the rulebook does not handle it.</summary>
    public MaintenanceRule? Money { get; init; }
}

/// <summary>How money for operation and maintenance (运维经费) is asked for and granted in a file.</summary>
/// <param name="Question">The question whether it may be granted; its gates are the grounds of refusal.</param>
/// <param name="Year">The fact that says for which year; null where none does.</param>
/// <param name="Asked">The step by which it is asked for; null where there is none.</param>
/// <param name="Asks">The fact of that step with the amount, in 万元; null where there is none.</param>
/// <param name="Granted">The step by which it is granted or refused; null where there is none.</param>
/// <param name="Grants">The fact of that step with the amount, in 万元; null where there is none.</param>
public sealed record MaintenanceRule(string Question, string? Year, string? Asked, string? Asks, string? Granted, string? Grants);

/// <summary>Which facts of a kind of case file list its data resources and their items.</summary>
public sealed record ResourceRule
{
    /// <summary>The field with the name of a resource, in both lists.</summary>
    public const string Resource = "资源名称";

    /// <summary>The field with the name of an item.</summary>
    public const string Item = "数据项";

    /// <summary>The field with the share type.</summary>
    public const string Share = "共享类型";

    /// <summary>The field that says how a resource is shared.</summary>
    public const string Way = "共享方式";

    /// <summary>The field that says why something is not shared.</summary>
    public const string Basis = "不共享依据";

    /// <summary>The field with the format of an item.</summary>
    public const string Format = "数据类型";

    /// <summary>The field that says where an item comes from.</summary>
    public const string Origin = "来源方式";

    /// <summary>The field that names who gives an item that is not collected.</summary>
    public const string Source = "来源";

    /// <summary>The kind of case file.</summary>
    public required string Kind { get; init; }

    /// <summary>The fact with the resources.</summary>
    public required FactDefinition Resources { get; init; }

    /// <summary>The fact with their items; null where only resources are listed.</summary>
    public FactDefinition? Items { get; init; }

    /// <summary>The share types of what other units may know of.</summary>
    public ImmutableArray<string> Open { get; init; } = [];

    /// <summary>The origins that mean that the unit collects the data itself.</summary>
    public ImmutableArray<string> Collected { get; init; } = [];

    /// <summary>The article that asks for the catalogue.</summary>
    public required Citation Article { get; init; }

    /// <summary>The article against collecting twice what is there already; null where the text has none.</summary>
    public Citation? Repeated { get; init; }

    /// <summary>The fact by which the unit itself says whether it collects again what is there already; null where the rulebook does not ask. Said to be false, it is held against the catalogue.</summary>
    public FactDefinition? Twice { get; init; }
}
