using System.Text.Json;
using Zhunsheng.Feel;
using static Zhunsheng.Rulebooks.Tests.SmallRulebook;

namespace Zhunsheng.Rulebooks.Tests;

public class SituationReaderTests
{
    private static FactDefinition Fact(string name) => Book.Value.Facts[name];

    [Theory]
    [InlineData("总投资", "1,860.00", "1860")]
    [InlineData("总投资", "350 万元", "350")]
    [InlineData("受理日期", "2026-4-30", "2026-04-30")]
    [InlineData("受理日期", "20260430", "2026-04-30")]
    [InlineData("受理日期", "2026年4月30日", "2026-04-30")]
    [InlineData("总投资", "１，８６０．５", "1860.50")]
    [InlineData("受理日期", "２０２６－０４－３０", "2026-04-30")]
    [InlineData("紧急", "是", "是")]
    [InlineData("计划年度", "2026年", "2026")]
    public void Typed_WhatPeopleWrite_IsRead(string fact, string typed, string shown)
    {
        var (value, error) = SituationReader.Typed(Fact(fact), [typed]);
        Assert.Null(error);
        Assert.Equal(shown.Replace(".50", ".5", StringComparison.Ordinal), SituationReader.Shown(value));
    }

    [Theory]
    [InlineData("总投资", "很多")]
    [InlineData("总投资", "-1")]
    [InlineData("受理日期", "2026-02-30")]
    [InlineData("紧急", "也许")]
    [InlineData("密级", "绝密级")]
    [InlineData("计划年度", "26")]
    public void Typed_WhatCannotBe_IsAnErrorAndNoValue(string fact, string typed)
    {
        var (value, error) = SituationReader.Typed(Fact(fact), [typed]);
        Assert.NotNull(error);
        Assert.True(value.IsNull);
    }

    [Fact]
    public void Typed_DayThatDoesNotExist_SaysSo() => Assert.Equal("没有2026-02-30这一天", SituationReader.Typed(Fact("受理日期"), ["2026-02-30"]).Error);

    [Fact]
    public void Typed_Nothing_IsUnknown() => Assert.Equal((FeelValue.Null, null), SituationReader.Typed(Fact("总投资"), [" "]));

    [Fact]
    public void Facts_UnknownNameAndWrongType_AreErrorsWithTheNearestName()
    {
        var (facts, errors) = SituationReader.Facts(Book.Value, JsonDocument.Parse("""{"总投咨": 3, "紧急": "是", "密级": "机密", "总投资": 350, "批准": null}""").RootElement);
        Assert.Equal(350m, facts["总投资"].AsNumber);
        Assert.Single(facts);
        Assert.Contains("总投资", errors.Single(e => e.Name == "总投咨").Message);
        Assert.Contains("true 或 false", errors.Single(e => e.Name == "紧急").Message);
        Assert.Contains("非涉密、秘密", errors.Single(e => e.Name == "密级").Message);
    }

    [Theory]
    [InlineData("受理日期", "\"1900-01-01\"", null)]
    [InlineData("受理日期", "\"2199-12-31\"", null)]
    [InlineData("受理日期", "\"1899-12-31\"", "日子要在1900年至2199年之间，写的是 \"1899-12-31\"；请核对年份")]
    [InlineData("受理日期", "\"2200-01-01\"", "日子要在1900年至2199年之间，写的是 \"2200-01-01\"；请核对年份")]
    [InlineData("总投资", "0", null)]
    [InlineData("总投资", "-0.01", "金额不能小于0，写的是 -0.01")]
    public void TryRead_DaysAndMoney_HaveBounds(string fact, string json, string? message)
    {
        Assert.Equal(message is null, SituationReader.TryRead(Fact(fact), JsonDocument.Parse(json).RootElement, out var value, out var error));
        Assert.Equal(message, error);
        Assert.Equal(message is not null, value.IsNull);
    }

    [Fact]
    public void Arguments_UnknownOrOutside_AreErrors()
    {
        var (_, errors) = SituationReader.Arguments(Book.Value, "可否列入", JsonDocument.Parse("""{"途经": "年度"}""").RootElement);
        Assert.Contains("途径", errors.Single().Message);
        Assert.NotEmpty(SituationReader.Arguments(Book.Value, "可否列入", JsonDocument.Parse("""{"途径": "随便"}""").RootElement).Errors);
    }
}
