using System.Globalization;
using System.Text;

namespace Zhunsheng.Documents;

/// <summary>An entry of a calendar file: whole days, without a time.</summary>
/// <param name="Id">Names the entry for ever: the same entry exported again replaces itself.</param>
/// <param name="First">The first day.</param>
/// <param name="Last">The last day, included.</param>
/// <param name="Summary">What one reads in the calendar.</param>
/// <param name="Description">More about it; null for none.</param>
/// <param name="Address">Where it is dealt with; null for none.</param>
public sealed record CalendarEvent(string Id, DateOnly First, DateOnly Last, string Summary, string? Description = null, Uri? Address = null);

/// <summary>Writes calendar files as RFC 5545 has them: lines end with CR LF, are folded at 75 octets and never inside a character.</summary>
public static class CalendarFile
{
    /// <summary>The media type.</summary>
    public const string MediaType = "text/calendar; charset=utf-8";

    private const int LongestLine = 75;

    /// <summary>The file as text.</summary>
    /// <param name="name">The name under which programs show the calendar.</param>
    /// <param name="events">The entries, in any order.</param>
    /// <param name="stamp">The moment of the export.</param>
    public static string Text(string name, IEnumerable<CalendarEvent> events, DateTimeOffset stamp)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(events);
        var text = new StringBuilder();
        Line(text, "BEGIN:VCALENDAR");
        Line(text, "VERSION:2.0");
        Line(text, "PRODID:-//Zhunsheng//Calendar//ZH");
        Line(text, "CALSCALE:GREGORIAN");
        Line(text, "METHOD:PUBLISH");
        Line(text, "X-WR-CALNAME:" + Escaped(name));
        foreach (var entry in events)
        {
            Line(text, "BEGIN:VEVENT");
            Line(text, "UID:" + Escaped(entry.Id));
            Line(text, "DTSTAMP:" + stamp.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture));
            Line(text, "DTSTART;VALUE=DATE:" + Day(entry.First));
            Line(text, "DTEND;VALUE=DATE:" + Day(entry.Last.AddDays(1)));
            Line(text, "SUMMARY:" + Escaped(entry.Summary));
            if (entry.Description is { } description)
            {
                Line(text, "DESCRIPTION:" + Escaped(description));
            }

            if (entry.Address is { } address)
            {
                Line(text, "URL:" + address.AbsoluteUri);
            }

            Line(text, "TRANSP:TRANSPARENT");
            Line(text, "END:VEVENT");
        }

        Line(text, "END:VCALENDAR");
        return text.ToString();
    }

    private static string Day(DateOnly day) => day.ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    /// <summary>Backslash, semicolon, comma and line breaks have meanings of their own; other control characters have no place in a text.</summary>
    private static string Escaped(string text)
    {
        var written = new StringBuilder(text.Length + 8);
        foreach (var c in text.ReplaceLineEndings("\n"))
        {
            _ = c switch
            {
                '\\' or ';' or ',' => written.Append('\\').Append(c),
                '\n' => written.Append("\\n"),
                _ when char.IsControl(c) => written,
                _ => written.Append(c),
            };
        }

        return written.ToString();
    }

    /// <summary>Writes a line, folded: what follows goes on after CR LF and a space, which counts among its octets.</summary>
    private static void Line(StringBuilder text, string line)
    {
        var octets = 0;
        foreach (var rune in line.EnumerateRunes())
        {
            if (octets + rune.Utf8SequenceLength > LongestLine)
            {
                text.Append("\r\n ");
                octets = 1;
            }

            text.Append(rune.ToString());
            octets += rune.Utf8SequenceLength;
        }

        text.Append("\r\n");
    }
}
