using System.Collections.Immutable;
using System.Globalization;
using Zhunsheng.Rulebooks;

namespace Zhunsheng.Web.Pages.Calendar;

/// <summary>Something on the calendar.</summary>
/// <param name="Id">Names it.</param>
/// <param name="Day">Its day.</param>
/// <param name="Kind">What kind of day: 到期, 窗口开始, 每年截止, 每年开始.</param>
/// <param name="Title">What is to be done.</param>
/// <param name="About">The case file or jurisdiction it is about.</param>
/// <param name="Who">Who does it; null when not known.</param>
/// <param name="Article">The article; null for none.</param>
/// <param name="Rulebook">The rulebook the article is in.</param>
/// <param name="Href">Where it is dealt with; null for none.</param>
/// <param name="Late">Whether it is over and not done.</param>
public sealed record CalendarEntry(string Id, DateOnly Day, string Kind, string Title, string About, string? Who, Citation? Article, string Rulebook, string? Href, bool Late)
{
    /// <summary>The last day of a duty of a case file.</summary>
    public const string Due = "到期";

    /// <summary>The first day on which a duty of a case file can be done.</summary>
    public const string Opens = "窗口开始";

    /// <summary>A last day that the rulebook fixes for every year.</summary>
    public const string YearlyDue = "每年截止";

    /// <summary>A first day that the rulebook fixes for every year.</summary>
    public const string YearlyOpens = "每年开始";

    /// <summary>All kinds.</summary>
    public static ImmutableArray<string> Kinds { get; } = [Due, Opens, YearlyDue, YearlyOpens];
}

/// <summary>The calendar of a month, or of a whole year as a list.</summary>
public sealed record CalendarView
{
    /// <summary>The year.</summary>
    public required int Year { get; init; }

    /// <summary>The month, 1 to 12.</summary>
    public required int Month { get; init; }

    /// <summary>Whether the whole year is shown as a list.</summary>
    public required bool List { get; init; }

    /// <summary>Only this kind; null for all.</summary>
    public string? Kind { get; init; }

    /// <summary>Only this rulebook; null for all of the visitor's.</summary>
    public string? RulebookId { get; init; }

    /// <summary>The rulebooks to choose from.</summary>
    public required ImmutableArray<Rulebook> Books { get; init; }

    /// <summary>The day.</summary>
    public required DateOnly Today { get; init; }

    /// <summary>Whether somebody is signed in and duties of case files are among the entries.</summary>
    public required bool Own { get; init; }

    /// <summary>The entries of the year, in order.</summary>
    public required ImmutableArray<CalendarEntry> Entries { get; init; }

    /// <summary>The working-day calendar; null where no rulebook is chosen.</summary>
    public WorkingDayCalendar? WorkingDays { get; init; }

    /// <summary>Whether the holidays of the year are published.</summary>
    public bool Published => WorkingDays?.Knows(new DateOnly(Year, 1, 1)) is true;

    /// <summary>The entries shown: of the month, or of the year.</summary>
    public ImmutableArray<CalendarEntry> Shown => List ? Entries : [.. Entries.Where(e => e.Day.Month == Month)];

    /// <summary>The weeks of the month, Monday first; days of the neighbouring months fill them up.</summary>
    public IEnumerable<DateOnly[]> Weeks()
    {
        var first = new DateOnly(Year, Month, 1);
        var monday = first.AddDays(-(((int)first.DayOfWeek + 6) % 7));
        for (var week = monday; week < first.AddMonths(1); week = week.AddDays(7))
        {
            yield return [.. Enumerable.Range(0, 7).Select(week.AddDays)];
        }
    }

    /// <summary>The address of the same calendar, another month or form.</summary>
    public string Href(int? year = null, int? month = null, bool? list = null, string path = "/calendar")
    {
        var parts = new List<string> { string.Create(CultureInfo.InvariantCulture, $"year={year ?? Year}"), string.Create(CultureInfo.InvariantCulture, $"month={month ?? Month}") };
        if (list ?? List)
        {
            parts.Add("view=list");
        }

        if (Kind is { } kind)
        {
            parts.Add("kind=" + Uri.EscapeDataString(kind));
        }

        if (RulebookId is { } rulebook)
        {
            parts.Add("rulebook=" + Uri.EscapeDataString(rulebook));
        }

        return path + "?" + string.Join('&', parts);
    }
}
