using System.Text;

namespace Zhunsheng.Documents.Tests;

/// <summary>Calendar files as RFC 5545 has them.</summary>
public class CalendarFileTests
{
    private static readonly DateTimeOffset Stamp = new(2026, 11, 22, 8, 30, 5, TimeSpan.FromHours(8));

    [Fact]
    public void Text_OneDay_IsAWholeDayThatEndsOnTheNext()
    {
        var text = CalendarFile.Text("准绳", [new CalendarEvent("a/1", new DateOnly(2026, 12, 31), new DateOnly(2026, 12, 31), "年报", "依据第二十五条", new Uri("http://127.0.0.1:5080/cases/HLJ-2026-0001"))], Stamp);
        Assert.Equal(
            [
                "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Zhunsheng//Calendar//ZH", "CALSCALE:GREGORIAN", "METHOD:PUBLISH", "X-WR-CALNAME:准绳",
                "BEGIN:VEVENT", "UID:a/1", "DTSTAMP:20261122T003005Z", "DTSTART;VALUE=DATE:20261231", "DTEND;VALUE=DATE:20270101", "SUMMARY:年报", "DESCRIPTION:依据第二十五条",
                "URL:http://127.0.0.1:5080/cases/HLJ-2026-0001", "TRANSP:TRANSPARENT", "END:VEVENT", "END:VCALENDAR", "",
            ],
            text.Split("\r\n"));
    }

    [Fact]
    public void Text_SignsWithAMeaning_AreEscapedAndControlSignsDropped()
    {
        var text = CalendarFile.Text("x", [new CalendarEvent("1", default, default, "a,b;c\\d\r\ne\u0007f")], Stamp);
        Assert.Contains("SUMMARY:a\\,b\\;c\\\\d\\nef\r\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_LongLines_AreFoldedAtSeventyFiveOctetsAndNeverInsideACharacter()
    {
        var words = string.Concat(Enumerable.Repeat("年度计划申报𠀀，", 40));
        var text = CalendarFile.Text("x", [new CalendarEvent("1", new DateOnly(2026, 1, 1), new DateOnly(2026, 1, 2), words)], Stamp);
        var lines = text.Split("\r\n");
        Assert.All(lines, l => Assert.InRange(Encoding.UTF8.GetByteCount(l), 0, 75));
        Assert.Contains(lines, l => Encoding.UTF8.GetByteCount(l) >= 72);
        Assert.DoesNotContain('\uFFFD', text);
        Assert.Contains("SUMMARY:" + words.Replace(",", "\\,", StringComparison.Ordinal) + "\r\n", text.Replace("\r\n ", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void Text_LineOfExactlySeventyFiveOctets_IsNotFolded()
    {
        var text = CalendarFile.Text("x", [new CalendarEvent(new string('a', 71), default, default, "s"), new CalendarEvent(new string('b', 72), default, default, "s")], Stamp);
        Assert.Contains("UID:" + new string('a', 71) + "\r\n", text, StringComparison.Ordinal);
        Assert.Contains("UID:" + new string('b', 71) + "\r\n b\r\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_NoEvents_IsACalendarAllTheSame() =>
        Assert.EndsWith("X-WR-CALNAME:x\r\nEND:VCALENDAR\r\n", CalendarFile.Text("x", [], Stamp), StringComparison.Ordinal);
}
