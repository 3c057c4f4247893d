using System.Collections.Immutable;
using Zhunsheng.Casework;
using Zhunsheng.Casework.Tests;
using Zhunsheng.Feel;

namespace Zhunsheng.Storage.Tests;

public class DraftTests
{
    private static readonly DraftContent Some = new([new DraftField("f.项目名称", ["灌区"]), new DraftField("f.来源", ["甲", "乙"])], []);

    private static DraftSave Save(Guid organisation, string? number = null, string form = "county-2026/申报//", int version = 0, Guid? id = null, Guid? submission = null, Guid? user = null, DraftContent? content = null) => new(
        id ?? Guid.NewGuid(), version, submission ?? Guid.NewGuid(), 0, user ?? Guid.NewGuid(), "张三",
        new DraftSubject(organisation, "county-2026", "单位", form, "申报项目：灌区", "/projects/new?rulebook=county-2026&step=x", number), content ?? Some);

    private static async Task<Guid> Unit(World world, string name = "县水利局") =>
        (await world.Accounts(a => a.CreateOrganisation(name, null, null, [new RoleGrant("county-2026", "单位")], new AdminActor(null, "测试")))).Value!.Id;

    [Theory]
    [MemberData(nameof(World.Databases), MemberType = typeof(World))]
    public async Task Save_ThenAnotherProcess_FindsWhatWasTyped(DatabaseProvider provider)
    {
        await using var world = await World.Start(provider);
        var unit = await Unit(world);
        var paper = new DraftPaper(1, await world.Paper("申请书"));
        var saved = Assert.IsType<DraftOutcome.Saved>(await world.Drafts.Save(Save(unit, content: Some with { Papers = [paper] }))).Draft;
        Assert.Equal(1, saved.Version);
        Assert.EndsWith($"&draft={saved.Id:D}", saved.Subject.Address, StringComparison.Ordinal);
        await using var other = World.On(world.Options);
        var found = await other.Drafts.Find(saved.Id, unit);
        Assert.Equal(["甲", "乙"], found!.Content.Fields[1].Values);
        Assert.Equal(paper, Assert.Single(found.Content.Papers));
        Assert.Equal((saved.SavedAt, "张三", 1), (found.SavedAt, found.SavedBy, found.Version));
        Assert.Null(await other.Drafts.Find(saved.Id, await Unit(world, "县农业局")));
        Assert.Null(await other.Drafts.Find(Guid.NewGuid(), unit));
    }

    [Theory]
    [MemberData(nameof(World.Databases), MemberType = typeof(World))]
    public async Task Save_OverAVersionThatIsNotTheLast_IsAConflictAndKeepsTheirs(DatabaseProvider provider)
    {
        await using var world = await World.Start(provider);
        var unit = await Unit(world);
        var first = Assert.IsType<DraftOutcome.Saved>(await world.Drafts.Save(Save(unit, "MX-2026-0001", "f/审核//"))).Draft;
        var mine = Save(unit, "MX-2026-0001", "f/审核//", content: new DraftContent([new DraftField("f.项目名称", ["河道"])], []));
        var conflict = Assert.IsType<DraftOutcome.Conflict>(await world.Drafts.Save(mine));
        Assert.Equal((first.Id, 1), (conflict.Theirs.Id, conflict.Theirs.Version));
        Assert.Equal("灌区", (await world.Drafts.Of(unit, "f/审核//"))!.Content.Fields[0].Values[0]);
        var over = Assert.IsType<DraftOutcome.Saved>(await world.Drafts.Save(mine with { Version = 1 })).Draft;
        Assert.Equal((first.Id, 2), (over.Id, over.Version));
        Assert.Equal("河道", (await world.Drafts.Of(unit, "f/审核//"))!.Content.Fields[0].Values[0]);
        Assert.IsType<DraftOutcome.Conflict>(await world.Drafts.Save(mine with { Version = 1, UserId = Guid.NewGuid() }));
    }

    [Theory]
    [MemberData(nameof(World.Databases), MemberType = typeof(World))]
    public async Task Save_SamePageAgain_WritesOverItself(DatabaseProvider provider)
    {
        await using var world = await World.Start(provider);
        var save = Save(await Unit(world));
        Assert.Equal(1, Assert.IsType<DraftOutcome.Saved>(await world.Drafts.Save(save)).Draft.Version);
        Assert.Equal(2, Assert.IsType<DraftOutcome.Saved>(await world.Drafts.Save(save)).Draft.Version);
        Assert.IsType<DraftOutcome.Conflict>(await world.Drafts.Save(save with { UserId = Guid.NewGuid() }));
    }

    [Theory]
    [MemberData(nameof(World.Databases), MemberType = typeof(World))]
    public async Task Save_ManyAtOnce_OneIsKeptTheOthersAreTold(DatabaseProvider provider)
    {
        await using var world = await World.Start(provider);
        var unit = await Unit(world);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => world.Drafts.Save(Save(unit, "MX-2026-0001", "f/审核//")))));
        Assert.Single(outcomes.OfType<DraftOutcome.Saved>());
        Assert.Equal(5, outcomes.OfType<DraftOutcome.Conflict>().Count());
    }

    [Theory]
    [MemberData(nameof(World.Databases), MemberType = typeof(World))]
    public async Task Save_DraftOfAnotherOrganisation_DoesNotExist(DatabaseProvider provider)
    {
        await using var world = await World.Start(provider);
        var (mine, theirs) = (await Unit(world), await Unit(world, "县农业局"));
        var draft = Assert.IsType<DraftOutcome.Saved>(await world.Drafts.Save(Save(mine))).Draft;
        Assert.IsType<DraftOutcome.Gone>(await world.Drafts.Save(Save(theirs, id: draft.Id, version: 1)));
        Assert.IsType<DraftOutcome.Gone>(await world.Drafts.Save(Save(theirs, id: draft.Id)));
        Assert.IsType<DraftOutcome.Gone>(await world.Drafts.Save(Save(mine, id: draft.Id, version: 1, form: "county-2026/编制计划//")));
        Assert.False(await world.Drafts.Discard(draft.Id, theirs));
        Assert.NotNull(await world.Drafts.Find(draft.Id, mine));
        Assert.Empty(await world.Drafts.List(theirs, [("county-2026", "单位")]));
        Assert.Empty(await world.Drafts.List(mine, [("county-2026", "数据局"), ("elsewhere", "单位")]));
        Assert.Equal(draft.Id, Assert.Single(await world.Drafts.List(mine, [("county-2026", "单位")])).Id);
    }

    [Theory]
    [MemberData(nameof(World.Databases), MemberType = typeof(World))]
    public async Task Save_AfterItWasDiscarded_SaysGone(DatabaseProvider provider)
    {
        await using var world = await World.Start(provider);
        var unit = await Unit(world);
        var draft = Assert.IsType<DraftOutcome.Saved>(await world.Drafts.Save(Save(unit))).Draft;
        Assert.True(await world.Drafts.Discard(draft.Id, unit));
        Assert.False(await world.Drafts.Discard(draft.Id, unit));
        Assert.IsType<DraftOutcome.Gone>(await world.Drafts.Save(Save(unit, id: draft.Id, version: 1)));
    }

    [Theory]
    [MemberData(nameof(World.Databases), MemberType = typeof(World))]
    public async Task Append_MakesTheAct_TakesItsDraftsAway(DatabaseProvider provider)
    {
        await using var world = await World.Start(provider);
        var unit = await Unit(world);
        var actor = CaseBuilder.Unit with { OrganisationId = unit };
        var opening = Assert.IsType<DraftOutcome.Saved>(await world.Drafts.Save(Save(unit))).Draft;
        var another = Assert.IsType<DraftOutcome.Saved>(await world.Drafts.Save(Save(unit))).Draft;
        var submission = Guid.NewGuid();
        var file = World.Done(await world.Store.Append(new OpeningSubmission(submission, actor, "county-2026", await world.Declaration()) { DraftId = opening.Id })).File;
        Assert.Equal(another.Id, Assert.Single(await world.Drafts.List(unit, [("county-2026", "单位")])).Id);
        Assert.IsType<DraftOutcome.Made>(await world.Drafts.Save(Save(unit, submission: submission)));

        var office = await Unit(world, "县数据局");
        var reviewer = CaseBuilder.Office("数据局") with { OrganisationId = office };
        var form = Drafts.FormOf(file.Id, "审核", FeelValue.Null, null);
        Assert.IsType<DraftOutcome.Saved>(await world.Drafts.Save(Save(office, file.Number, form)));
        Assert.IsType<DraftOutcome.Saved>(await world.Drafts.Save(Save(unit, file.Number, form)));
        await world.Act(file, "审核", "通过", reviewer);
        Assert.Null(await world.Drafts.Of(office, form));
        Assert.NotNull(await world.Drafts.Of(unit, form));
    }

    [Theory]
    [MemberData(nameof(World.Databases), MemberType = typeof(World))]
    public async Task Append_Refused_LeavesTheDraft(DatabaseProvider provider)
    {
        await using var world = await World.Start(provider);
        var unit = await Unit(world);
        var draft = Assert.IsType<DraftOutcome.Saved>(await world.Drafts.Save(Save(unit))).Draft;
        Assert.IsType<AppendResult.Refused>(await world.Store.Append(
            new OpeningSubmission(Guid.NewGuid(), CaseBuilder.Unit with { OrganisationId = unit }, "county-2026", CaseBuilder.Declaration()) { DraftId = draft.Id }));
        Assert.NotNull(await world.Drafts.Find(draft.Id, unit));
    }

    [Theory]
    [MemberData(nameof(World.Databases), MemberType = typeof(World))]
    public async Task Save_MoreThanMayBe_SaysHowMany(DatabaseProvider provider)
    {
        await using var world = await World.Start(provider);
        var unit = await Unit(world);
        await world.Query(async d =>
        {
            d.Drafts.AddRange(Enumerable.Range(0, Drafts.MostOpenings - 1).Select(i => new DraftRecord
            {
                Id = Guid.NewGuid(), OrganisationId = unit, RulebookId = "county-2026", Role = "单位", Form = "county-2026/申报//", Title = "x", Address = "/", SavedBy = "张三", Body = "{}", Version = 1,
            }));
            return await d.SaveChangesAsync();
        });
        var last = Save(unit);
        Assert.IsType<DraftOutcome.Saved>(await world.Drafts.Save(last));
        Assert.Equal(Drafts.MostOpenings, Assert.IsType<DraftOutcome.TooMany>(await world.Drafts.Save(Save(unit))).Most);
        Assert.IsType<DraftOutcome.Saved>(await world.Drafts.Save(last with { Version = 1 }));
    }

    [Theory]
    [MemberData(nameof(World.Databases), MemberType = typeof(World))]
    public async Task Pending_FetchedByTokenPersonAndForm_ForHalfAnHour(DatabaseProvider provider)
    {
        await using var world = await World.Start(provider);
        var unit = await Unit(world);
        var user = (await world.Accounts(a => a.CreateUser("zhang", "张三", unit, "Zhunsheng-2026", [], new AdminActor(null, "测试")))).Value!.Id;
        var pending = world.Pending;
        var form = new PendingForm(user, "f/审核//", Guid.NewGuid(), 3, 7, Some);
        var token = await pending.Keep(form);
        Assert.Equal(64, token.Length);
        var found = await pending.Find(token, user, form.Form);
        Assert.Equal((form.DraftId, 3, 7, "灌区"), (found!.DraftId, found.DraftVersion, found.Head, found.Content.Fields[0].Values[0]));
        Assert.Null(await pending.Find(token, Guid.NewGuid(), form.Form));
        Assert.Null(await pending.Find(token, user, "g/审核//"));
        Assert.Null(await pending.Find(token[1..], user, form.Form));
        Assert.Null(await pending.Find("", user, form.Form));
        var later = await pending.Keep(form with { DraftVersion = 4 });
        Assert.Null(await pending.Find(token, user, form.Form));
        world.Clock.Forward(TimeSpan.FromMinutes(29));
        Assert.Equal(4, (await pending.Find(later, user, form.Form))!.DraftVersion);
        world.Clock.Forward(TimeSpan.FromMinutes(1));
        Assert.Null(await pending.Find(later, user, form.Form));
        var last = await pending.Keep(form);
        await pending.Forget(user, form.Form);
        Assert.Null(await pending.Find(last, user, form.Form));
    }
}
