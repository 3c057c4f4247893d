using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;
using Zhunsheng.Feel;

namespace Zhunsheng.Rulebooks;

/// <summary>The only place that deals with YAML: one text, its nodes with their places, and the findings about it.</summary>
internal sealed class YamlText
{
    private readonly List<Finding> _findings;
    private string[] _lines = [];

    public YamlText(string path, List<Finding> findings)
    {
        Path = path;
        _findings = findings;
    }

    public string Path { get; }

    /// <summary>The root mapping, or null when the text is not YAML or not a mapping.</summary>
    public YamlMap? Root(string text)
    {
        _lines = text.Split('\n');
        try
        {
            var stream = BoundedYaml.Load(text, BoundedYaml.DepthOfFiles);
            if (stream.Documents.Count == 1 && stream.Documents[0].RootNode is YamlMappingNode root)
            {
                return new YamlMap(this, root, "文件");
            }

            if (stream.Documents.Count > 1)
            {
                var second = stream.Documents[1].RootNode.Start;
                Error(second.Line, second.Column, "一个文件只能有一份文档，从这里起是第二份；去掉前面的“---”，或者另存一个文件");
                return null;
            }

            var start = stream.Documents.Count > 0 ? stream.Documents[0].RootNode.Start : Mark.Empty;
            Error(Math.Max(1, start.Line), Math.Max(1, start.Column), "文件应当是一组“键: 值”，现在不是；第一行写 id: 手册编号");
        }
        catch (YamlException exception)
        {
            var (line, column, message) = Malformed(text, exception);
            Error(line, column, message);
        }

        return null;
    }

    private static (long Line, long Column, string Message) Malformed(string text, YamlException exception)
    {
        if (exception.InnerException is InvalidOperationException or ArgumentException)
        {
            var (line, column) = Unclosed(text) ?? (1, 1);
            return (line, column, "YAML 写法有误：" + exception.Message);
        }

        if (exception.Message.Any(c => c is >= '\u4e00' and <= '\u9fff') && exception.InnerException is null)
        {
            return (Math.Max(1, exception.Start.Line), Math.Max(1, exception.Start.Column), exception.Message);
        }

        var lines = text.Split('\n');
        var tab = Array.FindIndex(lines, l => l.Length > 0 && l[..^l.TrimStart().Length].Contains('\t', StringComparison.Ordinal));
        if (tab >= 0)
        {
            return (tab + 1, lines[tab].IndexOf('\t', StringComparison.Ordinal) + 1, "YAML 写法有误：缩进里有制表符，改成空格");
        }

        var message = exception.Message.Contains("Duplicate key", StringComparison.OrdinalIgnoreCase) ? $"同一个键写了两次：{lines[Math.Clamp((int)exception.Start.Line - 1, 0, lines.Length - 1)].Split(':')[0].Trim()}；合成一处，或者去掉一处"
            : exception.Message.Contains("mapping values are not allowed", StringComparison.OrdinalIgnoreCase) ? "这一行里多了一个冒号，或者缩进不对；文字里有冒号要加引号"
            : exception.Message.Contains("did not find expected", StringComparison.OrdinalIgnoreCase) ? "括号、引号或缩进没有配对"
            : $"读不下去（{exception.Message}）";
        return Unclosed(text) is { } open && message.StartsWith('括') ? (open.Line, open.Column, "YAML 写法有误：" + message) : (exception.Start.Line, exception.Start.Column, "YAML 写法有误：" + message);
    }

    /// <summary>The place of the first bracket that is never closed; null when all are. Quoted text and comments do not count.</summary>
    private static (int Line, int Column)? Unclosed(string text)
    {
        var open = new List<(int Line, int Column)>();
        var (line, column, quote) = (1, 0, '\0');
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            column++;
            if (c == '\n')
            {
                (line, column) = (line + 1, 0);
            }
            else if (quote != '\0')
            {
                quote = c == quote ? '\0' : quote;
            }
            else if (c is '"' or '\'' && (i == 0 || text[i - 1] is ' ' or '[' or '{' or ',' or '('))
            {
                quote = c;
            }
            else if (c == '#' && (i == 0 || text[i - 1] is ' ' or '\n'))
            {
                i = text.IndexOf('\n', i) is var end and >= 0 ? end - 1 : text.Length;
            }
            else if (c is '[' or '{')
            {
                open.Add((line, column));
            }
            else if (c is ']' or '}' && open.Count > 0)
            {
                open.RemoveAt(open.Count - 1);
            }
        }

        return open.Count > 0 ? open[0] : null;
    }

    public void Error(YamlNode node, string message) => Error(node.Start.Line, node.Start.Column, message);

    public void Error(long line, long column, string message) =>
        _findings.Add(new Finding(FindingSeverity.Error, Path, (int)line, (int)column, message));

    public void Warn(long line, long column, string message) =>
        _findings.Add(new Finding(FindingSeverity.Warning, Path, (int)line, (int)column, message));

    public void Warn(YamlNode node, string message) =>
        _findings.Add(new Finding(FindingSeverity.Warning, Path, (int)node.Start.Line, (int)node.Start.Column, message));

    /// <summary>Reports what a compilation found, at the place of the scalar.</summary>
    public void Report(YamlNode node, IEnumerable<FeelDiagnostic> diagnostics)
    {
        foreach (var d in diagnostics)
        {
            var (line, column) = Within(node, d.Line, d.Column);
            _findings.Add(new Finding(d.Severity == FeelSeverity.Error ? FindingSeverity.Error : FindingSeverity.Warning, Path, line, column, d.Message));
        }
    }

    /// <summary>
    /// The place in the file of a place in the value of a scalar. A value over several lines has lost its indentation and perhaps its line ends: what is not
    /// white space stands in both in the same order, so it is counted.
    /// </summary>
    private (int Line, int Column) Within(YamlNode node, int line, int column)
    {
        var (first, start) = ((int)node.Start.Line, (int)node.Start.Column);
        if (node is not YamlScalarNode { Value: { } value } scalar)
        {
            return (first, start);
        }

        var quoted = scalar.Style is ScalarStyle.SingleQuoted or ScalarStyle.DoubleQuoted ? 1 : 0;
        var block = scalar.Style is ScalarStyle.Literal or ScalarStyle.Folded;
        if (!block && node.End.Line == node.Start.Line)
        {
            return (first + line - 1, line == 1 ? start + column - 1 + quoted : column);
        }

        var before = value.Split('\n').Take(line - 1).Sum(l => l.Count(c => !char.IsWhiteSpace(c)))
            + (value.Split('\n').ElementAtOrDefault(line - 1) ?? "").Take(column - 1).Count(c => !char.IsWhiteSpace(c));
        // The end of the value is behind its last character.
        var behind = before >= value.Count(c => !char.IsWhiteSpace(c)) ? 1 : 0;
        before -= behind;
        for (var y = block ? first + 1 : first; y <= _lines.Length; y++)
        {
            var text = _lines[y - 1];
            for (var x = y == first ? start + quoted : 1; x <= text.Length; x++)
            {
                if (!char.IsWhiteSpace(text[x - 1]) && before-- == 0)
                {
                    return (y, x + behind);
                }
            }
        }

        return (first, start);
    }

    /// <summary>A value literal: plain true/false/null/number by their look, quoted text as text, lists and mappings by their parts.</summary>
    public static FeelValue Literal(YamlNode node) => node switch
    {
        YamlScalarNode scalar => Scalar(scalar),
        YamlSequenceNode list => FeelValue.ListOf(list.Children.Select(Literal)),
        YamlMappingNode map => FeelValue.Of(new FeelContext(map.Children.Select(c => KeyValuePair.Create(((YamlScalarNode)c.Key).Value ?? "", Literal(c.Value))))),
        _ => FeelValue.Null,
    };

    private static FeelValue Scalar(YamlScalarNode scalar)
    {
        var text = scalar.Value ?? "";
        if (scalar.Style != ScalarStyle.Plain)
        {
            return FeelValue.Of(text);
        }

        return text switch
        {
            "" or "null" or "~" => FeelValue.Null,
            "true" => FeelValue.True,
            "false" => FeelValue.False,
            _ when decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) => FeelValue.Of(number),
            _ when DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) => FeelValue.Of(date),
            _ => FeelValue.Of(text),
        };
    }
}

/// <summary>A mapping whose keys are taken one by one; what is left over at the end is unknown and reported.</summary>
internal sealed class YamlMap
{
    private readonly List<KeyValuePair<YamlScalarNode, YamlNode>> _entries = [];
    private readonly HashSet<string> _taken = [];
    private readonly List<string> _known = [];

    public YamlMap(YamlText text, YamlMappingNode node, string what)
    {
        Text = text;
        Node = node;
        What = what;
        foreach (var (key, value) in node.Children)
        {
            if (key is YamlScalarNode scalar)
            {
                _entries.Add(new(scalar, value));
            }
            else
            {
                text.Error(key, $"{what}：键应当是一个词");
            }
        }
    }

    public YamlText Text { get; }

    public YamlMappingNode Node { get; }

    public string What { get; }

    public int Line => (int)Node.Start.Line;

    public IEnumerable<(string Name, YamlScalarNode Key, YamlNode Value)> Entries => _entries.Select(e => (e.Key.Value ?? "", e.Key, e.Value));

    public bool Has(string key) => _entries.Any(e => e.Key.Value == key);

    public YamlNode? Take(string key)
    {
        _known.Add(key);
        _taken.Add(key);
        return _entries.FirstOrDefault(e => e.Key.Value == key).Value;
    }

    public YamlNode? Require(string key)
    {
        var node = Take(key);
        if (node is null)
        {
            Text.Error(Node, $"{What}：缺少 {key}");
        }

        return node;
    }

    public string? String(string key) => AsString(Take(key), key);

    public string RequireString(string key) => AsString(Require(key), key) ?? "";

    public bool Flag(string key, bool absent = false)
    {
        var node = Take(key);
        if (node is null)
        {
            return absent;
        }

        if (YamlText.Literal(node).AsBoolean is { } value)
        {
            return value;
        }

        Text.Error(node, $"{What}：{key} 应当写 true 或 false");
        return absent;
    }

    public int? Integer(string key)
    {
        var node = Take(key);
        if (node is null)
        {
            return null;
        }

        if (YamlText.Literal(node).AsNumber is { } value && value == decimal.Truncate(value) && Math.Abs(value) < 100000)
        {
            return (int)value;
        }

        Text.Error(node, $"{What}：{key} 应当是整数");
        return null;
    }

    public DateOnly? Date(string key)
    {
        var node = Take(key);
        if (node is null || (node is YamlScalarNode s && YamlText.Literal(s).IsNull))
        {
            return null;
        }

        if (node is YamlScalarNode scalar && DateOnly.TryParseExact(scalar.Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            return date;
        }

        Text.Error(node, node is YamlScalarNode { Value: { } day } && DateLike(day) ? $"{What}：{key} 写的 {day} 没有这一天" : $"{What}：{key} 应当是日期，写成 2026-01-31");
        return null;
    }

    private static bool DateLike(string text) => text.Length == 10 && text[4] == '-' && text[7] == '-' && text.All(c => char.IsAsciiDigit(c) || c == '-');

    /// <summary>A text or a list of texts.</summary>
    public IReadOnlyList<(string Text, YamlNode Node)> Strings(string key)
    {
        var node = Take(key);
        return node is null ? [] : StringsOf(node, key);
    }

    public IReadOnlyList<(string Text, YamlNode Node)> StringsOf(YamlNode node, string key)
    {
        var nodes = node is YamlSequenceNode list ? list.Children : [node];
        var result = new List<(string, YamlNode)>();
        foreach (var item in nodes)
        {
            if (AsString(item, key) is { } text)
            {
                result.Add((text, item));
            }
        }

        return result;
    }

    public YamlMap? Map(string key)
    {
        var node = Take(key);
        return node is null ? null : AsMap(node, $"{What}的 {key}");
    }

    public YamlMap? AsMap(YamlNode node, string what)
    {
        if (node is YamlMappingNode map)
        {
            return new YamlMap(Text, map, what);
        }

        if (!(node is YamlScalarNode { Value: null or "" }))
        {
            Text.Error(node, $"{what}：应当是一组“键: 值”");
        }

        return null;
    }

    /// <summary>Reports every key that was not taken.</summary>
    public void Finish()
    {
        foreach (var (key, _) in _entries.Where(e => !_taken.Contains(e.Key.Value ?? "")))
        {
            Text.Error(key, $"{What}：不认识的键 {key.Value}{Nearest.Hint(key.Value ?? "", _known)}");
        }
    }

    private string? AsString(YamlNode? node, string key)
    {
        switch (node)
        {
            case null:
                return null;
            case YamlScalarNode scalar:
                return scalar.Value;
            default:
                Text.Error(node, $"{What}：{key} 应当是一段文字");
                return null;
        }
    }
}
