using System.Collections.Immutable;
using YamlDotNet.RepresentationModel;

namespace Zhunsheng.Storage.Demo;

/// <summary>A course that several files of the demo data take: what their forms say, and the acts in order.</summary>
/// <param name="Facts">What forms are filled with, as written.</param>
/// <param name="Acts">The acts, as written.</param>
internal sealed record DemoStory(ImmutableArray<KeyValuePair<string, YamlNode>> Facts, ImmutableArray<YamlMappingNode> Acts)
{
    /// <summary>Reads it.</summary>
    public static DemoStory Read(YamlMappingNode map)
    {
        DemoScript.Known(map, "facts", "acts");
        return new DemoStory([.. DemoScript.Entries(map, "facts")], [.. DemoScript.Sequence(DemoScript.Required(map, "acts")).Select(DemoScript.Map)]);
    }
}
