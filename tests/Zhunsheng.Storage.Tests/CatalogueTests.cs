using System.Collections.Immutable;
using Zhunsheng.Casework;
using Zhunsheng.Casework.Tests;
using Zhunsheng.Feel;

namespace Zhunsheng.Storage.Tests;

/// <summary>The catalogues of systems and of data resources, as they follow from acts.</summary>
public class CatalogueTests
{
    private static readonly CaseScope s_all = new([CatalogueRulebook.Id], null, []);
    private static readonly Actor s_other = new(Guid.Parse("00000000-0000-0000-0000-0000000000a2"), "王五", Guid.Parse("00000000-0000-0000-0000-000000000002"), "县公路局", "单位");

    private static SystemQuery Systems => new() { RulebookId = CatalogueRulebook.Id, Scope = s_all };

    private static DataScope Of(Actor unit) => new(new CaseScope([], unit.OrganisationId, []), [CatalogueRulebook.Id]);

    [Theory]
    [MemberData(nameof(World.Databases), MemberType = typeof(World))]
    public async Task Systems_FromFirstDayInUse_ToRetirement_WithMoneyByYear(DatabaseProvider provider)
    {
        await using var world = await Bay(provider);
        var catalogue = new SystemCatalogue(world.Factory);
        var file = await Begin(world, CaseBuilder.Unit, "水库监测");
        Assert.Equal(0, (await catalogue.Search(Systems)).Total);

        file = await world.Act(file, "上线", "提交", CaseBuilder.Unit, ("上线日期", LegalDay.Of(world.Clock.GetUtcNow())), ("系统叫法", "水库监测平台"), ("系统号", "A-01"));
        var row = Assert.Single((await catalogue.Search(Systems)).Rows);
        Assert.Equal(("水库监测平台", "A-01", "在用", null, null, null), (row.Name, row.Number, row.State, row.Fundable, row.Asked, row.Granted));

        file = await world.Act(file, "要钱", "提交", CaseBuilder.Unit, ("钱的年度", 2026), ("要多少", 12.5m), ("共享了", true), ("有隐患", false));
        file = World.Done(await world.Store.Append(new ActSubmission(
            Guid.NewGuid(), CaseBuilder.Office("财政局"), file.Id, file.Head, new ActProposal("给钱", "给", CaseBuilder.Facts(("给多少", 10m))) { Key = FeelValue.Of(1m) }))).File;
        file = await world.Act(file, "要钱", "提交", CaseBuilder.Unit, ("钱的年度", 2027), ("要多少", 20m), ("共享了", false), ("有隐患", true));
        row = Assert.Single((await catalogue.Search(Systems)).Rows);
        Assert.Equal((false, 32.5m, 10m), (row.Fundable!.Value, row.Asked!.Value, row.Granted!.Value));
        Assert.Equal(["第三条第一项 没有共享数据", "第三条第二项 有安全隐患"], row.Grounds);
        var later = await catalogue.Search(Systems with { Year = 2027 });
        Assert.Equal((1, 20m, null), (later.Total, later.Asked!.Value, later.Granted));
        Assert.Equal(0, (await catalogue.Search(Systems with { Year = 2028 })).Total);

        file = await world.Act(file, "停用", "停用", CaseBuilder.Unit);
        var choices = await catalogue.Choices(Systems);
        Assert.Equal([("停用", 1)], choices.States.Select(s => (s.State!, s.Count)));
        Assert.Equal([2027, 2026], choices.Years);
        Assert.Equal(1, choices.Barred);
        Assert.Equal(3, Assert.Single((await catalogue.Search(Systems with { State = "停用" })).Rows).Grounds.Length);
        Assert.Equal(0, (await catalogue.Search(Systems with { State = "在用" })).Total);
        Assert.Equal(1, (await catalogue.Search(Systems with { Text = "水库 a-01" })).Total);
        Assert.Equal(0, (await catalogue.Search(Systems with { Text = "公路" })).Total);

        // Of what a person does not see nothing shows, not even by a count.
        var foreign = Systems with { Scope = new CaseScope([], s_other.OrganisationId, []) };
        Assert.Equal((0, null, null), ((await catalogue.Search(foreign)).Total, (await catalogue.Search(foreign)).Asked, (await catalogue.Search(foreign)).Granted));
        Assert.Empty((await catalogue.Choices(foreign)).States);
        Assert.Empty((await catalogue.Choices(foreign)).Years);
        Assert.Empty(await world.Verify());
    }

    [Theory]
    [MemberData(nameof(World.Databases), MemberType = typeof(World))]
    public async Task Data_OfOtherUnits_OnlyWhatIsOpen_WithoutTheFile(DatabaseProvider provider)
    {
        await using var world = await Bay(provider);
        var catalogue = new DataCatalogue(world.Factory);
        var water = await Begin(world, CaseBuilder.Unit, "水库监测");
        water = await List(world, water, CaseBuilder.Unit, [("水库", "都给"), ("值守", "不给"), ("草稿", null)], [("水库", "水位", null, "自己采"), ("水库", "联系电话", "不给", "自己采"), ("值守", "身份证号码", null, "自己采")]);
        var query = new DataQuery { RulebookId = CatalogueRulebook.Id, Scope = Of(s_other) };
        var seen = await catalogue.Search(query);
        Assert.Equal([("水库", false, null), ("水位", true, null)], seen.Rows.Select(r => (r.Entry.Name, r.Entry.IsItem, r.CaseNumber)));
        Assert.Equal("都给", seen.Rows[1].Entry.Share);
        var choices = await catalogue.Choices(query);
        Assert.Equal((1, 1), (choices.Resources, choices.Items));
        Assert.Equal(0, (await catalogue.Search(query with { Text = "身份证" })).Total);
        Assert.Equal(0, (await catalogue.Search(query with { Scope = new DataScope(query.Scope.Files, []) })).Total);

        var own = query with { Scope = Of(CaseBuilder.Unit) };
        Assert.Equal(["水库", "水位", "联系电话", "值守", "身份证号码", "草稿"], (await catalogue.Search(own)).Rows.Select(r => r.Entry.Name));
        Assert.All((await catalogue.Search(own)).Rows, r => Assert.Equal(water.Number, r.CaseNumber));
        Assert.Equal(["草稿"], (await catalogue.Search(own with { Share = "" })).Rows.Select(r => r.Entry.Name));
        Assert.Equal(["值守", "草稿"], (await catalogue.Search(own with { Items = false })).Rows.Where(r => !r.Entry.Open).Select(r => r.Entry.Name));
        Assert.Empty(await world.Verify());
    }

    [Theory]
    [MemberData(nameof(World.Databases), MemberType = typeof(World))]
    public async Task Repeats_SameAndSimilarNames_AsFarAsOneMayKnow(DatabaseProvider provider)
    {
        await using var world = await Bay(provider);
        var catalogue = new DataCatalogue(world.Factory);
        var water = await Begin(world, CaseBuilder.Unit, "水库监测");
        await List(world, water, CaseBuilder.Unit, [("水库", "都给"), ("值守", "不给")], [("水库", "水库水位（米）", null, "自己采"), ("水库", "雨量", null, "别处来"), ("值守", "身份证号码", null, "自己采")]);
        var road = await Begin(world, s_other, "桥梁监测");
        road = await List(world, road, s_other, [("桥梁", "都给")], [("桥梁", "水库水位(米)", null, "自己采"), ("桥梁", "水库水位值", null, "自己采"), ("桥梁", "雨量", null, "自己采"), ("桥梁", "身份证号码", null, "自己采"), ("桥梁", "车流量", null, "自己采")]);
        var rulebook = (await world.Library.ByDigest(road.RulebookId, road.RulebookDigest))!;
        var entries = DataEntry.Of(rulebook, road.Kind, n => CaseFold.Situation(road, rulebook, null).Facts.GetValueOrDefault(n));
        var whole = await catalogue.Repeats(CatalogueRulebook.Id, road.Id, entries, new DataScope(s_all, [CatalogueRulebook.Id]));
        Assert.Equal(
            [("水库水位(米)", "水库水位（米）", true, true), ("雨量", "雨量", true, false), ("身份证号码", "身份证号码", true, true)],
            whole.Where(r => r.Same).Select(r => (r.Here.Name, r.There.Entry.Name, r.Same, r.Twice)));
        Assert.All(whole, r => Assert.Equal(water.Number, r.There.CaseNumber));
        var near = Assert.Single(whole, r => !r.Same);
        Assert.Equal("水库水位值", near.Here.Name);
        Assert.InRange(near.Likeness, DataNames.Like, 0.99m);

        // Its own unit knows of what is open elsewhere, without the file; of what is not open it learns nothing.
        var unit = await catalogue.Repeats(CatalogueRulebook.Id, road.Id, entries, Of(s_other));
        Assert.DoesNotContain(unit, r => r.Here.Name == "身份证号码");
        Assert.Contains(unit, r => r is { Same: true, Here.Name: "水库水位(米)", There.CaseNumber: null, There.OwnerName: "县水利局" });
        Assert.Empty(await catalogue.Repeats(CatalogueRulebook.Id, road.Id, entries, new DataScope(new CaseScope([], s_other.OrganisationId, []), [])));
    }

    [Theory]
    [MemberData(nameof(World.Databases), MemberType = typeof(World))]
    public async Task Verify_RowsChangedBehindTheProgram_NamesTheFile_AndARebuildMendsIt(DatabaseProvider provider)
    {
        await using var world = await Bay(provider);
        var file = await Begin(world, CaseBuilder.Unit, "水库监测");
        file = await world.Act(file, "上线", "提交", CaseBuilder.Unit, ("上线日期", LegalDay.Of(world.Clock.GetUtcNow())), ("系统叫法", "水库监测平台"));
        file = await world.Act(file, "要钱", "提交", CaseBuilder.Unit, ("钱的年度", 2026), ("要多少", 12.5m), ("共享了", true), ("有隐患", false));
        file = await List(world, file, CaseBuilder.Unit, [("水库", "都给")], [("水库", "水位", null, "自己采")]);
        Assert.Empty(await world.Verify());
        foreach (var damage in new[]
        {
            "UPDATE systems SET state = '停用'", "DELETE FROM systems", "UPDATE system_money SET asked = asked + 1", "DELETE FROM data_entries WHERE ordinal = 1", "UPDATE data_entries SET is_open = NOT is_open", "DELETE FROM data_units WHERE ordinal = 1",
        })
        {
            await world.Tamper(damage);
            Assert.Equal([$"{file.Number}#: 系统目录或数据资源目录与行为不一致，请重建目录"], await world.Verify());
            await world.Lists.Rebuild();
            Assert.Empty(await world.Verify());
        }
    }

    [Theory]
    [InlineData("身份证号码", "身份证号码", "1")]
    [InlineData("ＩＤ 号", "id号", "1")]
    [InlineData("水位（米）", "水位[米]", "1")]
    [InlineData("水位", "雨量", "0")]
    public void Likeness_OfNames_LeavesOutWidthCapitalsAndPunctuation(string here, string there, string likeness) =>
        Assert.Equal(decimal.Parse(likeness, System.Globalization.CultureInfo.InvariantCulture), DataNames.Likeness(here, there));

    private static async Task<World> Bay(DatabaseProvider provider)
    {
        var world = await World.Start(provider);
        Directory.CreateDirectory(Path.Combine(world.Rulebooks, CatalogueRulebook.Id));
        await File.WriteAllTextAsync(Path.Combine(world.Rulebooks, CatalogueRulebook.Id, "rulebook.yaml"), CatalogueRulebook.Text);
        await world.Library.Reload();
        return world;
    }

    private static async Task<CaseFile> Begin(World world, Actor unit, string name) => World.Done(await world.Store.Append(
        new OpeningSubmission(Guid.NewGuid(), unit, CatalogueRulebook.Id, new ActProposal("立项", "提交", CaseBuilder.Facts(("项目名称", name)))))).File;

    private static Task<CaseFile> List(World world, CaseFile file, Actor unit, (string Name, string? Share)[] resources, (string Resource, string Name, string? Share, string Origin)[] items) => world.Act(
        file, "列数据", "登记", unit,
        ("资源清单", FeelValue.ListOf(resources.Select(r => Row(("资源名称", r.Name), ("共享类型", r.Share), ("共享方式", null), ("不共享依据", null))))),
        ("数据清单", FeelValue.ListOf(items.Select(i => Row(("资源名称", i.Resource), ("数据项", i.Name), ("数据类型", null), ("共享类型", i.Share), ("来源方式", i.Origin), ("来源", null))))));

    private static FeelValue Row(params (string Field, string? Value)[] fields) => FeelValue.Of(new FeelContext(fields.Select(f => KeyValuePair.Create(f.Field, FeelValue.Of(f.Value)))));
}
