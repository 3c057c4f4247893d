using System.Collections.Immutable;
using Zhunsheng.Feel;
using Zhunsheng.Rulebooks;

namespace Zhunsheng.Casework.Tests;

/// <summary>Plays acts on a case file of the county, each a day after the one before.</summary>
internal sealed class CaseBuilder
{
    public static readonly Guid UnitId = Guid.Parse("00000000-0000-0000-0000-000000000001");

    private static readonly DateTimeOffset Start = new(2026, 4, 6, 9, 0, 0, TimeSpan.FromHours(8));

    public CaseFile File { get; private set; } =
        CaseFile.Begin(Guid.Parse("11111111-1111-1111-1111-111111111111"), "MX-2026-0001", CountyRulebook.Rulebook, "项目", UnitId, "县水利局");

    public static Rulebook Rulebook => CountyRulebook.Rulebook;

    public DateTimeOffset Now { get; set; } = Start;

    public DateOnly Today => LegalDay.Of(Now);

    public static Actor Unit => new(Guid.Parse("00000000-0000-0000-0000-0000000000a1"), "张三", UnitId, "县水利局", "单位");

    public static Actor Office(string role) => new(Guid.Parse("00000000-0000-0000-0000-0000000000b1"), "李四", Guid.Parse("00000000-0000-0000-0000-0000000000b0"), role, role);

    public static ImmutableDictionary<string, FeelValue> Facts(params (string Name, object? Value)[] facts) => facts.ToImmutableDictionary(f => f.Name, f => f.Value switch
    {
        null => FeelValue.Null,
        bool b => FeelValue.Of(b),
        int i => FeelValue.Of((decimal)i),
        decimal d => FeelValue.Of(d),
        string s => FeelValue.Of(s),
        DateOnly d => FeelValue.Of(d),
        string[] l => FeelValue.ListOf(l),
        FeelValue v => v,
        _ => throw new ArgumentException(f.Name),
    });

    public static Attachment Paper(string title) => new(title, title + ".pdf", Sm3.HashHex(System.Text.Encoding.UTF8.GetBytes(title)), 10, "application/pdf");

    /// <summary>A complete declaration.</summary>
    public static ActProposal Declaration(params (string Name, object? Value)[] over) => new(
        "申报",
        "提交",
        Facts(("项目名称", "灌区信息化"), ("密级", "非涉密"), ("总投资", 350), ("概算", 400), ("依托内网", false)).SetItems(Facts(over)))
    {
        Papers = [Paper("申请书"), Paper("效益分析")],
    };

    public ActCheck Check(ActProposal proposal, Actor? actor = null) => CaseWork.Check(Rulebook, File.Head == 0 ? null : File, proposal, actor ?? Unit, Today);

    public Act Do(ActProposal proposal, Actor? actor = null)
    {
        var who = actor ?? Unit;
        return Add(Check(proposal, who), who);
    }

    public Act Do(string step, string outcome, Actor actor, params (string Name, object? Value)[] facts) => Do(new ActProposal(step, outcome, Facts(facts)), actor);

    public Act Correct(CorrectionProposal correction, Actor? actor = null) => Add(CaseWork.CheckCorrection(Rulebook, File, correction, actor ?? Unit), actor ?? Unit);

    /// <summary>The act of a plan that takes the project up.</summary>
    public Act TakeUp()
    {
        var plan = CaseFile.Begin(Guid.Parse("22222222-2222-2222-2222-222222222222"), "MX-计划-2026-0001", Rulebook, "计划", Guid.Empty, "数据局");
        var government = Office("县政府");
        var source = CaseWork.Check(Rulebook, null, new ActProposal("编制计划", "提交", Facts(("计划年度", 2026))), Office("数据局"), Today);
        plan = plan.With(CaseWork.Make(plan, source, Office("数据局"), Now, Guid.NewGuid()));
        source = CaseWork.Check(Rulebook, plan, new ActProposal("批准计划", "批准", Facts(("计划项目", new[] { File.Number }), ("批准文号", "某政〔2026〕1号"))), government, Today);
        Assert.True(source.Ok, Words(source));
        var order = Assert.Single(source.Conveys);
        return Add(CaseWork.CheckConveyed(Rulebook, File, order, source, government, Today), government, new ActReference(plan.Id, plan.Number, 2));
    }

    public Situation Situation => CaseFold.Situation(File, Rulebook, Today);

    public Evaluation Evaluation => new(Rulebook, Situation);

    public void Forget(int number) => File = File with { Acts = [.. File.Acts.Where(a => a.Number < number)] };

    public static string Words(ActCheck check) => string.Join("；", check.Refusals.Select(r => $"{r.Kind}:{r.Message}").Concat(check.Fields.Concat(check.Papers).Select(f => $"{f.Name}:{f.Message}")));

    private Act Add(ActCheck check, Actor actor, ActReference? from = null)
    {
        Assert.True(check.Ok, Words(check));
        var act = CaseWork.Make(File, check, actor, Now, Guid.NewGuid(), from);
        File = File.With(act);
        Now = Now.AddDays(1);
        return act;
    }
}
