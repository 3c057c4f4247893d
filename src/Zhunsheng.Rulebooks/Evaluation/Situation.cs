using System.Collections.Immutable;
using Zhunsheng.Feel;

namespace Zhunsheng.Rulebooks;

/// <summary>One time that a step was done, as the fold of a case file sees it.</summary>
/// <param name="Number">1 for the first time the step was done in this file.</param>
/// <param name="On">The day of the act.</param>
/// <param name="Outcome">The outcome.</param>
/// <param name="Key">The value of the repetition it was done for; null when the step does not repeat over a list.</param>
/// <param name="By">The name of the acting organisation.</param>
/// <param name="Role">The role in which it acted.</param>
/// <param name="Facts">The facts of the act: asked ones and set ones.</param>
/// <param name="Act">The number of the act in the file.</param>
/// <param name="ReopenedBy">The number of the act that opened the step again after this; null while it stands.</param>
public sealed record Occurrence(
    int Number,
    DateOnly On,
    string Outcome,
    FeelValue Key,
    string By,
    string Role,
    ImmutableDictionary<string, FeelValue> Facts,
    int Act,
    int? ReopenedBy);

/// <summary>A time during which the clock of a deadline stands, from the day it stopped to the day it went on.</summary>
/// <param name="Deadline">The deadline.</param>
/// <param name="From">The day of the act that stopped it.</param>
/// <param name="To">The day of the act that let it go on; null while it stands.</param>
/// <param name="Cause">The step and outcome that stopped it, in Chinese.</param>
public sealed record Pause(string Deadline, DateOnly From, DateOnly? To, string Cause);

/// <summary>
/// All that an answer may depend on: facts, the day, and, for a case file, what has been done in it.
/// A fact that is not given is unknown. Immutable.
/// </summary>
public sealed record Situation
{
    /// <summary>The facts, by name.</summary>
    public ImmutableDictionary<string, FeelValue> Facts { get; init; } = ImmutableDictionary<string, FeelValue>.Empty;

    /// <summary>The day on which the question is asked; null when it is not known.</summary>
    public DateOnly? Today { get; init; }

    /// <summary>The kind of case file; null for a bare question.</summary>
    public string? Kind { get; init; }

    /// <summary>The name of the organisation whose case file it is; null for a bare question.</summary>
    public string? Owner { get; init; }

    /// <summary>What has been done, by step; empty for a bare question.</summary>
    public ImmutableDictionary<string, ImmutableArray<Occurrence>> Occurrences { get; init; } = ImmutableDictionary<string, ImmutableArray<Occurrence>>.Empty;

    /// <summary>The titles handed in, by dossier; null for a bare question, whose facts say what was handed in.</summary>
    public ImmutableDictionary<string, ImmutableArray<string>>? Dossiers { get; init; }

    /// <summary>The gates for which an exception has been granted.</summary>
    public ImmutableHashSet<string> Exceptions { get; init; } = [];

    /// <summary>When clocks stood.</summary>
    public ImmutableArray<Pause> Pauses { get; init; } = [];

    /// <summary>Whether the case file has been closed by an outcome.</summary>
    public bool Closed { get; init; }

    /// <summary>A situation of facts only.</summary>
    public static Situation Of(IEnumerable<KeyValuePair<string, FeelValue>> facts, DateOnly? today = null) =>
        new() { Facts = facts.ToImmutableDictionary(), Today = today };
}
