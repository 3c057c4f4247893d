using Zhunsheng.Casework;
using Zhunsheng.Casework.Tests;

namespace Zhunsheng.Storage.Tests;

/// <summary>Who was told, who has received it, and the list of orders.</summary>
public class ToldBookTests
{
    private static readonly CaseScope All = new([WatchRulebook.Id], null, []);

    [Theory]
    [MemberData(nameof(World.Databases), MemberType = typeof(World))]
    public async Task Sign_ByTheAddressee_MakesOneReceipt_ThatNobodyCanAlterUnseen(DatabaseProvider provider)
    {
        await using var world = await Start(provider);
        var file = await Open(world);
        var book = Book(world);
        var received = await book.Search(new ToldQuery { Scope = All, Seat = Seat("财政局") });
        var entry = Assert.Single(received.Rows);
        Assert.Equal(("抄送", "财政局", "财政局", "登记", "县水利局", 1, 1), (entry.Kind, entry.To, entry.Role, entry.StepTitle, entry.FromName, entry.Act, entry.Ordinal));
        // What is addressed to another office, or lies outside what one sees, does not exist.
        Assert.Equal(SignResult.Unknown, await book.Sign(All, Seat("审计局"), file.Number, 1, 1, Guid.NewGuid(), "丁"));
        Assert.Equal(SignResult.Unknown, await book.Sign(CaseScope.Nothing, Seat("财政局"), file.Number, 1, 1, Guid.NewGuid(), "丁"));
        Assert.Equal(SignResult.Unknown, await book.Sign(All, Seat("财政局"), file.Number, 1, 0, Guid.NewGuid(), "丁"));
        // Ten at once: one receipt.
        var results = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => book.Sign(All, Seat("财政局"), file.Number, 1, 1, Guid.NewGuid(), "乙"))));
        Assert.Equal(1, results.Count(r => r == SignResult.Done));
        Assert.Equal(3, results.Count(r => r == SignResult.Before));
        Assert.Equal(SignResult.Done, await book.Sign(All, Seat("监督局"), file.Number, 1, 0, Guid.NewGuid(), "丙"));
        var told = await book.OfCase(file.Id);
        Assert.Equal([("报送", "监督局", 1), ("抄送", "财政局", 1), ("抄送", "镇里", 0)], told.Select(t => (t.Kind, t.To, t.Receipts.Length)));
        Assert.Null(told[2].Role);
        Assert.Equal(("财政局", "乙"), (told[1].Receipts[0].OrganisationName, told[1].Receipts[0].UserName));
        Assert.Equal(0, await book.Count(new ToldQuery { Scope = All, Seat = Seat("财政局"), Signed = false }));
        Assert.Equal(2, await book.Count(new ToldQuery { Scope = All, Seat = UnitSeat, Side = ToldSide.Sent, Signed = true }));
        // The file itself is as it was.
        Assert.Equal(1, (await world.Store.Load(file.Id))!.Head);
        Assert.Empty(await world.Verify());

        await world.Tamper("UPDATE told_receipts SET user_name = '甲' WHERE number = 1");
        Assert.Contains("JD-2026-0001#1: 第1号签收的内容与摘要不符，被改动过", await world.Verify());
        await world.Tamper("DELETE FROM told_receipts WHERE number = 2");
        Assert.Contains("JD-2026-0001#: 案卷记着最后是第2号签收，存着的最后是第1号，或摘要不符", await world.Verify());
    }

    [Theory]
    [MemberData(nameof(World.Databases), MemberType = typeof(World))]
    public async Task Search_WhatIsNotConfirmedComesFirst_AndNamedOfficesSeeOnlyTheirs(DatabaseProvider provider)
    {
        await using var world = await Start(provider);
        await Open(world, "一");
        var second = await Open(world, "二");
        var book = Book(world);
        Assert.Equal(SignResult.Done, await book.Sign(All, Seat("财政局"), second.Number, 1, 1, Guid.NewGuid(), "乙"));
        Assert.Equal(["JD-2026-0001", "JD-2026-0002"], (await book.Search(new ToldQuery { Scope = All, Seat = Seat("财政局") })).Rows.Select(r => r.CaseNumber));
        Assert.Equal(["JD-2026-0002"], (await book.Search(new ToldQuery { Scope = All, Seat = Seat("财政局"), Signed = true })).Rows.Select(r => r.CaseNumber));
        Assert.Equal(0, (await book.Search(new ToldQuery { Scope = All, Seat = Seat("财政局"), Kind = "备案" })).Total);
        Assert.Equal(6, (await book.Search(new ToldQuery { Scope = All, Seat = UnitSeat, Side = ToldSide.Sent })).Total);
        Assert.Equal(0, (await book.Search(new ToldQuery { Scope = CaseScope.Nothing, Seat = UnitSeat, Side = ToldSide.Sent })).Total);
    }

    [Theory]
    [MemberData(nameof(World.Databases), MemberType = typeof(World))]
    public async Task Orders_FollowActsAndDays_AndAgreeWithARebuild(DatabaseProvider provider)
    {
        await using var world = await Start(provider);
        var file = await Open(world);
        var office = CaseBuilder.Office("监督局");
        file = await world.Act(file, "检查", "要整改", office, ("违规", new[] { "挪用" }), ("整改要求", "退回来"), ("整改期限", new DateOnly(2026, 4, 25)));
        var orders = (InspectionOrders)world.Services.GetService(typeof(InspectionOrders))!;
        var query = new OrderQuery { RulebookId = WatchRulebook.Id, Scope = All };
        var row = Assert.Single((await orders.Search(query)).Rows);
        Assert.Equal((OrderStanding.Open, new DateOnly(2026, 4, 25), "退回来", "监督局", "整改报告"), (row.Standing, row.DueOn!.Value, row.Demand, row.Office, row.NextTitle));
        world.Clock.Set(new DateOnly(2026, 4, 28));
        await world.Lists.Refresh();
        var page = await orders.Search(query with { Standing = OrderStanding.Late });
        Assert.Equal((1, 3, 1), (page.Total, page.Rows[0].DaysLate!.Value, page.Counts[OrderStanding.Late]));
        Assert.Equal(["通报", "停止安排", "终止"], page.Rows[0].Next);
        Assert.Empty((await orders.Search(query with { Scope = CaseScope.Nothing })).Counts);
        Assert.Equal(0, (await orders.Search(query with { Pending = false })).Total);
        Assert.Equal(0, (await orders.Search(query with { Text = "没有这样的" })).Total);
        Assert.Empty(await world.Verify());
        await world.Tamper("UPDATE rectification_orders SET demand = '别的'");
        Assert.Contains("JD-2026-0001#: 整改或送达台账与行为不一致，请重建目录", await world.Verify());
        await world.Lists.Rebuild();
        Assert.Empty(await world.Verify());
    }

    [Theory]
    [MemberData(nameof(World.Databases), MemberType = typeof(World))]
    public async Task Lots_ChooseAmongFilesWhereTheStepIsOpen_AndAreDrawnAgainByVerify(DatabaseProvider provider)
    {
        await using var world = await Start(provider);
        var lots = (InspectionLots)world.Services.GetService(typeof(InspectionLots))!;
        var book = world.Library.Current(WatchRulebook.Id)!;
        var office = CaseBuilder.Office("监督局");
        Assert.Null(await lots.Draw(book, 1, "看看", office));
        for (var i = 0; i < 6; i++)
        {
            await Open(world, $"项目{i}");
        }

        var both = await Task.WhenAll(Task.Run(() => lots.Draw(book, 2, "一", office)), Task.Run(() => lots.Draw(book, 2, "二", office)));
        Assert.Equal([1, 2], both.Select(l => l!.Number).Order());
        Assert.All(both, l => Assert.Equal((6, 2), (l!.Lot.Pool.Length, l.Lot.Chosen.Length)));
        Assert.Equal([2, 1], (await lots.Drawn(WatchRulebook.Id)).Select(l => l.Number));
        Assert.Empty(await world.Verify());
        await world.Tamper("UPDATE inspection_lots SET chosen = 'JD-2026-0001' WHERE number = 1");
        Assert.Contains("#: watch-2026第1次随机抽查：内容与摘要不符，被改动过", await world.Verify());
        await world.Tamper("DELETE FROM inspection_lots WHERE number = 1");
        Assert.Contains("#: watch-2026第2次随机抽查：接不上前一次", await world.Verify());
    }

    private static ToldBook Book(World world) => (ToldBook)world.Services.GetService(typeof(ToldBook))!;

    private static Seat Seat(string role) => new([(WatchRulebook.Id, role)], CaseBuilder.Office(role).OrganisationId, role, new DateOnly(2026, 4, 20));

    private static Seat UnitSeat => new([(WatchRulebook.Id, "单位")], CaseBuilder.UnitId, "县水利局", new DateOnly(2026, 4, 20));

    private static async Task<World> Start(DatabaseProvider provider)
    {
        var world = await World.Start(provider);
        var folder = Path.Combine(world.Rulebooks, WatchRulebook.Id);
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, "rulebook.yaml"), WatchRulebook.Text);
        await world.Library.Reload();
        return world;
    }

    private static async Task<CaseFile> Open(World world, string title = "项目") =>
        World.Done(await world.Store.Append(new OpeningSubmission(Guid.NewGuid(), CaseBuilder.Unit, WatchRulebook.Id, new ActProposal("登记", "提交", CaseBuilder.Facts(("项目名称", title)))))).File;
}
