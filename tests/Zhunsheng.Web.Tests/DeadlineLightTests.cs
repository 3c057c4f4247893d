using System.Collections.Immutable;
using Zhunsheng.Rulebooks;
using Zhunsheng.Web.Components;

namespace Zhunsheng.Web.Tests;

public sealed class DeadlineLightTests
{
    private static readonly WorkingDayCalendar Calendar = new([new CalendarYear(2026, "安排",
        [("劳动节", [new DateOnly(2026, 5, 1), new DateOnly(2026, 5, 2), new DateOnly(2026, 5, 3), new DateOnly(2026, 5, 4), new DateOnly(2026, 5, 5)])], [new DateOnly(2026, 5, 9)])]);

    [Theory]
    [InlineData("2026-04-30", "2026-05-08", Light.Ok, "剩3工作日")]
    [InlineData("2026-05-08", "2026-05-08", Light.Soon, "今日到期")]
    [InlineData("2026-05-07", "2026-05-08", Light.Soon, "剩1工作日")]
    [InlineData("2026-05-09", "2026-05-08", Light.Late, "逾1工作日")]
    [InlineData("2026-05-10", "2026-05-08", Light.Late, "逾1工作日")]
    [InlineData("2026-05-11", "2026-05-08", Light.Late, "逾2工作日")]
    public void Of_WorkingDays_CountsByTheOfficialCalendar(string today, string due, Light light, string words)
    {
        var seen = DeadlineLight.Of(null, Day(due), new DateOnly(2026, 5, 7), true, false, Day(today), Calendar);
        Assert.Equal(light, seen.Light);
        Assert.Equal(words, seen.Words);
    }

    [Theory]
    [InlineData("2026-12-31", "剩62天")]
    [InlineData("2026-10-29", "逾1天")]
    public void Of_CalendarDays_CountsDays(string due, string words) =>
        Assert.Equal(words, DeadlineLight.Of(null, Day(due), null, false, false, new DateOnly(2026, 10, 30), Calendar).Words);

    [Fact]
    public void Of_WorkingDaysIntoAYearWithoutCalendar_FallsBackToDays() =>
        Assert.Equal("剩8天", DeadlineLight.Of(null, new DateOnly(2027, 1, 5), null, true, false, new DateOnly(2026, 12, 28), Calendar).Words);

    [Fact]
    public void Of_BeforeTheWindow_IsIdleAndSaysWhenItOpens()
    {
        var seen = DeadlineLight.Of(new DateOnly(2026, 12, 2), new DateOnly(2027, 6, 2), null, false, false, new DateOnly(2026, 10, 21), Calendar);
        Assert.Equal((Light.Idle, "窗口未开", "12-02起"), (seen.Light, seen.Words, seen.Note));
    }

    [Fact]
    public void Of_NoLimitInTheText_IsNeverGreen()
    {
        var seen = DeadlineLight.Of(null, new DateOnly(2026, 10, 21), Calendar, new DateOnly(2026, 10, 9));
        Assert.Equal((Light.None, "条文无时限", "已等12天"), (seen.Light, seen.Words, seen.Note));
    }

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
