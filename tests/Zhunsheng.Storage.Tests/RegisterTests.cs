using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Zhunsheng.Casework;
using Zhunsheng.Casework.Tests;
using Zhunsheng.Rulebooks;

namespace Zhunsheng.Storage.Tests;

/// <summary>Facts about the unit's other files: computed from their acts, and felt at once.</summary>
public class RegisterTests
{
    private const string Text = """
        id: bars-2026
        version: 1
        title: 某区信息化项目办法
        issuer: 某区人民政府
        jurisdiction: {name: 某区, level: 旗县市区}
        number_prefix: QX
        articles_count: 1
        roles: {单位: {own: true}, 数据局: {}}
        phases: [申报]
        kinds: {项目: {title: 项目名称, key: 项目名称, per: 本单位}}
        settings:
          禁报月数: {type: number, value: 12, article: 第一条, question: 禁报多久, reading: 一年}
        articles:
          第一条:
            gist: 违规的，单位一年内不得申报别的项目
            open: [禁报月数]
            facts:
              禁报截止日期: {type: date}
              违规日期: {type: date}
              本单位其他项目:
                type: records
                register: {of: 项目}
                fields: {禁报截止日期: {type: date}, 总投资: {type: money}, 停着: {type: boolean}}
              全区其他项目:
                type: records
                register: {of: 项目, whose: 全部}
                fields: {总投资: {type: money}}
              单位被禁: {type: boolean, derive: 'some p in 本单位其他项目 satisfies p.禁报截止日期 != null and p.禁报截止日期 >= 当前日期'}
              全区总投资: {type: money, derive: sum(全区其他项目.总投资)}
            decisions:
              停着: {type: boolean, feel: 违规日期 != null}
            gates:
              单位未被禁: {blocks: 可否列入, holds: not(单位被禁), strength: hard, reason: 单位还在禁报期, remedy: 等禁报期满；没有例外}
            steps:
              登记: {opens: true, phase: 申报, by: 单位, asks: [项目名称, 总投资]}
              处罚: {phase: 申报, by: 数据局, after: [登记], optional: true, asks: [违规日期], outcomes: {处罚: {sets: {禁报截止日期: {feel: '违规日期 + duration("P1Y")'}}}}}
              列入: {phase: 申报, by: 数据局, after: [登记], requires: 可否列入, outcomes: {列入: {closes: true}}}
        """;

    private static readonly Actor s_other = CaseBuilder.Unit with { UserId = Guid.NewGuid(), OrganisationId = Guid.NewGuid(), OrganisationName = "县教育局" };

    private static Actor Bureau => CaseBuilder.Office("数据局");

    [Theory]
    [MemberData(nameof(World.Databases), MemberType = typeof(World))]
    public async Task Bar_InOneFile_ClosesTheUnitsOtherFilesUntilItEnds(DatabaseProvider provider)
    {
        await using var world = await Start(provider);
        var first = await Register(world, CaseBuilder.Unit, "一号", 100);
        var second = await Register(world, CaseBuilder.Unit, "二号", 20);
        var others = await Register(world, s_other, "一号", 3);
        Assert.Equal(["False", "False", "False"], await Blocked(world));

        await world.Act(first, "处罚", "处罚", Bureau, ("违规日期", new DateOnly(2026, 4, 1)));
        Assert.Empty(await world.Verify());
        Assert.Equal(2, await world.Lists.Touched());
        Assert.Equal(["False", "True", "False"], await Blocked(world));
        Assert.Empty(await world.Verify());

        var refused = Assert.IsType<AppendResult.Refused>(await world.Try((await world.Store.Load(second.Id))!, "列入", "列入", Bureau));
        var refusal = Assert.Single(refused.Check.Refusals);
        Assert.Equal(("单位未被禁", "第一条"), (refusal.Gate?.Name, refusal.Article));
        Assert.IsType<AppendResult.Done>(await world.Try(others, "列入", "列入", Bureau));

        // The last day of the bar still counts; the day after it is over.
        var book = world.Library.Current("bars-2026")!;
        var barred = (await world.Store.Load(second.Id))!;
        Assert.False(Ask(barred, book, new DateOnly(2027, 4, 1)));
        Assert.True(Ask(barred, book, new DateOnly(2027, 4, 2)));
    }

    [Theory]
    [MemberData(nameof(World.Databases), MemberType = typeof(World))]
    public async Task Register_OfOneUnitAndOfAll_ListsOtherFilesOnly(DatabaseProvider provider)
    {
        await using var world = await Start(provider);
        await Register(world, CaseBuilder.Unit, "一号", 100);
        var second = await Register(world, CaseBuilder.Unit, "二号", 20.5m);
        await Register(world, s_other, "三号", 3);

        var book = world.Library.Current("bars-2026")!;
        var seen = new Evaluation(book, CaseFold.Situation((await world.Store.Load(second.Id))!, book, new DateOnly(2026, 5, 1)));
        var record = Assert.Single(seen.Fact("本单位其他项目").AsList!).AsContext!;
        Assert.Equal("QX-2026-0001 一号 县水利局 False 100 True", string.Join(' ', record["编号"].AsString, record["名称"].AsString, record["所属单位"].AsString, record["已结案"].AsBoolean, record["总投资"].AsNumber, record["禁报截止日期"].IsNull));
        Assert.False(record["停着"].AsBoolean);
        Assert.Equal(103m, seen.Fact("全区总投资").AsNumber);

        var begun = await world.Store.Begin(book, "项目", s_other.OrganisationId, s_other.OrganisationName);
        Assert.Equal(["三号"], begun.Registers["本单位其他项目"].AsList!.Select(r => r.AsContext!["名称"].AsString));
        Assert.Equal(3, begun.Registers["全区其他项目"].AsList!.Count);
        Assert.True(new Evaluation(book, Situation.Of([])).Fact("本单位其他项目").IsNull);
    }

    [Theory]
    [MemberData(nameof(World.Databases), MemberType = typeof(World))]
    public async Task KeyPerUnit_SameNameInAnotherUnit_IsFree(DatabaseProvider provider)
    {
        await using var world = await Start(provider);
        await Register(world, CaseBuilder.Unit, "一号", 100);
        Assert.NotNull(await Register(world, s_other, "一号", 100));
        var taken = Assert.IsType<AppendResult.Refused>(await world.Store.Append(Opening(CaseBuilder.Unit, "一号", 5)));
        Assert.Equal(RefusalKind.KeyTaken, Assert.Single(taken.Check.Refusals).Kind);
    }

    [Fact]
    public async Task Installation_SettingChosenAnew_TakesEffectAndIsShownAsChosen()
    {
        await using var world = await Start(DatabaseProvider.Sqlite);
        Assert.False(world.Library.Current("bars-2026")!.Settings[0].Chosen);
        var file = Path.Combine(world.Rulebooks, "bars-2026", RulebookReader.InstallationFile);
        await File.WriteAllTextAsync(file, "settings:\n  禁报月数: 6\n");
        await world.Library.Reload();
        var setting = world.Library.Current("bars-2026")!.Settings[0];
        Assert.Equal((6m, 12m, true), (setting.Value.AsNumber, setting.Standard.AsNumber, setting.Chosen));

        await File.WriteAllTextAsync(file, "settings:\n  禁报月: 6\n");
        await world.Library.Reload();
        Assert.Equal(6m, world.Library.Current("bars-2026")!.Settings[0].Value.AsNumber);
        var finding = Assert.Single(world.Library.Shelves.Single(s => s.Id == "bars-2026").Findings);
        Assert.Equal((2, 3), (finding.Line, finding.Column));
        Assert.Contains("禁报月数", finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(World.Databases), MemberType = typeof(World))]
    public async Task Survey_OfAnAmendment_NamesTheFilesAnsweredDifferently(DatabaseProvider provider)
    {
        await using var world = await Start(provider);
        var closed = await Register(world, s_other, "〇号", 90);
        await world.Act(closed, "列入", "列入", Bureau);
        foreach (var (name, money) in new[] { ("一号", 50m), ("二号", 50.01m), ("三号", 400m) })
        {
            await Register(world, s_other, name, money);
        }

        var before = world.Library.Current("bars-2026")!;
        var amended = Text.Replace("version: 1", "version: 2", StringComparison.Ordinal)
            .Replace("holds: not(单位被禁)", "holds: not(单位被禁) and 总投资 <= 50", StringComparison.Ordinal);
        var read = RulebookReader.Read(new RulebookText("bars-2026/rulebook.yaml", amended), CountyRulebook.Common);
        var survey = new AmendmentSurvey(world.Services.GetRequiredService<IDbContextFactory<ZhunshengDbContext>>()) { Batch = 2 };
        var found = new List<SurveyedFile>();
        await foreach (var file in survey.Run(before, read.Rulebook!, new DateOnly(2026, 5, 1)))
        {
            found.Add(file);
        }

        Assert.Equal(["一号 ", "二号 可否列入 True→False", "三号 可否列入 True→False"], found.Select(f =>
            f.File.Title + " " + string.Join('、', f.Impact.Answers.Select(a => $"{a.Question} {a.Before.Value.AsBoolean}→{a.After.Value.AsBoolean}"))));
    }

    private static async Task<World> Start(DatabaseProvider provider)
    {
        var world = await World.Start(provider);
        var folder = Directory.CreateDirectory(Path.Combine(world.Rulebooks, "bars-2026"));
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "rulebook.yaml"), Text);
        await world.Library.Reload();
        return world.Library.Current("bars-2026") is null
            ? throw new InvalidOperationException(string.Join('\n', world.Library.Shelves.SelectMany(s => s.Findings)))
            : world;
    }

    private static OpeningSubmission Opening(Actor by, string name, decimal money) =>
        new(Guid.NewGuid(), by, "bars-2026", new ActProposal("登记", "提交", CaseBuilder.Facts(("项目名称", name), ("总投资", money))));

    private static async Task<CaseFile> Register(World world, Actor by, string name, decimal money) => World.Done(await world.Store.Append(Opening(by, name, money))).File;

    private static bool? Ask(CaseFile file, Rulebook book, DateOnly day) => new Evaluation(book, CaseFold.Situation(file, book, day)).Ask("可否列入").Value.AsBoolean;

    private static async Task<IEnumerable<string>> Blocked(World world) =>
        (await world.Store.WorkItems(new WorkItemQuery { Roles = [("bars-2026", "数据局")], OrganisationId = Guid.Empty }))
            .Where(i => i.Step == "列入").OrderBy(i => i.CaseNumber, StringComparer.Ordinal).Select(i => i.Blocked.ToString());
}
