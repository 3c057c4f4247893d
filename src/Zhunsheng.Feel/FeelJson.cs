using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Zhunsheng.Feel.Binding;
using Zhunsheng.Feel.Evaluation;

namespace Zhunsheng.Feel;

/// <summary>
/// Values to JSON and back. Numbers are exact decimals; days, times and durations are ISO 8601 texts; ranges and functions are written as FEEL would write them.
/// </summary>
public static class FeelJson
{
    /// <summary>Writes a value.</summary>
    public static void Write(Utf8JsonWriter writer, FeelValue value)
    {
        ArgumentNullException.ThrowIfNull(writer);
        switch (value.Kind)
        {
            case FeelKind.Null:
                writer.WriteNullValue();
                break;
            case FeelKind.Boolean:
                writer.WriteBooleanValue(value.IsTrue);
                break;
            case FeelKind.Number:
                writer.WriteRawValue(FeelText.Number(value.Raw), true);
                break;
            case FeelKind.String:
                writer.WriteStringValue(value.Chars);
                break;
            case FeelKind.List when RuntimeHelpers.TryEnsureSufficientExecutionStack():
                writer.WriteStartArray();
                foreach (var item in value.Items)
                {
                    Write(writer, item);
                }

                writer.WriteEndArray();
                break;
            case FeelKind.Context when RuntimeHelpers.TryEnsureSufficientExecutionStack():
                writer.WriteStartObject();
                foreach (var entry in value.AsContext!.Entries)
                {
                    writer.WritePropertyName(entry.Key);
                    Write(writer, entry.Value);
                }

                writer.WriteEndObject();
                break;
            case FeelKind.List or FeelKind.Context:
                writer.WriteNullValue();
                break;
            default:
                writer.WriteStringValue(FeelText.Plain(value));
                break;
        }
    }

    /// <summary>Reads a value of a type; throws <see cref="FormatException"/>, with the reason in Chinese, where the JSON is no such value.</summary>
    public static FeelValue Read(JsonElement json, FeelType type) =>
        TryRead(json, type, out var value, out var error) ? value : throw new FormatException(error);

    /// <summary>
    /// Reads a value of a type. JSON's null is null of any type; a text becomes a day, time or duration where the type says so, and stays a text where it says Any.
    /// A context of known entries takes no others. On a mismatch the error says what was wanted and what was found, in Chinese.
    /// </summary>
    public static bool TryRead(JsonElement json, FeelType type, out FeelValue value, out string? error)
    {
        ArgumentNullException.ThrowIfNull(type);
        value = default;
        error = null;
        switch (json.ValueKind)
        {
            case JsonValueKind.Null or JsonValueKind.Undefined:
                return true;
            case JsonValueKind.True or JsonValueKind.False when type.Kind is null or FeelKind.Boolean:
                value = FeelValue.Of(json.ValueKind == JsonValueKind.True);
                return true;
            case JsonValueKind.Number when type.Kind is null or FeelKind.Number:
                if (decimal.TryParse(json.GetRawText(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
                {
                    value = FeelValue.Of(number);
                    return InRange(type, ref value, out error);
                }

                error = $"数字“{json.GetRawText()}”超出了范围（最多约28位）";
                return false;
            case JsonValueKind.String:
                return TryText(json.GetString()!, type, out value, out error);
            case JsonValueKind.Array when type.Kind is null or FeelKind.List:
                return TryList(json, type.Item ?? FeelType.Any, out value, out error);
            case JsonValueKind.Object when type.Kind is null or FeelKind.Context:
                return TryContext(json, type.Entries, out value, out error);
            default:
                error = Mismatch(type, json);
                return false;
        }
    }

    private static bool TryText(string text, FeelType type, out FeelValue value, out string? error)
    {
        error = null;
        value = type.Kind switch
        {
            null or FeelKind.String => FeelValue.Of(text),
            FeelKind.Date => TemporalText.Date(text),
            FeelKind.Time => TemporalText.Time(text),
            FeelKind.DateTime => TemporalText.DateTime(text),
            FeelKind.DaysTimeDuration or FeelKind.YearsMonthsDuration => TemporalText.Duration(text),
            _ => FeelValue.Null,
        };
        if (value.IsNull || (type.Kind is not null && value.Kind != type.Kind))
        {
            value = default;
            error = $"要的是{Types.Chinese(type)}{Example(type)}，写的是文本“{text}”";
            return false;
        }

        if (type.AllowedValues is { } allowed && !allowed.Contains(text))
        {
            value = default;
            error = $"取值没有“{text}”，只能是：{string.Join("、", allowed)}{NearestName.Question(text, allowed)}";
            return false;
        }

        return InRange(type, ref value, out error);
    }

    private static bool InRange(FeelType type, ref FeelValue value, out string? error)
    {
        error = null;
        if (type.AllowedRange is not { } range || Order.Within(range, value) == FeelTruth.True)
        {
            return true;
        }

        error = $"要在 {FeelText.Plain(FeelValue.Of(range))} 之内，写的是 {FeelText.Plain(value)}";
        value = default;
        return false;
    }

    private static bool TryList(JsonElement json, FeelType item, out FeelValue value, out string? error)
    {
        value = default;
        error = null;
        var items = new List<FeelValue>();
        foreach (var element in json.EnumerateArray())
        {
            if (!TryRead(element, item, out var read, out error))
            {
                error = $"第{items.Count + 1}项：{error}";
                return false;
            }

            items.Add(read);
        }

        value = FeelValue.OfOwned([.. items]);
        return true;
    }

    private static bool TryContext(JsonElement json, ImmutableDictionary<string, FeelType>? known, out FeelValue value, out string? error)
    {
        value = default;
        error = null;
        var entries = new List<KeyValuePair<string, FeelValue>>();
        foreach (var property in json.EnumerateObject())
        {
            var type = FeelType.Any;
            if (known is not null && !known.TryGetValue(property.Name, out type!))
            {
                error = $"没有叫“{property.Name}”的要素{NearestName.Question(property.Name, known.Keys)}";
                return false;
            }

            if (!TryRead(property.Value, type, out var read, out error))
            {
                error = $"“{property.Name}”：{error}";
                return false;
            }

            entries.Add(new(property.Name, read));
        }

        value = FeelValue.Of(new FeelContext(entries));
        return true;
    }

    private static string Mismatch(FeelType type, JsonElement json)
    {
        var found = json.ValueKind switch
        {
            JsonValueKind.Number => $"数字 {json.GetRawText()}",
            JsonValueKind.True => "是否 true",
            JsonValueKind.False => "是否 false",
            JsonValueKind.Array => "列表",
            _ => "记录",
        };
        return $"要的是{Types.Chinese(type)}{Example(type)}，写的是{found}";
    }

    private static string Example(FeelType type) => type.Kind switch
    {
        FeelKind.Date => "（如 2025-01-31）",
        FeelKind.Time => "（如 09:00:00）",
        FeelKind.DateTime => "（如 2025-01-31T09:00:00）",
        FeelKind.DaysTimeDuration => "（如 P5D）",
        FeelKind.YearsMonthsDuration => "（如 P6M）",
        FeelKind.Boolean => "（true 或 false）",
        _ => "",
    };
}
