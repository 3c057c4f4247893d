using System.Globalization;
using System.Text.RegularExpressions;

namespace Zhunsheng.Rulebooks;

/// <summary>
/// A series in which official documents are numbered (文号): per year from 1. A fact that belongs to a series is given by the system together with the act, or asked
/// where the office numbers its documents elsewhere.
/// </summary>
/// <param name="Name">Its name, by which facts refer to it.</param>
/// <param name="Form">How a number looks, with {代字}, {年} and {号} in it; {号} comes last.</param>
/// <param name="Width">With how many digits at least the ordinal is written; 0 for as many as it has.</param>
/// <param name="ByHand">Whether the number is typed in, because the office numbers its documents elsewhere.</param>
public sealed partial record NumberSeries(string Name, string Form, int Width, bool ByHand)
{
    /// <summary>Stands for the sign of the office (机关代字) in a form.</summary>
    public const string Sign = "{代字}";

    /// <summary>Stands for the year in a form.</summary>
    public const string Year = "{年}";

    /// <summary>Stands for the ordinal in a form.</summary>
    public const string Ordinal = "{号}";

    /// <summary>Whether a number can only be formed for an office that has a sign.</summary>
    public bool NeedsSign => Form.Contains(Sign, StringComparison.Ordinal);

    /// <summary>The form of one office: two series that look alike there count together.</summary>
    /// <param name="sign">The sign of the office; null where the form needs none.</param>
    public string For(string? sign) => Form.Replace(Sign, sign ?? "", StringComparison.Ordinal);

    /// <summary>A number of the series.</summary>
    /// <param name="sign">The sign of the office; null where the form needs none.</param>
    /// <param name="year">The calendar year.</param>
    /// <param name="ordinal">Its place in the year, from 1.</param>
    public string Format(string? sign, int year, int ordinal) => For(sign)
        .Replace(Year, year.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
        .Replace(Ordinal, ordinal.ToString(CultureInfo.InvariantCulture).PadLeft(Width, '0'), StringComparison.Ordinal);

    /// <summary>What is wrong with a number that was typed in, in Chinese; null when it has the form of the series. Any year and any sign pass where the office has none.</summary>
    /// <param name="number">The number as typed.</param>
    /// <param name="sign">The sign of the office; null when it has none.</param>
    public string? Problem(string number, string? sign)
    {
        ArgumentNullException.ThrowIfNull(number);
        var pattern = Regex.Escape(sign is null ? Form : For(sign)).Replace(Regex.Escape(Sign), ".{1,20}", StringComparison.Ordinal)
            .Replace(Regex.Escape(Year), "[12][0-9]{3}", StringComparison.Ordinal).Replace(Regex.Escape(Ordinal), "[0-9]{1,9}", StringComparison.Ordinal);
        return Regex.IsMatch(number.Trim(), $"^{pattern}$", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1))
            ? null
            : $"文号的写法不对，应当像“{For(sign ?? "××")}”，例如“{Format(sign ?? "××", 2026, 1)}”";
    }

    /// <summary>What is wrong with a form, in Chinese; null when numbers can be made from it and read back.</summary>
    public static string? FormProblem(string form)
    {
        ArgumentNullException.ThrowIfNull(form);
        return Holders().Matches(form).Select(m => m.Value).FirstOrDefault(h => h is not (Sign or Year or Ordinal)) is { } unknown ? $"没有“{unknown}”；可用的是 {Sign}、{Year}、{Ordinal}"
            : Count(form, Ordinal) != 1 ? $"要有一个 {Ordinal}"
            : Count(form, Year) != 1 ? $"要有一个 {Year}，文号按年从1起编"
            : form.IndexOf(Year, StringComparison.Ordinal) > form.IndexOf(Ordinal, StringComparison.Ordinal) ? $"{Year} 要写在 {Ordinal} 前面"
            : form[form.IndexOf(Ordinal, StringComparison.Ordinal)..].Any(char.IsAsciiDigit) ? $"{Ordinal} 后面不能再有数字"
            : form[form.IndexOf(Year, StringComparison.Ordinal)..form.IndexOf(Ordinal, StringComparison.Ordinal)].Replace(Year, "", StringComparison.Ordinal).Length == 0 ? $"{Year} 和 {Ordinal} 之间要隔开，例如 〔{Year}〕{Ordinal}号"
            : null;
    }

    private static int Count(string form, string part) => (form.Length - form.Replace(part, "", StringComparison.Ordinal).Length) / part.Length;

    [GeneratedRegex(@"\{[^{}]*\}?", RegexOptions.CultureInvariant)]
    private static partial Regex Holders();
}

/// <summary>A document number taken apart, whichever series made it: 黑发改高技〔2026〕218号 is 黑发改高技, 2026, 218.</summary>
/// <param name="Word">What stands before the year (发文字), without bracket; with the rest behind the ordinal when that is not the usual 号.</param>
/// <param name="Year">The year.</param>
/// <param name="Ordinal">The place in the year.</param>
public readonly partial record struct DocumentNumber(string Word, int Year, int Ordinal)
{
    /// <summary>Takes a number apart; null when it has no year and ordinal.</summary>
    public static DocumentNumber? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Parts().Match(text.Trim()) is { Success: true } m && int.TryParse(m.Groups["n"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var ordinal)
            ? new DocumentNumber(m.Groups["w"].Value + (m.Groups["e"].Value is "号" or "" ? "" : m.Groups["e"].Value), int.Parse(m.Groups["y"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture), ordinal)
            : null;
    }

    [GeneratedRegex(@"^(?<w>.*?)[〔\[［(（【]?(?<y>[12][0-9]{3})[^0-9]+?(?<n>[0-9]{1,9})(?<e>[^0-9]*)$", RegexOptions.CultureInvariant)]
    private static partial Regex Parts();
}
