using System.Collections.Immutable;
using Zhunsheng.Feel;

namespace Zhunsheng.Rulebooks;

/// <summary>A question that a gate blocks, for some or all values of its arguments.</summary>
/// <param name="Question">The name of the question.</param>
/// <param name="Only">Argument values for which it blocks; an argument not named: for all.</param>
public sealed record Blocking(string Question, ImmutableDictionary<string, ImmutableArray<string>> Only)
{
    /// <summary>Whether it concerns a call with these arguments.</summary>
    public bool Concerns(string question, IReadOnlyDictionary<string, FeelValue> arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        return question == Question && Only.All(o => arguments.TryGetValue(o.Key, out var value) && value.AsString is { } text && o.Value.Contains(text));
    }
}

/// <summary>Who may grant an exception from a rule that holds 原则上.</summary>
/// <param name="By">The role; null where nobody is named.</param>
/// <param name="Basis">The paper it must rest on.</param>
/// <param name="Setting">Where the text names nobody: the setting by which the installation names the role; null where the text names it, or nobody can.</param>
public sealed record Grant(string? By, string? Basis, string? Setting = null);

/// <summary>A condition that must hold before something may be done (红线).</summary>
public sealed record Gate
{
    /// <summary>Its name, unique in the rulebook.</summary>
    public required string Name { get; init; }

    /// <summary>The article.</summary>
    public required Citation Article { get; init; }

    /// <summary>What it blocks.</summary>
    public required ImmutableArray<Blocking> Blocks { get; init; }

    /// <summary>When it applies; null for always.</summary>
    public FeelExpression? When { get; init; }

    /// <summary>What must hold.</summary>
    public required FeelExpression Holds { get; init; }

    /// <summary>A proven exception that lifts it; null for none.</summary>
    public FeelExpression? Unless { get; init; }

    /// <summary>Hard or in principle.</summary>
    public required Strength Strength { get; init; }

    /// <summary>Who may grant an exception; null for a hard gate.</summary>
    public Grant? Grant { get; init; }

    /// <summary>Whether the text is silent on the effect and the platform decides.</summary>
    public bool Platform { get; init; }

    /// <summary>Why it is not possible yet, in Chinese.</summary>
    public required string Reason { get; init; }

    /// <summary>What would lift it, in Chinese.</summary>
    public required string Remedy { get; init; }

    /// <summary>Whether it stands before a question with these arguments.</summary>
    internal bool Concerns(string question, ImmutableDictionary<string, FeelValue> arguments)
    {
        foreach (var blocking in Blocks)
        {
            if (blocking.Question == question && (blocking.Only.IsEmpty || blocking.Concerns(question, arguments)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The paper whose absence blocks; null when it is not about a paper.</summary>
    public string? Paper { get; init; }
}

/// <summary>A paper that is handed in (材料).</summary>
public sealed record Paper
{
    /// <summary>Its title.</summary>
    public required string Title { get; init; }

    /// <summary>The dossier it belongs to.</summary>
    public required string Dossier { get; init; }

    /// <summary>The article.</summary>
    public required Citation Article { get; init; }

    /// <summary>When it is due; null for always.</summary>
    public FeelExpression? When { get; init; }

    /// <summary>The fact that stands for it: known means handed in; null for a real paper.</summary>
    public string? From { get; init; }

    /// <summary>The paper of which it is a chapter; null for a paper of its own.</summary>
    public string? Within { get; init; }

    /// <summary>The chapters it must hold.</summary>
    public ImmutableArray<string> Chapters { get; init; } = [];

    /// <summary>Whether it may be left out.</summary>
    public bool Optional { get; init; }

    /// <summary>Whether the answer to 申报材料 names it; a part of another paper is checked but not named.</summary>
    public bool Listed { get; init; } = true;

    /// <summary>Remark for the one who hands it in; may be null.</summary>
    public string? Hint { get; init; }
}

/// <summary>Who is told of a step (告知).</summary>
/// <param name="Step">The step or filing (环节).</param>
/// <param name="Kind">报送, 备案 or 抄送.</param>
/// <param name="To">The receivers: a list.</param>
/// <param name="Article">The article.</param>
public sealed record Notice(string Step, string Kind, ValueRule To, Citation Article);

/// <summary>What follows from a breach (后果).</summary>
/// <param name="Name">Its name.</param>
/// <param name="Under">The 环节 of 处置 under which it is asked.</param>
/// <param name="When">When it follows.</param>
/// <param name="Measures">The measures.</param>
/// <param name="Strength">Hard: must be taken; may: can be taken.</param>
/// <param name="By">The role that takes them; null where the text names nobody.</param>
/// <param name="Article">The article.</param>
public sealed record Consequence(string Name, string Under, FeelExpression When, ImmutableArray<string> Measures, Strength Strength, string? By, Citation Article);

/// <summary>A standing duty whose breach is shown but blocks nothing by itself.</summary>
/// <param name="Label">Its label in 合规缺项.</param>
/// <param name="When">When it applies; null for always.</param>
/// <param name="Holds">What shows that it is met.</param>
/// <param name="Article">The article.</param>
public sealed record Duty(string Label, FeelExpression? When, FeelExpression Holds, Citation Article);
