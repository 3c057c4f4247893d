using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using Zhunsheng.Casework;
using Zhunsheng.Casework.Tests;

namespace Zhunsheng.Storage.Tests;

public class CaseSearchTests
{
    private static readonly Actor Other = new(Guid.Parse("00000000-0000-0000-0000-0000000000a2"), "王五", Guid.Parse("00000000-0000-0000-0000-000000000002"), "县交通局", "单位");

    private static Actor Bureau => CaseBuilder.Office("数据局");

    private static CaseSearch Search(World world) => (CaseSearch)world.Services.GetService(typeof(CaseSearch))!;

    private static Task<SearchPage> Find(World world, string text, SearchPlace? place = null, CaseScope? scope = null) =>
        Search(world).Find(new SearchQuery(new CaseQuery { Text = text, Scope = scope }, place));

    private static async Task<IEnumerable<string>> Titles(World world, string text, SearchPlace? place = null, CaseScope? scope = null) =>
        (await Find(world, text, place, scope)).Hits.Select(h => h.File.Title);

    private static string Shown(SearchPassage passage) => $"{passage.Place}/{passage.Label}/{passage.Act}: {string.Concat(passage.Text.Select(p => p.Marked ? $"[{p.Text}]" : p.Text))}";

    /// <summary>Three projects, one of another unit, and a plan.</summary>
    private static async Task<World> Filled(DatabaseProvider provider)
    {
        var world = await World.Start(provider);
        await world.Project(("项目名称", "灌区信息化"), ("备注", "建成全县灌区用水监测，支撑水资源调度。"));
        var video = await world.Project(("项目名称", "河道视频ＡＩ识别"), ("备注", "汇聚1200路视频，识别违章。"));
        await world.Act(video, "审核", "退回补正", Bureau, ("补正要求", "补充用水单位的意见"));
        World.Done(await world.Store.Append(new OpeningSubmission(Guid.NewGuid(), Other, "county-2026", await world.Declaration(("项目名称", "交通信号优化"), ("备注", "用水泥路口试点。")))));
        await world.OpenPlan(2027);
        return world;
    }

    [Theory]
    [MemberData(nameof(World.Databases), MemberType = typeof(World))]
    public async Task Find_ChineseLatinAndFigures_AreFoundWithPlaceAndMark(DatabaseProvider provider)
    {
        await using var world = await Filled(provider);
        Assert.Equal(["灌区信息化"], await Titles(world, "信息化"));
        Assert.Equal(["灌区信息化"], await Titles(world, "灌区"));
        Assert.Equal(["河道视频ＡＩ识别"], await Titles(world, "ai"));
        Assert.Equal(["河道视频ＡＩ识别"], await Titles(world, "１２００"));
        Assert.Equal(["河道视频ＡＩ识别"], await Titles(world, "12"));
        Assert.Empty(await Titles(world, "200"));
        Assert.Equal(["交通信号优化"], await Titles(world, "MX-2026-0003"));
        Assert.Equal(["2027"], await Titles(world, "计划-2026"));
        Assert.Equal(["Number/编号/: MX-[计划-2026]-0001"], (await Find(world, "计划-2026")).Hits.Single().Passages.Select(Shown));

        var water = await Find(world, "用水");
        Assert.Equal(3, water.Total);
        Assert.Equal(["交通信号优化", "河道视频ＡＩ识别", "灌区信息化"], water.Hits.Select(h => h.File.Title));
        Assert.Equal(["Fact/补正要求/2: 补充[用水]单位的意见"], water.Hits[1].Passages.Select(Shown));
        Assert.Equal(["Fact/备注/1: 建成全县灌区[用水]监测，支撑水资源调度。"], water.Hits[2].Passages.Select(Shown));
        Assert.Equal((0, "县水利局"), (water.Hits[2].More, water.Hits[2].File.OwnerName));

        // Words in different places of one file; the title weighs most.
        Assert.Equal(["灌区信息化"], await Titles(world, "灌区 调度"));
        Assert.Equal(["河道视频ＡＩ识别", "灌区信息化"], (await Titles(world, "水利局")).Order(StringComparer.Ordinal));
        Assert.Equal(["交通信号优化"], await Titles(world, "水泥"));
        Assert.Equal("交通信号优化", (await Titles(world, "交通 信号 用水")).Single());
        Assert.Empty(await Titles(world, "灌区 信号"));
    }

    [Theory]
    [MemberData(nameof(World.Databases), MemberType = typeof(World))]
    public async Task Find_OneCharacter_ActsAndPapers_AreFoundInTheirPlace(DatabaseProvider provider)
    {
        await using var world = await Filled(provider);
        Assert.Equal(["灌区信息化"], await Titles(world, "灌", SearchPlace.Title));
        Assert.Equal(["交通信号优化"], await Titles(world, "化", SearchPlace.Title, new CaseScope([], Other.OrganisationId, [])));
        Assert.Equal(["交通信号优化", "灌区信息化"], await Titles(world, "化", SearchPlace.Title));
        Assert.Equal(["河道视频ＡＩ识别"], await Titles(world, "退回", SearchPlace.Act));
        Assert.Empty(await Titles(world, "退回", SearchPlace.Paper));
        var paper = (await Find(world, "申请书", SearchPlace.Paper)).Hits;
        Assert.Equal(3, paper.Length);
        Assert.Equal("Paper/申请书/1: [申请书].pdf", Shown(paper[0].Passages[0]));
        Assert.Equal(["Act/审核/2: 审核：[退回]补正\n数据局"], (await Find(world, "退回")).Hits.Single().Passages.Select(Shown));
    }

    [Theory]
    [MemberData(nameof(World.Databases), MemberType = typeof(World))]
    public async Task Find_WithinAScope_NeitherShowsNorCountsOthers(DatabaseProvider provider)
    {
        await using var world = await Filled(provider);
        var own = new CaseScope([], Other.OrganisationId, []);
        Assert.Equal(1, (await Find(world, "用水", scope: own)).Total);
        Assert.Equal(0, (await Find(world, "灌区", scope: own)).Total);
        Assert.Equal(0, (await Find(world, "用水", scope: CaseScope.Nothing)).Total);
        Assert.Equal(0, (await Find(world, "用水", scope: new CaseScope(["elsewhere"], Guid.Empty, []))).Total);
        Assert.Equal(3, (await Find(world, "用水", scope: new CaseScope(["county-2026"], null, []))).Total);
        Assert.Equal(1, (await world.Store.Search(new CaseQuery { Scope = own })).Total);
        Assert.Equal(["县交通局"], (await world.Store.Owners(own)).Select(o => o.Name));
        Assert.Equal(1, (await world.Store.Count(new CaseQuery { Scope = own, Today = new DateOnly(2026, 4, 6) })).Values.Sum());
    }

    [Theory]
    [MemberData(nameof(World.Databases), MemberType = typeof(World))]
    public async Task Find_HostileQueries_AreOnlyWords(DatabaseProvider provider)
    {
        await using var world = await Filled(provider);
        foreach (var query in new[] { "\"", "用水\" OR \"灌区", "NEAR(用水 灌区)", "grams:用水", "用水*", "' OR 1=1 --", "用水:*", "用水 & 灌区 | 信号", "\\", "\0", "{0}", "%", "_", "NOT", "用水\uD800", new string('水', 5000), string.Join(' ', Enumerable.Range(0, 500)) })
        {
            var found = await Find(world, query);
            Assert.InRange(found.Total, 0, 4);
        }

        Assert.Equal(3, (await Find(world, "用水*")).Total);
        Assert.Equal(0, (await Find(world, "用水\" OR \"灌区")).Total);
        Assert.Equal(0, (await Find(world, "%")).Total);
    }

    [Theory]
    [MemberData(nameof(World.Databases), MemberType = typeof(World))]
    public async Task Find_PagesAndStream_GoThroughTheSameFilesInOrder(DatabaseProvider provider)
    {
        await using var world = await Filled(provider);
        var all = (await Titles(world, "用水")).ToList();
        var paged = new List<string>();
        for (var page = 1; page <= 4; page++)
        {
            var found = await Search(world).Find(new SearchQuery(new CaseQuery { Text = "用水", Size = 1, Page = page }));
            Assert.Equal(3, found.Total);
            paged.AddRange(found.Hits.Select(h => h.File.Title));
        }

        Assert.Equal(all, paged);
        Assert.Equal(all, await Search(world).Stream(new SearchQuery(new CaseQuery { Text = "用水" })).Select(h => h.File.Title).ToListAsync());
        Assert.Equal(0, await Search(world).Stream(new SearchQuery(new CaseQuery { Text = "。" })).CountAsync());
        Assert.Equal(4, await world.Store.Stream(new CaseQuery { Size = 1 }).CountAsync());
    }

    [Theory]
    [MemberData(nameof(World.Databases), MemberType = typeof(World))]
    public async Task Passages_WrittenWithActs_AreThoseOfARebuild(DatabaseProvider provider)
    {
        await using var world = await Filled(provider);
        Task<List<string>> Stored() => world.Query(async d => (await d.SearchPassages.AsNoTracking().ToListAsync()).Select(p => $"{p.CaseId} {p.Content}").Order(StringComparer.Ordinal).ToList());
        var written = await Stored();
        Assert.Empty(await world.Verify());
        world.Clock.Set(new DateOnly(2026, 4, 20));
        await world.Lists.Refresh();
        Assert.Equal(written, await Stored());
        Assert.Equal(4, await world.Lists.Rebuild());
        Assert.Equal(written, await Stored());
        Assert.Empty(await world.Verify());
        Assert.Equal(["灌区信息化"], await Titles(world, "信息化"));
    }

    [Theory]
    [MemberData(nameof(World.Databases), MemberType = typeof(World))]
    public async Task Verify_PassageOrIndexTamperedWith_IsNamedAndMendedByARebuild(DatabaseProvider provider)
    {
        await using var world = await Filled(provider);
        await world.Tamper("UPDATE search_passages SET text = '别的' WHERE place = 0 AND case_id = (SELECT id FROM cases WHERE number = 'MX-2026-0001')");
        Assert.Equal(["MX-2026-0001#: 检索内容与行为不一致，请重建目录"], await world.Verify());
        await world.Lists.Rebuild();
        Assert.Empty(await world.Verify());
        var id = "(SELECT id FROM search_passages WHERE place = 0 AND case_id = (SELECT id FROM cases WHERE number = 'MX-2026-0002'))";
        await world.Tamper(provider == DatabaseProvider.Sqlite ? $"DELETE FROM search_grams WHERE rowid = {id}" : $"UPDATE search_passages SET grams = '' WHERE id = {id}");
        Assert.Equal(["MX-2026-0002#: 检索索引里缺了“名称”，或与内容不一致，请重建目录"], await world.Verify());
        Assert.Empty(await Titles(world, "河道", SearchPlace.Title));
        await world.Lists.Rebuild();
        Assert.Empty(await world.Verify());
        Assert.Single(await Titles(world, "河道", SearchPlace.Title));
    }

    [Theory]
    [MemberData(nameof(World.Databases), MemberType = typeof(World))]
    public async Task Refresh_FilesStoredBeforeThereWasASearch_BecomeSearchable(DatabaseProvider provider)
    {
        await using var world = await Filled(provider);
        await world.Tamper("DELETE FROM search_passages");
        Assert.Empty(await Titles(world, "灌区"));
        Assert.Equal(4, await world.Lists.Refresh());
        Assert.Equal(["灌区信息化"], await Titles(world, "灌区"));
        Assert.Equal(0, await world.Lists.Refresh());
        Assert.Empty(await world.Verify());
    }

    [Theory]
    [MemberData(nameof(World.Databases), MemberType = typeof(World))]
    public async Task CorrectedTitle_IsListedAnew_AndTheActKeepsWhatItSaid(DatabaseProvider provider)
    {
        await using var world = await World.Start(provider);
        var file = await world.Project(("项目名称", "灌区信息化"));
        World.Done(await world.Store.Append(new CorrectionSubmission(Guid.NewGuid(), CaseBuilder.Unit, file.Id, file.Head,
            new CorrectionProposal(1, file.Acts[0].Asked.SetItems(CaseBuilder.Facts(("项目名称", "水库信息化"))), "写错了") { Papers = file.Acts[0].Papers })));
        Assert.Equal(["Title/名称/: [水库]信息化"], (await Find(world, "水库")).Hits.Single().Passages.Select(Shown));
        Assert.Equal(["Fact/项目名称/1: [灌区]信息化"], (await Find(world, "灌区")).Hits.Single().Passages.Select(Shown));
        Assert.Contains("Act/更正：申报/2: 申报：提交\n县水利局\n[写错]了", (await Find(world, "写错")).Hits.Single().Passages.Select(Shown));
        Assert.Empty(await world.Verify());
    }
}
