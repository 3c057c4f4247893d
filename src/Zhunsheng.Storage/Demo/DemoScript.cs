using System.Collections.Immutable;
using System.Text.Json.Nodes;
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
public sealed class DemoScript
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
        Known(root, "organisations", "experts", "defaults", "stories", "files");
        var organisations = Entries(root, "organisations").Select(o => new DemoOrganisation(
            o.Key,
            [.. Texts(Map(o.Value), "roles")],
            [.. Entries(Map(o.Value), "people").Select(p => KeyValuePair.Create(p.Key, Scalar(p.Value)))])).ToImmutableArray();
        var experts = Entries(root, "experts").Select(e => new DemoExpert(
            e.Key, Scalar(Required(Map(e.Value), "role")), Scalar(Required(Map(e.Value), "unit")), Optional(Map(e.Value), "title") ?? "", [.. Texts(Map(e.Value), "specialties")])).ToImmutableArray();
        var defaults = Entries(root, "defaults").ToList();
        var stories = Entries(root, "stories").ToDictionary(s => s.Key, s => DemoStory.Read(Map(s.Value)));
        var files = ImmutableArray.CreateBuilder<DemoFile>();
        var acts = new List<DemoAct>();
        foreach (var (name, node) in Entries(root, "files"))
        {
            var map = Map(node);
            Known(map, "kind", "owner", "story", "start", "shift", "until", "skip", "but", "facts", "acts");
            var told = new DemoTeller(map, today, defaults, stories);
            files.Add(new DemoFile(name, Optional(map, "owner"), told.Facts));
            acts.AddRange(told.Acts(name));
        }

        return new DemoScript(
            organisations, experts, defaults.Where(d => !DemoTeller.IsTold(d.Value)).ToImmutableDictionary(d => d.Key, d => DemoTeller.Plain(d.Value, today)), files.ToImmutable(), [.. acts.OrderBy(a => a.On)]);
    }

    /// <summary>Refuses keys that mean nothing here: what is mistyped must not be passed over.</summary>
    internal static void Known(YamlMappingNode map, params string[] keys)
    {
        foreach (var (key, _) in map.Children)
        {
            if (!keys.Contains(Scalar(key)))
            {
                throw Broken(key.Start, $"不认识的键 {Scalar(key)}；这里可以写：{string.Join("、", keys)}");
            }
        }
    }

    internal static YamlMappingNode Map(YamlNode node) => node as YamlMappingNode ?? throw Broken(node.Start, "应当是一组“键: 值”");

    internal static IList<YamlNode> Sequence(YamlNode node) => (node as YamlSequenceNode)?.Children ?? throw Broken(node.Start, "应当是一个列表，每项以“- ”开头");

    internal static YamlNode Required(YamlMappingNode map, string key) => map.Children.TryGetValue(key, out var node) ? node : throw Broken(map.Start, $"缺少 {key}");

    internal static string Scalar(YamlNode node) => (node as YamlScalarNode)?.Value ?? throw Broken(node.Start, "应当是一个值");

    internal static string? Optional(YamlMappingNode map, string key) => map.Children.TryGetValue(key, out var node) ? Scalar(node) : null;

    internal static IEnumerable<KeyValuePair<string, YamlNode>> Entries(YamlMappingNode map, string key) =>
        map.Children.TryGetValue(key, out var node) ? Map(node).Children.Select(c => KeyValuePair.Create(Scalar(c.Key), c.Value)) : [];

    internal static IEnumerable<string> Texts(YamlMappingNode map, string key) =>
        map.Children.TryGetValue(key, out var node) ? Sequence(node).Select(Scalar) : [];

    internal static DemoTextException Broken(Mark at, string message) => new((int)Math.Max(1, at.Line), (int)Math.Max(1, at.Column), message);
}
