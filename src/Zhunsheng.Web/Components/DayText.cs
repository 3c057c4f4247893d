using System.Globalization;
using Zhunsheng.Rulebooks;

namespace Zhunsheng.Web.Components;

/// <summary>Days and moments as the pages write them. Days are those of Beijing (UTC+8).</summary>
internal static class DayText
{
    private static readonly TimeSpan Beijing = TimeSpan.FromHours(8);

    /// <summary>10-29 within the year of today, 2025-12-24 otherwise.</summary>
    public static string Short(DateOnly day, DateOnly today) =>
        day.ToString(day.Year == today.Year ? "MM-dd" : "yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>2026-10-29.</summary>
    public static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>2026年10月29日（星期四）.</summary>
    public static string Full(DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"{day.Year}年{day.Month}月{day.Day}日（{Weekday(day)}）");

    /// <summary>星期四.</summary>
    public static string Weekday(DateOnly day) => "星期" + "日一二三四五六"[(int)day.DayOfWeek];

    /// <summary>10-16 15:42 within the year of today, 2025-10-16 15:42 otherwise.</summary>
    public static string Moment(DateTimeOffset at, DateOnly today)
    {
        var local = at.ToOffset(Beijing);
        return Short(DateOnly.FromDateTime(local.DateTime), today) + local.ToString(" HH:mm", CultureInfo.InvariantCulture);
    }

    /// <summary>The Beijing day of a moment.</summary>
    public static DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(at.ToOffset(Beijing).DateTime);

    /// <summary>1,860.00, see <see cref="MoneyText"/>.</summary>
    public static string Money(decimal amount) => MoneyText.Figures(amount);

    /// <summary>4.2MB, 318KB.</summary>
    public static string Size(long bytes) => bytes >= 1_048_576
        ? (bytes / 1_048_576m).ToString("0.#", CultureInfo.InvariantCulture) + "MB"
        : Math.Max(1, (bytes + 1023) / 1024).ToString(CultureInfo.InvariantCulture) + "KB";

    /// <summary>First and last four hex digits of a digest: 9C41…E07A.</summary>
    public static string Mark(string digest) => digest.Length < 8 ? digest : digest[..4].ToUpperInvariant() + "…" + digest[^4..].ToUpperInvariant();
}
