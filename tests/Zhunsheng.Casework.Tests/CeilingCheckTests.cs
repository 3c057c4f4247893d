using System.Collections.Immutable;
using Zhunsheng.Feel;
using Zhunsheng.Rulebooks;

namespace Zhunsheng.Casework.Tests;

/// <summary>What an act would do to the amounts of a file: as the fold would see it, with what its outcome sets; and years for which there is nothing to report.</summary>
public class CeilingCheckTests
{
    private const string Text = """
        id: money-2026
        version: 1
        title: 某市信息化项目办法
        issuer: 某市人民政府
        jurisdiction: {name: 某市, level: 市本级}
        number_prefix: MQ
        articles_count: 2
        roles: {单位: {own: true}, 财政局: {}}
        phases: [申报]
        kinds: {项目: {title: 项目名称}}
        money:
          lines:
            批准: {value: 总投资, steps: [登记]}
            申请: {value: 'sum(concatenate([0], 申请付款.金额))', steps: [申请付款]}
            支付: {value: 'sum(concatenate([0], for 次 in 付款 return if 次.实付 = null then 0 else 次.实付))', steps: [付款]}
          ceilings:
            支付不超批准: {of: 支付, within: 批准, article: 第二条, remedy: 少付一点}
            申请不超批准: {of: 申请, within: 批准, platform: true}
            只在大项目: {of: 申请, within: 批准, when: 总投资 > 1000, article: 第二条}
        articles:
          第一条:
            gist: 登记和年报
            steps:
              登记: {opens: true, phase: 申报, by: 单位, asks: [项目名称, 总投资]}
              年报: {phase: 申报, by: 单位, after: [登记], each: {name: 年度, in: '[2025, 2026]'}}
          第二条:
            gist: 付款
            facts: {金额: {type: money}, 实付: {type: money}}
            steps:
              申请付款: {phase: 申报, by: 单位, after: [登记], repeats: true, optional: true, asks: [金额]}
              付款:
                phase: 申报
                by: 财政局
                after: [登记]
                each: {name: 第几次, in: 申请付款.序号, of: 申请付款}
                outcomes:
                  付: {sets: {实付: {feel: 金额}}}
                  退回: {reopens: [申请付款], returns: false}
        """;

    private static readonly Rulebook s_book = RulebookReader.Read(new RulebookText("money-2026/rulebook.yaml", Text), CountyRulebook.Common).Rulebook!;
    private static readonly Actor s_unit = CaseBuilder.Unit;
    private static readonly Actor s_finance = CaseBuilder.Office("财政局");
    private static readonly DateOnly s_day = new(2026, 4, 6);

    [Theory]
    [InlineData(100, true)]
    [InlineData(100.01, false)]
    public void Check_WhatTheOutcomeSets_CountsAgainstTheCeiling(double amount, bool ok)
    {
        var file = Applied((decimal)amount);
        var check = Check(file, new ActProposal("付款", "付", ImmutableDictionary<string, FeelValue>.Empty) { Key = FeelValue.Of(1m) }, s_finance);
        Assert.Equal(ok, check.Ok);
        if (!ok)
        {
            var refusal = Assert.Single(check.Refusals);
            Assert.Equal((RefusalKind.Blocked, "支付100.01万元，超过批准100.00万元，多0.01万元", "第二条", "少付一点"), (refusal.Kind, refusal.Message, refusal.Article, refusal.Remedy));
        }

        Assert.True(Check(file, new ActProposal("付款", "退回", ImmutableDictionary<string, FeelValue>.Empty) { Key = FeelValue.Of(1m) }, s_finance).Ok);
    }

    [Fact]
    public void Check_OfPlatform_PermitsAndKeepsTheHint_OnlyForTheActThatGoesAbove()
    {
        var above = Check(Registered(), Application(100.01m), s_unit);
        Assert.True(above.Ok, CaseBuilder.Words(above));
        Assert.Equal(new ActReason("", "平台提示", "申请100.01万元，超过批准100.00万元，多0.01万元"), Assert.Single(above.Because, b => b.Article.Length == 0));
        Assert.Equal("申请不超批准", Assert.Single(above.Ceilings).Ceiling.Name);
        Assert.Empty(Check(Registered(), Application(100m), s_unit).Ceilings);
        Assert.Empty(Check(Applied(100.01m), new ActProposal("申请付款", "提交", CaseBuilder.Facts(("金额", 0m))), s_unit).Ceilings);
    }

    [Fact]
    public void Check_ReportForAYearThatHasNone_IsRefusedWithTheArticle()
    {
        var refusal = Assert.Single(Check(Registered(), new ActProposal("年报", "提交", ImmutableDictionary<string, FeelValue>.Empty) { Key = FeelValue.Of(2027m) }, s_unit).Refusals);
        Assert.Equal((RefusalKind.Unknown, "“年报”没有这个年度可办：2027", "第一条"), (refusal.Kind, refusal.Message, refusal.Article));
    }

    private static ActProposal Application(decimal amount) => new("申请付款", "提交", CaseBuilder.Facts(("金额", amount)));

    private static CaseFile Registered() => Made(CaseFile.Begin(Guid.NewGuid(), "MQ-2026-0001", s_book, "项目", s_unit.OrganisationId, s_unit.OrganisationName), new ActProposal("登记", "提交", CaseBuilder.Facts(("项目名称", "平台"), ("总投资", 100m))));

    private static CaseFile Applied(decimal amount) => Made(Registered(), Application(amount));

    private static CaseFile Made(CaseFile file, ActProposal proposal)
    {
        var check = Check(file, proposal, s_unit);
        Assert.True(check.Ok, CaseBuilder.Words(check));
        return file.With(CaseWork.Make(file, check, s_unit, new DateTimeOffset(2026, 4, 6, 9, 0, 0, TimeSpan.FromHours(8)), Guid.NewGuid()));
    }

    private static ActCheck Check(CaseFile file, ActProposal proposal, Actor actor) => CaseWork.Check(s_book, file, proposal, actor, s_day);
}
