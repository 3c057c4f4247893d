using static Zhunsheng.Benchmarks.ByHand.Three;

namespace Zhunsheng.Benchmarks.ByHand;

/// <summary>Comparisons with what may be unknown; and, or and not are C#'s own on <c>bool?</c>.</summary>
internal static class Three
{
    public static bool? Is(string? value, string wanted) => value is null ? null : value == wanted;

    public static bool? AtMost(decimal? value, decimal? most) => value is { } v && most is { } m ? v <= m : null;

    public static bool? AtMost(DateOnly? value, DateOnly? most) => value is { } v && most is { } m ? v <= m : null;

    public static bool? Has(string[]? list, string item) => list is null ? null : Array.IndexOf(list, item) >= 0;
}

/// <summary>The decisions about a project, each worked out once.</summary>
internal sealed class Decisions
{
    private static readonly DateOnly s_inForce = new(2023, 6, 26);
    private static readonly string[] s_merged = ["可行性研究报告", "省政府审定"];
    private static readonly string[] s_stepwise = ["可行性研究报告", "初步设计方案", "省政府审定"];
    private static readonly string[] s_spared = ["初步设计方案"];

    public Decisions(Project p, Settings s)
    {
        StudyApproved = p.StudyApprovedStated ?? (p.StudyApprovedOn is null ? null : true);
        DesignApproved = p.DesignApprovedStated ?? (p.DesignApprovedOn is null ? null : true);
        Demanded = p.DemandedStated ?? (p.DemandedBy is { Length: > 0 } ? true : null);
        Opinions = p.OpinionsStated ?? OpinionsGiven(p);
        Agreed = p.AgreedStated ?? AgreedBy(p);
        Filed = p.AddedOutside is null ? true : !p.AddedOutside;
        IsNew = Is(p.Type, "新建") | (s.UpgradeIsNew & (p.Type is null ? null : p.Type is "改扩建" or "升级改造"));
        MustBeOnline = Is(p.Secrecy, "非涉密") & (Is(p.Type, "新建") | (s.ExtensionOnline & (p.Type is null ? null : p.Type is "改扩建" or "升级改造")));
        Applies = FindApplies(p, s);
        MayMerge = p.PreparedInDepth & MergingCase(p, s);
        Merged = p.AgreedToMerge & MayMerge;
        Approvals = Merged switch { true => s_merged, false => s_stepwise, null => null };
        SparedApprovals = Merged switch { true => s_spared, false => [], null => null };
        Breached = p.Breaches is null ? null : p.Breaches.Length > 0;
        MendingFailed = p.NotMended | p.StillWrong;
        ChangeReasonHolds = Is(p.ChangeReason, "技术方案优化")
            | (Is(p.ChangeReason, "上级部署") & (p.DemandedBy is null ? true : Has(p.DemandedBy, "党中央国务院") | Has(p.DemandedBy, "省级党委政府")))
            | (Is(p.ChangeReason, "业务发展需要") & p.WithinPlan);
        ChangeWithinLimit = FindChangeWithinLimit(p, s);
        var exceeds = p.ExceedsStated ?? !AtMost(p.TotalAfter, p.Estimate);
        MayChangeAlone = !exceeds & p.SameGoal & ChangeWithinLimit & ChangeReasonHolds;
        Change = MayChangeAlone switch { true => "自行调整并备案", false => "报批", null => null };
        SelfEvaluationFrom = p.Acceptance == "通过" && p is { InUseSince: { } used, AcceptedOn: { } accepted } ? used > accepted ? used : accepted : null;
        ReportYears = FindReportYears(p, s);
        InForce = s_inForce;
        SilentExperts = FindSilentExperts(p);
        NoticePoints = p is { NoticeSubject: { } subject, NoticeText: { } text } ? subject + "：" + text : null;
    }

    public bool? StudyApproved { get; }
    public bool? DesignApproved { get; }
    public bool? Demanded { get; }
    public string[]? Opinions { get; }
    public string[]? Agreed { get; }
    public bool? Filed { get; }
    public bool? IsNew { get; }
    public bool? MustBeOnline { get; }
    public bool? Applies { get; }
    public bool? MayMerge { get; }
    public bool? Merged { get; }
    public string[]? Approvals { get; }
    public string[]? SparedApprovals { get; }
    public bool? Breached { get; }
    public bool? MendingFailed { get; }
    public bool? ChangeReasonHolds { get; }
    public bool? ChangeWithinLimit { get; }
    public bool? MayChangeAlone { get; }
    public string? Change { get; }
    public DateOnly? SelfEvaluationFrom { get; }
    public int[]? ReportYears { get; }
    public DateOnly InForce { get; }
    public string[] SilentExperts { get; }
    public string? NoticePoints { get; }

    /// <summary>Which case of merging the approvals it is, if any.</summary>
    public static bool? MergingCase(Project p, Settings s) =>
        p.PartialExtension | (p.Urgent & (p.Emergency | (s.SecurityNotOnlyEmergency & p.NationalSecurity))) | p.SmallAndSimple | p.EquipmentOnly;

    private static string[]? OpinionsGiven(Project p)
    {
        if (!Array.Exists(p.Deeds[(int)Stage.Register], d => d.Stands))
        {
            return null;
        }

        var given = new List<string>(3);
        Add(Stage.ReviewSharing, "集约化建设和数据共享审核意见");
        Add(Stage.ReviewSecurity, "网络安全审核意见");
        Add(Stage.ReviewCrypto, "密码应用审核意见");
        return [.. given];

        void Add(Stage stage, string opinion)
        {
            foreach (var deed in p.Deeds[(int)stage])
            {
                if (deed.Stands && deed.Outcome == "出具意见")
                {
                    given.Add(opinion);
                    break;
                }
            }
        }
    }

    private static string[]? AgreedBy(Project p)
    {
        if (p.BureauAgrees is null && p.FinanceAgrees is null && p.GovernmentAgrees is null)
        {
            return null;
        }

        var agreed = new List<string>(3);
        if (p.BureauAgrees == "同意")
        {
            agreed.Add("省营商环境局");
        }

        if (p.FinanceAgrees == "同意")
        {
            agreed.Add("省财政厅");
        }

        if (p.GovernmentAgrees == "同意")
        {
            agreed.Add("省政府");
        }

        return [.. agreed];
    }

    private static string[] FindSilentExperts(Project p)
    {
        if (p.Experts is null)
        {
            return [];
        }

        var silent = new List<string>(p.Experts.Length);
        foreach (var expert in p.Experts)
        {
            if (!Array.Exists(p.Deeds[(int)Stage.ExpertSays], d => d.Stands && d.Outcome == "出具意见" && d.For == expert.Id))
            {
                silent.Add(expert.Name);
            }
        }

        return [.. silent];
    }

    private static bool? FindApplies(Project p, Settings s)
    {
        var excluded = !Is(p.Level, "省级")
            | !p.FitsDefinition
            | (!s.ByDefinition & Is(p.Content, "其他"))
            | (p.Type == "运维服务" & !s.OperationCovered)
            | (p.Type == "购买服务" & s.PurchaseCovered == "不适用")
            | (p.AppliedOn < s_inForce)
            | (p.AppliedOn is null & p.Today < s_inForce);
        return excluded == true ? false
            : p.Type == "购买服务" && s.PurchaseCovered == "人工判定" ? null
            : excluded is null ? null : true;
    }

    private static bool? FindChangeWithinLimit(Project p, Settings s)
    {
        var limit = 0.15m * p.Estimate;
        var change = p.ChangeStated ?? ChangeOf(p);
        return AtMost(change, limit) & (!s.ChangesAddUp | AtMost((p.ChangedBeforeStated ?? ChangedBefore(p)) + change, limit));
    }

    private static decimal? ChangeOf(Project p) => p switch
    {
        { Added: null } or { Dropped: null } => null,
        { Added: { } added, Dropped: { } dropped } when added >= dropped => added,
        { TenderSurplus: { } saved } => Math.Max(p.Added.Value, p.Dropped.Value - saved),
        _ => null,
    };

    private static decimal? ChangedBefore(Project p)
    {
        if (!Array.Exists(p.Deeds[(int)Stage.Register], d => d.Stands))
        {
            return null;
        }

        decimal? sum = 0m;
        foreach (var deed in p.Deeds[(int)Stage.AskChange])
        {
            if (deed.Stands && deed.Outcome == "自行调整并备案")
            {
                sum += deed.Amount;
            }
        }

        return sum;
    }

    private static int[]? FindReportYears(Project p, Settings s)
    {
        if (p.Started is not { } started)
        {
            return null;
        }

        var whileBuilding = p.Today?.Year;
        var onceBuilt = s.ReportInYearBuilt ? p.Built?.Year : p.Built?.Year - 1;
        var last = p.Building switch { true => whileBuilding, false => onceBuilt, null => whileBuilding == onceBuilt ? onceBuilt : null };
        if (last is not { } end)
        {
            return null;
        }

        var years = new int[Math.Abs(end - started.Year) + 1];
        for (var i = 0; i < years.Length; i++)
        {
            years[i] = end >= started.Year ? started.Year + i : started.Year - i;
        }

        return years;
    }
}
