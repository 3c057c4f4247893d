using System.Text.RegularExpressions;
using Zhunsheng.Feel;

namespace Zhunsheng.Dmn.Tests.Models;

/// <summary>The example of the package's README does what it says.</summary>
public partial class ReadmeTests
{
    [Fact]
    public void Example_OfTheReadme_AnswersAsWritten()
    {
        var readme = File.ReadAllText(Repository.File("src", "Zhunsheng.Dmn", "README.md"));
        var reading = DmnReader.Read(new DmnSource("fee.dmn", XmlBlock().Match(readme).Groups[1].Value));
        Assert.Empty(reading.Diagnostics);
        var model = reading.Model!;
        var answer = model.Evaluate("Fee", new Dictionary<string, FeelValue> { ["Age"] = FeelValue.Of(70m), ["Days Late"] = FeelValue.Of(12m) });
        var unknown = model.Evaluate("Fee", new Dictionary<string, FeelValue> { ["Age"] = FeelValue.Of(70m) });
        Assert.Equal([answer.Value.ToString(), unknown.Value.ToString(), unknown.Reasons[0].Kind.ToString()], Comments().Matches(readme).Select(m => m.Groups[1].Value));
    }

    [GeneratedRegex("```xml\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex XmlBlock();

    [GeneratedRegex(@"^Console\.WriteLine\([^\n]*; +// (\S+)$", RegexOptions.Multiline)]
    private static partial Regex Comments();
}
