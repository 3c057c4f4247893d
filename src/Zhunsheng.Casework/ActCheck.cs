using System.Collections.Immutable;
using Zhunsheng.Feel;
using Zhunsheng.Rulebooks;

namespace Zhunsheng.Casework;

/// <summary>Why an act is refused.</summary>
public enum RefusalKind
{
    /// <summary>There is no such step, outcome or repetition, or it belongs to another kind of case file.</summary>
    Unknown,
    /// <summary>The case file is closed.</summary>
    Closed,
    /// <summary>The step is brought about by acts of another case file and cannot be done directly.</summary>
    OnlyVia,
    /// <summary>The step is not open: done, not needed or waiting.</summary>
    NotOpen,
    /// <summary>The role or organisation is not the one that acts here.</summary>
    Role,
    /// <summary>The outcome is not offered as things stand.</summary>
    Outcome,
    /// <summary>A condition of the regulation is known to fail.</summary>
    Blocked,
    /// <summary>It cannot be said whether it is permitted: facts are missing.</summary>
    Undecidable,
    /// <summary>Another case file with the same key exists.</summary>
    KeyTaken,
    /// <summary>The act would bring about an act in another case file, which is refused there.</summary>
    Conveyed,
    /// <summary>The rulebook contradicts itself here.</summary>
    Rulebook,
}

/// <summary>A reason why an act is refused as a whole.</summary>
/// <param name="Kind">What kind of reason.</param>
/// <param name="Message">What stands in the way, in Chinese.</param>
public sealed record Refusal(RefusalKind Kind, string Message)
{
    /// <summary>The article; null where none is at the bottom of it.</summary>
    public string? Article { get; init; }

    /// <summary>What would lift it, in Chinese; may be null.</summary>
    public string? Remedy { get; init; }

    /// <summary>The gate; null when it is none.</summary>
    public Gate? Gate { get; init; }

    /// <summary>The facts that decided.</summary>
    public ImmutableArray<UsedFact> Facts { get; init; } = [];

    /// <summary>The facts that are missing.</summary>
    public ImmutableArray<string> Unknown { get; init; } = [];

    /// <summary>For <see cref="RefusalKind.Conveyed"/>: the number of the other case file; null otherwise.</summary>
    public string? CaseNumber { get; init; }
}

/// <summary>What is wrong with one field of a form.</summary>
/// <param name="Name">The name of the fact; for a paper its title.</param>
/// <param name="Message">What is wrong and how to mend it, in Chinese.</param>
public sealed record FieldError(string Name, string Message);

/// <summary>An act that another act brings about in another case file.</summary>
/// <param name="CaseNumber">The number of the other file.</param>
/// <param name="Step">The step there.</param>
/// <param name="Outcome">The outcome there.</param>
public sealed record ConveyanceOrder(string CaseNumber, string Step, string Outcome);

/// <summary>A document number (文号) that an act is to be given in the moment in which it is kept.</summary>
/// <param name="Fact">The fact that carries it.</param>
/// <param name="Series">The series.</param>
/// <param name="Sign">The sign of the office; null where the series needs none.</param>
public sealed record NumberDue(FactDefinition Fact, NumberSeries Series, string? Sign);

/// <summary>A proposal checked against the rulebook and the case file: either everything an act needs, or everything that is wrong with it.</summary>
public sealed record ActCheck
{
    /// <summary>The rulebook it was checked with.</summary>
    public required Rulebook Rulebook { get; init; }

    /// <summary>The file as it stood; for an opening step the file that would begin, still without a number.</summary>
    public CaseFile? File { get; init; }

    /// <summary>The step; null when there is no such step.</summary>
    public Step? Step { get; init; }

    /// <summary>The outcome; null when there is no such outcome.</summary>
    public Outcome? Outcome { get; init; }

    /// <summary>Where the step stood before; null when there is no such step.</summary>
    public StepState? State { get; init; }

    /// <summary>The list of what is missing, when the form was sent back with one; null otherwise.</summary>
    public Mending? Mending { get; init; }

    /// <summary>Wrong or missing values, by name of the fact.</summary>
    public ImmutableArray<FieldError> Fields { get; init; } = [];

    /// <summary>Missing or wrong papers, by title.</summary>
    public ImmutableArray<FieldError> Papers { get; init; } = [];

    /// <summary>Why it cannot be done at all.</summary>
    public ImmutableArray<Refusal> Refusals { get; init; } = [];

    /// <summary>The answers to what the step and the outcome require, with what the form says.</summary>
    public ImmutableArray<Answer> Requires { get; init; } = [];

    /// <summary>The ceilings that the act leads above.</summary>
    public ImmutableArray<CeilingState> Ceilings { get; init; } = [];

    /// <summary>What the form says, ready to be kept.</summary>
    public ImmutableDictionary<string, FeelValue> Asked { get; init; } = ImmutableDictionary<string, FeelValue>.Empty;

    /// <summary>What the outcome sets.</summary>
    public ImmutableDictionary<string, FeelValue> Set { get; init; } = ImmutableDictionary<string, FeelValue>.Empty;

    /// <summary>Who is to be told.</summary>
    public ImmutableArray<Told> Told { get; init; } = [];

    /// <summary>Why it can be done.</summary>
    public ImmutableArray<ActReason> Because { get; init; } = [];

    /// <summary>What it brings about in other case files.</summary>
    public ImmutableArray<ConveyanceOrder> Conveys { get; init; } = [];

    /// <summary>The situation with what the form says, for showing what follows from it; null when the step is unknown.</summary>
    public Evaluation? After { get; init; }

    /// <summary>The proposal; for a correction the corrected form of the act.</summary>
    public required ActProposal Proposal { get; init; }

    /// <summary>For a correction: the number of the act corrected; null otherwise.</summary>
    public int? Corrects { get; init; }

    /// <summary>The document numbers that are still to be given before the act is made; empty for none.</summary>
    public ImmutableArray<NumberDue> Numbers { get; init; } = [];

    /// <summary>The check with the numbers that were given, known to the act and to what it brings about in other files.</summary>
    /// <param name="given">The numbers, by fact.</param>
    public ActCheck Numbered(IEnumerable<KeyValuePair<string, string>> given)
    {
        var numbers = given.Select(n => KeyValuePair.Create(n.Key, FeelValue.Of(n.Value))).ToList();
        return numbers.Count == 0 ? this with { Numbers = [] } : this with
        {
            Numbers = [],
            Set = Set.SetItems(numbers),
            After = After?.With(Step!, Proposal.Key, numbers, [], After.Situation.Today ?? default),
        };
    }

    /// <summary>Whether the act can be done.</summary>
    public bool Ok => Fields.IsEmpty && Papers.IsEmpty && Refusals.IsEmpty;
}
