using Zhunsheng.Casework;
using Zhunsheng.Casework.Tests;

namespace Zhunsheng.Storage.Tests;

public class SimilarCasesTests
{
    private const string Goal = "建成全县灌区用水监测，自动采集水位流量，支撑水资源统一调度。";

    private static SimilarCases Similar(World world) => (SimilarCases)world.Services.GetService(typeof(SimilarCases))!;

    private static CaseProfile Profile(string title, string goal = "", Guid? self = null) => new("county-2026", "项目", self, title, [("备注", "备注", goal)]);

    [Theory]
    [InlineData("灌区用水监测系统", "灌区用水监测系统", 1)]
    [InlineData("灌区用水监测", "水库大坝", 0)]
    [InlineData("灌区监测", "灌区调度", 0.333)]
    [InlineData("灌区AI监测", "灌区 ai 监测", 1)]
    [InlineData("水", "水", 1)]
    [InlineData("", "水", 0)]
    [InlineData("", "", 0)]
    [InlineData("！", "！", 0)]
    public void Of_TwoTexts_IsTheShareOfCommonUnits(string one, string other, double share)
    {
        Assert.Equal((decimal)share, decimal.Round(Similarity.Of(one, other).Share, 3));
        Assert.Equal((decimal)share, decimal.Round(Similarity.Of(other, one).Share, 3));
    }

    [Fact]
    public void Of_TwoTexts_MarksWhatBothSay()
    {
        var likeness = Similarity.Of("灌区用水监测平台", "水库用水监测系统");
        Assert.Equal(["灌区", "用水监测", "平台"], likeness.Here.Select(p => p.Text));
        Assert.Equal([false, true, false], likeness.There.Select(p => p.Marked));
    }

    [Theory]
    [MemberData(nameof(World.Databases), MemberType = typeof(World))]
    public async Task Find_SimilarNameOrCopiedText_RanksTheMostAlikeFirst(DatabaseProvider provider)
    {
        await using var world = await World.Start(provider);
        var same = await world.Project(("项目名称", "灌区用水监测系统"), ("备注", Goal));
        var named = await world.Project(("项目名称", "灌区用水监测平台"), ("备注", "更新机房空调和电源，另购二十台服务器。"));
        var copied = await world.Project(("项目名称", "智慧农业云"), ("备注", "一期：" + Goal));
        await world.Project(("项目名称", "道路照明控制系统"), ("备注", "更新全县路灯控制器，按时段调光。"));
        await world.OpenPlan(2027);

        var found = await Similar(world).Find(Profile("灌区用水监测系统", Goal), null);
        Assert.Equal([same.Number, named.Number, copied.Number], found.Select(f => f.File.Number));
        Assert.Equal((1m, 1m), (found[0].Share, found[0].TitleShare));
        Assert.Equal(["名称", "备注"], found[0].Fields.Select(f => f.Label));
        Assert.Equal([5m / 7, 0m], found[1].Fields.Select(f => f.Likeness.Share));
        Assert.True(found[2].Fields[1].Likeness.Share > 0.9m);
        Assert.Equal(0m, found[2].TitleShare);
        Assert.Contains(found[2].Fields[1].Likeness.There, p => p.Marked && p.Text.Contains("灌区用水监测", StringComparison.Ordinal));

        Assert.Equal([named.Number, copied.Number], (await Similar(world).Find(Profile("灌区用水监测系统", Goal, same.Id), null)).Select(f => f.File.Number));
        Assert.Equal([same.Number], (await Similar(world).Find(Profile("灌区用水监测系统", Goal), null, most: 1)).Select(f => f.File.Number));
        Assert.Empty(await Similar(world).Find(Profile("", ""), null));
        Assert.Empty(await Similar(world).Find(Profile("\"*：", "短"), null));
        Assert.Empty(await Similar(world).Find(Profile("灌区用水监测系统", Goal) with { RulebookId = "elsewhere" }, null));
        Assert.Empty(await Similar(world).Find(Profile("灌区用水监测系统", Goal), new CaseScope([], Guid.NewGuid(), [])));
        Assert.Empty(await Similar(world).Find(Profile("灌区用水监测系统", Goal), CaseScope.Nothing));
    }

    [Theory]
    [MemberData(nameof(World.Databases), MemberType = typeof(World))]
    public async Task Find_TextSaidAnew_ComparesWhatCountsNow(DatabaseProvider provider)
    {
        await using var world = await World.Start(provider);
        var file = await world.Project(("项目名称", "甲"), ("备注", Goal));
        World.Done(await world.Store.Append(new CorrectionSubmission(Guid.NewGuid(), CaseBuilder.Unit, file.Id, file.Head,
            new CorrectionProposal(1, file.Acts[0].Asked.SetItems(CaseBuilder.Facts(("备注", "更新机房空调和电源，另购二十台服务器。"))), "贴错了") { Papers = file.Acts[0].Papers })));
        Assert.Empty(await Similar(world).Find(Profile("乙", Goal), null));
        Assert.Single(await Similar(world).Find(Profile("乙", "机房空调和电源更新，另购二十台服务器。"), null));
    }
}
