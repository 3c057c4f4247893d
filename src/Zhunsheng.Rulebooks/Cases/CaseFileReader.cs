using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Zhunsheng.Rulebooks;

/// <summary>Reads worked cases from YAML: a list of mappings with the keys id, article, title, facts, at, ask, args, expect, blocked_by, certainty, note.</summary>
public static class CaseFileReader
{
    private const string SecondDocument = "一个文件只能有一份文档，从这里起是第二份；去掉前面的“---”，或者另存一个文件";

    private static readonly ImmutableArray<string> s_keys =
        ["id", "article", "title", "facts", "at", "ask", "args", "expect", "blocked_by", "certainty", "note"];

    private static readonly ImmutableArray<string> s_required = ["id", "article", "title", "facts", "ask", "expect"];

    /// <summary>Reads a file of cases. Never throws on bad input: everything wrong is a finding with file, line and column.</summary>
    public static CaseReading Read(RulebookText file)
    {
        ArgumentNullException.ThrowIfNull(file);
        var findings = ImmutableArray.CreateBuilder<Finding>();
        var cases = ImmutableArray.CreateBuilder<RulebookCase>();
        var refused = 0;
        var seen = new Dictionary<string, int>();
        foreach (var node in Items(file, findings))
        {
            var before = findings.Count;
            var read = new CaseNode(file.Path, node, findings).Read(seen);
            if (read is not null && findings.Count == before)
            {
                cases.Add(read);
            }
            else
            {
                refused++;
            }
        }

        return new(cases.ToImmutable(), findings.ToImmutable(), refused);
    }

    /// <summary>A mapping in YAML or JSON, as a JSON object: the form in which facts and arguments are handed in from outside. Null with a finding when it is none.</summary>
    public static (JsonElement? Value, Finding? Error) ReadMapping(RulebookText text)
    {
        ArgumentNullException.ThrowIfNull(text);
        try
        {
            var stream = BoundedYaml.Load(text.Text, BoundedYaml.DepthOfFacts);
            return stream.Documents switch
            {
                [] => (null, new Finding(FindingSeverity.Error, text.Path, 1, 1, "什么也没有写；应写“要素名: 值”，没有要素时写 {}")),
                [{ RootNode: YamlMappingNode mapping }] => (YamlJson.ToJson(mapping), null),
                [_, var second, ..] => (null, At(text.Path, second.RootNode.Start, SecondDocument)),
                [var document] => (null, At(text.Path, document.RootNode.Start, "应写成一个映射：要素名: 值")),
            };
        }
        catch (YamlException exception)
        {
            return (null, At(text.Path, exception.Start, Reason(exception)));
        }
    }

    private static List<YamlNode> Items(RulebookText file, ImmutableArray<Finding>.Builder findings)
    {
        try
        {
            var stream = BoundedYaml.Load(file.Text, BoundedYaml.DepthOfFiles);
            switch (stream.Documents)
            {
                case []:
                    return [];
                case [{ RootNode: YamlSequenceNode sequence }]:
                    return [.. sequence.Children];
                case [{ RootNode: var root }] when YamlJson.IsNull(root):
                    return [];
                case [_, var second, ..]:
                    findings.Add(At(file.Path, second.RootNode.Start, SecondDocument));
                    break;
                case [var first]:
                    findings.Add(At(file.Path, first.RootNode.Start, "例题文件是一个列表，每道例题以“- id: …”开头"));
                    break;
            }
        }
        catch (YamlException exception)
        {
            findings.Add(At(file.Path, exception.Start, Reason(exception)));
        }

        return [];
    }

    private static string Reason(YamlException exception) =>
        exception.Message.Any(c => c is >= '\u4e00' and <= '\u9fff') ? exception.Message : $"YAML 写法有误，检查缩进、引号、冒号后的空格和重复的键（{exception.Message}）";

    private static Finding At(string path, Mark mark, string message) =>
        new(FindingSeverity.Error, path, (int)Math.Max(1, mark.Line), (int)Math.Max(1, mark.Column), message);

    /// <summary>One case that is being read.</summary>
    private sealed class CaseNode(string path, YamlNode node, ImmutableArray<Finding>.Builder findings)
    {
        private readonly Dictionary<string, YamlNode> _values = [];

        public RulebookCase? Read(Dictionary<string, int> seen)
        {
            if (node is not YamlMappingNode mapping)
            {
                Report(node, "例题是一个映射，以 id、article、title、facts、ask、expect 为键");
                return null;
            }

            foreach (var (key, value) in mapping.Children)
            {
                if (key is not YamlScalarNode { Value: { } name } || !s_keys.Contains(name))
                {
                    Report(key, $"例题不认识的键 {key}{Nearest.Hint(key.ToString(), s_keys)} 可用的键：{string.Join("、", s_keys)}");
                    continue;
                }

                _values[name] = value;
            }

            foreach (var key in s_required.Where(key => !_values.ContainsKey(key)))
            {
                Report(node, $"例题缺少 {key}" + (key == "expect" ? "；判断不了或条文没有说时写 expect: null" : ""));
            }

            var id = Text("id");
            if (id is not null && !seen.TryAdd(id, Line(node)))
            {
                Report(_values["id"], $"编号 {id} 已经用在第 {seen[id]} 行；每道例题的编号不能重复");
            }

            var article = Text("article");
            var articles = article is null ? null : Citation.Several(article);
            if (article is not null && articles is null)
            {
                Report(_values["article"], $"“{article}”不是条文的写法；应写“第”“条”之间的中文数字，可加款、项，附件写“附件”，几处用“、”隔开");
            }

            var title = Text("title");
            var ask = Text("ask");
            var note = _values.ContainsKey("note") ? Text("note") : null;
            var certainty = _values.ContainsKey("certainty") ? Text("certainty") : "sure";
            if (certainty is not (null or "sure" or "debatable"))
            {
                Report(_values["certainty"], $"certainty 只能是 sure 或 debatable，不能是“{certainty}”");
            }

            var facts = Mapping("facts");
            var args = _values.ContainsKey("args") ? Mapping("args") : EmptyMapping();
            var at = Day();
            var blockedBy = Articles();
            var expect = Json("expect");
            return id is null || articles is null || title is null || ask is null || facts is null || args is null || expect is null
                ? null
                : new RulebookCase
                {
                    Id = id,
                    Articles = articles.Value,
                    Title = title,
                    Facts = facts.Value,
                    At = at,
                    Ask = ask,
                    Args = args.Value,
                    Expect = expect.Value,
                    BlockedBy = blockedBy,
                    Debatable = certainty == "debatable",
                    Note = note,
                    Path = path,
                    Line = Line(node),
                };
        }

        private static int Line(YamlNode place) => (int)place.Start.Line;

        private static JsonElement? EmptyMapping() => YamlJson.ToJson(new YamlMappingNode());

        private void Report(YamlNode place, string message) => findings.Add(At(path, place.Start, message));

        private string? Text(string key)
        {
            if (!_values.TryGetValue(key, out var value))
            {
                return null;
            }

            if (value is YamlScalarNode { Value: { } text } && !YamlJson.IsNull(value))
            {
                return text;
            }

            Report(value, $"{key} 应写文字");
            return null;
        }

        private JsonElement? Mapping(string key)
        {
            if (!_values.TryGetValue(key, out var value))
            {
                return null;
            }

            if (value is YamlMappingNode)
            {
                return Json(key);
            }

            if (YamlJson.IsNull(value))
            {
                return EmptyMapping();
            }

            Report(value, $"{key} 应写成映射：名字: 值；没有时写 {{}}");
            return null;
        }

        private JsonElement? Json(string key)
        {
            if (!_values.TryGetValue(key, out var value))
            {
                return null;
            }

            try
            {
                return YamlJson.ToJson(value);
            }
            catch (YamlException exception)
            {
                findings.Add(At(path, exception.Start, exception.Message));
                return null;
            }
        }

        private DateOnly? Day()
        {
            if (!_values.TryGetValue("at", out var value) || YamlJson.IsNull(value))
            {
                return null;
            }

            if (value is YamlScalarNode { Value: { } text } && DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            {
                return day;
            }

            Report(value, $"at 应写成日期，如 2026-03-10，写的是“{value}”");
            return null;
        }

        private ImmutableArray<string>? Articles()
        {
            if (!_values.TryGetValue("blocked_by", out var value) || YamlJson.IsNull(value))
            {
                return null;
            }

            if (value is not YamlSequenceNode sequence)
            {
                Report(value, "blocked_by 应写成条文的列表，没有时写 []");
                return null;
            }

            var articles = ImmutableArray.CreateBuilder<string>();
            foreach (var item in sequence.Children)
            {
                if (item is YamlScalarNode { Value: { } text } && Citation.IsWellFormed(text))
                {
                    articles.Add(text);
                }
                else
                {
                    Report(item, $"“{item}”不是条文的写法；blocked_by 里写整条，不写款、项");
                }
            }

            return articles.ToImmutable();
        }
    }
}
