using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Zhunsheng.Feel;

namespace Zhunsheng.Casework;

/// <summary>
/// JSON with one way of writing each value: members sorted by UTF-16 code units, no white space, numbers as plain decimals without trailing zeros,
/// in texts only quotation mark, backslash and control characters escaped.
/// </summary>
internal static class CanonicalJson
{
    /// <summary>Writes an object; members whose text is null are left out.</summary>
    public static string Object(params IEnumerable<KeyValuePair<string, string?>> members)
    {
        var parts = members.Where(m => m.Value is not null).OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => Text(m.Key) + ":" + m.Value);
        return "{" + string.Join(',', parts) + "}";
    }

    /// <summary>Writes an array of written values.</summary>
    public static string Array(IEnumerable<string> items) => "[" + string.Join(',', items) + "]";

    /// <summary>Writes a text; null stays null.</summary>
    [return: System.Diagnostics.CodeAnalysis.NotNullIfNotNull(nameof(text))]
    public static string? Text(string? text)
    {
        if (text is null)
        {
            return null;
        }

        var builder = new StringBuilder(text.Length + 2).Append('"');
        foreach (var c in text)
        {
            _ = c switch
            {
                '"' => builder.Append("\\\""),
                '\\' => builder.Append("\\\\"),
                '\b' => builder.Append("\\b"),
                '\f' => builder.Append("\\f"),
                '\n' => builder.Append("\\n"),
                '\r' => builder.Append("\\r"),
                '\t' => builder.Append("\\t"),
                < ' ' => builder.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture)),
                _ => builder.Append(c),
            };
        }

        return builder.Append('"').ToString();
    }

    /// <summary>Writes a number.</summary>
    public static string Number(decimal number) => (number / 1.0000000000000000000000000000m).ToString(CultureInfo.InvariantCulture);

    /// <summary>Writes a day.</summary>
    public static string Day(DateOnly day) => Text(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    /// <summary>Writes a value of the expression language. Only the kinds that facts can have are written.</summary>
    public static string Value(FeelValue value) => value.Kind switch
    {
        FeelKind.Null => "null",
        FeelKind.Boolean => value.IsTrue ? "true" : "false",
        FeelKind.Number => Number(value.AsNumber!.Value),
        FeelKind.String => Text(value.AsString!),
        FeelKind.Date => Object(KeyValuePair.Create("date", (string?)Day(value.AsDate!.Value))),
        FeelKind.List => Array(value.AsList!.Select(Value)),
        FeelKind.Context => Object(KeyValuePair.Create("record", (string?)Object(value.AsContext!.Entries.Select(e => KeyValuePair.Create(e.Key, (string?)Value(e.Value)))))),
        _ => throw new ArgumentException($"A value of kind {value.Kind} cannot stand in an act", nameof(value)),
    };

    /// <summary>Writes values by name.</summary>
    public static string Values(ImmutableDictionary<string, FeelValue> values) =>
        Object(values.Select(v => KeyValuePair.Create(v.Key, (string?)Value(v.Value))));

    /// <summary>Reads a value. Throws <see cref="FormatException"/> for what <see cref="Value"/> never writes.</summary>
    public static FeelValue ReadValue(JsonElement json)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Null:
                return FeelValue.Null;
            case JsonValueKind.True:
                return FeelValue.True;
            case JsonValueKind.False:
                return FeelValue.False;
            case JsonValueKind.Number:
                return FeelValue.Of(json.GetDecimal());
            case JsonValueKind.String:
                return FeelValue.Of(json.GetString());
            case JsonValueKind.Array:
                return FeelValue.ListOf(json.EnumerateArray().Select(ReadValue));
            case JsonValueKind.Object when json.TryGetProperty("date", out var day):
                return FeelValue.Of(ReadDay(day));
            case JsonValueKind.Object when json.TryGetProperty("record", out var record):
                return FeelValue.Of(new FeelContext(record.EnumerateObject().Select(p => KeyValuePair.Create(p.Name, ReadValue(p.Value)))));
            default:
                throw new FormatException("Not a value of an act: " + json.GetRawText());
        }
    }

    /// <summary>Reads values by name.</summary>
    public static ImmutableDictionary<string, FeelValue> ReadValues(JsonElement json) =>
        json.EnumerateObject().ToImmutableDictionary(p => p.Name, p => ReadValue(p.Value));

    /// <summary>Reads a day.</summary>
    public static DateOnly ReadDay(JsonElement json) => DateOnly.ParseExact(json.GetString()!, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
