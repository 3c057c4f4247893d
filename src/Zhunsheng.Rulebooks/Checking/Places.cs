using YamlDotNet.RepresentationModel;

namespace Zhunsheng.Rulebooks;

/// <summary>Where things stand in the text of a rulebook.</summary>
internal sealed class Places
{
    private readonly YamlMappingNode _root;
    private readonly string _path;

    private Places(YamlMappingNode root, string path) => (_root, _path) = (root, path);

    /// <summary>The places in a text that has been read without errors.</summary>
    public static Places Of(RulebookText text)
    {
        var stream = BoundedYaml.Load(text.Text, BoundedYaml.DepthOfFiles);
        return new Places((YamlMappingNode)stream.Documents[0].RootNode, text.Path);
    }

    /// <summary>A finding at what a section under some article calls by a name, or at the deepest part of the path below it that is written.</summary>
    public Finding At(FindingSeverity severity, string message, string section, string name, params string[] path)
    {
        var place = Sections(section).Select(s => Follow(s, [name, .. path])).Where(f => f.Depth > 0).OrderByDescending(f => f.Depth).Select(f => f.Node).FirstOrDefault() ?? _root;
        return Make(severity, message, place);
    }

    /// <summary>A finding at an entry at the head of the rulebook: a role, a setting, a phase, a kind.</summary>
    public Finding AtHead(FindingSeverity severity, string message, params string[] path) => Make(severity, message, Follow(_root, path).Node ?? _root);

    /// <summary>Whether a path below a section's entry is written.</summary>
    public bool Has(string section, string name, params string[] path) => Sections(section).Any(s => Follow(s, [name, .. path]).Depth == path.Length + 1);

    /// <summary>Whether a section of some article has an entry of this name.</summary>
    public bool Names(string section, string name) => Has(section, name);

    private Finding Make(FindingSeverity severity, string message, YamlNode node) => new(severity, _path, (int)node.Start.Line, (int)node.Start.Column, message);

    private IEnumerable<YamlMappingNode> Sections(string section) => Child(_root, "articles").Value is YamlMappingNode articles
        ? articles.Children.Values.OfType<YamlMappingNode>().Select(a => Child(a, section).Value).OfType<YamlMappingNode>()
        : [];

    /// <summary>As far down a path as it is written: the last key or item, and how many parts were found.</summary>
    private static (YamlNode? Node, int Depth) Follow(YamlNode? from, string[] path)
    {
        YamlNode? last = null;
        var depth = 0;
        foreach (var part in path)
        {
            if (Child(from, part) is not { Key: { } key } found)
            {
                break;
            }

            (last, from, depth) = (key, found.Value, depth + 1);
        }

        return (last, depth);
    }

    /// <summary>An entry of a mapping by its key, or an item of a list by its text or by the key of its only entry.</summary>
    private static (YamlNode? Key, YamlNode? Value) Child(YamlNode? node, string name)
    {
        switch (node)
        {
            case YamlMappingNode map:
                var entry = map.Children.FirstOrDefault(c => c.Key is YamlScalarNode { Value: { } key } && key == name);
                return (entry.Key, entry.Value);
            case YamlSequenceNode list:
                foreach (var item in list.Children)
                {
                    if (item is YamlScalarNode { Value: { } text } && text == name)
                    {
                        return (item, null);
                    }

                    if (item is YamlMappingNode inner && Child(inner, name) is { Key: { } key } found)
                    {
                        return (key, found.Value);
                    }
                }

                return default;
            case YamlScalarNode { Value: { } value } when value == name:
                return (node, null);
            default:
                return default;
        }
    }
}
