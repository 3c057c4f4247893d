using System.Collections.Immutable;

namespace Zhunsheng.Feel.Tests;

/// <summary>Values as data: equality, literals, days.</summary>
public class ValueTests
{
    [Fact]
    public void GregorianDay_AllDaysOfFourHundredYears_AgreeWithTheCalendar()
    {
        for (var day = new DateOnly(1900, 1, 1); day < new DateOnly(2300, 1, 1); day = day.AddDays(13))
        {
            var read = GregorianDay.FromNumber(day.DayNumber);
            Assert.Equal((day.Year, day.Month, day.Day), ((int)read.Year, read.Month, read.Day));
            Assert.Equal(day.DayNumber, read.Number);
            Assert.Equal(day.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)day.DayOfWeek, GregorianDay.Weekday(day.DayNumber));
        }
    }

    [Theory]
    [InlineData(-999_999_999)]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(999_999_999)]
    public void GregorianDay_FarYears_ComeBack(long year)
    {
        foreach (var day in new[] { new GregorianDay(year, 1, 1), new GregorianDay(year, 2, 28), new GregorianDay(year, 12, 31) })
        {
            Assert.Equal(day, GregorianDay.FromNumber(day.Number));
        }
    }

    [Fact]
    public void Of_Factories_ComeBackThroughAccessors()
    {
        var day = new DateOnly(2025, 12, 31);
        Assert.Equal(day, FeelValue.Of(day).AsDate);
        Assert.Equal(new TimeOnly(9, 30, 1), FeelValue.Of(new TimeOnly(9, 30, 1)).AsTime);
        Assert.Equal(TimeSpan.FromHours(36.5), FeelValue.Of(TimeSpan.FromHours(36.5)).AsTimeSpan);
        Assert.Equal(14, FeelValue.OfMonths(14L).AsMonths);
        Assert.Equal(new DateTime(2025, 12, 31, 9, 30, 0), FeelValue.Of(day, new TimeOnly(9, 30)).AsDateTime);
        Assert.Equal("@\"2025-12-31T09:30:00+08:00\"", FeelValue.Of(new DateTimeOffset(2025, 12, 31, 9, 30, 0, TimeSpan.FromHours(8))).ToString());
        Assert.Null(FeelValue.Of(1m).AsDate);
        Assert.Null(Eval.Compile("date(\"-0001-01-01\")").Evaluate([]).AsDate);
    }

    [Theory]
    [InlineData("1.0", "1", true)]
    [InlineData("[1, [2]]", "[1.0, [2.00]]", true)]
    [InlineData("{a: 1, b: 2}", "{b: 2, a: 1}", true)]
    [InlineData("{a: 1}", "{a: 1, b: null}", false)]
    [InlineData("\"1\"", "1", false)]
    [InlineData("[1..2]", "[1..2)", false)]
    [InlineData("@\"10:00:00Z\"", "@\"10:00:00\"", false)]
    [InlineData("null", "false", false)]
    public void Equals_Data_ComparesContent(string left, string right, bool equal)
    {
        var (a, b) = (Eval.Compile(left).Evaluate([]), Eval.Compile(right).Evaluate([]));
        Assert.Equal(equal, a == b);
        Assert.Equal(!equal, a != b);
        if (equal)
        {
            Assert.Equal(a.GetHashCode(), b.GetHashCode());
        }
    }

    [Theory]
    [InlineData("null")]
    [InlineData("true")]
    [InlineData("-1.5")]
    [InlineData("\"引\\\"号\\n\"")]
    [InlineData("@\"2025-01-31\"")]
    [InlineData("@\"23:59:59.5+08:00\"")]
    [InlineData("@\"2025-01-31T00:00:00@Asia/Shanghai\"")]
    [InlineData("@\"-P1DT2H3M4.5S\"")]
    [InlineData("@\"P1Y2M\"")]
    [InlineData("[1, \"a\", [null]]")]
    [InlineData("{a: 1, \"b c\": {d: true}}")]
    [InlineData("[1..2)")]
    [InlineData("(< 5)")]
    public void ToString_Literals_ReadBackTheSame(string text)
    {
        var value = Eval.Compile(text).Evaluate([]);
        Assert.Equal(text, value.ToString());
        Assert.Equal(value, Eval.Compile(value.ToString()).Evaluate([]));
    }

    [Fact]
    public void DeepAndSharedLists_EqualityAndText_EndSoon()
    {
        var deep = FeelValue.Null;
        for (var i = 0; i < 200_000; i++)
        {
            deep = FeelValue.Of(ImmutableArray.Create(deep));
        }

        var (left, right) = (FeelValue.Of(1m), FeelValue.Of(1m));
        Assert.True(Doubled(60).IsNull);
        for (var i = 0; i < 16; i++)
        {
            left = FeelValue.Of(ImmutableArray.Create(left, left));
            right = FeelValue.Of(ImmutableArray.Create(right, right));
        }

        Assert.NotNull(deep.ToString());
        Assert.Equal(deep, deep);
        Assert.NotNull(left.ToString());
        var schema = new FeelSchema([new("a", FeelType.Any), new("b", FeelType.Any), new("c", FeelType.Any)]);
        foreach (var text in new[] { "a = b", "is(a, b)", "a.x", "a in [b]", "flatten(a)", "flatten(c)", "distinct values([a, b])", "c = [c]", "string(c)", "a instance of list<list<Any>>" })
        {
            _ = Eval.Compile(text, schema).Evaluate([left, right, deep]);
        }
    }

    private static FeelValue Doubled(int times)
    {
        var value = FeelValue.Of(1m);
        for (var i = 0; i < times; i++)
        {
            value = i % 2 == 0 ? FeelValue.Of(ImmutableArray.Create(value, value)) : FeelValue.Of(new FeelContext([new("a", value), new("b", value)]));
            if (value.IsNull)
            {
                return value;
            }
        }

        return value;
    }

    [Fact]
    public void Types_Equality_LooksInside()
    {
        Assert.Equal(FeelType.OneOf(["a", "b"]), FeelType.OneOf(["a", "b"]));
        Assert.NotEqual(FeelType.OneOf(["a", "b"]), FeelType.OneOf(["a"]));
        Assert.Equal(FeelType.ContextOf([new("x", FeelType.Number)]), FeelType.ContextOf([new("x", FeelType.Number)]));
        Assert.NotEqual(FeelType.ListOf(FeelType.Number), FeelType.ListOf(FeelType.String));
    }

    [Theory]
    [InlineData("1 + 1", "number")]
    [InlineData("总投资 > 1", "boolean")]
    [InlineData("付款.金额", "list<number>")]
    [InlineData("付款[金额 > 1]", "list<context>")]
    [InlineData("付款[1].付款 日期 + @\"P1M\"", "date")]
    [InlineData("if 已纳入规划 then 1 else null", "number")]
    [InlineData("if 已纳入规划 then 1 else \"a\"", "Any")]
    [InlineData("for p in 付款 return p.金额 * 2", "list<number>")]
    [InlineData("max(付款.付款 日期)", "date")]
    [InlineData("sort(付款, function(a, b) a.金额 < b.金额)", "list<context>")]
    [InlineData("受理日期 - 受理日期", "days and time duration")]
    public void Type_Expressions_AreWorkedOut(string text, string type) => Assert.Equal(type, Eval.Compile(text, Eval.Project).Type.ToString());
}
