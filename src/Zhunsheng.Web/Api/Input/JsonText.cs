using System.Globalization;
using System.Text;
using System.Text.Json;
using Zhunsheng.Web.Api.Answers;
using Zhunsheng.Web.Api.Problems;

namespace Zhunsheng.Web.Api.Input;

/// <summary>Reads the text of a request as JSON and says exactly where it is wrong: names given twice, numbers that cannot be kept exactly, broken characters, too deep nesting.</summary>
internal static class JsonText
{
    /// <summary>The most digits that an exact number holds.</summary>
    private const int MostDigits = 28;

    /// <summary>The document. Throws <see cref="ApiException"/> with the places that are wrong.</summary>
    public static JsonDocument Parse(ReadOnlyMemory<byte> text)
    {
        var body = text.Span.StartsWith(Encoding.UTF8.Preamble) ? text[Encoding.UTF8.Preamble.Length..] : text;
        if (body.Span.Trim(" \t\r\n"u8).IsEmpty)
        {
            throw ProblemKind.MalformedJson.Thrown("请求没有正文；写一个 JSON 对象：{…}", new PlaceError("", "正文是空的"));
        }

        try
        {
            if (Faults(body.Span) is { Count: > 0 } faults)
            {
                throw ProblemKind.MalformedJson.Thrown(faults[0].Detail, faults);
            }

            return JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = ApiJson.Deepest });
        }
        catch (JsonException e)
        {
            var place = string.Create(CultureInfo.InvariantCulture, $"第{(e.LineNumber ?? 0) + 1}行第{(e.BytePositionInLine ?? 0) + 1}字节");
            throw ProblemKind.MalformedJson.Thrown($"{place}读不下去：检查引号、逗号和括号", new PlaceError("", place + "读不下去"));
        }
    }

    private static List<PlaceError> Faults(ReadOnlySpan<byte> body)
    {
        var faults = new List<PlaceError>();
        var levels = new Stack<Level>();
        var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = 1000 });
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject or JsonTokenType.StartArray:
                    if (levels.Count >= ApiJson.Deepest)
                    {
                        faults.Add(new PlaceError(PointerOf(levels), string.Create(CultureInfo.InvariantCulture, $"嵌套超过{ApiJson.Deepest}层")));
                        return faults;
                    }

                    levels.Push(new Level(reader.TokenType == JsonTokenType.StartObject));
                    break;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    levels.Pop();
                    Passed(levels);
                    break;
                case JsonTokenType.PropertyName:
                    levels.Peek().Name = TextOf(ref reader) ?? "";
                    if (TextOf(ref reader) is null)
                    {
                        faults.Add(new PlaceError(PointerOf(levels), "名字里有残缺的字符"));
                    }
                    else if (!levels.Peek().Names.Add(levels.Peek().Name))
                    {
                        faults.Add(new PlaceError(PointerOf(levels), $"“{levels.Peek().Name}”写了两次，只能写一次"));
                    }

                    break;
                case JsonTokenType.Number:
                    if (Number(ref reader) is { } tooLong)
                    {
                        faults.Add(new PlaceError(PointerOf(levels), tooLong));
                    }

                    Passed(levels);
                    break;
                case JsonTokenType.String:
                    if (TextOf(ref reader) is not { } text)
                    {
                        faults.Add(new PlaceError(PointerOf(levels), "文字里有残缺的字符"));
                    }
                    else if (text.Contains('\0', StringComparison.Ordinal))
                    {
                        faults.Add(new PlaceError(PointerOf(levels), "文字里有不能显示的控制字符"));
                    }

                    Passed(levels);
                    break;
                default:
                    Passed(levels);
                    break;
            }
        }

        return faults;
    }

    private static void Passed(Stack<Level> levels)
    {
        if (levels.TryPeek(out var level) && !level.IsObject)
        {
            level.Index++;
        }
    }

    private static string PointerOf(Stack<Level> levels) => string.Concat(levels.Reverse().Select(l => "/" + (l.IsObject ? Pointer.Escape(l.Name) : l.Index.ToString(CultureInfo.InvariantCulture))));

    /// <summary>The text of a name or value; null when it holds half a character.</summary>
    private static string? TextOf(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>What is wrong with a number; null when it can be kept exactly.</summary>
    private static string? Number(ref Utf8JsonReader reader)
    {
        var raw = Encoding.ASCII.GetString(reader.ValueSpan);
        var mantissa = raw.Split('e', 'E')[0];
        var digits = mantissa.Where(char.IsAsciiDigit).SkipWhile(c => c == '0').Count();
        return raw.Length > 64 || digits > MostDigits || !reader.TryGetDecimal(out var number) || (number == 0 && digits > 0)
            ? string.Create(CultureInfo.InvariantCulture, $"数字“{(raw.Length > 40 ? raw[..40] + "…" : raw)}”不能原样保存：最多{MostDigits}位")
            : null;
    }

    private sealed class Level(bool isObject)
    {
        public bool IsObject { get; } = isObject;

        public string Name { get; set; } = "";

        public int Index { get; set; }

        public HashSet<string> Names { get; } = new(StringComparer.Ordinal);
    }
}

/// <summary>JSON pointers (RFC 6901).</summary>
internal static class Pointer
{
    /// <summary>A name as a part of a pointer.</summary>
    public static string Escape(string name) => name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    /// <summary>A pointer of these names.</summary>
    public static string Of(params IEnumerable<string> names) => string.Concat(names.Select(n => "/" + Escape(n)));
}
