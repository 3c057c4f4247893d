using System.Text;
using Zhunsheng.Casework;
using Zhunsheng.Casework.Tests;

namespace Zhunsheng.Storage.Tests;

/// <summary>What papers say is found in the files that hold them, on both databases.</summary>
public class PaperTextTests
{
    private static readonly Actor Other = new(Guid.Parse("00000000-0000-0000-0000-0000000000a2"), "王五", Guid.Parse("00000000-0000-0000-0000-000000000002"), "县交通局", "单位");

    [Theory]
    [MemberData(nameof(World.Databases), MemberType = typeof(World))]
    public async Task Read_PaperInTwoFiles_IsFoundInBothWithinTheScope(DatabaseProvider provider)
    {
        await using var world = await World.Start(provider);
        await world.Project(("项目名称", "灌区信息化"));
        World.Done(await world.Store.Append(new OpeningSubmission(Guid.NewGuid(), Other, "county-2026", await world.Declaration(("项目名称", "交通信号优化")))));
        var texts = Texts(world, new Words());
        Assert.Empty(await Found(world, "溢洪道"));

        // Each file names the same two papers: two are read, once.
        Assert.Equal(2, await texts.Read());
        Assert.Equal(0, await texts.Read());
        Assert.Equal(0, await Texts(world, new Words()).Read());
        var hits = await Found(world, "溢洪道");
        Assert.Equal(["交通信号优化", "灌区信息化"], hits.Select(h => h.File.Title).Order(StringComparer.Ordinal));
        Assert.All(hits, h => Assert.Equal(["PaperText/效益分析/1: 效益分析：新建溢洪道", "PaperText/申请书/1: 申请书：新建溢洪道闸"], h.Passages.Select(p => Shown(p, 10)).Order(StringComparer.Ordinal)));
        Assert.All(hits, h => Assert.Equal(0, h.More));
        Assert.Equal(["交通信号优化"], (await Found(world, "溢洪道", null, new CaseScope([], Other.OrganisationId, []))).Select(h => h.File.Title));
        Assert.Empty(await Found(world, "溢洪道", null, CaseScope.Nothing));
        Assert.Equal(2, (await Found(world, "溢洪道", SearchPlace.PaperText)).Count);
        Assert.Empty(await Found(world, "溢洪道", SearchPlace.Paper));

        // One word in the paper, the other in the title; and a word far behind in a long paper.
        Assert.Equal(["灌区信息化"], (await Found(world, "灌区 溢洪道")).Select(h => h.File.Title));
        Assert.Equal(2, (await Found(world, "末尾独有的话")).Count);
    }

    [Theory]
    [MemberData(nameof(World.Databases), MemberType = typeof(World))]
    public async Task Read_PaperHandedInLaterOrAgain_IsReadOnceAndShownOnce(DatabaseProvider provider)
    {
        await using var world = await World.Start(provider);
        var file = await world.Project();
        var texts = Texts(world, new Words());
        Assert.Equal(2, await texts.Read());
        world.Clock.Set(new DateOnly(2026, 4, 20));
        file = await world.Act(file, "审核", "退回补正", CaseBuilder.Office("数据局"), ("补正要求", "补"));
        World.Done(await world.Store.Append(new ActSubmission(Guid.NewGuid(), CaseBuilder.Unit, file.Id, file.Head, await world.Declaration() with { Papers = [await world.Paper("申请书"), await world.Paper("效益分析补充")] })));
        Assert.Equal(1, await texts.Read());
        var hit = Assert.Single(await Found(world, "申请书：新建溢洪道", SearchPlace.PaperText));
        Assert.Equal((1, 3), (hit.Passages.Length, hit.Passages[0].Act));
        Assert.Single(await Found(world, "效益分析补充：新建溢洪道", SearchPlace.PaperText));
    }

    [Theory]
    [MemberData(nameof(World.Databases), MemberType = typeof(World))]
    public async Task Verify_TextThatDiffersFromThePaper_IsNamed_AndMendedByReadingAnew(DatabaseProvider provider)
    {
        await using var world = await World.Start(provider);
        await world.Project();
        var texts = Texts(world, new Words());
        await texts.Read();
        var verifier = new ChainVerifier(world.Factory, world.Library, world.Attachments, texts);
        Assert.Empty((await verifier.VerifyAll()).Findings);
        await world.Tamper("UPDATE paper_passages SET text = '别的' WHERE part = 0 AND text LIKE '%申请书%'");
        Assert.Equal(["附件“申请书.pdf”可检索的文字与文件不一致，请重建目录（连同材料的文字）"], (await verifier.VerifyAll()).Findings.Select(f => f.Message));
        await texts.Forget();
        Assert.Empty(await Found(world, "溢洪道"));
        Assert.Equal(2, await texts.Read());
        Assert.Empty((await verifier.VerifyAll()).Findings);
        Assert.Single(await Found(world, "溢洪道"));
    }

    [Fact]
    public async Task Read_PaperThatCannotBeRead_IsNotTriedAgain_AndWithoutReaderNothingIsRead()
    {
        await using var world = await World.Start(DatabaseProvider.Sqlite);
        await world.Project();
        Assert.Equal(0, await new PaperTexts(world.Factory, world.Attachments, [], world.Clock).Read());
        var texts = Texts(world, new Unreadable());
        Assert.Equal(2, await texts.Read());
        Assert.Equal(0, await texts.Read());
        Assert.Equal(["坏了", "坏了"], await world.Query(d => Task.FromResult(d.PaperTexts.Select(t => t.Problem).ToList())));
    }

    private static PaperTexts Texts(World world, IPaperReader reader) => new(world.Factory, world.Attachments, [reader], world.Clock);

    private static async Task<List<SearchHit>> Found(World world, string text, SearchPlace? place = null, CaseScope? scope = null) =>
        [.. (await ((CaseSearch)world.Services.GetService(typeof(CaseSearch))!).Find(new SearchQuery(new CaseQuery { Text = text, Scope = scope }, place))).Hits];

    private static string Shown(SearchPassage passage, int letters) => $"{passage.Place}/{passage.Label}/{passage.Act}: {string.Concat(passage.Text.Select(p => p.Text))[..letters]}";

    /// <summary>The papers of these tests are a head and a title; this reads the title and adds words.</summary>
    private sealed class Words : IPaperReader
    {
        public PaperReading Read(Stream content, string mediaType, CancellationToken cancel)
        {
            using var reader = new StreamReader(content, Encoding.UTF8);
            var title = reader.ReadToEnd().Split('\n')[1];
            return new PaperReading($"{title}：新建溢洪道闸门，\0\n{string.Concat(Enumerable.Range(0, 900).Select(i => $"第{i}项。"))}末尾独有的话", true, null);
        }
    }

    private sealed class Unreadable : IPaperReader
    {
        public PaperReading Read(Stream content, string mediaType, CancellationToken cancel) => new("", false, "坏了");
    }
}
