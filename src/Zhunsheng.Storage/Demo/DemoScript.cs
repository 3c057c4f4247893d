using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;
using Zhunsheng.Feel;
using Zhunsheng.Rulebooks;

namespace Zhunsheng.Storage.Demo;

/// <summary>An organisation of the demo data.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Roles">The roles of the rulebook it holds.</param>
/// <param name="People">Its people: account name → name as shown.</param>
public sealed record DemoOrganisation(string Name, ImmutableArray<string> Roles, ImmutableArray<KeyValuePair<string, string>> People);

/// <summary>An account of the demo data that is entered into a pool of experts.</summary>
/// <param name="Account">The account name.</param>
/// <param name="Role">The role that is drawn.</param>
/// <param name="Unit">The organisation the expert works for.</param>
/// <param name="Title">The professional title; may be empty.</param>
/// <param name="Specialties">The specialties.</param>
public sealed record DemoExpert(string Account, string Role, string Unit, string Title, ImmutableArray<string> Specialties);

/// <summary>An act of the demo data.</summary>
/// <param name="File">The name of the case file in the script.</param>
/// <param name="On">The day.</param>
/// <param name="Step">The step.</param>
/// <param name="Outcome">The outcome; null for the only one.</param>
/// <param name="Key">For a step that occurs once per value: the value, a number or a text; null for the only open one.</param>
/// <param name="Facts">What is filled in here and nowhere else.</param>
/// <param name="Papers">Papers handed in besides those that are due.</param>
/// <param name="Omit">Papers that are due and not handed in.</param>
/// <param name="By">The organisation that acts; null for the one that holds the role.</param>
public sealed record DemoAct(
    string File, DateOnly On, string Step, string? Outcome, FeelValue? Key, ImmutableDictionary<string, JsonNode?> Facts,
    ImmutableArray<string> Papers, ImmutableArray<string> Omit, string? By);

/// <summary>A case file of the demo data.</summary>
/// <param name="Name">Its name in the script.</param>
/// <param name="Owner">The organisation that opens it; null for the one that holds the role of its opening step.</param>
/// <param name="Facts">What its forms are filled with.</param>
public sealed record DemoFile(string Name, string? Owner, ImmutableDictionary<string, JsonNode?> Facts);

/// <summary>
/// What the demo data of a rulebook consists of: organisations, people, and acts in the order of their days. Read from demo.yaml beside the rulebook,
/// so that a further jurisdiction has its demo data without code.
/// </summary>
public sealed partial class DemoScript
{
    private DemoScript(ImmutableArray<DemoOrganisation> organisations, ImmutableArray<DemoExpert> experts, ImmutableDictionary<string, JsonNode?> defaults, ImmutableArray<DemoFile> files, ImmutableArray<DemoAct> acts) =>
        (Organisations, Experts, Defaults, Files, Acts) = (organisations, experts, defaults, files, acts);

    /// <summary>The organisations.</summary>
    public ImmutableArray<DemoOrganisation> Organisations { get; }

    /// <summary>Who is in the pools of experts.</summary>
    public ImmutableArray<DemoExpert> Experts { get; }

    /// <summary>What forms are filled with where a file says nothing.</summary>
    public ImmutableDictionary<string, JsonNode?> Defaults { get; }

    /// <summary>The case files.</summary>
    public ImmutableArray<DemoFile> Files { get; }

    /// <summary>The acts of all files, by day; those of one day in the order written.</summary>
    public ImmutableArray<DemoAct> Acts { get; }

    /// <summary>Reads a script. Throws <see cref="DemoTextException"/> when it cannot be read.</summary>
    /// <param name="text">The YAML.</param>
    /// <param name="today">The day from which days are reckoned.</param>
    public static DemoScript Read(string text, DateOnly today)
    {
        YamlStream stream;
        try
        {
            stream = BoundedYaml.Load(text, BoundedYaml.DepthOfFiles);
        }
        catch (YamlException exception)
        {
            throw Broken(exception.Start, exception.Message);
        }

        if (stream.Documents.Count != 1)
        {
            throw Broken(stream.Documents.Count == 0 ? Mark.Empty : stream.Documents[1].RootNode.Start, stream.Documents.Count == 0 ? "什么也没有写" : "一个文件只能有一份文档，从这里起是第二份");
        }

        var root = Map(stream.Documents[0].RootNode);
        var organisations = Entries(root, "organisations").Select(o => new DemoOrganisation(
            o.Key,
            [.. Texts(Map(o.Value), "roles")],
            [.. Entries(Map(o.Value), "people").Select(p => KeyValuePair.Create(p.Key, Scalar(p.Value)))])).ToImmutableArray();
        var experts = Entries(root, "experts").Select(e => new DemoExpert(
            e.Key, Scalar(Required(Map(e.Value), "role")), Scalar(Required(Map(e.Value), "unit")), Optional(Map(e.Value), "title") ?? "", [.. Texts(Map(e.Value), "specialties")])).ToImmutableArray();
        var files = ImmutableArray.CreateBuilder<DemoFile>();
        var acts = new List<DemoAct>();
        foreach (var (name, node) in Entries(root, "files"))
        {
            var map = Map(node);
            files.Add(new DemoFile(name, Optional(map, "owner"), Facts(map, "facts", today)));
            acts.AddRange(Sequence(Required(map, "acts")).Select(a => ReadAct(name, Map(a), today)));
        }

        return new DemoScript(organisations, experts, Facts(root, "defaults", today), files.ToImmutable(), [.. acts.OrderBy(a => a.On)]);
    }

    private static DemoAct ReadAct(string file, YamlMappingNode map, DateOnly today) => new(
        file,
        Day(Required(map, "on"), today),
        Scalar(Required(map, "step")),
        Optional(map, "outcome"),
        Optional(map, "key") is { } key ? decimal.TryParse(key, NumberStyles.Number, CultureInfo.InvariantCulture, out var number) ? FeelValue.Of(number) : FeelValue.Of(key) : null,
        Facts(map, "facts", today),
        [.. Texts(map, "papers")],
        [.. Texts(map, "omit")],
        Optional(map, "by"));

    /// <summary>A day: days before today, MM-DD@days for that day in the year it was so many days ago, or a date.</summary>
    private static DateOnly Day(YamlNode node, DateOnly today) => InRange(node, () => DayOf(node, today));

    /// <summary>A value reckoned from today; numbers that lead out of the calendar are refused at their place.</summary>
    private static T InRange<T>(YamlNode node, Func<T> reckon)
    {
        try
        {
            return reckon();
        }
        catch (Exception exception) when (exception is ArgumentOutOfRangeException or OverflowException)
        {
            throw Broken(node.Start, $"“{node}”不是日子");
        }
    }

    private static DateOnly DayOf(YamlNode node, DateOnly today)
    {
        var text = Scalar(node);
        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var offset))
        {
            return today.AddDays(offset);
        }

        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            return date;
        }

        var match = YearlyPattern().Match(text);
        return match.Success
            ? new DateOnly(today.AddDays(-Number(match, "d")).Year, Number(match, "m"), Number(match, "n"))
            : throw Broken(node.Start, $"“{text}”不是日子");
    }

    private static ImmutableDictionary<string, JsonNode?> Facts(YamlMappingNode map, string key, DateOnly today) =>
        Entries(map, key).ToImmutableDictionary(e => e.Key, e => Json(e.Value, today));

    private static JsonNode? Json(YamlNode node, DateOnly today)
    {
        if (node is YamlSequenceNode list)
        {
            return new JsonArray([.. list.Children.Select(c => Json(c, today))]);
        }

        if (node is YamlMappingNode record)
        {
            return new JsonObject(record.Children.Select(c => KeyValuePair.Create(Scalar(c.Key), Json(c.Value, today))));
        }

        var scalar = node as YamlScalarNode ?? throw Broken(node.Start, "应当是一个值");
        var text = scalar.Value ?? "";
        if (DayPattern().Match(text) is { Success: true } day)
        {
            return InRange(node, () => today.AddDays(Number(day, "d"))).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        }

        if (YearPattern().Match(text) is { Success: true } year)
        {
            return InRange(node, () => today.AddDays(-Number(year, "d")).Year + (year.Groups["p"].Success ? Number(year, "p") : 0));
        }

        return scalar.Style != ScalarStyle.Plain ? text
            : text is "true" or "false" ? text == "true"
            : decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number
            : text;
    }

    private static int Number(Match match, string group) => int.Parse(match.Groups[group].ValueSpan, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    private static YamlMappingNode Map(YamlNode node) => node as YamlMappingNode ?? throw Broken(node.Start, "应当是一组“键: 值”");

    private static IList<YamlNode> Sequence(YamlNode node) => (node as YamlSequenceNode)?.Children ?? throw Broken(node.Start, "应当是一个列表，每项以“- ”开头");

    private static YamlNode Required(YamlMappingNode map, string key) => map.Children.TryGetValue(key, out var node) ? node : throw Broken(map.Start, $"缺少 {key}");

    private static string Scalar(YamlNode node) => (node as YamlScalarNode)?.Value ?? throw Broken(node.Start, "应当是一个值");

    private static string? Optional(YamlMappingNode map, string key) => map.Children.TryGetValue(key, out var node) ? Scalar(node) : null;

    private static IEnumerable<KeyValuePair<string, YamlNode>> Entries(YamlMappingNode map, string key) =>
        map.Children.TryGetValue(key, out var node) ? Map(node).Children.Select(c => KeyValuePair.Create(Scalar(c.Key), c.Value)) : [];

    private static IEnumerable<string> Texts(YamlMappingNode map, string key) =>
        map.Children.TryGetValue(key, out var node) ? Sequence(node).Select(Scalar) : [];

    private static DemoTextException Broken(Mark at, string message) => new((int)Math.Max(1, at.Line), (int)Math.Max(1, at.Column), message);

    [GeneratedRegex(@"^(?<m>\d\d)-(?<n>\d\d)@(?<d>\d+)$")]
    private static partial Regex YearlyPattern();

    [GeneratedRegex(@"^@day\((?<d>-?\d+)\)$")]
    private static partial Regex DayPattern();

    [GeneratedRegex(@"^@year\((?<d>\d+)\)(\+(?<p>\d+))?$")]
    private static partial Regex YearPattern();
}
