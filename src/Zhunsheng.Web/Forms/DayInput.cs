using System.Globalization;

namespace Zhunsheng.Web.Forms;

/// <summary>Days as people type them: 2026-04-30, 2026-4-30, 2026/4/30, 20260430, 2026年4月30日, also in full-width digits.</summary>
internal static class DayInput
{
    private static readonly string[] s_forms = ["yyyy-M-d", "yyyy/M/d", "yyyy.M.d", "yyyyMMdd", "yyyy年M月d日"];

    /// <summary>Reads a day between 1900 and 2199.</summary>
    public static bool TryParse(string? text, out DateOnly day)
    {
        day = default;
        var typed = text?.Trim() ?? "";
        return typed.Length <= 20
            && DateOnly.TryParseExact(string.Concat(typed.Select(c => c is >= '\uFF01' and <= '\uFF5E' ? (char)(c - '\uFF01' + '!') : c)), s_forms, CultureInfo.InvariantCulture, DateTimeStyles.AllowWhiteSpaces, out day) && day.Year is >= 1900 and < 2200;
    }
}
