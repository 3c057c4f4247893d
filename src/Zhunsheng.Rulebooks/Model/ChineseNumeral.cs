namespace Zhunsheng.Rulebooks;

/// <summary>Chinese numerals as laws number their articles: 一, 十二, 二十八, 一百零三.</summary>
public static class ChineseNumeral
{
    private const string Digits = "零一二三四五六七八九";

    /// <summary>The number of a numeral from 0 to 999, or null when it is not one.</summary>
    public static int? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length == 0)
        {
            return null;
        }

        int total = 0, digit = 0;
        var pending = false;
        foreach (var c in text)
        {
            var unit = c switch { '百' => 100, '十' => 10, _ => 0 };
            if (unit > 0)
            {
                total += (pending ? digit : 1) * unit;
                pending = false;
                continue;
            }

            digit = Digits.IndexOf(c, StringComparison.Ordinal);
            if (digit < 0)
            {
                return null;
            }

            pending = digit > 0;
        }

        return total + (pending ? digit : 0);
    }

    /// <summary>The numeral of a number from 1 to 999.</summary>
    public static string Format(int number)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(number, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(number, 999);
        int hundreds = number / 100, tens = number / 10 % 10, ones = number % 10;
        var text = hundreds > 0 ? Digits[hundreds] + "百" : "";
        if (tens > 0)
        {
            text += tens == 1 && hundreds == 0 ? "十" : Digits[tens] + "十";
        }
        else if (hundreds > 0 && ones > 0)
        {
            text += "零";
        }

        return ones > 0 ? text + Digits[ones] : text;
    }
}
