using System.Collections.Immutable;
using Zhunsheng.Casework;
using Zhunsheng.Feel;
using Zhunsheng.Rulebooks;

namespace Zhunsheng.Web.Forms;

/// <summary>A case file on offer in a field of type cases, or one that is not on offer yet.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Title">Its title.</param>
/// <param name="Owner">Whose it is.</param>
/// <param name="Money">Its money in 万元; null when not known.</param>
/// <param name="May">Whether it may enter; null when that cannot be said yet.</param>
/// <param name="Why">Every reason why it may not enter, or what is missing to say so.</param>
public sealed record Candidate(string Number, string Title, string Owner, decimal? Money, bool? May, ImmutableArray<PlanReason> Why)
{
    /// <summary>For a plan: what its unit asks for the year, in 万元; null when not known.</summary>
    public decimal? Amount { get; init; }

    /// <summary>For a plan: the group it belongs to; null for none.</summary>
    public string? Category { get; init; }

    /// <summary>For a plan: the year it was declared for, where that is another one than the plan's; null otherwise.</summary>
    public int? OtherYear { get; init; }

    /// <summary>For a plan: the day since which it waits; null when not known.</summary>
    public DateOnly? Since { get; init; }
}

/// <summary>A field of a form generated from the rulebook: a fact, what was typed, what is wrong with it.</summary>
public sealed record FormField
{
    /// <summary>The fact it asks.</summary>
    public required FactDefinition Fact { get; init; }

    /// <summary>The name of the control.</summary>
    public required string Name { get; init; }

    /// <summary>What stands in it: one text, or several for lists; empty when nothing was typed.</summary>
    public ImmutableArray<string> Typed { get; init; } = [];

    /// <summary>The value read from it; null when empty or wrong.</summary>
    public FeelValue Value { get; init; }

    /// <summary>What is wrong; null when nothing is.</summary>
    public string? Error { get; init; }

    /// <summary>Whether it may be left open.</summary>
    public bool Optional { get; init; }

    /// <summary>Whether it is asked, given what is known.</summary>
    public bool Asked { get; init; } = true;

    /// <summary>Whether it is asked only because other answers are still missing.</summary>
    public bool Depends { get; init; }

    /// <summary>For a choice: whether “not known” is offered as an answer of its own.</summary>
    public bool OffersUnknown { get; init; }

    /// <summary>Whether it names the units that act in a role: one at least, so “none of them” is no answer.</summary>
    public bool NamesUnits { get; init; }

    /// <summary>For records: the fields of each row.</summary>
    public ImmutableArray<ImmutableArray<FormField>> Rows { get; init; } = [];

    /// <summary>For cases: the files on offer.</summary>
    public ImmutableArray<Candidate> Candidates { get; init; } = [];

    /// <summary>In a form sent back: whether it stays as it was, because it is not on the list of what is missing.</summary>
    public bool Locked { get; init; }

    /// <summary>In a form sent back: what is to be mended here, in words; null when it is not on the list.</summary>
    public string? ToMend { get; init; }

    /// <summary>For the list of what is missing: what may be put on it.</summary>
    public ImmutableArray<MendOffer> Offers { get; init; } = [];

    /// <summary>For cases about each of which something is said: the field that says it; null otherwise.</summary>
    public FormField? RowsField { get; init; }

    /// <summary>For records that say something about each of a list of files: the field of that list shows them.</summary>
    public bool ShownElsewhere { get; init; }

    /// <summary>The id of the control; of the group for several controls.</summary>
    public string Id => IdOf(Name);

    /// <summary>The one text in it.</summary>
    public string Text => Typed.IsDefaultOrEmpty ? "" : Typed[0];

    /// <summary>What the user reads.</summary>
    public string Label => Fact.Ask ?? Fact.Label;

    /// <summary>The question as it stands before what is wrong with its answer.</summary>
    public string Named => Label.TrimEnd('？', '?', '：');

    /// <summary>For records: the cells in which something is wrong, each with its row, from 1.</summary>
    public IEnumerable<(int Row, FormField Cell)> WrongCells => Rows.SelectMany((cells, i) => cells.Where(c => c.Error is not null).Select(c => (i + 1, c)));

    /// <summary>A usable id from the name of a control.</summary>
    public static string IdOf(string name) => string.Concat(name.Select(c => char.IsLetterOrDigit(c) || c is '-' or '_' ? c : '-'));
}
