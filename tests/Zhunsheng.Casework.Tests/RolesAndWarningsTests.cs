using System.Collections.Immutable;
using Zhunsheng.Feel;
using Zhunsheng.Rulebooks;

namespace Zhunsheng.Casework.Tests;

/// <summary>Who may act where several may, where the file names the one who may, and where the installation names the role; and what is said without hindering.</summary>
public class RolesAndWarningsTests
{
    private const string Text = """
        id: roles-2026
        version: 1
        title: 某市信息化项目办法
        issuer: 某市人民政府
        jurisdiction: {name: 某市, level: 市本级}
        number_prefix: MS
        articles_count: 2
        roles: {单位: {own: true}, 主管部门: {named: 主管部门名称}, 网信办: {}, 公安局: {}, 市政府: {}, 参建单位: {named: 参建部门}}
        phases: [申报]
        kinds: {项目: {title: 项目名称}}
        settings:
          特批机关: {type: text, value: null, article: 第二条, question: 谁可以批, reading: 条文没有写明}
        articles:
          第一条:
            gist: 谁来办
            facts:
              主管部门名称: {type: text}
              参建部门: {type: list}
              财政拨款: {type: money}
              自筹: {type: money}
            papers:
              审核:
                - 方案
                - 方案之一: {listed: false}
            steps:
              登记: {opens: true, phase: 申报, by: 单位, asks: [项目名称, 主管部门名称, {总投资: {optional: true}}, {财政拨款: {optional: true}}, {自筹: {optional: true}}, {参建部门: {optional: true}}],
                warns: [{when: 财政拨款 + 自筹 != 总投资, text: 资金加起来和总投资不一样, article: 第二条}]}
              审核: {phase: 申报, by: 主管部门, after: [登记]}
              会办: {phase: 申报, by: 参建单位, after: [登记], optional: true, repeats: true}
              确认: {phase: 申报, by: 参建单位, after: [登记], optional: true, each: {name: 谁, in: 参建部门}}
              检查: {phase: 申报, by: [网信办, 公安局], after: [登记], repeats: true}
          第二条:
            gist: 例外
            open: [特批机关]
            gates:
              须检查: {blocks: 可否列入, holds: count(检查) > 0, strength: default, grant: {by: null, named_by: 特批机关, basis: 文件}, reason: 没有检查过, remedy: 检查}
            steps:
              特批: {phase: 申报, by: {feel: 特批机关}, after: [登记], optional: true, granted: 须检查}
              列入: {phase: 申报, by: 网信办, after: [登记], requires: 可否列入}
        """;

    private static readonly Guid s_county = Guid.NewGuid();

    private static Rulebook Book(string? installation = null)
    {
        var common = installation is null ? CountyRulebook.Common : CountyRulebook.Common.Add(new("roles-2026/installation.yaml", installation));
        var reading = RulebookReader.Read(new RulebookText("roles-2026/rulebook.yaml", Text), common);
        return reading.Rulebook ?? throw new InvalidOperationException(string.Join('\n', reading.Findings));
    }

    private static Actor By(string role, string organisation) => new(Guid.NewGuid(), "王五", organisation == "县水利局" ? s_county : Guid.NewGuid(), organisation, role);

    private static CaseFile Opened(Rulebook book, params (string Name, object? Value)[] over)
    {
        var file = CaseFile.Begin(Guid.NewGuid(), "MS-2026-0001", book, "项目", s_county, "县水利局");
        var facts = CaseBuilder.Facts(("项目名称", "灌区"), ("主管部门名称", "市水务局")).SetItems(CaseBuilder.Facts(over));
        return Done(book, file, "登记", By("单位", "县水利局"), facts);
    }

    private static CaseFile Done(Rulebook book, CaseFile file, string step, Actor actor, ImmutableDictionary<string, FeelValue> facts)
    {
        var check = CaseWork.Check(book, file, new ActProposal(step, "提交", facts), actor, new DateOnly(2026, 4, 6));
        Assert.True(check.Ok, CaseBuilder.Words(check));
        return file.With(CaseWork.Make(file, check, actor, new DateTimeOffset(2026, 4, 6, 9, 0, 0, TimeSpan.FromHours(8)), Guid.NewGuid()));
    }

    private static ActCheck Try(Rulebook book, CaseFile file, string step, Actor actor, params string[] papers) => CaseWork.Check(
        book, file, new ActProposal(step, "提交", ImmutableDictionary<string, FeelValue>.Empty) { Papers = [.. papers.Select(CaseBuilder.Paper)] }, actor, new DateOnly(2026, 4, 7));

    [Fact]
    public void Step_OfSeveralRoles_AnyOfThemActs()
    {
        var book = Book();
        var file = Opened(book);
        Assert.True(Try(book, file, "检查", By("网信办", "市委网信办")).Ok);
        Assert.True(Try(book, file, "检查", By("公安局", "市公安局")).Ok);
        Assert.Equal("“检查”由网信办或公安局办理，单位不能办", Assert.Single(Try(book, file, "检查", By("单位", "县水利局")).Refusals).Message);
        Assert.Equal(["网信办", "公安局"], new Evaluation(book, CaseFold.Situation(file, book, null)).Step("检查").Roles);
    }

    [Fact]
    public void Role_NamedInTheFile_OnlyThatOrganisationActs()
    {
        var book = Book();
        var file = Opened(book);
        Assert.True(Try(book, file, "审核", By("主管部门", "市水务局"), "方案", "方案之一").Ok);
        var refusal = Assert.Single(Try(book, file, "审核", By("主管部门", "市教育局"), "方案", "方案之一").Refusals);
        Assert.Equal((RefusalKind.Role, "本案卷的主管部门名称是市水务局，市教育局不能办理"), (refusal.Kind, refusal.Message));
    }

    [Fact]
    public void Role_SeveralNamedInTheFile_EachOfThemActs_AndOnlyForItself()
    {
        var book = Book();
        var file = Opened(book, ("参建部门", new[] { "市水文局", "市林业局" }));
        Assert.True(Try(book, file, "会办", By("参建单位", "市水文局")).Ok);
        Assert.True(Try(book, file, "会办", By("参建单位", "市林业局")).Ok);
        Assert.Equal("本案卷的参建部门是市水文局、市林业局，市教育局不能办理", Assert.Single(Try(book, file, "会办", By("参建单位", "市教育局")).Refusals).Message);
        ActCheck Confirm(string key, string by) => CaseWork.Check(book, file, new ActProposal("确认", "提交", ImmutableDictionary<string, FeelValue>.Empty) { Key = FeelValue.Of(key) }, By("参建单位", by), new DateOnly(2026, 4, 7));
        Assert.True(Confirm("市水文局", "市水文局").Ok);
        Assert.Equal("本案卷的参建部门是市林业局，市水文局不能办理", Assert.Single(Confirm("市林业局", "市水文局").Refusals).Message);
        Assert.False(Confirm("市教育局", "市教育局").Ok);
        var evaluation = new Evaluation(book, CaseFold.Situation(file, book, null));
        Assert.Equal(["市水文局", "市林业局"], evaluation.OrganisationsIn(book.FindRole("参建单位")));
        Assert.Equal(["市水务局"], evaluation.OrganisationsIn(book.FindRole("主管部门")));
        Assert.Empty(evaluation.OrganisationsIn(book.FindRole("网信办")));
        Assert.Empty(evaluation.OrganisationsIn(null));
    }

    [Theory]
    [InlineData("参建部门: {type: list, values: [甲, 乙]}")]
    [InlineData("参建部门: {type: date}")]
    [InlineData("参建部: {type: list}")]
    public void Role_NamedByAFactThatCannotNameOrganisations_IsAnError(string fact)
    {
        var reading = RulebookReader.Read(new RulebookText("roles-2026/rulebook.yaml", Text.Replace("参建部门: {type: list}", fact, StringComparison.Ordinal)), CountyRulebook.Common);
        Assert.Contains(reading.Findings, f => f.Message.Contains("角色参建单位：named 要写一个文字要素（单位名称），或者没有值集的 list 要素", StringComparison.Ordinal));
    }

    [Fact]
    public void Paper_NotListed_IsDueButNotNamedInTheAnswer()
    {
        var book = Book();
        var file = Opened(book);
        Assert.Equal("方案之一", Assert.Single(Try(book, file, "审核", By("主管部门", "市水务局"), "方案").Papers).Name);
        Assert.Equal(["方案"], new Evaluation(book, CaseFold.Situation(file, book, null)).Ask("申报材料", new Dictionary<string, FeelValue> { ["环节"] = FeelValue.Of("审核") }).Value.AsList!.Select(p => p.AsString));
    }

    [Theory]
    [InlineData(60, 40, false)]
    [InlineData(60, 41, true)]
    [InlineData(60, null, false)]
    public void Warning_WhenItHolds_IsKeptInTheActAndHindersNothing(int state, int? own, bool warned)
    {
        var file = Opened(Book(), ("总投资", 100), ("财政拨款", state), ("自筹", own));
        var kept = file.Acts[0].Because.Where(b => b.Rule == "提醒").Select(b => (b.Article, b.Text));
        Assert.Equal(warned ? [("第二条", "资金加起来和总投资不一样")] : [], kept);
    }

    [Fact]
    public void Exception_NobodyNamed_OnlyByTheRoleTheInstallationNames()
    {
        var silent = Book();
        Assert.Empty(silent.FindStep("特批")!.PossibleRoles);
        Assert.Null(silent.Gates.Single().Grant!.By);
        var refusal = Assert.Single(Try(silent, Opened(silent), "特批", By("市政府", "市政府")).Refusals);
        Assert.Equal("条文没有写明“特批”由谁办，本地也还没有指定", refusal.Message);

        var named = Book("settings: {特批机关: 市政府}\n");
        var file = Opened(named);
        Assert.Equal("市政府", named.Gates.Single().Grant!.By);
        Assert.Equal("“特批”由市政府办理，网信办不能办", Assert.Single(Try(named, file, "特批", By("网信办", "市委网信办")).Refusals).Message);
        Assert.False(Try(named, file, "列入", By("网信办", "市委网信办")).Ok);
        file = Done(named, file, "特批", By("市政府", "市政府"), ImmutableDictionary<string, FeelValue>.Empty);
        Assert.True(Try(named, file, "列入", By("网信办", "市委网信办")).Ok);
    }

    [Theory]
    [InlineData("settings: {特批机关: [市政府]}\n", 1, 18, "值的类型不对")]
    [InlineData("settings: {特批机构: 市政府}\n", 1, 12, "特批机关")]
    [InlineData("setting: {}\n", 1, 1, "setting")]
    public void Installation_Broken_SaysWhere(string text, int line, int column, string words)
    {
        var reading = RulebookReader.Read(new RulebookText("roles-2026/rulebook.yaml", Text), CountyRulebook.Common.Add(new("roles-2026/installation.yaml", text)));
        var finding = Assert.Single(reading.Findings, f => f.Path == "roles-2026/installation.yaml");
        Assert.Equal((line, column), (finding.Line, finding.Column));
        Assert.Contains(words, finding.Message, StringComparison.Ordinal);
        Assert.Null(reading.Rulebook);
    }
}
