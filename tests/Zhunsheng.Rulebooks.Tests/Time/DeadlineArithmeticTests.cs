using Zhunsheng.Feel;
using static Zhunsheng.Rulebooks.Tests.SmallRulebook;

namespace Zhunsheng.Rulebooks.Tests.Time;

public class DeadlineArithmeticTests
{
    [Theory]
    [InlineData("9999-06-30", 6, PeriodUnit.Month, "9999-12-30")]
    [InlineData("9999-07-01", 6, PeriodUnit.Month, null)]
    [InlineData("9999-12-30", 1, PeriodUnit.Day, "9999-12-31")]
    [InlineData("9999-12-31", 1, PeriodUnit.Day, null)]
    [InlineData("9998-12-31", 1, PeriodUnit.Year, "9999-12-31")]
    [InlineData("9999-01-01", 1, PeriodUnit.Year, null)]
    [InlineData("2024-02-29", 1, PeriodUnit.Year, "2025-02-28")]
    [InlineData("2026-08-31", 6, PeriodUnit.Month, "2027-02-28")]
    [InlineData("9999-12-31", 5, PeriodUnit.WorkingDay, null)]
    public void End_NearTheLastDay_IsNullBeyondIt(string from, int amount, PeriodUnit unit, string? end) =>
        Assert.Equal(end is null ? null : Day(end), DeadlineArithmetic.End(Book.Value.Calendar, Day(from), new Period(amount, unit)));

    [Fact]
    public void WorkingDaysBetween_UpToTheLastDay_IsUnknown()
    {
        Assert.Null(DeadlineArithmetic.WorkingDaysBetween(Book.Value.Calendar, Day("9999-12-30"), DateOnly.MaxValue));
        Assert.Equal(0, DeadlineArithmetic.WorkingDaysBetween(Book.Value.Calendar, DateOnly.MaxValue, DateOnly.MaxValue));
    }

    [Theory]
    [InlineData("期限", "验收申请")]
    [InlineData("期限", "审核")]
    [InlineData("期限状态", "审核")]
    [InlineData("窗口期", "自评")]
    public void Ask_DeadlineBeyondTheLastDay_IsNullWithAReason(string question, string step)
    {
        var answer = On("2026-01-01", ("建成日期", DateOnly.MaxValue), ("受理日期", DateOnly.MaxValue)).Ask(question, Args(("环节", step)));
        Assert.True(answer.Value.IsNull);
        Assert.Contains("9999", answer.Note, StringComparison.Ordinal);
    }
}
