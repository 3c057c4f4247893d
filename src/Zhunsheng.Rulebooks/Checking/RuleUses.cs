using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Zhunsheng.Feel;

namespace Zhunsheng.Rulebooks;

/// <summary>What a rule rests on in the end: facts that are stated, steps that are done, and whatever else is given from outside.</summary>
internal sealed record Leaves(ImmutableHashSet<string> Facts, ImmutableHashSet<string> Steps, ImmutableHashSet<string> Settings, ImmutableHashSet<string> Others, ImmutableHashSet<string> Texts)
{
    public static Leaves None { get; } = new([], [], [], [], []);

    public Leaves Union(Leaves other) => ReferenceEquals(this, None) ? other : ReferenceEquals(other, None) ? this : new(
        Facts.Union(other.Facts), Steps.Union(other.Steps), Settings.Union(other.Settings), Others.Union(other.Others), Texts.Union(other.Texts));

    /// <summary>Whether two rules rest on something in common that can vary.</summary>
    public bool Meets(Leaves other) => Facts.Overlaps(other.Facts) || Steps.Overlaps(other.Steps) || Others.Overlaps(other.Others);
}

/// <summary>Follows names through derived facts, decisions and gates down to what they rest on.</summary>
internal sealed partial class RuleUses
{
    private readonly Rulebook _rulebook;
    private readonly FrozenDictionary<string, SlotKind> _kinds;
    private readonly Dictionary<string, Leaves> _known = [];
    private readonly HashSet<string> _open = [];

    public RuleUses(Rulebook rulebook)
    {
        _rulebook = rulebook;
        _kinds = rulebook.Slots.ToFrozenDictionary(s => s.Name, s => s.Kind);
    }

    public Leaves Of(FeelExpression? expression) => expression is null
        ? Leaves.None
        : expression.Uses.Aggregate(Leaves.None with { Texts = [expression.Text] }, (leaves, variable) => leaves.Union(Of(variable.Name)));

    public Leaves Of(ValueRule rule) => rule switch
    {
        ValueRule.Computed computed => Of(computed.Expression),
        ValueRule.FirstOf first => first.Branches.Aggregate(Of(first.Otherwise), (leaves, branch) => leaves.Union(Of(branch.When)).Union(Of(branch.Then))),
        ValueRule.Tabled tabled => tabled.Table.Uses.Aggregate(Leaves.None with { Texts = [.. tabled.Table.Texts] }, (leaves, variable) => leaves.Union(Of(variable.Name))),
        _ => Leaves.None,
    };

    public Leaves Of(Gate gate) => Of(gate.When).Union(Of(gate.Holds)).Union(Of(gate.Unless));

    /// <summary>What the answer to a call rests on.</summary>
    public Leaves Of(QuestionCall call) => Concerned(call).Aggregate(OfDecision(call.Question), (leaves, gate) => leaves.Union(Of(gate)));

    /// <summary>The gates that a call asks.</summary>
    public IEnumerable<Gate> Concerned(QuestionCall call)
    {
        var arguments = call.Arguments;
        foreach (var argument in _rulebook.Questions[call.Question].Arguments.Where(a => a.Default is not null && !arguments.ContainsKey(a.Name)))
        {
            arguments = arguments.Add(argument.Name, FeelValue.Of(argument.Default));
        }

        return _rulebook.Gates.Where(g => g.Blocks.Any(b => b.Concerns(call.Question, arguments)));
    }

    /// <summary>The numbers, days and quoted texts that are written in the expressions.</summary>
    public static (ImmutableHashSet<decimal> Numbers, ImmutableHashSet<DateOnly> Days, ImmutableHashSet<string> Words) Literals(IEnumerable<string> texts)
    {
        var numbers = ImmutableHashSet.CreateBuilder<decimal>();
        var days = ImmutableHashSet.CreateBuilder<DateOnly>();
        var words = ImmutableHashSet.CreateBuilder<string>();
        foreach (var text in texts)
        {
            foreach (Match quoted in QuotedPattern().Matches(text))
            {
                var word = quoted.Groups[1].Value;
                words.Add(word);
                if (DateOnly.TryParseExact(word, "yyyy-MM-dd", out var day))
                {
                    days.Add(day);
                }
            }

            foreach (Match number in NumberPattern().Matches(QuotedPattern().Replace(text, "")))
            {
                if (decimal.TryParse(number.Value, System.Globalization.NumberStyles.AllowDecimalPoint, System.Globalization.CultureInfo.InvariantCulture, out var value))
                {
                    numbers.Add(value);
                }
            }
        }

        return (numbers.ToImmutable(), days.ToImmutable(), words.ToImmutable());
    }

    private Leaves Of(string name)
    {
        if (_known.TryGetValue(name, out var known))
        {
            return known;
        }

        if (!_open.Add(name))
        {
            return Leaves.None;
        }

        var leaves = !_kinds.TryGetValue(name, out var kind) ? Leaves.None : kind switch
        {
            SlotKind.Fact => Of(_rulebook.Facts[name].Derive).Union(Leaves.None with { Facts = [name] }),
            SlotKind.Setting => Leaves.None with { Settings = [name] },
            SlotKind.Question => OfQuestion(name),
            SlotKind.Step => Leaves.None with { Steps = [name] },
            _ => Leaves.None with { Others = [name] },
        };
        _open.Remove(name);
        return _known[name] = leaves;
    }

    private Leaves OfQuestion(string name) => _rulebook.Gates.Where(g => g.Blocks.Any(b => b.Question == name)).Aggregate(OfDecision(name), (leaves, gate) => leaves.Union(Of(gate)));

    private Leaves OfDecision(string question)
    {
        var parts = _rulebook.Decisions.GetValueOrDefault(question, []);
        var leaves = parts.Aggregate(Leaves.None, (all, part) => all.Union(Of(part.Value)));
        return parts.Any(p => p.Value is ValueRule.Tabled)
            ? leaves with { Texts = leaves.Texts.Union(_rulebook.Articles.SelectMany(a => a.Rules).Where(r => r.Kind == "判定" && r.Name.StartsWith(question, StringComparison.Ordinal)).Select(r => r.Text)) }
            : leaves;
    }

    [GeneratedRegex("\"([^\"]*)\"")]
    private static partial Regex QuotedPattern();

    [GeneratedRegex(@"(?<![\w.\p{IsCJKUnifiedIdeographs}])\d+(\.\d+)?")]
    private static partial Regex NumberPattern();
}
