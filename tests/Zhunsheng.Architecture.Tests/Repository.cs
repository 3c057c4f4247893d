using System.Text.RegularExpressions;

namespace Zhunsheng.Architecture.Tests;

/// <summary>The files of the repository as the tests read them.</summary>
internal static partial class Repository
{
    /// <summary>The folder that holds the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The names of the projects under src.</summary>
    public static IEnumerable<string> Projects => Directory.EnumerateDirectories(Path.Combine(Root, "src")).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal);

    /// <summary>The project file of a project under src.</summary>
    public static string ProjectFile(string project) => Path.Combine(Root, "src", project, project + ".csproj");

    /// <summary>The compiled assembly of a project under src; the command is called zs.</summary>
    public static string Assembly(string project) => Path.Combine(AppContext.BaseDirectory, (project == "Zhunsheng.Cli" ? "zs" : project) + ".dll");

    /// <summary>The written sources below a folder, without what the build makes.</summary>
    public static IEnumerable<string> Sources(string folder, params string[] extensions) =>
        Directory.EnumerateFiles(Path.Combine(Root, folder), "*", SearchOption.AllDirectories)
            .Where(path => extensions.Contains(Path.GetExtension(path)))
            .Where(path => !MadePattern().IsMatch(Relative(path)))
            .Order(StringComparer.Ordinal);

    /// <summary>A path as seen from the root, with slashes.</summary>
    public static string Relative(string path) => Path.GetRelativePath(Root, path).Replace('\\', '/');

    /// <summary>The lines of a C# or Razor source with comments blanked out, so that line numbers stay.</summary>
    public static string[] Code(string path) => CommentPattern()
        .Replace(File.ReadAllText(path), match => match.Groups["text"].Success ? match.Value : new string('\n', match.Value.Count(c => c == '\n')))
        .Split('\n');

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Zhunsheng.slnx")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests run outside the repository.");
    }

    [GeneratedRegex("(^|/)(bin|obj)/")]
    private static partial Regex MadePattern();

    // Texts are matched first, so that // inside one begins no comment.
    [GeneratedRegex("""(?<text>"{3,}[\s\S]*?"{3,}|@"(?:[^"]|"")*"|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])')|//[^\n]*|/\*[\s\S]*?\*/|@\*[\s\S]*?\*@|<!--[\s\S]*?-->""")]
    private static partial Regex CommentPattern();
}
