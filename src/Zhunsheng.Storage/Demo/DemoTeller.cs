using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;
using Zhunsheng.Feel;

namespace Zhunsheng.Storage.Demo;

/// <summary>
/// Tells one file of the demo data: its own facts and acts, those of its story, and the defaults that speak of it. In texts {name} stands for what the file says under that name and {单位} for its owner;
/// @of(name, share) is a share of an amount of the file; +days are reckoned from its start, other days from today, moved by its shift.
/// </summary>
internal sealed partial class DemoTeller
{
    private const string Owner = "单位";
    private static readonly string[] s_keysOfActs = ["on", "step", "outcome", "key", "facts", "papers", "omit", "by"];

    private readonly DateOnly _today;
    private readonly YamlMappingNode _map;
    private readonly DemoStory? _story;
    private readonly DateOnly? _start;
    private readonly int _shift;
    private readonly Dictionary<string, YamlNode> _said = [];
    private readonly Dictionary<string, JsonNode?> _known = [];
    private readonly HashSet<string> _asking = [];

    /// <summary>Reads what the file says. Throws <see cref="DemoTextException"/> with the place.</summary>
    public DemoTeller(YamlMappingNode map, DateOnly today, IEnumerable<KeyValuePair<string, YamlNode>> defaults, IReadOnlyDictionary<string, DemoStory> stories)
    {
        (_map, _today) = (map, today);
        if (map.Children.TryGetValue("story", out var story))
        {
            _story = stories.GetValueOrDefault(DemoScript.Scalar(story)) ?? throw DemoScript.Broken(story.Start, $"没有叫“{DemoScript.Scalar(story)}”的经过；有：{string.Join("、", stories.Keys)}");
        }

        if (map.Children.TryGetValue("shift", out var shift))
        {
            _shift = int.TryParse(DemoScript.Scalar(shift), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var days) && Math.Abs(days) < 10_000
                ? days : throw DemoScript.Broken(shift.Start, "shift 应当是天数");
        }

        _start = map.Children.TryGetValue("start", out var start) ? Day(start) : null;
        foreach (var (name, node) in defaults.Where(d => IsTold(d.Value)).Concat(_story?.Facts ?? []).Concat(DemoScript.Entries(map, "facts")))
        {
            _said[name] = node;
        }

        var own = DemoScript.Entries(map, "facts").Concat(_story?.Facts ?? []).Select(f => f.Key).ToHashSet();
        var facts = ImmutableDictionary.CreateBuilder<string, JsonNode?>();
        foreach (var (name, node) in _said)
        {
            // A default that speaks of something this file says nothing about is no default for it.
            if (own.Contains(name) || Spoken(node).All(Knows))
            {
                facts[name] = Lookup(name, node.Start);
            }
        }

        Facts = facts.ToImmutable();
    }

    /// <summary>What its forms are filled with.</summary>
    public ImmutableDictionary<string, JsonNode?> Facts { get; }

    /// <summary>Whether a value speaks of the file it is used in.</summary>
    public static bool IsTold(YamlNode node) => node switch
    {
        YamlScalarNode { Value: { } text } => NamePattern().IsMatch(text) || OfPattern().IsMatch(text) || StartPattern().IsMatch(text),
        YamlSequenceNode list => list.Any(IsTold),
        YamlMappingNode map => map.Children.Values.Any(IsTold),
        _ => false,
    };

    /// <summary>A value that speaks of no file.</summary>
    public static JsonNode? Plain(YamlNode node, DateOnly today) => new DemoTeller(new YamlMappingNode(), today, [], ImmutableDictionary<string, DemoStory>.Empty).Json(node);

    /// <summary>The acts: of the story as far as the file goes along with it, then its own.</summary>
    public IEnumerable<DemoAct> Acts(string file)
    {
        var until = DemoScript.Optional(_map, "until");
        var skipped = DemoScript.Texts(_map, "skip").ToHashSet();
        var but = DemoScript.Entries(_map, "but").ToDictionary(b => b.Key, b => DemoScript.Map(b.Value));
        var told = _story?.Acts ?? [];
        foreach (var step in skipped.Concat(but.Keys).Concat(until is null ? [] : [until]).Where(s => told.All(a => DemoScript.Optional(a, "step") != s)))
        {
            throw DemoScript.Broken(_map.Start, $"经过里没有环节“{step}”");
        }

        foreach (var act in told)
        {
            var step = DemoScript.Scalar(DemoScript.Required(act, "step"));
            if (!skipped.Contains(step))
            {
                yield return Act(file, act, but.GetValueOrDefault(step));
            }

            if (step == until)
            {
                break;
            }
        }

        var own = _story is null ? DemoScript.Required(_map, "acts") : _map.Children.TryGetValue("acts", out var further) ? further : null;
        foreach (var act in own is null ? [] : DemoScript.Sequence(own))
        {
            yield return Act(file, DemoScript.Map(act), null);
        }
    }

    private DemoAct Act(string file, YamlMappingNode map, YamlMappingNode? but)
    {
        DemoScript.Known(map, s_keysOfActs);
        if (but is not null)
        {
            DemoScript.Known(but, s_keysOfActs);
        }

        YamlMappingNode Of(string key) => but?.Children.ContainsKey(key) is true ? but : map;
        var key = DemoScript.Optional(Of("key"), "key");
        return new DemoAct(
            file,
            PastDay(DemoScript.Required(Of("on"), "on")),
            DemoScript.Scalar(DemoScript.Required(map, "step")),
            DemoScript.Optional(Of("outcome"), "outcome"),
            key is null ? null : decimal.TryParse(key, NumberStyles.Number, CultureInfo.InvariantCulture, out var number) ? FeelValue.Of(number) : FeelValue.Of(key),
            DemoScript.Entries(map, "facts").Concat(but is null ? [] : DemoScript.Entries(but, "facts")).GroupBy(e => e.Key).ToImmutableDictionary(g => g.Key, g => Json(g.Last().Value)),
            [.. DemoScript.Texts(Of("papers"), "papers")],
            [.. DemoScript.Texts(Of("omit"), "omit")],
            DemoScript.Optional(Of("by"), "by"));
    }

    private bool Knows(string name) => name == Owner ? DemoScript.Optional(_map, "owner") is not null : _said.TryGetValue(name, out var node) && Spoken(node).All(Knows);

    /// <summary>The names that a value speaks of.</summary>
    private static IEnumerable<string> Spoken(YamlNode node) => node switch
    {
        YamlScalarNode { Value: { } text } => OfPattern().Match(text) is { Success: true } of ? [of.Groups["n"].Value.Trim()] : NamePattern().Matches(text).Select(m => m.Groups["n"].Value),
        YamlSequenceNode list => list.SelectMany(Spoken),
        YamlMappingNode map => map.Children.Values.SelectMany(Spoken),
        _ => [],
    };

    private JsonNode? Lookup(string name, Mark at)
    {
        if (name == Owner && DemoScript.Optional(_map, "owner") is { } owner)
        {
            return owner;
        }

        if (_known.TryGetValue(name, out var known))
        {
            return known?.DeepClone();
        }

        if (!_said.TryGetValue(name, out var node))
        {
            throw DemoScript.Broken(at, $"这个案卷的 facts 里没有“{name}”");
        }

        if (!_asking.Add(name))
        {
            throw DemoScript.Broken(at, $"“{name}”绕着圈说自己");
        }

        var value = Json(node);
        _known[name] = value;
        return value?.DeepClone();
    }

    private JsonNode? Json(YamlNode node)
    {
        if (node is YamlSequenceNode list)
        {
            return new JsonArray([.. list.Children.Select(Json)]);
        }

        if (node is YamlMappingNode record)
        {
            return new JsonObject(record.Children.Select(c => KeyValuePair.Create(DemoScript.Scalar(c.Key), Json(c.Value))));
        }

        var scalar = node as YamlScalarNode ?? throw DemoScript.Broken(node.Start, "应当是一个值");
        var text = scalar.Value ?? "";
        if (DayPattern().Match(text) is { Success: true } day)
        {
            return Written(InRange(node, () => _today.AddDays(Number(day, "d") + _shift)));
        }

        if (StartPattern().Match(text) is { Success: true } after)
        {
            return Written(InRange(node, () => Start(node).AddDays(Number(after, "d"))));
        }

        if (YearPattern().Match(text) is { Success: true } year)
        {
            return InRange(node, () => _today.AddDays(-Number(year, "d")).Year + (year.Groups["p"].Success ? Number(year, "p") : 0));
        }

        if (OfPattern().Match(text) is { Success: true } of)
        {
            var share = decimal.Parse(of.Groups["s"].ValueSpan, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
            return Lookup(of.Groups["n"].Value.Trim(), node.Start) is JsonValue value && value.TryGetValue<decimal>(out var whole)
                ? InRange(node, () => decimal.Round(whole * share, 1))
                : throw DemoScript.Broken(node.Start, $"“{of.Groups["n"].Value.Trim()}”不是数");
        }

        if (NamePattern().IsMatch(text))
        {
            return NamePattern().Replace(text, m => Lookup(m.Groups["n"].Value, node.Start)?.ToString() ?? "");
        }

        return scalar.Style != ScalarStyle.Plain ? text
            : text is "true" or "false" ? text == "true"
            : decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number
            : text;
    }

    /// <summary>A day: days before or after today moved by the shift, +days from the start, MM-DD@days for that day in the year it was so many days ago, or a date.</summary>
    private DateOnly Day(YamlNode node) => InRange(node, () => DayOf(node));

    /// <summary>The day of an act, which must have happened by today.</summary>
    private DateOnly PastDay(YamlNode node)
    {
        var day = Day(node);
        return day <= _today ? day : throw DemoScript.Broken(node.Start, $"{Written(day)}在今天（{Written(_today)}）以后：演示数据只办到今天");
    }

    private DateOnly DayOf(YamlNode node)
    {
        var text = DemoScript.Scalar(node);
        if (text.StartsWith('+') && int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var after))
        {
            return Start(node).AddDays(after);
        }

        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var offset))
        {
            return _today.AddDays(offset + _shift);
        }

        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            return date;
        }

        var match = YearlyPattern().Match(text);
        return match.Success
            ? new DateOnly(_today.AddDays(-Number(match, "d")).Year, Number(match, "m"), Number(match, "n"))
            : throw DemoScript.Broken(node.Start, $"“{text}”不是日子");
    }

    private DateOnly Start(YamlNode node) => _start ?? throw DemoScript.Broken(node.Start, "写了从 start 起的天数，这个案卷却没有写 start");

    /// <summary>A value reckoned from a day; numbers that lead out of the calendar are refused at their place.</summary>
    private static T InRange<T>(YamlNode node, Func<T> reckon)
    {
        try
        {
            return reckon();
        }
        catch (Exception exception) when (exception is ArgumentOutOfRangeException or OverflowException)
        {
            throw DemoScript.Broken(node.Start, $"“{node}”不是日子");
        }
    }

    private static string Written(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static int Number(Match match, string group) => int.Parse(match.Groups[group].ValueSpan, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(?<m>\d\d)-(?<n>\d\d)@(?<d>\d+)$")]
    private static partial Regex YearlyPattern();

    [GeneratedRegex(@"^@day\((?<d>-?\d+)\)$")]
    private static partial Regex DayPattern();

    [GeneratedRegex(@"^@start\((?<d>-?\d+)\)$")]
    private static partial Regex StartPattern();

    [GeneratedRegex(@"^@year\((?<d>\d+)\)(\+(?<p>\d+))?$")]
    private static partial Regex YearPattern();

    [GeneratedRegex(@"^@of\((?<n>[^,{}]+),\s*(?<s>\d{1,4}(\.\d{1,6})?)\)$")]
    private static partial Regex OfPattern();

    [GeneratedRegex(@"\{(?<n>[^{}\s]{1,40})\}")]
    private static partial Regex NamePattern();
}
