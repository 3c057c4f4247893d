using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;
using Zhunsheng.Rulebooks;

namespace Zhunsheng.EndToEnd;

/// <summary>Reads a life. What is wrong is said with file, line and column.</summary>
internal sealed partial class LifeReader
{
    private static readonly string[] s_always = ["on", "by", "file", "says", "silent"];
    private static readonly string[] s_form = [.. s_always, "outcome", "facts", "omit", "add"];
    private static readonly (string Key, LifeDeed Deed, string[] Known)[] s_deeds =
    [
        ("begin", LifeDeed.Begin, [.. s_form, "as", "warned"]),
        ("do", LifeDeed.Do, [.. s_form, "key", "warned"]),
        ("try", LifeDeed.Try, [.. s_form, "key", "kept", "warned"]),
        ("see", LifeDeed.See, s_always),
        ("none", LifeDeed.None, s_always),
        ("recount", LifeDeed.Recount, s_always),
    ];

    private readonly string _name;

    private LifeReader(string name) => _name = name;

    /// <summary>The life of a rulebook. Throws <see cref="InvalidDataException"/> when it cannot be read.</summary>
    /// <param name="folder">The folder of lives.</param>
    /// <param name="name">The rulebook.</param>
    public static Life Read(string folder, string name) => new LifeReader(name).Of(File.ReadAllText(Path.Combine(folder, name + ".yaml")));

    private Life Of(string text)
    {
        YamlStream stream;
        try
        {
            stream = BoundedYaml.Load(text, BoundedYaml.DepthOfFiles);
        }
        catch (YamlException e)
        {
            throw Broken(e.Start, e.Message);
        }

        var root = Map(stream.Documents[0].RootNode);
        Known(root, "people", "defaults", "acts", "expect");
        var people = Entries(root, "people").ToImmutableDictionary(p => p.Key, p => Person(p.Value));
        var (acts, files) = Acts(Required(root, "acts"), people.Keys.ToHashSet());
        var ends = ImmutableDictionary.CreateBuilder<string, LifeEnd>();
        foreach (var (file, node) in Entries(root, "expect"))
        {
            if (!files.Contains(file))
            {
                throw Broken(node.Start, $"no act opens {file}; opened are {string.Join(", ", files)}");
            }

            ends[file] = End(Map(node));
        }

        return new Life(_name, people, Facts(root, "defaults"), acts, ends.ToImmutable());
    }

    private LifePerson Person(YamlNode node)
    {
        var said = Sequence(node).Select(Scalar).ToArray();
        return said.Length > 1 ? new LifePerson(said[0], [.. said[1..]]) : throw Broken(node.Start, "a person is [organisation, role, …]");
    }

    private (ImmutableArray<LifeAct> Acts, List<string> Files) Acts(YamlNode node, HashSet<string> people)
    {
        var acts = ImmutableArray.CreateBuilder<LifeAct>();
        var files = new List<string>();
        var (on, by, file) = (default(DateOnly?), default(string), default(string));
        foreach (var map in Sequence(node).Select(Map))
        {
            if (s_deeds.FirstOrDefault(d => map.Children.ContainsKey(d.Key)) is not { Key: { } word } deed)
            {
                throw Broken(map.Start, $"an act needs one of: {string.Join(", ", s_deeds.Select(d => d.Key))}");
            }

            Known(map, [word, .. deed.Known]);
            if (Optional(map, "on") is { } day)
            {
                var next = DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var read) ? read : throw Broken(map.Children["on"].Start, "on is a day: 2024-06-03");
                on = on <= next || on is null ? next : throw Broken(map.Children["on"].Start, $"{day} lies before the act before it, of {on:yyyy-MM-dd}");
            }

            by = Optional(map, "by") ?? by ?? throw Broken(map.Start, "the first act says by whom");
            if (!people.Contains(by))
            {
                throw Broken(map.Start, $"nobody is called {by}; there are {string.Join(", ", people.Order())}");
            }

            if (deed.Deed == LifeDeed.Begin)
            {
                file = Optional(map, "as") ?? throw Broken(map.Start, "a file that is opened is given a name with as");
                if (!NamePattern().IsMatch(file) || files.Contains(file))
                {
                    throw Broken(map.Children["as"].Start, "a file is called by small Latin letters and digits, and no two alike");
                }

                files.Add(file);
            }
            else if (Optional(map, "file") is { } told)
            {
                file = told.Length == 0 || files.Contains(told) ? told : throw Broken(map.Children["file"].Start, $"no act before opens {told}; opened are {string.Join(", ", files)}");
            }

            acts.Add(new LifeAct((int)map.Start.Line, deed.Deed, Scalar(map.Children[word]), on ?? throw Broken(map.Start, "the first act says on which day"), by, string.IsNullOrEmpty(file) ? null : file)
            {
                Outcome = Optional(map, "outcome"),
                Key = Optional(map, "key"),
                Facts = Facts(map, "facts"),
                Omit = Texts(map, "omit"),
                Add = Texts(map, "add"),
                Says = Texts(map, "says"),
                Silent = Texts(map, "silent"),
                Warned = Texts(map, "warned"),
                Kept = Entries(map, "kept").ToImmutableDictionary(k => k.Key, k => Scalar(k.Value)),
            });
        }

        return (acts.ToImmutable(), files);
    }

    private LifeEnd End(YamlMappingNode map)
    {
        Known(map, "closed", "acts", "facts", "steps", "may");
        int Count(YamlNode node) => int.TryParse(Scalar(node), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : throw Broken(node.Start, "a count is expected");
        bool? Answer(YamlNode node) => Json(node) switch { null => null, var j when j.GetValueKind() is System.Text.Json.JsonValueKind.True or System.Text.Json.JsonValueKind.False => j.GetValue<bool>(), _ => throw Broken(node.Start, "true, false or ~") };
        return new LifeEnd(
            map.Children.TryGetValue("closed", out var closed) ? Answer(closed) : null,
            map.Children.TryGetValue("acts", out var acts) ? Count(acts) : null,
            Facts(map, "facts"),
            Entries(map, "steps").ToImmutableDictionary(s => s.Key, s => Count(s.Value)),
            Entries(map, "may").ToImmutableDictionary(s => s.Key, s => Answer(s.Value)));
    }

    private ImmutableDictionary<string, JsonNode?> Facts(YamlMappingNode map, string key) => Entries(map, key).ToImmutableDictionary(e => e.Key, e => Json(e.Value));

    private JsonNode? Json(YamlNode node) => node switch
    {
        YamlSequenceNode list => new JsonArray([.. list.Select(Json)]),
        YamlMappingNode map => new JsonObject(map.Children.Select(c => KeyValuePair.Create(Scalar(c.Key), Json(c.Value)))),
        YamlScalarNode { Style: not ScalarStyle.Plain, Value: var quoted } => quoted,
        YamlScalarNode { Value: null or "" or "~" or "null" } => null,
        YamlScalarNode { Value: "true" or "false" } yes => yes.Value == "true",
        YamlScalarNode { Value: { } plain } when NumberPattern().IsMatch(plain) => decimal.Parse(plain, CultureInfo.InvariantCulture),
        YamlScalarNode { Value: var plain } => plain,
        _ => throw Broken(node.Start, "a value, a list or a mapping is expected"),
    };

    private void Known(YamlMappingNode map, params string[] keys)
    {
        foreach (var key in map.Children.Keys.Where(k => !keys.Contains(Scalar(k))))
        {
            throw Broken(key.Start, $"{Scalar(key)} is not known here; known are {string.Join(", ", keys)}");
        }
    }

    private YamlMappingNode Map(YamlNode node) => node as YamlMappingNode ?? throw Broken(node.Start, "a mapping is expected");

    private IList<YamlNode> Sequence(YamlNode node) => (node as YamlSequenceNode)?.Children ?? throw Broken(node.Start, "a list is expected");

    private string Scalar(YamlNode node) => (node as YamlScalarNode)?.Value ?? throw Broken(node.Start, "a single value is expected");

    private YamlNode Required(YamlMappingNode map, string key) => map.Children.TryGetValue(key, out var node) ? node : throw Broken(map.Start, $"{key} is missing");

    private string? Optional(YamlMappingNode map, string key) => map.Children.TryGetValue(key, out var node) ? Scalar(node) : null;

    private IEnumerable<KeyValuePair<string, YamlNode>> Entries(YamlMappingNode map, string key) =>
        map.Children.TryGetValue(key, out var node) ? Map(node).Children.Select(c => KeyValuePair.Create(Scalar(c.Key), c.Value)) : [];

    private ImmutableArray<string> Texts(YamlMappingNode map, string key) => map.Children.TryGetValue(key, out var node) ? [.. Sequence(node).Select(Scalar)] : [];

    private InvalidDataException Broken(Mark at, string message) => new($"Lives/{_name}.yaml({at.Line},{at.Column}): {message}");

    [GeneratedRegex("^-?[0-9]+(\\.[0-9]+)?$")]
    private static partial Regex NumberPattern();

    [GeneratedRegex("^[a-z][a-z0-9]*$")]
    private static partial Regex NamePattern();
}
