using System.Collections.Immutable;
using Zhunsheng.Casework;
using Zhunsheng.Casework.Tests;

namespace Zhunsheng.Storage.Tests;

public class DocumentNumberTests
{
    private const string Id = "numbers-2026";

    private const string Text = """
        id: numbers-2026
        version: 1
        title: 编号办法
        issuer: 某局
        jurisdiction: {name: 某县, level: 旗县市区}
        number_prefix: BH
        articles_count: 1
        roles: {单位: {own: true}, 发改局: {sign: 某发改}, 数据局: {sign: 某数}, 无字局: {}}
        numbers:
          批复: {form: "{代字}〔{年}〕{号}号"}
          函: {form: "{代字}函〔{年}〕{号}号", width: 3}
        kinds: {项目: {title: 项目名称}, 计划: {title: 计划名称}}
        articles:
          第一条:
            gist: 一条
            facts:
              计划名称: {type: text}
              批复文号: {type: text, number: 批复}
              函号: {type: text, number: 函}
              金额: {type: money}
            steps:
              登记: {opens: true, by: 单位, asks: [项目名称]}
              批复:
                by: 发改局
                after: [登记]
                asks: [{金额: {optional: true}}]
                outcomes: {同意: {}, 不同意: {}}
              复函: {by: [数据局, 无字局], after: [登记], repeats: true}
              开计划: {kind: 计划, opens: true, by: 发改局, asks: [计划名称]}
              下达: {kind: 计划, by: 发改局, after: [开计划], asks: [计划项目], outcomes: {下达: {conveys: {to: 计划项目, step: 列入, outcome: 列入}}}}
              列入: {by: 发改局, after: [登记], via: 计划, asks: [{批复文号: {optional: true}}], outcomes: {列入: {}}}
            documents:
              批复书: {step: 批复, outcome: 同意, number: "{批复文号}", title: "关于{项目名称}的批复", to: "{项目名称}", body: ["同意，{金额}万元。"]}
              复函: {step: 复函, number: "{函号}", title: 复函, body: [知悉。]}
              下达通知: {step: 下达, number: "{批复文号}", title: 下达, body: [请执行。]}
        """;

    private static Actor Reform => CaseBuilder.Office("发改局");

    private static Actor Bureau => CaseBuilder.Office("数据局");

    [Theory]
    [MemberData(nameof(World.Databases), MemberType = typeof(World))]
    public async Task Append_HundredAtOnceOnTwoNodes_NumbersOneToHundredWithoutGap(DatabaseProvider provider)
    {
        await using var world = await Start(provider);
        await using var other = World.On(world.Options);
        await other.Library.Reload();
        var files = new List<CaseFile>();
        for (var i = 0; i < 100; i++)
        {
            files.Add(await Open(world));
        }

        var acts = await Task.WhenAll(files.Select((f, i) => Task.Run(async () =>
        {
            // So many at once may each lose five times to others; nothing is written then, and whoever asks again is served.
            while (true)
            {
                try
                {
                    return World.Done(await (i % 2 == 0 ? world : other).Try(f, "批复", "同意", Reform)).Act;
                }
                catch (Exception failure) when (failure is StorageUnavailableException || Schema.Database.IsContention(failure))
                {
                    await Task.Yield();
                }
            }
        })));
        Assert.Equal(Enumerable.Range(1, 100).Select(n => $"某发改〔2026〕{n}号").Order(StringComparer.Ordinal), acts.Select(a => a.Set["批复文号"].AsString!).Order(StringComparer.Ordinal));
        var series = Assert.Single(await Register(world).Series(new DocumentQuery { RulebookId = Id }));
        Assert.Equal(("某发改", 2026, 100, 100, 0), (series.Word, series.Year, series.Count, series.Last, series.Missing.Length));
        Assert.Empty(await world.Verify());
    }

    [Theory]
    [MemberData(nameof(World.Databases), MemberType = typeof(World))]
    public async Task Append_RefusedOrFailing_LeavesNoGap(DatabaseProvider provider)
    {
        await using var world = await Start(provider);
        var plan = World.Done(await world.Store.Append(new OpeningSubmission(Guid.NewGuid(), Reform, Id, new ActProposal("开计划", "提交", CaseBuilder.Facts(("计划名称", "年度计划")))))).File;
        var refused = Assert.IsType<AppendResult.Refused>(await world.Try(plan, "下达", "下达", Reform, ("计划项目", new[] { "BH-2026-0099" })));
        Assert.Equal("没有编号为“BH-2026-0099”的项目，请从列出的里面选", Assert.Single(refused.Check.Fields).Message);
        var file = await Open(world);
        Assert.IsType<AppendResult.Refused>(await world.Try(file, "批复", "同意", Bureau));
        using var gone = new CancellationTokenSource();
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => world.Store.Append(new ActSubmission(Guid.NewGuid(), Reform, file.Id, file.Head, new ActProposal("批复", "同意", CaseBuilder.Facts())), gone.Token));
        Assert.IsType<AppendResult.Conflict>(await world.Try(file with { Acts = [] }, "批复", "同意", Reform));

        var done = World.Done(await world.Try(plan, "下达", "下达", Reform, ("计划项目", new[] { file.Number })));
        Assert.Equal("某发改〔2026〕1号", done.Act.Set["批复文号"].AsString);
        // What the plan told the project bears no number of its own.
        Assert.Equal("某发改〔2026〕1号", Assert.Single(done.Conveyed).Asked["批复文号"].AsString);
        Assert.Equal("某发改〔2026〕2号", World.Done(await world.Try((await world.Store.Load(file.Id))!, "批复", "同意", Reform)).Act.Set["批复文号"].AsString);
        Assert.Equal(2, (await Register(world).Search(new DocumentQuery { RulebookId = Id })).Total);
        Assert.Empty(await world.Verify());
    }

    [Theory]
    [MemberData(nameof(World.Databases), MemberType = typeof(World))]
    public async Task Append_SeveralSeriesAndYears_CountApartAndFromOne(DatabaseProvider provider)
    {
        await using var world = await Start(provider);
        var file = await Open(world);
        file = await world.Act(file, "复函", "提交", Bureau);
        Assert.Equal("某数函〔2026〕001号", file.Acts[^1].Set["函号"].AsString);
        file = await world.Act(file, "复函", "提交", Bureau);
        Assert.Equal("某数函〔2026〕002号", file.Acts[^1].Set["函号"].AsString);
        file = await world.Act(file, "复函", "提交", CaseBuilder.Office("无字局"));
        Assert.False(file.Acts[^1].Set.ContainsKey("函号"));
        Assert.False((await world.Act(await Open(world), "批复", "不同意", Reform)).Acts[^1].Set.ContainsKey("批复文号"));
        world.Clock.Set(new DateOnly(2027, 1, 1));
        file = await world.Act(file, "复函", "提交", Bureau);
        Assert.Equal("某数函〔2027〕001号", file.Acts[^1].Set["函号"].AsString);
        Assert.Empty(await world.Verify());
    }

    [Theory]
    [MemberData(nameof(World.Databases), MemberType = typeof(World))]
    public async Task Append_NumberTypedInThoughTheSystemGivesIt_IsRefused(DatabaseProvider provider)
    {
        await using var world = await Start(provider);
        var refused = Assert.IsType<AppendResult.Refused>(await world.Try(await Open(world), "批复", "同意", Reform, ("批复文号", "某发改〔2026〕9号")));
        Assert.Equal("批复文号由系统编号，不用填", Assert.Single(refused.Check.Fields).Message);
        Assert.Equal(0, (await Register(world).Search(new DocumentQuery { RulebookId = Id })).Total);
    }

    [Theory]
    [MemberData(nameof(World.Databases), MemberType = typeof(World))]
    public async Task Correct_NumberedAct_KeepsItsNumber(DatabaseProvider provider)
    {
        await using var world = await Start(provider);
        var file = await world.Act(await Open(world), "批复", "同意", Reform, ("金额", 10));
        var corrected = World.Done(await world.Store.Append(new CorrectionSubmission(Guid.NewGuid(), Reform, file.Id, file.Head, new CorrectionProposal(2, CaseBuilder.Facts(("金额", 12)), "写错"))));
        Assert.Equal("某发改〔2026〕1号", corrected.Act.Set["批复文号"].AsString);
        Assert.Equal(12m, corrected.Act.Asked["金额"].AsNumber);
        Assert.Equal("某发改〔2026〕2号", (await world.Act(await Open(world), "批复", "同意", Reform)).Acts[^1].Set["批复文号"].AsString);
        Assert.Equal([2, 2], (await Register(world).Search(new DocumentQuery { RulebookId = Id })).Rows.Select(r => r.Act));
        Assert.Empty(await world.Verify());
    }

    [Theory]
    [MemberData(nameof(World.Databases), MemberType = typeof(World))]
    public async Task Append_SeriesByHand_IsAskedCheckedForFormAndUsedOnce(DatabaseProvider provider)
    {
        await using var world = await Start(provider);
        var (first, second, third) = (await Open(world), await Open(world), await Open(world));
        Install(world, """
            numbers: {批复: {by_hand: true}}
            signs: {数据局: 某县数, 发改局: 县发改}
            """);
        Assert.True(await world.Library.Reload());

        // Files that were opened before number as the office does now.
        Assert.Equal("请填写批复文号", Message(await world.Try(first, "批复", "同意", Reform)));
        Assert.Equal("文号的写法不对，应当像“县发改〔{年}〕{号}号”，例如“县发改〔2026〕1号”", Message(await world.Try(first, "批复", "同意", Reform, ("批复文号", "某发改〔2026〕41号"))));
        first = await world.Act(first, "批复", "同意", Reform, ("批复文号", "县发改〔2026〕41号"));
        Assert.Equal("文号“县发改〔2026〕41号”已经用在别的文书上，一个文号只能用一次；请核对", Message(await world.Try(second, "批复", "同意", Reform, ("批复文号", "县发改〔2026〕41号"))));
        await world.Act(second, "批复", "同意", Reform, ("批复文号", "县发改〔2026〕39号"));
        Assert.Equal("某县数函〔2026〕001号", (await world.Act(third, "复函", "提交", Bureau)).Acts[^1].Set["函号"].AsString);

        // A correction may mend a number, but not take another's.
        AppendResult Correct(string number) => world.Store.Append(new CorrectionSubmission(Guid.NewGuid(), Reform, first.Id, first.Head, new CorrectionProposal(2, CaseBuilder.Facts(("批复文号", number)), "写错"))).GetAwaiter().GetResult();
        Assert.StartsWith("文号“县发改〔2026〕39号”已经用在", Message(Correct("县发改〔2026〕39号")), StringComparison.Ordinal);
        World.Done(Correct("县发改〔2026〕40号"));
        Assert.Empty(await world.Verify());

        // The system takes over behind the highest number.
        Install(world, "signs: {发改局: 县发改}");
        Assert.True(await world.Library.Reload());
        Assert.Equal("县发改〔2026〕41号", (await world.Act((await world.Store.Load(third.Id))!, "批复", "同意", Reform)).Acts[^1].Set["批复文号"].AsString);
        var series = (await Register(world).Series(new DocumentQuery { RulebookId = Id })).Single(s => s.Word == "县发改");
        Assert.Equal((3, 41, 2, 38), (series.Count, series.Last, series.ByHand, series.Missing.Length));
        Assert.Empty(await world.Verify());
    }

    [Theory]
    [MemberData(nameof(World.Databases), MemberType = typeof(World))]
    public async Task Search_OwnerSeriesYearTextAndOrder_FindTheLines(DatabaseProvider provider)
    {
        await using var world = await Start(provider);
        var file = await world.Act(await Open(world, "甲项目"), "批复", "同意", Reform);
        await world.Act(file, "复函", "提交", Bureau);
        var others = CaseBuilder.Unit with { OrganisationId = Guid.NewGuid(), OrganisationName = "县林业局" };
        var second = World.Done(await world.Store.Append(new OpeningSubmission(Guid.NewGuid(), others, Id, new ActProposal("登记", "提交", CaseBuilder.Facts(("项目名称", "乙项目")))))).File;
        await world.Act(second, "批复", "同意", Reform);
        var all = new DocumentQuery { RulebookId = Id, Sort = DocumentSort.Number, Descending = false };
        var register = Register(world);
        Assert.Equal(["某发改〔2026〕1号", "某发改〔2026〕2号", "某数函〔2026〕001号"], (await register.Search(all)).Rows.Select(r => r.Number));
        Assert.Equal(["某数函〔2026〕001号", "某发改〔2026〕2号", "某发改〔2026〕1号"], (await register.Search(all with { Descending = true })).Rows.Select(r => r.Number));
        Assert.Equal(["某发改〔2026〕2号"], (await register.Search(all with { Scope = new CaseScope([], others.OrganisationId, []) })).Rows.Select(r => r.Number));
        Assert.Equal(["乙项目"], (await register.Search(all with { Text = "乙项 批复书" })).Rows.Select(r => r.CaseTitle));
        Assert.Equal(2, (await register.Search(all with { Word = "某发改", Year = 2026 })).Total);
        Assert.Equal(0, (await register.Search(all with { Word = "某发改", Year = 2025 })).Total);
        Assert.Equal(0, (await register.Search(all with { RulebookId = "county-2026" })).Total);
        var row = (await register.Search(all with { Page = 2, Size = 1 })).Rows.Single();
        Assert.Equal(("批复书", "批复", false, 2, "发改局", "李四"), (row.Document, row.StepTitle, row.ByHand, row.Act, row.Organisation, row.Person));
        Assert.Equal(["某发改", "某数函"], (await register.Series(all)).Select(s => s.Word));
        Assert.Equal(["某发改"], (await register.Series(all with { Scope = new CaseScope([], others.OrganisationId, []) })).Select(s => s.Word));
    }

    [Theory]
    [MemberData(nameof(World.Databases), MemberType = typeof(World))]
    public async Task Verify_LostLineOrLostAct_IsFound(DatabaseProvider provider)
    {
        await using var world = await Start(provider);
        var file = await world.Act(await Open(world), "批复", "同意", Reform);
        await world.Tamper("DELETE FROM numbered_documents");
        Assert.Contains($"{file.Number}#: 文书登记簿与行为不一致，请重建目录", await world.Verify());
        await world.Lists.Rebuild();
        Assert.Empty(await world.Verify());
        await world.Tamper("UPDATE document_counters SET last = 3");
        Assert.Equal(["#: numbers-2026的文号某发改〔2026〕2号发出过，却没有一份文书用它", "#: numbers-2026的文号某发改〔2026〕3号发出过，却没有一份文书用它"], await world.Verify());
    }

    [Theory]
    [MemberData(nameof(World.Databases), MemberType = typeof(World))]
    public async Task Rebuild_TwoOldActsWithOneNumber_ListsBothAndVerifyNamesThem(DatabaseProvider provider)
    {
        await using var world = await Start(provider);
        var (first, second, third) = (await Open(world, "甲"), await Open(world, "乙"), await Open(world, "丙"));
        Install(world, "numbers: {批复: {by_hand: true}}");
        Assert.True(await world.Library.Reload());
        first = await world.Act(first, "批复", "同意", Reform, ("批复文号", "某发改〔2026〕7号"));

        // As in a store from before the register: nobody knew of the number when it was written a second time.
        await world.Tamper("DELETE FROM numbered_documents");
        second = await world.Act(second, "批复", "同意", Reform, ("批复文号", "某发改〔2026〕7号"));
        await world.Act(third, "批复", "同意", Reform, ("批复文号", "某发改〔2026〕8号"));
        Assert.Equal(3, await world.Lists.Rebuild());
        await world.Tamper("UPDATE case_index SET evaluated_on = '2020-01-01'");
        Assert.Equal(3, await world.Lists.Refresh());

        var rows = (await Register(world).Search(new DocumentQuery { RulebookId = Id, Sort = DocumentSort.Number, Descending = false })).Rows;
        Assert.Equal([("某发改〔2026〕7号", true), ("某发改〔2026〕7号", true), ("某发改〔2026〕8号", false)], rows.Select(r => (r.Number, r.Shared)));
        Assert.Equal([$"{second.Number}#2: 文号某发改〔2026〕7号用了两次，另一次在{first.Number}第2号行为"], await world.Verify());

        // A number borne twice is still borne: nobody takes it a third time.
        Assert.Equal("文号“某发改〔2026〕7号”已经用在别的文书上，一个文号只能用一次；请核对", Message(await world.Try(await Open(world, "丁"), "批复", "同意", Reform, ("批复文号", "某发改〔2026〕7号"))));
    }

    [Fact]
    public void Gaps_OrdinalsWithHoles_AreTheMissingOnesUpToAHundred()
    {
        Assert.Equal([1, 4, 5], DocumentRegister.Gaps([2, 3, 6, 6]));
        Assert.Empty(DocumentRegister.Gaps([3, 2, 1]));
        Assert.Equal(100, DocumentRegister.Gaps([1_000_000]).Length);
    }

    private static async Task<World> Start(DatabaseProvider provider)
    {
        var world = await World.Start(provider);
        var folder = Path.Combine(world.Rulebooks, Id);
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, "rulebook.yaml"), Text);
        await world.Library.Reload();
        Assert.Empty(world.Library.Shelves.Single(s => s.Id == Id).Findings);
        return world;
    }

    private static void Install(World world, string text) => File.WriteAllText(Path.Combine(world.Rulebooks, Id, "installation.yaml"), text);

    private static DocumentRegister Register(World world) => (DocumentRegister)world.Services.GetService(typeof(DocumentRegister))!;

    private static async Task<CaseFile> Open(World world, string title = "项目") =>
        World.Done(await world.Store.Append(new OpeningSubmission(Guid.NewGuid(), CaseBuilder.Unit, Id, new ActProposal("登记", "提交", CaseBuilder.Facts(("项目名称", title)))))).File;

    private static string Message(AppendResult result) => Assert.Single(Assert.IsType<AppendResult.Refused>(result).Check.Fields).Message;
}
