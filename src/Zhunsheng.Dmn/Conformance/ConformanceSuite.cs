using System.Collections.Immutable;
using System.Xml;
using System.Xml.Linq;
using Zhunsheng.Feel;

namespace Zhunsheng.Dmn.Conformance;

/// <summary>Puts the cases of the public DMN conformance suite to their models and compares.</summary>
public static class ConformanceSuite
{
    /// <summary>Runs the test cases of a folder, in the order of its files. Each result node of each case is one result.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="at">The moment that <c>now()</c> gives.</param>
    public static ImmutableArray<ConformanceResult> Run(ConformanceFolder folder, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(folder);
        var results = ImmutableArray.CreateBuilder<ConformanceResult>();
        var models = new Dictionary<string, DmnReading?>();
        foreach (var file in folder.Files.Where(f => IsTest(f.Name)).OrderBy(f => f.Name, StringComparer.Ordinal))
        {
            if (Tests(file) is not { } tests)
            {
                results.Add(new(folder.Name, file.Name, "", FeelValue.Null, FeelValue.Null, false, "这份测试文件读不出来"));
                continue;
            }

            var name = Child(tests, "modelName")?.Value.Trim() ?? "";
            if (!models.TryGetValue(name, out var reading))
            {
                models[name] = reading = Read(folder, name);
            }

            foreach (var test in tests.Elements().Where(e => e.Name.LocalName == "testCase"))
            {
                foreach (var node in test.Elements().Where(e => e.Name.LocalName == "resultNode"))
                {
                    results.Add(Run(folder.Name, test, node, reading, at));
                }
            }
        }

        return results.ToImmutable();
    }

    /// <summary>Whether a file holds test cases, by its name.</summary>
    public static bool IsTest(string name) => name.EndsWith(".xml", StringComparison.Ordinal) && name.Contains("-test-", StringComparison.Ordinal);

    private static DmnReading? Read(ConformanceFolder folder, string name)
    {
        var model = folder.Files.FirstOrDefault(f => f.Name == name);
        return model is null
            ? null
            : DmnReader.Read(model.Source, folder.Files.Where(f => f != model && f.Name.EndsWith(".dmn", StringComparison.Ordinal)).Select(f => f.Source));
    }

    private static ConformanceResult Run(string folder, XElement test, XElement node, DmnReading? reading, DateTimeOffset at)
    {
        var (id, name) = (test.Attribute("id")?.Value ?? "", node.Attribute("name")?.Value ?? "");
        var expected = Child(node, "expected") is { } holder ? ExpectedValue.Read(holder) : FeelValue.Null;
        if (reading?.Model is not { } model)
        {
            return new(folder, id, name, expected, FeelValue.Null, false, reading is null ? "没有这个模型" : $"模型读不出来：{reading.Diagnostics.FirstOrDefault()}");
        }

        var inputs = new Dictionary<string, FeelValue>();
        foreach (var input in test.Elements().Where(e => e.Name.LocalName == "inputNode"))
        {
            var space = input.Attribute("namespace")?.Value;
            inputs[(space is null ? "" : $"{{{space}}}") + (input.Attribute("name")?.Value ?? "")] = ExpectedValue.Read(input);
        }

        if (Ask(model, test, name, inputs, at) is not { } answer)
        {
            return new(folder, id, name, expected, FeelValue.Null, false, "模型里没有这个判定");
        }

        var passed = ExpectedValue.Same(expected, answer.Value);
        var why = passed ? null : string.Join("；", answer.Reasons.Select(r => $"{r.Element}：{r.Message}（第{r.Line}行）")
            .Concat(reading.Diagnostics.Where(d => d.Element == name).Take(3).Select(d => d.ToString())));
        return new(folder, id, name, expected, answer.Value, passed, why);
    }

    private static DmnAnswer? Ask(DmnModel model, XElement test, string node, Dictionary<string, FeelValue> inputs, DateTimeOffset at)
    {
        if (test.Attribute("invocableName")?.Value is not { } invocable)
        {
            return model.HasDecision(node) ? model.Evaluate(node, inputs, at) : null;
        }

        if (!model.Invocables.Contains(invocable))
        {
            return null;
        }

        // A service with several output decisions answers a context; the result node names one of them.
        var answer = model.Invoke(invocable, inputs, at);
        return model.OutputsOf(invocable) is { Length: > 1 } outputs && outputs.Contains(node) ? answer with { Value = answer.Value.AsContext?[node] ?? FeelValue.Null } : answer;
    }

    private static XElement? Tests(ConformanceFile file)
    {
        try
        {
            using var reader = file.Source.Open(new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            return XDocument.Load(reader, LoadOptions.PreserveWhitespace).Root;
        }
        catch (XmlException)
        {
            return null;
        }
    }

    private static XElement? Child(XElement parent, string name) => parent.Elements().FirstOrDefault(e => e.Name.LocalName == name);
}
