using System.Collections.Immutable;
using Zhunsheng.Feel;
using Zhunsheng.Rulebooks;

namespace Zhunsheng.Casework.Tests;

public class MendingTests
{
    private const string List = """

          补正清单: {type: records, fields: {环节: {type: text}, 类别: {type: choice, values: [材料, 内容, 其他]}, 对象: {type: text, optional: true}, 要求: {type: text, long: true, optional: true}}}
          全部可改: {type: boolean, ask: 别的也可以改}
        """;

    private static readonly Lazy<Rulebook> County = new(() =>
    {
        var common = CountyRulebook.Common.SetItem(0, new RulebookText("common/facts.yaml", CountyRulebook.Facts + List));
        var reading = RulebookReader.Read(new RulebookText("county-2026/rulebook.yaml", CountyRulebook.Text), common);
        Assert.Empty(reading.Findings.Where(f => f.Severity == FindingSeverity.Error));
        return reading.Rulebook!;
    });

    private static MendItem Answer(string fact, string? wanted = null) => new("申报", ReturnList.Answer, fact, wanted);

    private static MendItem Paper(string title, string? wanted = null) => new("申报", ReturnList.Paper, title, wanted);

    private static MendItem Words(string wanted) => new("申报", ReturnList.Other, null, wanted);

    [Fact]
    public void Rulebook_OutcomeThatReturnsAForm_AsksForTheList()
    {
        var back = County.Value.FindStep("审核")!.FindOutcome("退回补正")!;
        Assert.True(back.Returns);
        Assert.Equal("申报", Assert.Single(back.Forms));
        Assert.Equal(["补正要求", "补正清单", "全部可改"], back.Asks.Select(a => a.Fact.Name));
        Assert.False(CountyRulebook.Rulebook.FindStep("审核")!.FindOutcome("退回补正")!.Returns);
    }

    [Fact]
    public void Rulebook_OutcomeThatSaysItIsNoReturn_AsksForNoList()
    {
        var text = CountyRulebook.Text.Replace("退回: {reopens: [变更]}", "退回: {reopens: [变更], returns: false}", StringComparison.Ordinal);
        var common = CountyRulebook.Common.SetItem(0, new RulebookText("common/facts.yaml", CountyRulebook.Facts + List));
        var book = RulebookReader.Read(new RulebookText("county-2026/rulebook.yaml", text), common).Rulebook!;
        Assert.False(book.FindStep("变更审批")!.FindOutcome("退回")!.Returns);
        Assert.True(County.Value.FindStep("变更审批")!.FindOutcome("退回")!.Returns);
    }

    [Fact]
    public void Offers_NamePapersAndAnswersThatApply()
    {
        var desk = new Desk().Declared();
        var offers = MendOffer.Of(desk.Evaluation, County.Value.FindStep("审核")!.FindOutcome("退回补正")!);
        Assert.Contains(offers, o => o is { Kind: ReturnList.Paper, Subject: "申请书" });
        Assert.DoesNotContain(offers, o => o.Subject == "保密方案");
        Assert.DoesNotContain(offers, o => o.Subject == "内网说明");
        Assert.Equal("350.00", offers.Single(o => o.Subject == "总投资").Now);
    }

    [Fact]
    public void Return_WithoutItems_IsRefused()
    {
        var desk = new Desk().Declared();
        Assert.Contains("补正清单", CaseBuilder.Words(desk.TryReturn()), StringComparison.Ordinal);
        Assert.Contains("至少列一项", CaseBuilder.Words(desk.Try("审核", "退回补正", "数据局", ("补正要求", "补"), ("补正清单", FeelValue.ListOf(Array.Empty<FeelValue>())))), StringComparison.Ordinal);
    }

    [Fact]
    public void Return_WithWordsOnly_NeedsLeaveToChangeEverything()
    {
        var desk = new Desk().Declared();
        Assert.Contains("只写了其他", CaseBuilder.Words(desk.TryReturn(Words("请到局里来一趟"))), StringComparison.Ordinal);
        Assert.True(desk.Try("审核", "退回补正", "数据局", ("补正要求", "补"), ("全部可改", true), ("补正清单", MendItem.ListOf([Words("请到局里来一趟")]))).Ok);
    }

    [Theory]
    [InlineData("内容", "审核意见", "没有“审核意见”这一项内容")]
    [InlineData("材料", "保密方案", "没有“保密方案”这一项材料")]
    [InlineData("材料", "总投资", "没有“总投资”这一项材料")]
    public void Return_WithSomethingThatTheFormDoesNotHave_IsRefused(string kind, string subject, string message)
    {
        var desk = new Desk().Declared();
        Assert.Contains(message, CaseBuilder.Words(desk.TryReturn(new MendItem("申报", kind, subject, null))), StringComparison.Ordinal);
    }

    [Fact]
    public void Return_WithTheSameThingTwice_OrAForeignStep_IsRefused()
    {
        var desk = new Desk().Declared();
        Assert.Contains("列了两次", CaseBuilder.Words(desk.TryReturn(Answer("总投资"), Answer("总投资", "再看"))), StringComparison.Ordinal);
        Assert.Contains("没有退回", CaseBuilder.Words(desk.TryReturn(Answer("总投资"), new MendItem("验收", ReturnList.Other, null, "看"))), StringComparison.Ordinal);
        Assert.Contains("写明要求", CaseBuilder.Words(desk.TryReturn(Answer("总投资"), new MendItem("申报", ReturnList.Other, null, null))), StringComparison.Ordinal);
    }

    [Fact]
    public void List_IsNoFactOfTheCase()
    {
        var desk = new Desk().Declared().Returned(Answer("总投资"));
        Assert.False(desk.Situation.Facts.ContainsKey(ReturnList.Fact));
        Assert.Equal("补", desk.Situation.Facts["补正要求"].AsString);
    }

    [Fact]
    public void Mend_OfAnAnswerNotOnTheList_IsRefused()
    {
        var desk = new Desk().Declared().Returned(Answer("总投资"));
        var check = desk.TryDeclare(("总投资", 360), ("概算", 500));
        var error = Assert.Single(check.Fields);
        Assert.Equal("概算", error.Name);
        Assert.Contains("不在补正清单里", error.Message, StringComparison.Ordinal);
        Assert.Contains("400.00", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Mend_WithOnlyWhatIsOnTheList_KeepsTheRest()
    {
        var desk = new Desk().Declared().Returned(Answer("总投资"));
        var act = desk.Do(new ActProposal("申报", "提交", CaseBuilder.Facts(("总投资", 360))), CaseBuilder.Unit);
        Assert.Equal(360, act.Asked["总投资"].AsNumber);
        Assert.Equal("灌区信息化", act.Asked["项目名称"].AsString);
        Assert.Equal(400, act.Asked["概算"].AsNumber);
        Assert.Null(Mending.Of(desk.File, County.Value, County.Value.FindStep("申报")!));
    }

    [Fact]
    public void Mend_OfSomethingLeftOpenBefore_IsRefusedToo()
    {
        var desk = new Desk().Declared().Returned(Answer("总投资"));
        Assert.Equal("备注", Assert.Single(desk.TryDeclare(("总投资", 360), ("备注", "顺便说一句")).Fields).Name);
    }

    [Fact]
    public void Mend_OfWhatIsAskedOnlyNow_IsTaken()
    {
        var desk = new Desk().Declared().Returned(Answer("依托内网"));
        Assert.Equal("内网说明", Assert.Single(desk.TryDeclare(("依托内网", true)).Fields).Name);
        Assert.True(desk.TryDeclare(("依托内网", true), ("内网说明", "走政务内网")).Ok);
    }

    [Fact]
    public void Mend_OfWhatTheRulesDemand_IsTaken()
    {
        var desk = new Desk().Declared(("总投资", 350), ("概算", 900)).Returned(Answer("总投资"));
        var stricter = CountyRulebook.Text.Replace("概算 <= 1000", "概算 <= 800", StringComparison.Ordinal);
        Assert.NotEqual(CountyRulebook.Text, stricter);
        var common = CountyRulebook.Common.SetItem(0, new RulebookText("common/facts.yaml", CountyRulebook.Facts + List));
        var book = RulebookReader.Read(new RulebookText("county-2026/rulebook.yaml", stricter), common).Rulebook!;
        var file = desk.File with { RulebookDigest = book.Digest };
        var proposal = CaseBuilder.Declaration(("概算", 700));
        Assert.True(CaseWork.Check(book, file, proposal, CaseBuilder.Unit, desk.Today).Ok);
        var demanded = CaseWork.Demanded(book, file, Mending.Of(file, book, book.FindStep("申报")!)!, CaseBuilder.Declaration(("概算", 900)).Facts, CaseBuilder.Unit, desk.Today);
        Assert.Contains("概算", demanded);
        Assert.DoesNotContain("项目名称", demanded);
    }

    [Fact]
    public void Mend_OfAPaperNotOnTheList_IsRefused()
    {
        var desk = new Desk().Declared().Returned(Answer("总投资"));
        var proposal = CaseBuilder.Declaration() with { Papers = [Other("申请书")] };
        Assert.Contains("不能换", Assert.Single(desk.Check(proposal, CaseBuilder.Unit).Papers).Message, StringComparison.Ordinal);
        Assert.True(desk.Check(CaseBuilder.Declaration() with { Papers = [CaseBuilder.Paper("申请书")] }, CaseBuilder.Unit).Ok);
    }

    [Fact]
    public void Mend_OfAChapter_LetsItsPaperBeReplaced()
    {
        var desk = new Desk().Declared().Returned(Paper("效益分析"));
        Assert.True(desk.Check(CaseBuilder.Declaration() with { Papers = [Other("申请书"), Other("申请书") with { Title = "效益分析" }] }, CaseBuilder.Unit).Ok);
    }

    [Fact]
    public void Mend_WithLeaveToChangeEverything_TakesAnything()
    {
        var desk = new Desk().Declared();
        desk.Do(new ActProposal("审核", "退回补正", CaseBuilder.Facts(("补正要求", "补"), ("全部可改", true), ("补正清单", MendItem.ListOf([Answer("总投资")])))), CaseBuilder.Office("数据局"));
        Assert.True(desk.TryDeclare(("项目名称", "另一个名字"), ("概算", 500)).Ok);
    }

    [Fact]
    public void Mend_InTheNextRound_FollowsTheNewList()
    {
        var desk = new Desk().Declared().Returned(Answer("总投资")).Declared(("总投资", 360)).Returned(Answer("概算"));
        Assert.Equal("总投资", Assert.Single(desk.TryDeclare(("总投资", 370), ("概算", 500)).Fields).Name);
        Assert.True(desk.TryDeclare(("总投资", 360), ("概算", 500)).Ok);
    }

    [Fact]
    public void Rounds_SayWhatWasDoneAboutEachItem()
    {
        var desk = new Desk().Declared().Returned(Answer("总投资", "核一核"), Answer("概算"), Paper("申请书"), Words("联系我们"));
        var open = Assert.Single(Mending.Rounds(desk.File, County.Value));
        Assert.Null(open.Reply);
        desk.Do(CaseBuilder.Declaration(("总投资", 360)) with { Papers = [Other("申请书")] }, CaseBuilder.Unit);
        var round = Assert.Single(Mending.Rounds(desk.File, County.Value));
        Assert.Equal(3, round.Reply!.Number);
        Assert.Equal([MendState.Done, MendState.NotDone, MendState.Done, MendState.ToBeSeen], round.Mending.Items.Select(round.StateOf));
        Assert.Equal("核一核", round.Mending.Items[0].Wanted);
    }

    [Fact]
    public void OwnPapers_NotReplaced_AreKept()
    {
        var text = CountyRulebook.Text.Replace("来文登记: {by: 单位, after: [档案验收], repeats: true}", "来文登记: {by: 单位, after: [申报], repeats: true, asks: [审核意见]}\n      核来文: {by: 数据局, after: [来文登记], each: {name: 第几份, in: 来文登记.序号, of: 来文登记}, outcomes: {收下: {}, 退回: {reopens: [来文登记]}}}", StringComparison.Ordinal);
        var common = CountyRulebook.Common.SetItem(0, new RulebookText("common/facts.yaml", CountyRulebook.Facts + List));
        var reading = RulebookReader.Read(new RulebookText("county-2026/rulebook.yaml", text), common);
        Assert.Empty(reading.Findings.Where(f => f.Severity == FindingSeverity.Error));
        var desk = new Desk(reading.Rulebook!).Declared();
        desk.Do(new ActProposal("来文登记", "提交", CaseBuilder.Facts(("审核意见", "一"))) { Papers = [CaseBuilder.Paper("来文")] }, CaseBuilder.Unit);
        desk.Do(new ActProposal("核来文", "退回", CaseBuilder.Facts(("补正清单", MendItem.ListOf([new MendItem("来文登记", ReturnList.Answer, "审核意见", "写全")])))) { Key = FeelValue.Of(1m) }, CaseBuilder.Office("数据局"));
        var act = desk.Do(new ActProposal("来文登记", "提交", CaseBuilder.Facts(("审核意见", "写全了"))), CaseBuilder.Unit);
        Assert.Equal("来文", Assert.Single(act.Papers).Title);
    }

    private static Attachment Other(string title) => CaseBuilder.Paper(title) with { Digest = Sm3.HashHex("另一份"u8.ToArray()) };

    /// <summary>Plays acts on a file of the county whose common facts know the list.</summary>
    private sealed class Desk(Rulebook? rulebook = null)
    {
        private static readonly DateTimeOffset Start = new(2026, 4, 6, 9, 0, 0, TimeSpan.FromHours(8));

        private readonly Rulebook _rulebook = rulebook ?? County.Value;

        public CaseFile File { get; private set; } = CaseFile.Begin(Guid.Parse("11111111-1111-1111-1111-111111111111"), "MX-2026-0001", rulebook ?? County.Value, "项目", CaseBuilder.UnitId, "县水利局");

        public DateOnly Today => LegalDay.Of(Start).AddDays(File.Acts.Length);

        public Situation Situation => CaseFold.Situation(File, _rulebook, Today);

        public Evaluation Evaluation => new(_rulebook, Situation);

        public ActCheck Check(ActProposal proposal, Actor actor) => CaseWork.Check(_rulebook, File.Head == 0 ? null : File, proposal, actor, Today);

        public ActCheck Try(string step, string outcome, string role, params (string Name, object? Value)[] facts) => Check(new ActProposal(step, outcome, CaseBuilder.Facts(facts)), CaseBuilder.Office(role));

        public ActCheck TryReturn(params MendItem[] items) =>
            items.Length == 0 ? Try("审核", "退回补正", "数据局", ("补正要求", "补")) : Try("审核", "退回补正", "数据局", ("补正要求", "补"), ("补正清单", MendItem.ListOf(items)));

        public ActCheck TryDeclare(params (string Name, object? Value)[] over) => Check(CaseBuilder.Declaration(over), CaseBuilder.Unit);

        public Act Do(ActProposal proposal, Actor actor)
        {
            var check = Check(proposal, actor);
            Assert.True(check.Ok, CaseBuilder.Words(check));
            var act = CaseWork.Make(File, check, actor, Start.AddDays(File.Acts.Length), Guid.NewGuid());
            File = File.With(act);
            return act;
        }

        public Desk Declared(params (string Name, object? Value)[] over)
        {
            Do(CaseBuilder.Declaration(over), CaseBuilder.Unit);
            return this;
        }

        public Desk Returned(params MendItem[] items)
        {
            Do(new ActProposal("审核", "退回补正", CaseBuilder.Facts(("补正要求", "补"), ("补正清单", MendItem.ListOf(items)))), CaseBuilder.Office("数据局"));
            return this;
        }
    }
}
