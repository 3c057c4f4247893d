using System.Globalization;
using Zhunsheng.Feel;
using Zhunsheng.Rulebooks;

namespace Zhunsheng.Casework;

/// <summary>Whether a value is one that a fact can have. Says what is wrong in Chinese.</summary>
internal static class FactConformance
{
    private const decimal LargestNumber = 1_000_000_000_000m;
    private const int LongestText = 4000;
    private const int LongestLine = 200;
    private const int LongestList = 500;

    /// <summary>What is wrong with the value; null when nothing is. An unknown value is always right.</summary>
    public static string? Problem(FactDefinition fact, FeelValue value)
    {
        if (value.IsNull)
        {
            return null;
        }

        if (fact.Source != FactSource.Act)
        {
            return "这一项由系统得出，不能填写";
        }

        return fact.Type switch
        {
            FactType.Boolean => value.AsBoolean is null ? "选“是”或“否”" : null,
            FactType.Money => Number(value, 6, "写数字，单位万元"),
            FactType.Number => Number(value, 12, "写数字"),
            FactType.Year => value.AsNumber is { } year && year == decimal.Truncate(year) && year is > 1900 and < 2200 ? null : "写四位年份，例如2026",
            FactType.Date => value.AsDate is { } day ? (day.Year is >= 1900 and <= 2199 ? null : "年份要在1900和2199之间") : "写日期，例如2026-04-30",
            FactType.Text => value.AsString is not { } text ? "写文字" : fact.Values.IsEmpty ? TextProblem(text, fact.Long ? LongestText : LongestLine) : Outside(fact, text),
            FactType.Choice => value.AsString is { } chosen ? Outside(fact, chosen) : "从所列的里选一个",
            FactType.List or FactType.Cases => List(fact, value),
            FactType.Records => Records(fact, value),
            _ => "这一项不能填写",
        };
    }

    /// <summary>What is wrong with a text; null when nothing is.</summary>
    /// <param name="text">The text.</param>
    /// <param name="longest">The greatest length in UTF-16 units.</param>
    public static string? TextProblem(string text, int longest)
    {
        if (text.Length > longest)
        {
            return $"写了{text.Length}字，最多{longest}字";
        }

        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsControl(c) && c is not ('\n' or '\r' or '\t'))
            {
                return "含有不能显示的控制字符，请删去后再交";
            }

            // Zero width joiners hold emoji together; other format characters are invisible or turn the text round.
            if (c is '\uFFFD' || (char.GetUnicodeCategory(c) == UnicodeCategory.Format && c != '\u200D'))
            {
                return "含有看不见或者乱码的字符，请重新输入";
            }

            if (char.IsSurrogate(c))
            {
                if (!char.IsHighSurrogate(c) || i + 1 == text.Length || !char.IsLowSurrogate(text[i + 1]))
                {
                    return "含有残缺的字符，请删去后再交";
                }

                i++;
            }
        }

        return null;
    }

    private static string? Number(FeelValue value, int decimals, string wanted) =>
        value.AsNumber is not { } number ? wanted
        : Math.Abs(number) > LargestNumber ? "数字太大，请核对单位"
        : decimal.Round(number, decimals) != number ? $"最多{decimals}位小数"
        : null;

    private static string? Outside(FactDefinition fact, string text) =>
        fact.Values.IsEmpty || fact.Values.Contains(text) ? TextProblem(text, LongestText) : $"没有“{text}”这个选项；可选：{string.Join("、", fact.Values)}";

    private static string? List(FactDefinition fact, FeelValue value)
    {
        if (value.AsList is not { } items || items.Any(i => i.AsString is null))
        {
            return "从所列的里选，可选多个";
        }

        var texts = items.Select(i => i.AsString!).ToList();
        return texts.Count > LongestList ? $"最多选{LongestList}个"
            : texts.Distinct().Count() != texts.Count ? "有重复的选项，请去掉一个"
            : texts.Select(t => Outside(fact, t)).FirstOrDefault(p => p is not null);
    }

    private static string? Records(FactDefinition fact, FeelValue value)
    {
        if (value.AsList is not { } records || records.Any(r => r.AsContext is null))
        {
            return "逐条填写";
        }

        if (records.Count > LongestList)
        {
            return $"最多填{LongestList}条";
        }

        for (var i = 0; i < records.Count; i++)
        {
            foreach (var (name, item) in records[i].AsContext!.Entries)
            {
                if (fact.Fields.FirstOrDefault(f => f.Name == name) is not { } field)
                {
                    return $"第{i + 1}条没有“{name}”这一栏";
                }

                if (Problem(field, item) is { } problem)
                {
                    return $"第{i + 1}条的{field.Label}：{problem}";
                }
            }
        }

        return null;
    }
}
