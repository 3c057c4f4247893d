using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Xml.Linq;

namespace Zhunsheng.Architecture.Tests;

/// <summary>Each project uses only floors below it.</summary>
public class FloorTests
{
    private static readonly ImmutableArray<string> s_lowerFour = ["Zhunsheng.Feel", "Zhunsheng.Dmn", "Zhunsheng.Rulebooks", "Zhunsheng.Casework"];

    /// <summary>What a project may use, directly or not.</summary>
    private static readonly ImmutableDictionary<string, ImmutableArray<string>> s_below = new Dictionary<string, ImmutableArray<string>>
    {
        ["Zhunsheng.Feel"] = [],
        ["Zhunsheng.Dmn"] = ["Zhunsheng.Feel"],
        ["Zhunsheng.Rulebooks"] = ["Zhunsheng.Feel", "Zhunsheng.Dmn"],
        ["Zhunsheng.Casework"] = ["Zhunsheng.Feel", "Zhunsheng.Dmn", "Zhunsheng.Rulebooks"],
        ["Zhunsheng.Storage"] = s_lowerFour,
        ["Zhunsheng.Documents"] = s_lowerFour,
        ["Zhunsheng.Web"] = [.. s_lowerFour, "Zhunsheng.Storage", "Zhunsheng.Documents"],
        ["Zhunsheng.Cli"] = [.. s_lowerFour, "Zhunsheng.Storage", "Zhunsheng.Documents"],
    }.ToImmutableDictionary();

    public static TheoryData<string> Projects => [.. s_below.Keys.Order(StringComparer.Ordinal)];

    [Fact]
    public void Projects_UnderSrc_AreTheFloors() => Assert.Equal(s_below.Keys.Order(StringComparer.Ordinal), Repository.Projects);

    [Theory]
    [MemberData(nameof(Projects))]
    public void ProjectReferences_OfAProject_LieBelowIt(string project)
    {
        var references = XDocument.Load(Repository.ProjectFile(project)).Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')));
        Found.Nothing(references.Except(s_below[project]));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void CompiledReferences_OfAProject_LieBelowIt(string project)
    {
        var references = References(project).Where(name => name.StartsWith("Zhunsheng.", StringComparison.Ordinal) || name == "zs");
        Found.Nothing(references.Except(s_below[project]));
    }

    [Theory]
    [InlineData("Zhunsheng.Feel")]
    [InlineData("Zhunsheng.Dmn")]
    [InlineData("Zhunsheng.Rulebooks", "YamlDotNet")]
    [InlineData("Zhunsheng.Casework")]
    public void CompiledReferences_OfAPureFloor_AreTheRuntimeOnly(string project, params string[] libraries)
    {
        var outside = References(project).Where(name => !name.StartsWith("System.", StringComparison.Ordinal) && !s_lowerFour.Contains(name));
        Found.Nothing(outside.Except(libraries));
    }

    private static ImmutableArray<string> References(string project)
    {
        using var file = new PEReader(File.OpenRead(Repository.Assembly(project)));
        var metadata = file.GetMetadataReader();
        return [.. metadata.AssemblyReferences.Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name))];
    }
}
