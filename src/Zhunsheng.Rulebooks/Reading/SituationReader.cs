using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Zhunsheng.Feel;

namespace Zhunsheng.Rulebooks;

/// <summary>A finding about input that came from outside: a case, a form, a request.</summary>
/// <param name="Name">The fact or argument; null when it is about the whole.</param>
/// <param name="Message">What is wrong and how to mend it, in Chinese.</param>
public sealed record InputError(string? Name, string Message);

/// <summary>Reads facts and arguments from outside, strictly: unknown names and wrong types are errors, null is unknown.</summary>
public static partial class SituationReader
{
    /// <summary>The first day that a fact may name.</summary>
    public static DateOnly FirstDay { get; } = new(1900, 1, 1);

    /// <summary>The last day that a fact may name.</summary>
    public static DateOnly LastDay { get; } = new(2199, 12, 31);

    /// <summary>Facts from a JSON object. Returns what could be read and every error.</summary>
    public static (ImmutableDictionary<string, FeelValue> Facts, ImmutableArray<InputError> Errors) Facts(Rulebook rulebook, JsonElement json)
    {
        ArgumentNullException.ThrowIfNull(rulebook);
        var facts = ImmutableDictionary.CreateBuilder<string, FeelValue>();
        var errors = ImmutableArray.CreateBuilder<InputError>();
        if (json.ValueKind != JsonValueKind.Object)
        {
            errors.Add(new InputError(null, "要素应当是一个对象：{\"总投资\": 350}"));
            return (facts.ToImmutable(), errors.ToImmutable());
        }

        foreach (var property in json.EnumerateObject())
        {
            if (!rulebook.Facts.TryGetValue(property.Name, out var fact))
            {
                errors.Add(new InputError(property.Name, $"没有叫“{property.Name}”的要素{Nearest.Hint(property.Name, rulebook.Facts.Keys)}"));
            }
            else if (!TryRead(fact, property.Value, out var value, out var error))
            {
                errors.Add(new InputError(property.Name, $"{property.Name}：{error}"));
            }
            else if (!value.IsNull)
            {
                facts[property.Name] = value;
            }
        }

        return (facts.ToImmutable(), errors.ToImmutable());
    }

    /// <summary>The arguments of a question from a JSON object.</summary>
    public static (ImmutableDictionary<string, FeelValue> Arguments, ImmutableArray<InputError> Errors) Arguments(Rulebook rulebook, string question, JsonElement json)
    {
        ArgumentNullException.ThrowIfNull(rulebook);
        var arguments = ImmutableDictionary.CreateBuilder<string, FeelValue>();
        var errors = ImmutableArray.CreateBuilder<InputError>();
        if (!rulebook.Questions.TryGetValue(question, out var definition))
        {
            errors.Add(new InputError(null, $"没有叫“{question}”的判定{Nearest.Hint(question, rulebook.Questions.Keys)}"));
            return (arguments.ToImmutable(), errors.ToImmutable());
        }

        foreach (var property in json.ValueKind == JsonValueKind.Object ? json.EnumerateObject().ToList() : [])
        {
            if (definition.Arguments.FirstOrDefault(a => a.Name == property.Name) is not { } argument)
            {
                errors.Add(new InputError(property.Name, $"判定{question}没有参数{property.Name}{Nearest.Hint(property.Name, definition.Arguments.Select(a => a.Name))}"));
                continue;
            }

            var shape = new FactDefinition { Name = argument.Name, Type = argument.Values.IsEmpty ? argument.Type : FactType.Choice, Values = argument.Values };
            if (!TryRead(shape, property.Value, out var value, out var error))
            {
                errors.Add(new InputError(property.Name, $"参数{property.Name}：{error}"));
            }
            else if (!value.IsNull)
            {
                arguments[property.Name] = value;
            }
        }

        return (arguments.ToImmutable(), errors.ToImmutable());
    }

    /// <summary>One fact from JSON, strictly by its type. A JSON null is null: unknown.</summary>
    public static bool TryRead(FactDefinition fact, JsonElement json, out FeelValue value, out string? error)
    {
        ArgumentNullException.ThrowIfNull(fact);
        value = FeelValue.Null;
        error = null;
        if (json.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined)
        {
            return true;
        }

        switch (fact.Type)
        {
            case FactType.Boolean when json.ValueKind is JsonValueKind.True or JsonValueKind.False:
                value = FeelValue.Of(json.GetBoolean());
                return true;
            case FactType.Money or FactType.Number when json.ValueKind == JsonValueKind.Number && json.TryGetDecimal(out var number):
                if (fact.Type == FactType.Money && number < 0)
                {
                    error = $"金额不能小于0，写的是 {Short(json)}";
                    return false;
                }

                value = FeelValue.Of(number);
                return true;
            case FactType.Year when json.ValueKind == JsonValueKind.Number && json.TryGetInt32(out var year) && year is > 1900 and < 2200:
                value = FeelValue.Of((decimal)year);
                return true;
            case FactType.Date when json.ValueKind == JsonValueKind.String && DateOnly.TryParseExact(json.GetString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date):
                if (date < FirstDay || date > LastDay)
                {
                    error = $"日子要在1900年至2199年之间，写的是 {Short(json)}；请核对年份";
                    return false;
                }

                value = FeelValue.Of(date);
                return true;
            case FactType.Text when json.ValueKind == JsonValueKind.String:
                value = FeelValue.Of(json.GetString());
                return true;
            case FactType.Choice when json.ValueKind == JsonValueKind.String:
                value = FeelValue.Of(json.GetString());
                error = Outside(fact, json.GetString()!);
                return error is null;
            case FactType.List or FactType.Cases when json.ValueKind == JsonValueKind.Array && json.EnumerateArray().All(i => i.ValueKind == JsonValueKind.String):
                var items = json.EnumerateArray().Select(i => i.GetString()!).ToList();
                value = FeelValue.ListOf(items);
                error = items.Select(i => Outside(fact, i)).FirstOrDefault(e => e is not null);
                return error is null;
            case FactType.Records when json.ValueKind == JsonValueKind.Array && json.EnumerateArray().All(i => i.ValueKind == JsonValueKind.Object):
                return TryReadRecords(fact, json, out value, out error);
            default:
                error = $"要的是{Wanted(fact)}，写的是 {Short(json)}";
                return false;
        }
    }

    private static bool TryReadRecords(FactDefinition fact, JsonElement json, out FeelValue value, out string? error)
    {
        value = FeelValue.Null;
        error = null;
        var records = new List<FeelValue>();
        foreach (var record in json.EnumerateArray())
        {
            var entries = new List<KeyValuePair<string, FeelValue>>();
            foreach (var property in record.EnumerateObject())
            {
                if (fact.Fields.FirstOrDefault(f => f.Name == property.Name) is not { } field)
                {
                    error = $"第{records.Count + 1}条没有叫“{property.Name}”的字段{Nearest.Hint(property.Name, fact.Fields.Select(f => f.Name))}";
                    return false;
                }

                if (!TryRead(field, property.Value, out var item, out var inner))
                {
                    error = $"第{records.Count + 1}条的{property.Name}：{inner}";
                    return false;
                }

                entries.Add(KeyValuePair.Create(property.Name, item));
            }

            records.Add(FeelValue.Of(new FeelContext(entries)));
        }

        value = FeelValue.ListOf(records);
        return true;
    }

    /// <summary>
    /// One fact from what a person typed or chose. Money accepts thousands commas; dates 2026-4-30, 2026-04-30, 20260430 and 2026年4月30日; yes/no 是 and 否; lists come as several texts.
    /// Empty text is null: not known.
    /// </summary>
    public static (FeelValue Value, string? Error) Typed(FactDefinition fact, IReadOnlyList<string> typed)
    {
        ArgumentNullException.ThrowIfNull(fact);
        ArgumentNullException.ThrowIfNull(typed);
        // A free list is typed into one control, one item a line.
        var texts = typed.SelectMany(t => fact is { Type: FactType.List, Values.IsEmpty: true } ? t.Split('\n') : [t]).Select(t => t.Trim()).Where(t => t.Length > 0).ToList();
        if (fact.Type is FactType.List or FactType.Cases)
        {
            var outside = texts.Select(t => Outside(fact, t)).FirstOrDefault(e => e is not null);
            return outside is null ? (texts.Count == 0 ? FeelValue.Null : FeelValue.ListOf(texts.Distinct()), null) : (FeelValue.Null, outside);
        }

        if (texts.Count == 0)
        {
            return (FeelValue.Null, null);
        }

        var text = fact.Type is FactType.Text or FactType.Choice ? texts[0] : HalfWidth(texts[0]);
        switch (fact.Type)
        {
            case FactType.Boolean:
                return text switch { "是" or "true" => (FeelValue.True, null), "否" or "false" => (FeelValue.False, null), _ => (FeelValue.Null, "选“是”或“否”") };
            case FactType.Money or FactType.Number:
                return TypedNumber(fact, text);
            case FactType.Year:
                return int.TryParse(text.TrimEnd('年'), NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year is > 1900 and < 2200
                    ? (FeelValue.Of((decimal)year), null)
                    : (FeelValue.Null, "写四位年份，例如2026");
            case FactType.Date:
                return TypedDate(text) is { } day ? (FeelValue.Of(day), null) : (FeelValue.Null, DatePattern().IsMatch(text) ? $"没有{text}这一天" : "写成2026-4-30或20260430");
            case FactType.Choice:
                return Outside(fact, text) is { } error ? (FeelValue.Null, error) : (FeelValue.Of(text), null);
            case FactType.Records:
                return (FeelValue.Null, "记录要逐条填写");
            case FactType.Text when !fact.Values.IsEmpty:
                return Outside(fact, text) is { } unlisted ? (FeelValue.Null, unlisted) : (FeelValue.Of(text), null);
            default:
                var most = fact.Long ? 4000 : 200;
                return text.Length > most ? (FeelValue.Null, $"写了{text.Length}字，最多{most}字") : (FeelValue.Of(text), null);
        }
    }

    /// <summary>Digits and signs typed with a Chinese input method: １００ is 100.</summary>
    private static string HalfWidth(string text) => string.Create(text.Length, text, static (span, source) =>
    {
        for (var i = 0; i < span.Length; i++)
        {
            span[i] = source[i] switch { >= '！' and <= '～' => (char)(source[i] - 0xFEE0), '\u3000' => ' ', _ => source[i] };
        }
    }).Trim();

    private static (FeelValue Value, string? Error) TypedNumber(FactDefinition fact, string text)
    {
        var plain = text.Replace(",", "", StringComparison.Ordinal).Replace("，", "", StringComparison.Ordinal).Replace("万元", "", StringComparison.Ordinal).Trim();
        if (!decimal.TryParse(plain, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
        {
            return (FeelValue.Null, plain.Length > 28 ? "数字太长，请核对" : fact.Type == FactType.Money ? "写数字，单位万元，例如350或1,860.00" : "写数字");
        }

        if (fact.Type != FactType.Money)
        {
            return (FeelValue.Of(number), null);
        }

        return number < 0 ? (FeelValue.Null, "金额不能小于0")
            : number > 100_000_000m ? (FeelValue.Null, "金额超过1万亿元，单位是万元，请核对")
            : decimal.Round(number, 6) != number ? (FeelValue.Null, "最多六位小数")
            : (FeelValue.Of(number), null);
    }

    private static DateOnly? TypedDate(string text)
    {
        var match = DatePattern().Match(text);
        return match.Success
            && int.Parse(match.Groups["y"].ValueSpan, CultureInfo.InvariantCulture) is var year && year >= FirstDay.Year && year <= LastDay.Year
            && int.Parse(match.Groups["m"].ValueSpan, CultureInfo.InvariantCulture) is var month and >= 1 and <= 12
            && int.Parse(match.Groups["d"].ValueSpan, CultureInfo.InvariantCulture) is var day and >= 1
            && day <= DateTime.DaysInMonth(year, month)
            ? new DateOnly(year, month, day)
            : null;
    }

    /// <summary>A value as a person reads it: 是, 否, 1,860.00, 2026-04-30; lists joined by 、; records row by row, each named; 未填 for null.</summary>
    public static string Shown(FeelValue value, FactDefinition? fact = null) => value.Kind switch
    {
        FeelKind.Null => "未填",
        FeelKind.Boolean => value.IsTrue ? "是" : "否",
        FeelKind.Number when fact?.Type == FactType.Money => MoneyText.Figures(value.AsNumber!.Value),
        FeelKind.Number => value.AsNumber!.Value.ToString("0.############", CultureInfo.InvariantCulture) + (fact?.Type == FactType.Number ? fact.Unit : ""),
        FeelKind.Date => value.AsDate!.Value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        FeelKind.String => value.AsString!,
        FeelKind.List when fact?.Register is { } register => Registered(register, value.AsList!),
        FeelKind.List when fact?.Draw is not null => value.AsList!.Count == 0 ? "无" : string.Join("、", value.AsList.Select(p => p.AsContext is { } person ? $"{Shown(person[DrawRule.Person])}（{Shown(person[DrawRule.Unit])}）" : Shown(p))),
        FeelKind.List when value.AsList!.Count == 0 => "无",
        FeelKind.List when value.AsList.All(i => i.Kind == FeelKind.Context) => string.Join("；", value.AsList.Select((row, i) => RecordText.Row(row.AsContext!, i + 1, fact?.Fields ?? []))),
        FeelKind.List => string.Join("、", value.AsList.Select(i => Shown(i))),
        FeelKind.Context => RecordText.Cells(value.AsContext!, fact?.Fields ?? []),
        _ => value.ToString() ?? "",
    };

    /// <summary>Other files by name and number; of those of other units only how many there are: who reads this may not see them.</summary>
    private static string Registered(RegisterSource register, IReadOnlyList<FeelValue> files) =>
        files.Count == 0 ? "无"
        : register.OwnUnit ? string.Join("、", files.Select(f => f.AsContext is { } file ? $"{Shown(file[RegisterSource.Title])}（{Shown(file[RegisterSource.Number])}）" : Shown(f)))
        : $"{files.Count}份{register.Kind}";

    private static string? Outside(FactDefinition fact, string text) => fact.Values.IsEmpty || fact.Values.Contains(text)
        ? null
        : $"“{text}”不在可选的值里{Nearest.Hint(text, fact.Values)}；可选：{string.Join("、", fact.Values)}";

    private static string Wanted(FactDefinition fact) => fact.Type switch
    {
        FactType.Boolean => "true 或 false",
        FactType.Money => "数（万元）",
        FactType.Number => "数",
        FactType.Year => "年份",
        FactType.Date => "日期，写成 2026-01-31",
        FactType.Choice => "一个文字，可选：" + string.Join("、", fact.Values),
        FactType.List or FactType.Cases => "一列文字",
        FactType.Records => "一列记录",
        _ => "文字",
    };

    private static string Short(JsonElement json)
    {
        var raw = json.GetRawText();
        return raw.Length > 40 ? raw[..40] + "…" : raw;
    }

    [GeneratedRegex(@"^(?<y>\d{4})(?:[-/.年])?(?<m>\d{1,2})(?:[-/.月])?(?<d>\d{1,2})日?$")]
    private static partial Regex DatePattern();
}
