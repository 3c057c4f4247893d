using System.Globalization;
using Microsoft.Extensions.Primitives;

namespace Zhunsheng.Web.Components;

/// <summary>Reading and writing what stands behind the question mark of an address. What cannot be read counts as not said.</summary>
internal static class QueryText
{
    private const int MostCharacters = 100;

    /// <summary>A text without blanks around it; null when it is empty or too long to be a name.</summary>
    public static string? Text(StringValues value) => value.ToString().Trim() is { Length: > 0 and <= MostCharacters } text && !text.Contains('\0', StringComparison.Ordinal) ? text : null;

    /// <summary>A day, as 2026-04-30.</summary>
    public static DateOnly? Day(StringValues value) => DateOnly.TryParseExact(value.ToString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    /// <summary>A page number, from 1.</summary>
    public static int Page(StringValues value) => int.TryParse(value.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var page) && page is > 0 and < 100_000 ? page : 1;

    /// <summary>A calendar year.</summary>
    public static int? Year(StringValues value) => int.TryParse(value.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year is > 0 and < 10_000 ? year : null;

    /// <summary>One of the words of an enumeration, in whatever case; numbers are none.</summary>
    public static T? Word<T>(StringValues value)
        where T : struct, Enum
    {
        var text = value.ToString();
        foreach (var each in Enum.GetValues<T>())
        {
            if (Word(each).Equals(text, StringComparison.OrdinalIgnoreCase))
            {
                return each;
            }
        }

        return null;
    }

    /// <summary>The word of a value.</summary>
    public static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    /// <summary>An address with what is said; parts that are null or empty are left out.</summary>
    public static string Address(string path, params ReadOnlySpan<(string Name, string? Value)> parts)
    {
        var said = new List<string>();
        foreach (var (name, value) in parts)
        {
            if (!string.IsNullOrEmpty(value))
            {
                said.Add($"{name}={Uri.EscapeDataString(value)}");
            }
        }

        return said.Count == 0 ? path : path + "?" + string.Join('&', said);
    }
}
