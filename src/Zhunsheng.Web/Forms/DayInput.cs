using System.Globalization;
using System.Text;

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
        return typed.Length <= 20 && !typed.Any(char.IsSurrogate)
            && DateOnly.TryParseExact(typed.Normalize(NormalizationForm.FormKC), s_forms, CultureInfo.InvariantCulture, DateTimeStyles.AllowWhiteSpaces, out day) && day.Year is >= 1900 and < 2200;
    }
}
