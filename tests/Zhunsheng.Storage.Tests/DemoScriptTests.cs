using System.Text.Json.Nodes;
using Zhunsheng.Storage.Demo;

namespace Zhunsheng.Storage.Tests;

public class DemoScriptTests
{
    private static readonly DateOnly s_today = new(2026, 11, 22);

    private const string Told = """
        defaults:
          密级: 非涉密
          建设内容: "{项目名称}：{内容}。"
        stories:
          建成:
            facts: {概算: "@of(总投资, 0.97)", 合同金额: "@of(概算, 0.5)", 开工日期: "@day(-100)", 验收日期: "@start(30)"}
            acts:
              - {on: +0, step: 登记}
              - {on: -100, step: 开工, facts: {说明: "{单位}开工"}}
              - {on: -50, step: 验收, outcome: 通过}
        files:
          甲:
            owner: 水利局
            story: 建成
            start: 06-18@560
            shift: 4
            until: 验收
            skip: [开工]
            but:
              验收: {outcome: 不通过, facts: {验收意见: "{项目名称}不齐"}}
            facts: {项目名称: 水库系统, 总投资: 150.5, 内容: 测报}
            acts:
              - {on: -10, step: 验收, outcome: 通过}
          乙:
            facts: {计划名称: 计划}
            acts:
              - {on: -1, step: 编制}
        """;

    [Fact]
    public void Read_Story_IsToldWithTheFilesOwnTextsAmountsAndDays()
    {
        var script = DemoScript.Read(Told, s_today);
        var file = script.Files[0];
        Assert.Equal(["水库系统：测报。", "146.0", "73.0", "2026-08-18", "2025-07-18"], new[] { "建设内容", "概算", "合同金额", "开工日期", "验收日期" }.Select(f => file.Facts[f]!.ToString()));
        Assert.Equal(
            [("甲", new DateOnly(2025, 6, 18), "登记", null), ("甲", new DateOnly(2026, 10, 7), "验收", "不通过"), ("甲", new DateOnly(2026, 11, 16), "验收", "通过"), ("乙", new DateOnly(2026, 11, 21), "编制", null)],
            script.Acts.Select(a => (a.File, a.On, a.Step, a.Outcome)));
        Assert.Equal("水库系统不齐", script.Acts[1].Facts["验收意见"]!.ToString());
    }

    [Fact]
    public void Read_DefaultThatSpeaksOfWhatAFileDoesNotSay_IsNoDefaultForIt()
    {
        var script = DemoScript.Read(Told, s_today);
        Assert.Equal(["计划名称"], script.Files[1].Facts.Keys);
        Assert.Equal(["密级"], script.Defaults.Keys);
    }

    [Theory]
    [InlineData("files:\n  甲:\n    story: 无\n", 3, 12, "没有叫“无”的经过")]
    [InlineData("files:\n  甲:\n    facts: {名称: \"{别名}\"}\n    acts: []\n", 3, 17, "没有“别名”")]
    [InlineData("files:\n  甲:\n    facts: {甲: \"{乙}\", 乙: \"{甲}\"}\n    acts: []\n", 3, 26, "绕着圈说自己")]
    [InlineData("files:\n  甲:\n    facts: {名称: 甲, 金额: \"@of(名称, 0.5)\"}\n    acts: []\n", 3, 24, "“名称”不是数")]
    [InlineData("files:\n  甲:\n    acts:\n      - {on: +3, step: 登记}\n", 4, 14, "没有写 start")]
    [InlineData("stories:\n  建:\n    acts:\n      - {on: -3, step: 登记}\nfiles:\n  甲:\n    story: 建\n    until: 验收\n", 7, 5, "经过里没有环节“验收”")]
    [InlineData("files:\n  甲:\n    shfit: 3\n    acts: []\n", 3, 5, "不认识的键 shfit")]
    [InlineData("files:\n  甲:\n    acts:\n      - {on: -3, stpe: 登记}\n", 4, 18, "不认识的键 stpe")]
    [InlineData("files:\n  甲:\n    shift: 多\n    acts: []\n", 3, 12, "shift 应当是天数")]
    public void Read_WhatCannotBeTold_NamesThePlace(string text, int line, int column, string problem)
    {
        var broken = Assert.Throws<DemoTextException>(() => DemoScript.Read(text, s_today));
        Assert.Equal((line, column), (broken.Line, broken.Column));
        Assert.Contains(problem, broken.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_PlainValues_KeepTheirTypes()
    {
        var facts = DemoScript.Read("files:\n  甲:\n    facts: {数: 12.5, 是: true, 文: \"12\", 表: [{金额: 3}], 年: \"@year(400)+1\"}\n    acts: []\n", s_today).Files[0].Facts;
        Assert.Equal(12.5m, facts["数"]!.GetValue<decimal>());
        Assert.True(facts["是"]!.GetValue<bool>());
        Assert.Equal("12", facts["文"]!.GetValue<string>());
        Assert.Equal(3m, ((JsonObject)facts["表"]!.AsArray()[0]!)["金额"]!.GetValue<decimal>());
        Assert.Equal(2026, facts["年"]!.GetValue<int>());
    }
}
