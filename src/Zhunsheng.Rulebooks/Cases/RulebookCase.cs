using System.Collections.Immutable;
using System.Text.Json;

namespace Zhunsheng.Rulebooks;

/// <summary>A worked case (例题): facts, a question, and the answer that must come out.</summary>
public sealed record RulebookCase
{
    /// <summary>Its identifier, unique in its file.</summary>
    public required string Id { get; init; }

    /// <summary>The places it is about, at least one.</summary>
    public required ImmutableArray<Citation> Articles { get; init; }

    /// <summary>What it shows, in Chinese.</summary>
    public required string Title { get; init; }

    /// <summary>The facts, a JSON object; what is not there is unknown.</summary>
    public required JsonElement Facts { get; init; }

    /// <summary>The day on which the question is asked; null when the case does not say.</summary>
    public DateOnly? At { get; init; }

    /// <summary>The question.</summary>
    public required string Ask { get; init; }

    /// <summary>The arguments of the question, a JSON object.</summary>
    public required JsonElement Args { get; init; }

    /// <summary>The expected answer; null means that it cannot be decided or that the text is silent.</summary>
    public required JsonElement Expect { get; init; }

    /// <summary>The articles that must be among those that block; null when the case does not say.</summary>
    public ImmutableArray<string>? BlockedBy { get; init; }

    /// <summary>Whether the answer rests on a reading that is a setting of the rulebook; such a case never fails a run.</summary>
    public bool Debatable { get; init; }

    /// <summary>A remark, in Chinese; may be null.</summary>
    public string? Note { get; init; }

    /// <summary>The file it stands in.</summary>
    public required string Path { get; init; }

    /// <summary>The line on which it begins, from 1.</summary>
    public required int Line { get; init; }
}

/// <summary>What came of reading a file of cases.</summary>
/// <param name="Cases">The cases that could be read, in the order written.</param>
/// <param name="Findings">Everything wrong with the file; a case with a finding is not among the cases.</param>
/// <param name="Refused">How many cases could not be read.</param>
public sealed record CaseReading(ImmutableArray<RulebookCase> Cases, ImmutableArray<Finding> Findings, int Refused);
