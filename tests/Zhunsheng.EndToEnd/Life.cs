using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Zhunsheng.EndToEnd;

/// <summary>Somebody of a life: an account with its roles.</summary>
/// <param name="Organisation">The organisation the account belongs to.</param>
/// <param name="Roles">The roles of the rulebook it holds.</param>
public sealed record LifePerson(string Organisation, ImmutableArray<string> Roles);

/// <summary>What is done in an act.</summary>
internal enum LifeDeed
{
    /// <summary>Opens a case file with its first step and names it.</summary>
    Begin,

    /// <summary>Does a step, which must succeed.</summary>
    Do,

    /// <summary>Tries a step, which must be refused.</summary>
    Try,

    /// <summary>Looks at a page.</summary>
    See,

    /// <summary>Looks at a page that must not exist for this person, no more than one that nobody ever made.</summary>
    None,

    /// <summary>Opens every number of the dashboards and counts what it leads to.</summary>
    Recount,
}

/// <summary>One act of a life.</summary>
/// <param name="Line">Where it is written.</param>
/// <param name="Deed">What is done.</param>
/// <param name="Target">The step, or the address.</param>
/// <param name="On">The day.</param>
/// <param name="By">The account.</param>
/// <param name="File">The name of the case file; null where none is concerned.</param>
internal sealed record LifeAct(int Line, LifeDeed Deed, string Target, DateOnly On, string By, string? File)
{
    /// <summary>The outcome; null for the first one offered.</summary>
    public string? Outcome { get; init; }

    /// <summary>For a step that occurs once per value: the value.</summary>
    public string? Key { get; init; }

    /// <summary>What is filled in here and nowhere else; null empties a field.</summary>
    public ImmutableDictionary<string, JsonNode?> Facts { get; init; } = ImmutableDictionary<string, JsonNode?>.Empty;

    /// <summary>Papers that are due and not handed in.</summary>
    public ImmutableArray<string> Omit { get; init; } = [];

    /// <summary>Papers handed in besides those that are due.</summary>
    public ImmutableArray<string> Add { get; init; } = [];

    /// <summary>What the page says afterwards.</summary>
    public ImmutableArray<string> Says { get; init; } = [];

    /// <summary>What it must not say.</summary>
    public ImmutableArray<string> Silent { get; init; } = [];

    /// <summary>What the hints say that are shown once before the act is taken; empty when there are to be none. A try ends with them: nothing is sent.</summary>
    public ImmutableArray<string> Warned { get; init; } = [];

    /// <summary>What still stands in the form after a refusal, by fact, besides all that was filled in.</summary>
    public ImmutableDictionary<string, string> Kept { get; init; } = ImmutableDictionary<string, string>.Empty;
}

/// <summary>What must hold of a case file at the end.</summary>
/// <param name="Closed">Whether it is closed; null when it is not asked.</param>
/// <param name="Acts">How many acts it has; null when it is not asked.</param>
/// <param name="Facts">What is the case, by fact.</param>
/// <param name="Steps">How often a step was done.</param>
/// <param name="May">What the questions of the rulebook answer, on the last day: yes, no, or null for not known.</param>
internal sealed record LifeEnd(bool? Closed, int? Acts, ImmutableDictionary<string, JsonNode?> Facts, ImmutableDictionary<string, int> Steps, ImmutableDictionary<string, bool?> May);

/// <summary>A whole life of a project and of the plan it is in, as a browser plays it.</summary>
/// <param name="Name">The rulebook.</param>
/// <param name="People">Who takes part.</param>
/// <param name="Defaults">What a form is filled with when the act says nothing else.</param>
/// <param name="Acts">The acts in order.</param>
/// <param name="Ends">What must hold at the end, by file.</param>
internal sealed record Life(
    string Name, ImmutableDictionary<string, LifePerson> People, ImmutableDictionary<string, JsonNode?> Defaults, ImmutableArray<LifeAct> Acts, ImmutableDictionary<string, LifeEnd> Ends);
