using System.Collections.Immutable;
using Zhunsheng.Rulebooks;

namespace Zhunsheng.Benchmarks;

/// <summary>The rulebooks of the repository that this program was built from.</summary>
internal static class RepositoryRulebooks
{
    /// <summary>The folder of the repository.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The names of the rulebooks.</summary>
    public static IEnumerable<string> Names => Directory.GetDirectories(Path.Combine(Root, "rulebooks")).Select(d => Path.GetFileName(d)!)
        .Where(d => File.Exists(Path.Combine(Root, "rulebooks", d, "rulebook.yaml"))).Order(StringComparer.Ordinal);

    /// <summary>The texts that a rulebook is read from.</summary>
    public static (RulebookText Text, ImmutableArray<RulebookText> Common) Texts(string id) =>
        (Text($"{id}/rulebook.yaml"), [Text("common/facts.yaml"), Text("common/questions.yaml"), Text("common/calendar.yaml")]);

    /// <summary>Reads a rulebook.</summary>
    public static Rulebook Load(string id)
    {
        var (text, common) = Texts(id);
        var reading = RulebookReader.Read(text, common);
        return reading.Rulebook ?? throw new InvalidOperationException(string.Join('\n', reading.Findings));
    }

    private static RulebookText Text(string path) => new(path, File.ReadAllText(Path.Combine(Root, "rulebooks", path)));

    private static string FindRoot()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "Zhunsheng.slnx")))
        {
            root = root.Parent ?? throw new InvalidOperationException("The benchmarks run outside the repository.");
        }

        return root.FullName;
    }
}
