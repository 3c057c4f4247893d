using Microsoft.EntityFrameworkCore;
using Zhunsheng.Casework;
using Zhunsheng.Casework.Tests;

namespace Zhunsheng.Storage.Tests;

public class NoticeTests
{
    private static CaseScope Everything { get; } = new(["county-2026"], null, []);

    [Theory]
    [MemberData(nameof(World.Databases), MemberType = typeof(World))]
    public async Task Append_TellsWhoeverIsNext_WhoeverIsCopied_AndTheUnitOfTheResult(DatabaseProvider provider)
    {
        await using var world = await World.Start(provider);
        var people = await People.In(world);
        var file = await people.Project();
        Assert.Equal([(NoticeKind.Work, "审核", "第二条", (DateOnly?)new DateOnly(2026, 4, 13)), (NoticeKind.Told, "申报", "第二条", null)], await Told(world, people.Bureau));
        Assert.Equal([(NoticeKind.Told, "申报", "第二条", (DateOnly?)null)], await Told(world, people.Finance));
        Assert.Empty(await Told(world, people.Unit));
        Assert.Empty(await Told(world, people.OtherUnit));

        await world.Act(file, "审核", "通过", people.As(people.Bureau, "数据局"));
        Assert.Equal([(NoticeKind.Decided, "审核", "第二条", (DateOnly?)null)], await Told(world, people.Unit));
        var bureau = await Box(world).Find(new NoticeQuery(people.Bureau.Id, Everything));
        Assert.True(bureau.Notices.Single(n => n.Kind == NoticeKind.Work) is { Read: true, Settled: true });
        Assert.Equal(1, bureau.Unread);
    }

    [Theory]
    [MemberData(nameof(World.Databases), MemberType = typeof(World))]
    public async Task Append_OfAReturn_TellsTheUnitEachTimeAnew(DatabaseProvider provider)
    {
        await using var world = await World.Start(provider);
        var people = await People.In(world);
        var file = await people.Project();
        for (var round = 1; round <= 2; round++)
        {
            file = await world.Act(file, "审核", "退回补正", people.As(people.Bureau, "数据局"), ("补正要求", "补齐"));
            Assert.Equal(round, (await Told(world, people.Unit)).Count(n => n.Kind == NoticeKind.Returned));
            file = World.Done(await world.Store.Append(new ActSubmission(Guid.NewGuid(), people.As(people.Unit, "单位"), file.Id, file.Head, await world.Declaration()))).File;
        }

        Assert.DoesNotContain(await Told(world, people.Unit), n => n.Kind is NoticeKind.Decided or NoticeKind.Work);
        Assert.Equal(1, await world.Query(d => d.Notices.CountAsync(n => n.UserId == people.Bureau.Id && n.Kind == NoticeKind.Work && n.ReadAt == null)));
    }

    [Theory]
    [MemberData(nameof(World.Databases), MemberType = typeof(World))]
    public async Task Refresh_OnTheDays_RemindsOnce_WhateverIsWorkedOutAgain(DatabaseProvider provider)
    {
        await using var world = await World.Start(provider);
        await using var node = World.On(world.Options);
        await node.Library.Reload();
        var people = await People.In(world);
        await people.Project();
        foreach (var (day, soon, late) in new[] { (new DateOnly(2026, 4, 7), 0, 0), (new DateOnly(2026, 4, 8), 0, 0), (new DateOnly(2026, 4, 9), 1, 0), (new DateOnly(2026, 4, 13), 1, 0), (new DateOnly(2026, 4, 14), 1, 1), (new DateOnly(2026, 4, 20), 1, 1) })
        {
            world.Clock.Set(day);
            node.Clock.Set(day);
            await Task.WhenAll(world.Lists.Refresh(), node.Lists.Refresh());
            await node.Lists.Rebuild();
            var told = await Told(world, people.Bureau);
            Assert.Equal((day, soon, late), (day, told.Count(n => n.Kind == NoticeKind.Soon), told.Count(n => n.Kind == NoticeKind.Late)));
        }

        await world.Tamper("DELETE FROM work_items; DELETE FROM case_index");
        var before = await world.Query(d => d.Notices.CountAsync());
        await world.Lists.Rebuild();
        Assert.Equal(before, await world.Query(d => d.Notices.CountAsync()));
        Assert.Empty(await world.Verify());
    }

    [Theory]
    [MemberData(nameof(World.Databases), MemberType = typeof(World))]
    public async Task Find_AfterTheRoleIsGone_ShowsAndCountsNothing(DatabaseProvider provider)
    {
        await using var world = await World.Start(provider);
        var people = await People.In(world);
        await people.Project();
        Assert.Equal(2, await Box(world).Unread(people.Bureau.Id, Everything));
        Assert.Equal(0, await Box(world).Unread(people.Bureau.Id, CaseScope.Nothing));
        var none = await Box(world).Find(new NoticeQuery(people.Bureau.Id, CaseScope.Nothing));
        Assert.Equal((0, 0), (none.Total, none.Unread));
        var id = (await Box(world).Find(new NoticeQuery(people.Bureau.Id, Everything))).Notices[0].Id;
        Assert.Null(await Box(world).Find(id, people.Bureau.Id, CaseScope.Nothing));
        Assert.Null(await Box(world).Find(id, people.Finance.Id, Everything));
        Assert.Equal(0, await Box(world).MarkRead(people.Finance.Id, [id]));
        Assert.Equal(1, await Box(world).MarkRead(people.Bureau.Id, [id]));
        Assert.Equal(1, await Box(world).MarkRead(people.Bureau.Id, null));
    }

    [Theory]
    [MemberData(nameof(World.Databases), MemberType = typeof(World))]
    public async Task Choose_Off_IsNotTold_AndADeputyIs(DatabaseProvider provider)
    {
        await using var world = await World.Start(provider);
        var people = await People.In(world);
        await Box(world).Choose(people.Bureau.Id, new Dictionary<NoticeKind, NoticeFrequency> { [NoticeKind.Told] = NoticeFrequency.Off });
        var today = LegalDay.Of(world.Clock.GetUtcNow());
        var named = await world.With<Deputies, AccountOutcome<Deputy>>(d => d.Name(people.Finance.Id, people.FinanceColleague.Id, today, today.AddDays(3), [], new AdminActor(people.Finance.Id, "财政局的人")));
        Assert.True(named.Ok, string.Join('；', named.Errors));
        Assert.Equal([NoticeKind.Deputy], (await Told(world, people.FinanceColleague)).Select(n => n.Kind));
        await people.Project();
        Assert.DoesNotContain(await Told(world, people.Bureau), n => n.Kind == NoticeKind.Told);
        Assert.Contains(await Told(world, people.FinanceColleague), n => n.Kind == NoticeKind.Told);

        world.Clock.Set(today.AddDays(4));
        var passing = world.Services.GetService(typeof(PassingNotices)) as PassingNotices;
        await Task.WhenAll(passing!.Write(), passing.Write());
        await passing.Write();
        Assert.Equal(2, (await Told(world, people.Finance)).Count(n => n.Kind == NoticeKind.Deputy));
    }

    [Theory]
    [MemberData(nameof(World.Databases), MemberType = typeof(World))]
    public async Task Gather_OfADaysNotices_MakesOneMail_HoweverManyNodesAndPasses(DatabaseProvider provider)
    {
        await using var world = await World.Start(provider);
        await using var node = World.On(world.Options);
        await node.Library.Reload();
        var people = await People.In(world);
        await people.Confirm(people.Bureau);
        await Box(world).Choose(people.Bureau.Id, Enum.GetValues<NoticeKind>().ToDictionary(k => k, _ => NoticeFrequency.Daily));
        await people.Project();
        await people.Project(("项目名称", "另一个"));
        Assert.Equal(0, await Outbox(world).Gather());

        foreach (var each in new[] { world, node })
        {
            each.Clock.Set(new DateOnly(2026, 4, 7));
        }

        await Task.WhenAll(Outbox(world).Gather(), Outbox(node).Gather());
        Assert.Equal(0, await Outbox(node).Gather());
        var (mine, theirs) = (await Outbox(world).Take("甲"), await Outbox(node).Take("乙"));
        Assert.NotNull(mine);
        Assert.Null(theirs);
        Assert.Equal(MailKind.Daily, mine.Kind);
        Assert.Equal(4, (await Outbox(world).NoticesOf(mine, Everything)).Length);
        Assert.Empty(await Outbox(world).NoticesOf(mine, CaseScope.Nothing));
    }

    [Theory]
    [MemberData(nameof(World.Databases), MemberType = typeof(World))]
    public async Task Take_WhereTheNodeDies_IsFreeBeforeTheHandOver_AndUncertainAfter(DatabaseProvider provider)
    {
        await using var world = await World.Start(provider);
        await Outbox(world).Test("a@example.org");
        var first = (await Outbox(world).Take("甲"))!;
        Assert.Null(await Outbox(world).Take("乙"));
        await Outbox(world).Reap();
        Assert.Null(await Outbox(world).Take("乙"));
        world.Clock.Forward(MailOutbox.Lease + TimeSpan.FromMinutes(1));
        await Outbox(world).Reap();
        var second = (await Outbox(world).Take("乙"))!;
        Assert.Equal((first.Id, 2), (second.Id, second.Attempt));

        // The first node wakes up again: the mail is not its own any more.
        Assert.False(await Outbox(world).HandOver(first, "甲"));
        Assert.True(await Outbox(world).HandOver(second, "乙"));
        await Outbox(world).End(first, MailState.Sent, null);
        world.Clock.Forward(MailOutbox.Lease + TimeSpan.FromMinutes(1));
        await Outbox(world).Reap();
        var row = Assert.Single(await Outbox(world).Latest(10));
        Assert.Equal(MailState.Uncertain, row.State);
        Assert.Null(await Outbox(world).Take("甲"));
        Assert.True(await Outbox(world).SendAgain(row.Id));
        Assert.False(await Outbox(world).SendAgain(row.Id));
        Assert.Equal(1, (await Outbox(world).Take("甲"))!.Attempt);
    }

    [Theory]
    [MemberData(nameof(World.Databases), MemberType = typeof(World))]
    public async Task Retry_WaitsLongerEachTime_AndGivesUp(DatabaseProvider provider)
    {
        await using var world = await World.Start(provider);
        await Outbox(world).Test("a@example.org");
        var pauses = new List<int>();
        while (await Outbox(world).Take("甲") is { } mail)
        {
            await Outbox(world).Retry(mail, "连不上");
            var row = Assert.Single(await Outbox(world).Latest(1));
            if (row.State == MailState.Failed)
            {
                break;
            }

            var wait = row.DueAt - world.Clock.GetUtcNow();
            pauses.Add((int)Math.Round(wait.TotalMinutes));
            Assert.Null(await Outbox(world).Take("甲"));
            world.Clock.Forward(wait);
        }

        Assert.Equal([1, 5, 15, 60, 180, 360, 720], pauses);
        Assert.Contains("试了8次", Assert.Single(await Outbox(world).Latest(1)).Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a@example.org", "a@example.org")]
    [InlineData(" Ａ.b＠example.org ", "A.b@example.org")]
    [InlineData("张三 <a@example.org>", null)]
    [InlineData("a@localhost", null)]
    [InlineData("a@b@c.org", null)]
    [InlineData("a@example.org,b@example.org", null)]
    [InlineData("a\r\nBcc: x@example.org", null)]
    [InlineData("a@-x.org", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void Checked_Address_IsOnePlainAddressOrNone(string? typed, string? kept) => Assert.Equal(kept, MailBoxes.Checked(typed));

    [Theory]
    [InlineData(22, 7, "2026-04-06T15:30:00Z", "2026-04-06T23:00:00Z")]
    [InlineData(22, 7, "2026-04-06T22:59:00Z", "2026-04-06T23:00:00Z")]
    [InlineData(22, 7, "2026-04-06T23:00:00Z", "2026-04-06T23:00:00Z")]
    [InlineData(12, 14, "2026-04-06T05:00:00Z", "2026-04-06T06:00:00Z")]
    [InlineData(null, null, "2026-04-06T15:30:00Z", "2026-04-06T15:30:00Z")]
    public void Loud_InQuietHours_IsTheirEnd(int? from, int? to, string now, string expected) =>
        Assert.Equal(DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), MailTime.Loud(DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture), from, to));

    [Fact]
    public void NextDigest_IsTheNextMorning_OrTheNextMonday()
    {
        var monday = new DateTimeOffset(2026, 4, 6, 8, 0, 0, TimeSpan.FromHours(8));
        Assert.Equal(monday, MailTime.NextDigest(monday.AddMinutes(-1), weekly: true));
        Assert.Equal(monday.AddDays(7), MailTime.NextDigest(monday, weekly: true));
        Assert.Equal(monday.AddDays(1), MailTime.NextDigest(monday, weekly: false));
    }

    [Theory]
    [MemberData(nameof(World.Databases), MemberType = typeof(World))]
    public async Task Upgrade_OfAnOlderStore_TellsNobodyOfWhatHasBeen(DatabaseProvider provider)
    {
        await using var world = await World.Start(provider);
        var people = await People.In(world);
        await people.Project();
        await world.Tamper("""
            DROP TABLE notices; DROP TABLE notice_choices; DROP TABLE mail_boxes; DROP TABLE mails;
            DELETE FROM "__EFMigrationsHistory" WHERE "MigrationId" = '00000000000013_notices'
            """);
        await world.Startup.Prepare();
        world.Clock.Set(new DateOnly(2026, 4, 7));
        await world.Lists.Refresh();
        Assert.Empty(await Told(world, people.Bureau));
        world.Clock.Set(new DateOnly(2026, 4, 9));
        await world.Lists.Refresh();
        Assert.Equal([NoticeKind.Soon], (await Told(world, people.Bureau)).Select(n => n.Kind));
    }

    private static NoticeBox Box(World world) => (NoticeBox)world.Services.GetService(typeof(NoticeBox))!;

    private static MailOutbox Outbox(World world) => (MailOutbox)world.Services.GetService(typeof(MailOutbox))!;

    private static async Task<List<(NoticeKind Kind, string? Step, string? Article, DateOnly? Due)>> Told(World world, User user) =>
        [.. (await world.Query(d => d.Notices.AsNoTracking().Where(n => n.UserId == user.Id).OrderBy(n => n.Kind).ThenBy(n => n.Id).ToListAsync())).Select(n => (n.Kind, n.Step, n.Article, n.DueOn))];

    /// <summary>The offices of the county and their people.</summary>
    private sealed record People(World World, User Unit, User OtherUnit, User Bureau, User Finance, User FinanceColleague)
    {
        public static async Task<People> In(World world)
        {
            var unit = await Person(world, "水利局", "水利局的人", "单位");
            var other = await Person(world, "教育局", "教育局的人", "单位");
            var bureau = await Person(world, "数据局", "数据局的人", "数据局");
            var finance = await Person(world, "财政局", "财政局的人", "财政局");
            var by = new AdminActor(null, "测试");
            var colleague = (await world.Accounts(a => a.CreateUser("财政局的同事", "财政局的同事", finance.OrganisationId!.Value, "Zhunsheng-2026", [], by, mustChangePassword: false))).Value!;
            return new People(world, unit, other, bureau, finance, colleague);
        }

        public Actor As(User user, string role) => new(user.Id, user.DisplayName, user.OrganisationId!.Value, user.DisplayName, role);

        public async Task<CaseFile> Project(params (string Name, object? Value)[] over) =>
            World.Done(await World.Store.Append(new OpeningSubmission(Guid.NewGuid(), As(Unit, "单位"), "county-2026", await World.Declaration(over)))).File;

        public async Task Confirm(User user)
        {
            var boxes = (MailBoxes)World.Services.GetService(typeof(MailBoxes))!;
            Assert.True(await boxes.Ask(user.Id, "a@example.org"));
            Assert.False(await boxes.Ask(user.Id, "b@example.org"));
            Assert.False(await boxes.Confirm(user.Id, "b@example.org"));
            Assert.True(await boxes.Confirm(user.Id, "a@example.org"));
            var outbox = Outbox(World);
            await outbox.End((await outbox.Take("甲"))!, MailState.Sent, null);
        }

        private static async Task<User> Person(World world, string office, string name, string role)
        {
            var by = new AdminActor(null, "测试");
            var grants = new[] { new RoleGrant("county-2026", role) };
            var organisation = await world.Accounts(a => a.CreateOrganisation(office, null, null, grants, by));
            Assert.Empty(organisation.Errors);
            return (await world.Accounts(a => a.CreateUser(name, name, organisation.Value!.Id, "Zhunsheng-2026", grants, by, mustChangePassword: false))).Value!;
        }
    }
}
