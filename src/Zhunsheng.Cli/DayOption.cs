using System.CommandLine;
using System.Globalization;
using Zhunsheng.Rulebooks;

namespace Zhunsheng.Cli;

/// <summary>An option that is a day, written like 2026-03-10.</summary>
internal static class DayOption
{
    /// <summary>Makes it.</summary>
    /// <param name="name">Its name with the dashes.</param>
    /// <param name="description">What it is for, in Chinese.</param>
    public static Option<string?> Create(string name, string description) => new(name) { Description = description, HelpName = "DATE" };

    /// <summary>The day that was written; null where the option was not.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="option">The option.</param>
    /// <exception cref="UnusableException">What is written is no day, or one that no rulebook can be asked for.</exception>
    public static DateOnly? DayOf(this ParseResult parsed, Option<string?> option)
    {
        if (parsed.GetValue(option) is not { } text)
        {
            return null;
        }

        if (!DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            throw new UnusableException($"{option.Name} 应写成日期，如 2026-03-10，写的是“{text}”");
        }

        return day >= SituationReader.FirstDay && day <= SituationReader.LastDay ? day
            : throw new UnusableException($"{option.Name} 要在{SituationReader.FirstDay.Year}年至{SituationReader.LastDay.Year}年之间，写的是“{text}”");
    }
}
