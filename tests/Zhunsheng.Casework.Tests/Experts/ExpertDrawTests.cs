using System.Collections.Immutable;
using Zhunsheng.Feel;
using Zhunsheng.Rulebooks;

namespace Zhunsheng.Casework.Tests;

public class ExpertDrawTests
{
    private const string Records = """

          抽取名册: {type: records, fields: {专家: {type: text}, 工作单位: {type: text}, 专业: {type: text, optional: true}, 结果: {type: choice, values: [抽中, 未抽中, 留任, 回避, 专业不符]}, 理由: {type: text, optional: true}}}
          抽取记录: {type: records, fields: {名单: {type: text}, 抽取人数: {type: number}, 名册摘要: {type: text}, 种子: {type: text}}}
          抽取专家人数: {type: number}
          抽取专业: {type: list, values: [信息化, 财务]}
          供应商: {type: text}
          专家结论: {type: choice, values: [同意, 不同意]}
          回避理由: {type: text}
        """;

    private const string Steps = """
              登记供应商: {by: 数据局, after: [申报], optional: true, asks: [供应商]}
              抽取专家:
                by: 数据局
                after: [申报]
                optional: true
                repeats: true
                when: 抽取专家人数 = null or 专家名单 = null or count(专家名单) < 抽取专家人数
                asks: [抽取专家人数, {抽取专业: {optional: true}}]
                outcomes: {抽取: {draws: 专家名单, sets: {抽取专家人数: {feel: 抽取专家人数}}}}
              专家意见:
                by: 专家
                after: [申报]
                optional: true
                each: {people: 专家名单}
                outcomes: {出具意见: {asks: [专家结论]}, 申明回避: {withdraws: true, asks: [回避理由]}}
        """;

    private static readonly ImmutableArray<PoolMember> Pool =
    [
        Member(1, "县信息中心", "信息化"), Member(2, "县水利局", "信息化"), Member(3, "东海软件公司", "信息化"),
        Member(4, "省城大学", "信息化"), Member(5, "省城大学", "财务"), Member(6, "邻县数据局", "信息化"), Member(7, "县水利局设计院", "信息化"),
    ];

    private static string Text => CountyRulebook.Text
        .Replace("  数据局: {}", "  数据局: {}\n  专家: {named: 专家名单}", StringComparison.Ordinal)
        .Replace("    gist: 申报和审核\n", "    gist: 申报和审核\n    facts:\n      专家名单: {type: records, draw: {from: 专家, count: 抽取专家人数, specialty: 抽取专业, avoid: [供应商]}}\n", StringComparison.Ordinal)
        .Replace("      审核:\n        phase: 审核", string.Join('\n', Steps.Split('\n').Select(l => l)) + "\n      审核:\n        phase: 审核", StringComparison.Ordinal);

    private static readonly Lazy<Rulebook> County = new(() => Read(Text));

    [Fact]
    public void Draw_TakesAsManyAsAreWanted_AndNobodyWhoAvoids()
    {
        var desk = new Desk();
        desk.Do("登记供应商", "提交", ("供应商", "东海软件公司"));
        var act = desk.Draw(3);
        var draw = ExpertDraw.In(act)!;
        Assert.Equal(3, draw.Drawn.Count());
        Assert.Equal("回避", draw.Roll.Single(r => r.Person == "专家2 0002").Result);
        Assert.Contains("本案卷的单位", draw.Roll.Single(r => r.Person == "专家2 0002").Reason, StringComparison.Ordinal);
        Assert.Equal("回避", draw.Roll.Single(r => r.Person == "专家7 0007").Result);
        Assert.Contains("供应商", draw.Roll.Single(r => r.Person == "专家3 0003").Reason, StringComparison.Ordinal);
        Assert.Equal(draw.Drawn.Order(StringComparer.Ordinal), PoolMember.On(desk.Evaluation.Fact("专家名单")).Select(p => p.Person).Order(StringComparer.Ordinal));
        Assert.False(desk.Evaluation.Situation.Facts.ContainsKey(DrawRecord.Roll));
    }

    [Fact]
    public void Draw_BySpecialty_TakesOnlyThose()
    {
        var act = new Desk().Do("抽取专家", "抽取", ("抽取专家人数", 1), ("抽取专业", new[] { "财务" }));
        Assert.Equal("专家5 0005", Assert.Single(ExpertDraw.In(act)!.Drawn));
        Assert.Equal("专业不符", ExpertDraw.In(act)!.Roll.Single(r => r.Person == "专家4 0004").Result);
    }

    [Theory]
    [InlineData(6, "能抽的只有5人")]
    [InlineData(0, "至少1")]
    [InlineData(-1, "至少1")]
    public void Draw_OfAnImpossibleNumber_IsRefused(int wanted, string message) =>
        Assert.Contains(message, CaseBuilder.Words(new Desk().Try("抽取专家", "抽取", CaseBuilder.Office("数据局"), ("抽取专家人数", wanted))), StringComparison.Ordinal);

    [Fact]
    public void Draw_FromAnEmptyPool_SaysSo() =>
        Assert.Contains("还没有专家", CaseBuilder.Words(new Desk([]).Try("抽取专家", "抽取", CaseBuilder.Office("数据局"), ("抽取专家人数", 1))), StringComparison.Ordinal);

    [Fact]
    public void Draw_WorkedOutAgain_ComesOutTheSame_AndTamperingShows()
    {
        var desk = new Desk();
        var act = desk.Draw(2);
        var draw = ExpertDraw.In(act)!;
        Assert.Equal(ExpertDraw.SeedOf(act.PreviousDigest, ExpertDraw.DigestOf(draw.Roll), "抽取专家", 1), draw.Seed);
        Assert.Empty(ExpertDraw.Verify(desk.File));
        Assert.Empty(CaseVerification.Verify(desk.File));

        // Somebody else in place of a drawn person, sealed again: the chain is whole, the draw is not.
        var (chosen, other) = (draw.Drawn.First(), draw.Roll.First(r => r.Result == DrawRecord.NotDrawn).Person);
        var swapped = draw with { Roll = [.. draw.Roll.Select(r => r.Person == chosen ? r with { Result = DrawRecord.NotDrawn } : r.Person == other ? r with { Result = DrawRecord.Drawn } : r)] };
        var forged = ActCodec.Seal(act with { Set = act.Set.SetItems(swapped.Facts("专家名单")) });
        var file = desk.File with { Acts = desk.File.Acts.SetItem(desk.File.Acts.Length - 1, forged) };
        Assert.Equal(ChainFault.Draw, Assert.Single(CaseVerification.Verify(file)).Fault);
        Assert.Contains("抽中的人不一样", Assert.Single(ExpertDraw.Verify(file)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Opinion_OfAnotherDrawnPerson_OrOfSomebodyNotDrawn_IsRefused()
    {
        var desk = new Desk();
        var act = desk.Draw(2);
        var drawn = ExpertDraw.In(act)!.Drawn.ToList();
        var (one, two) = (Expert(drawn[0]), Expert(drawn[1]));
        Assert.Contains("只能办自己的", CaseBuilder.Words(desk.TryOpinion(two, drawn[0])), StringComparison.Ordinal);
        var outsider = Expert(Pool.First(p => !drawn.Contains(p.Person)).Person);
        Assert.Contains("里没有", CaseBuilder.Words(desk.TryOpinion(outsider, drawn[0])), StringComparison.Ordinal);
        Assert.True(desk.TryOpinion(one, drawn[0]).Ok);
    }

    [Fact]
    public void Conflict_Declared_TakesThePersonOff_AndAnotherIsDrawn()
    {
        var desk = new Desk();
        var first = ExpertDraw.In(desk.Draw(2))!.Drawn.ToList();
        desk.Add(desk.Check(new ActProposal("专家意见", "申明回避", CaseBuilder.Facts(("回避理由", "参加过方案"))) { Key = FeelValue.Of(first[0]) }, Expert(first[0])), Expert(first[0]));
        Assert.Equal([first[1]], PoolMember.On(desk.Evaluation.Fact("专家名单")).Select(p => p.Person));
        var draw = ExpertDraw.In(desk.Draw(2))!;
        Assert.Equal("已申明回避", draw.Roll.Single(r => r.Person == first[0]).Reason);
        Assert.Equal("留任", draw.Roll.Single(r => r.Person == first[1]).Result);
        Assert.DoesNotContain(first[0], draw.Drawn);
        Assert.Equal(2, PoolMember.On(desk.Evaluation.Fact("专家名单")).Length);
        Assert.Empty(CaseVerification.Verify(desk.File));
    }

    [Fact]
    public void Draw_Corrected_IsRefused()
    {
        var desk = new Desk();
        var act = desk.Draw(2);
        var check = CaseWork.CheckCorrection(County.Value, desk.File, new CorrectionProposal(act.Number, CaseBuilder.Facts(("抽取专家人数", 3)), "写错了"), CaseBuilder.Office("数据局"));
        Assert.Contains(check.Refusals, r => r.Message.Contains("不能更正", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("draw: {from: 专家,", "draw: {from: 没有的,", "没有叫“没有的”的角色")]
    [InlineData("count: 抽取专家人数", "count: 供应商", "count 要写一个数字要素")]
    [InlineData("avoid: [供应商]", "avoid: [总投资]", "avoid 要写单位名称的要素")]
    [InlineData("专家: {named: 专家名单}", "专家: {}", "要写 named")]
    [InlineData("each: {people: 专家名单}", "repeats: true", "各办各的")]
    [InlineData("draws: 专家名单", "draws: 供应商", "没有写怎样抽")]
    [InlineData("asks: [专家结论]", "asks: [专家名单]", "由系统抽取，不能问")]
    [InlineData("退回补正: {reopens: [申报], stops", "退回补正: {returns: true, stops", "先写 reopens")]
    public void Rulebook_WithAMistakeAboutDraws_IsRefused(string right, string wrong, string message)
    {
        Assert.Contains(right, Text, StringComparison.Ordinal);
        var reading = RulebookReader.Read(new RulebookText("county-2026/rulebook.yaml", Text.Replace(right, wrong, StringComparison.Ordinal)), Common);
        Assert.Contains(reading.Findings, f => f.Severity == FindingSeverity.Error && f.Message.Contains(message, StringComparison.Ordinal));
    }

    private static ImmutableArray<RulebookText> Common => CountyRulebook.Common.SetItem(0, new RulebookText("common/facts.yaml", CountyRulebook.Facts + Records));

    private static Rulebook Read(string text)
    {
        var reading = RulebookReader.Read(new RulebookText("county-2026/rulebook.yaml", text), Common);
        Assert.Empty(reading.Findings.Where(f => f.Severity == FindingSeverity.Error).Select(f => f.ToString()));
        return reading.Rulebook!;
    }

    private static PoolMember Member(int number, string unit, string specialty) =>
        new(Guid.Parse($"00000000-0000-0000-0000-0000000001{number:00}"), $"专家{number} {number:0000}", $"专家{number}", unit, null, [specialty]);

    private static Actor Expert(string person)
    {
        var member = Pool.First(p => p.Person == person);
        return new Actor(member.Account, member.Name, Guid.Parse("00000000-0000-0000-0000-0000000000e0"), "专家库", "专家");
    }

    private sealed class Desk
    {
        private static readonly DateTimeOffset Start = new(2026, 4, 6, 9, 0, 0, TimeSpan.FromHours(8));

        public Desk(ImmutableArray<PoolMember>? pool = null)
        {
            File = CaseFile.Begin(Guid.Parse("11111111-1111-1111-1111-111111111111"), "MX-2026-0001", County.Value, "项目", CaseBuilder.UnitId, "县水利局")
                with { Pools = ImmutableDictionary<string, ImmutableArray<PoolMember>>.Empty.Add("专家", pool ?? Pool) };
            Add(Check(CaseBuilder.Declaration(), CaseBuilder.Unit), CaseBuilder.Unit);
        }

        public CaseFile File { get; private set; }

        public Evaluation Evaluation => new(County.Value, CaseFold.Situation(File, County.Value, Today));

        private DateOnly Today => LegalDay.Of(Start).AddDays(File.Acts.Length);

        public ActCheck Check(ActProposal proposal, Actor actor) => CaseWork.Check(County.Value, File.Head == 0 ? null : File, proposal, actor, Today);

        public ActCheck Try(string step, string outcome, Actor actor, params (string Name, object? Value)[] facts) => Check(new ActProposal(step, outcome, CaseBuilder.Facts(facts)), actor);

        public ActCheck TryOpinion(Actor actor, string person) => Check(new ActProposal("专家意见", "出具意见", CaseBuilder.Facts(("专家结论", "同意"))) { Key = FeelValue.Of(person) }, actor);

        public Act Do(string step, string outcome, params (string Name, object? Value)[] facts) => Add(Try(step, outcome, CaseBuilder.Office("数据局"), facts), CaseBuilder.Office("数据局"));

        public Act Draw(int wanted) => Do("抽取专家", "抽取", ("抽取专家人数", wanted));

        public Act Add(ActCheck check, Actor actor)
        {
            Assert.True(check.Ok, CaseBuilder.Words(check));
            var act = CaseWork.Make(File, check, actor, Start.AddDays(File.Acts.Length), Guid.NewGuid());
            File = File.With(act);
            return act;
        }
    }
}
