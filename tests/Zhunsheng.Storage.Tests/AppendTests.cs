using System.Collections.Immutable;
using Zhunsheng.Casework;
using Zhunsheng.Casework.Tests;

namespace Zhunsheng.Storage.Tests;

public class AppendTests
{
    private static Actor Bureau => CaseBuilder.Office("数据局");

    private static Actor Government => CaseBuilder.Office("县政府");

    [Theory]
    [MemberData(nameof(World.Databases), MemberType = typeof(World))]
    public async Task Append_OpeningAct_NumbersBindsAndLists(DatabaseProvider provider)
    {
        await using var world = await World.Start(provider);
        var file = await world.Project();
        Assert.Equal(("MX-2026-0001", "项目", 1), (file.Number, file.Kind, file.Head));
        Assert.Equal(world.Library.Current("county-2026")!.Digest, file.RulebookDigest);
        var loaded = (await world.Store.LoadByNumber("MX-2026-0001"))!;
        Assert.Equal(file.Acts[0].Digest, loaded.Acts[0].Digest);
        Assert.Equal(file.Root, loaded.Root);
        Assert.Equal("MX-2026-0002", (await world.Project()).Number);
        Assert.Equal("MX-计划-2026-0001", World.Done(await world.OpenPlan(2026)).File.Number);
        Assert.Null(await world.Store.Load(Guid.NewGuid()));
        Assert.Null(await world.Store.LoadByNumber("MX-2026-9999"));
        Assert.Empty(await world.Verify());
    }

    [Theory]
    [MemberData(nameof(World.Databases), MemberType = typeof(World))]
    public async Task Append_RefusedForm_StoresNothingAndUsesUpNoNumber(DatabaseProvider provider)
    {
        await using var world = await World.Start(provider);
        var refused = Assert.IsType<AppendResult.Refused>(await world.Store.Append(new OpeningSubmission(Guid.NewGuid(), CaseBuilder.Unit, "county-2026", await world.Declaration(("概算", 2000)))));
        Assert.Equal("概算超过1000万元", Assert.Single(refused.Check.Refusals).Message);
        Assert.IsType<AppendResult.NotFound>(await world.Store.Append(new OpeningSubmission(Guid.NewGuid(), CaseBuilder.Unit, "nowhere", await world.Declaration())));
        Assert.Equal("MX-2026-0001", (await world.Project()).Number);
    }

    [Theory]
    [MemberData(nameof(World.Databases), MemberType = typeof(World))]
    public async Task Append_HeadSeenIsOld_IsAConflictWithTheNewerActs(DatabaseProvider provider)
    {
        await using var world = await World.Start(provider);
        var seen = await world.Project();
        await world.Act(seen, "审核", "退回补正", Bureau, ("补正要求", "x"));
        var conflict = Assert.IsType<AppendResult.Conflict>(await world.Try(seen, "审核", "通过", Bureau));
        Assert.Equal("退回补正", Assert.Single(conflict.Newer).Outcome);
        Assert.Equal(2, conflict.File.Head);
        Assert.Equal(2, (await world.Store.Load(seen.Id))!.Head);
        Assert.IsType<AppendResult.Conflict>(await world.Store.Append(new ActSubmission(Guid.NewGuid(), Bureau, seen.Id, 7, new ActProposal("审核", "通过", CaseBuilder.Facts()))));
        Assert.IsType<AppendResult.NotFound>(await world.Store.Append(new ActSubmission(Guid.NewGuid(), Bureau, Guid.NewGuid(), 1, new ActProposal("审核", "通过", CaseBuilder.Facts()))));
    }

    [Theory]
    [MemberData(nameof(World.Databases), MemberType = typeof(World))]
    public async Task Append_SameSubmissionAgain_GivesTheFirstActBack(DatabaseProvider provider)
    {
        await using var world = await World.Start(provider);
        var opening = new OpeningSubmission(Guid.NewGuid(), CaseBuilder.Unit, "county-2026", await world.Declaration());
        var first = World.Done(await world.Store.Append(opening));
        var again = Assert.IsType<AppendResult.Already>(await world.Store.Append(opening));
        Assert.Equal(first.Act.Digest, again.Act.Digest);
        var act = new ActSubmission(Guid.NewGuid(), Bureau, first.File.Id, 1, new ActProposal("审核", "通过", CaseBuilder.Facts()));
        World.Done(await world.Store.Append(act));
        Assert.Equal(2, Assert.IsType<AppendResult.Already>(await world.Store.Append(act)).Act.Number);
        Assert.IsType<AppendResult.NotFound>(await world.Store.Append(act with { Actor = Bureau with { UserId = Guid.NewGuid() } }));
        Assert.Equal(1, (await world.Store.Search(new CaseQuery())).Total);
    }

    [Theory]
    [MemberData(nameof(World.Databases), MemberType = typeof(World))]
    public async Task Append_SameSubmissionAtOnce_MakesOneAct(DatabaseProvider provider)
    {
        await using var world = await World.Start(provider);
        var opening = new OpeningSubmission(Guid.NewGuid(), CaseBuilder.Unit, "county-2026", await world.Declaration());
        var results = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => world.Store.Append(opening))));
        Assert.Single(results.OfType<AppendResult.Done>());
        Assert.Equal(5, results.OfType<AppendResult.Already>().Count());
        Assert.Equal(1, (await world.Store.Search(new CaseQuery())).Total);
        Assert.Empty(await world.Verify());
    }

    [Theory]
    [MemberData(nameof(World.Databases), MemberType = typeof(World))]
    public async Task Append_ManyOpeningsAtOnce_NumberWithoutGaps(DatabaseProvider provider)
    {
        await using var world = await World.Start(provider);
        var files = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Task.Run(() => world.Project())));
        Assert.Equal(Enumerable.Range(1, 12).Select(n => $"MX-2026-{n:0000}"), files.Select(f => f.Number).Order(StringComparer.Ordinal));
        Assert.Empty(await world.Verify());
    }

    [Theory]
    [MemberData(nameof(World.Databases), MemberType = typeof(World))]
    public async Task Append_ManyActsAtOnceOnOneFile_OneIsDoneTheOthersConflict(DatabaseProvider provider)
    {
        await using var world = await World.Start(provider);
        await using var otherNode = World.On(world.Options);
        await otherNode.Library.Reload();
        var file = await world.Project();
        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => (i % 2 == 0 ? world : otherNode).Try(file, "审核", "通过", Bureau))));
        Assert.Single(results.OfType<AppendResult.Done>());
        Assert.All(results.OfType<AppendResult.Conflict>(), c => Assert.Equal(2, Assert.Single(c.Newer).Number));
        Assert.Equal(7, results.OfType<AppendResult.Conflict>().Count());
        Assert.Empty(await world.Verify());
    }

    [Theory]
    [MemberData(nameof(World.Databases), MemberType = typeof(World))]
    public async Task Append_PlanConveysToProjects_AllOrNone(DatabaseProvider provider)
    {
        await using var world = await World.Start(provider);
        var good = await world.ReviewedProject();
        var tooBig = await world.ReviewedProject(("总投资", 900), ("概算", 950));
        var plan = World.Done(await world.OpenPlan(2026)).File;

        var refused = Assert.IsType<AppendResult.Refused>(await world.Try(plan, "批准计划", "批准", Government, ("计划项目", new[] { good.Number, tooBig.Number, "MX-2026-0099" }), ("批准文号", "某政1号")));
        Assert.Equal(["没有编号为“MX-2026-0099”的项目，请从列出的里面选"], refused.Check.Fields.Select(f => f.Message));
        refused = Assert.IsType<AppendResult.Refused>(await world.Try(plan, "批准计划", "批准", Government, ("计划项目", new[] { good.Number, tooBig.Number }), ("批准文号", "某政1号")));
        Assert.Equal(["MX-2026-0002：总投资超过800万元"], refused.Check.Refusals.Select(r => r.Message));
        Assert.All(refused.Check.Refusals, r => Assert.Equal(RefusalKind.Conveyed, r.Kind));
        Assert.Equal("第三条", refused.Check.Refusals[0].Article);
        Assert.Equal(2, (await world.Store.Load(good.Id))!.Head);
        Assert.Equal(1, (await world.Store.Load(plan.Id))!.Head);

        var second = await world.ReviewedProject();
        var done = World.Done(await world.Try(plan, "批准计划", "批准", Government, ("计划项目", new[] { second.Number, good.Number }), ("批准文号", "某政1号")));
        Assert.Equal([good.Id, second.Id], done.Conveyed.Select(a => a.CaseId));
        var taken = (await world.Store.Load(good.Id))!;
        Assert.Equal(3, taken.Head);
        Assert.Equal(new ActReference(plan.Id, plan.Number, 2), taken.Acts[2].ConveyedFrom);
        Assert.Equal(("列入计划", "列入", "县政府"), (taken.Acts[2].Step, taken.Acts[2].Outcome, taken.Acts[2].Actor.Role));
        var situation = CaseFold.Situation(taken, world.Library.Current("county-2026")!, null);
        Assert.Equal("某政1号", situation.Facts["批准文号"].AsString);
        Assert.Equal(2026m, situation.Facts["计划年度"].AsNumber);
        Assert.Equal(2026, (await world.Store.Search(new CaseQuery { Text = good.Number })).Rows.Single().PlanYear);
        Assert.Empty(await world.Verify());
    }

    [Theory]
    [MemberData(nameof(World.Databases), MemberType = typeof(World))]
    public async Task Append_KeyAlreadyTakenByAnOpenFile_IsRefusedUntilThatFileIsClosed(DatabaseProvider provider)
    {
        await using var world = await World.Start(provider);
        var plan = World.Done(await world.OpenPlan(2026)).File;
        var refused = Assert.IsType<AppendResult.Refused>(await world.OpenPlan(2026));
        var refusal = Assert.Single(refused.Check.Refusals);
        Assert.Equal((RefusalKind.KeyTaken, "同样的计划年度已经有计划案卷：MX-计划-2026-0001（数据局）", "MX-计划-2026-0001"), (refusal.Kind, refusal.Message, refusal.CaseNumber));
        Assert.Equal("MX-计划-2026-0002", World.Done(await world.OpenPlan(2027)).File.Number);
        var project = await world.ReviewedProject();
        await world.Act(plan, "批准计划", "批准", Government, ("计划项目", new[] { project.Number }), ("批准文号", "某政1号"));
        Assert.Equal("MX-计划-2026-0003", World.Done(await world.OpenPlan(2026)).File.Number);
    }

    [Theory]
    [MemberData(nameof(World.Databases), MemberType = typeof(World))]
    public async Task Append_PlansOfOneYearAtOnce_OneIsDone(DatabaseProvider provider)
    {
        await using var world = await World.Start(provider);
        var results = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Task.Run(() => world.OpenPlan(2026))));
        Assert.Single(results.OfType<AppendResult.Done>());
        Assert.All(results.OfType<AppendResult.Refused>(), r => Assert.Equal(RefusalKind.KeyTaken, Assert.Single(r.Check.Refusals).Kind));
        Assert.Equal(4, results.OfType<AppendResult.Refused>().Count());
    }

    [Theory]
    [MemberData(nameof(World.Databases), MemberType = typeof(World))]
    public async Task Append_PaperThatWasNeverUploaded_IsRefused(DatabaseProvider provider)
    {
        await using var world = await World.Start(provider);
        var proposal = await world.Declaration();
        var claimed = new Attachment("申请书", "申请书.pdf", new string('a', 64), 9, "application/pdf");
        var refused = Assert.IsType<AppendResult.Refused>(await world.Store.Append(
            new OpeningSubmission(Guid.NewGuid(), CaseBuilder.Unit, "county-2026", proposal with { Papers = [claimed, proposal.Papers[1] with { Size = 1 }] })));
        Assert.Equal(["申请书", "效益分析"], refused.Check.Papers.Select(p => p.Name));
    }

    [Theory]
    [MemberData(nameof(World.Databases), MemberType = typeof(World))]
    public async Task Append_Correction_StandsBesideTheOriginal(DatabaseProvider provider)
    {
        await using var world = await World.Start(provider);
        var file = await world.Project();
        var correction = new CorrectionProposal(1, CaseBuilder.Declaration(("总投资", 222)).Facts, "算错了") { Papers = file.Acts[0].Papers };
        var done = World.Done(await world.Store.Append(new CorrectionSubmission(Guid.NewGuid(), CaseBuilder.Unit, file.Id, 1, correction)));
        Assert.Equal((2, 1), (done.Act.Number, done.Act.Corrects));
        Assert.Equal(222m, (await world.Store.Search(new CaseQuery())).Rows.Single().Money);
        Assert.IsType<AppendResult.Conflict>(await world.Store.Append(new CorrectionSubmission(Guid.NewGuid(), CaseBuilder.Unit, file.Id, 1, correction)));
        Assert.Empty(await world.Verify());
    }

    [Theory]
    [MemberData(nameof(World.Databases), MemberType = typeof(World))]
    public async Task Append_RulebookChangedMeanwhile_FileGoesOnWithItsOwnVersion(DatabaseProvider provider)
    {
        await using var world = await World.Start(provider);
        var old = await world.Project();
        await File.WriteAllTextAsync(world.RulebookFile, CountyRulebook.Text.Replace("version: 3", "version: 4", StringComparison.Ordinal).Replace("概算 <= 1000", "概算 <= 300", StringComparison.Ordinal));
        Assert.True(await world.Library.Reload());
        Assert.Equal(4, world.Library.Current("county-2026")!.Version);
        old = await world.Act(old, "审核", "退回补正", Bureau, ("补正要求", "x"));
        Assert.Equal(3, old.Acts[1].RulebookVersion);
        Assert.IsType<AppendResult.Refused>(await world.Store.Append(new OpeningSubmission(Guid.NewGuid(), CaseBuilder.Unit, "county-2026", await world.Declaration())));

        await using var restarted = World.On(world.Options);
        await restarted.Library.Reload();
        var again = await restarted.Declaration(("总投资", 320));
        Assert.Equal(3, World.Done(await restarted.Store.Append(new ActSubmission(Guid.NewGuid(), CaseBuilder.Unit, old.Id, 2, again))).Act.RulebookVersion);
        Assert.Equal(4, (await restarted.Project(("概算", 300), ("总投资", 300))).Acts[0].RulebookVersion);
        Assert.Empty(await restarted.Verify());
    }
}
