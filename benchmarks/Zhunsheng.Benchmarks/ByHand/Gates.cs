using static Zhunsheng.Benchmarks.ByHand.Three;

namespace Zhunsheng.Benchmarks.ByHand;

/// <summary>How the gates of the regulation stand, in its order, and what may be done: true lets pass, false blocks, null cannot be said.</summary>
internal sealed class Gates
{
    private const int Most = 96;
    private readonly bool?[] _all = new bool?[Most];
    private int _count;

    /// <summary>The names of the gates in the rulebook, as <see cref="Judge"/> judges them.</summary>
    public static readonly string[] Names =
    [
        "年度计划申报须有单独建设依据文件", "统一汇总申报", "不收逾期申报", "不得拆分申报", "年度计划申报须有项目名称", "年度计划申报须有项目建设单位",
        "年度计划申报须有建设依据和必要性", "年度计划申报须有建设内容和规模", "年度计划申报须有建设工期", "年度计划申报须有项目总投资和年度投资额", "年度计划申报须有资金来源",
        "年度计划申报须有项目绩效目标", "年度计划申报须有数据资源目录", "年度计划申报须有政务云需求方案", "年度计划申报须有等级保护方案", "年度计划申报须有分级保护方案",
        "年度计划申报须有安全保障方案", "年度计划申报须有产品安全可靠情况", "年度计划申报须有密码应用方案", "专家论证的情形", "三份审核意见", "审核意见不同意", "计划外不审批",
        "计划外不安排资金", "未列计划不开工", "可研未批不开工", "初设未批不开工", "未经审定不开工", "增列须有上级明确要求", "增列须任务迫切", "增列须是重要项目", "增列须有申请",
        "增列须省营商环境局同意", "增列须省财政厅同意", "增列须省政府批准", "上年度计划未完成", "上年度计划未完成时的增列", "省级统一建设的不重复建", "新建项目在线报批",
        "普遍共享的数据不得限定对象", "可行性研究报告须有信息资源共享分析篇(章)", "可行性研究报告须有信息资源目录", "初步设计方案须有信息资源共享分析篇(章)", "初步设计方案须有信息资源目录",
        "前期工作深度", "可以合并的情形", "先批可研再批初设", "重大变更须重批可研", "初步设计方案须有调整说明独立章节", "审定后才能实施", "未审定先不安排资金", "未审定先不采购",
        "可行性研究报告须有产品安全可靠情况说明", "初步设计方案须有产品安全可靠情况说明", "竣工验收须有密码应用安全性评估报告", "开工前委托监理", "采购文件写明知识产权", "档案验收合格",
        "保密测评审查合格", "不共享须省政府批准", "不共享须确有必要", "不共享批准前不列不批", "未共享不得新建", "未共享不列不批", "未共享不得申请运维经费", "重复采集不得新建",
        "重复采集不列不批", "重复采集不得申请运维经费", "密码和网络安全不合规不得新建", "密码和网络安全不合规不列不批", "密码和网络安全不合规不得申请运维经费", "未按保护标准不得新建",
        "未按保护标准不列不批", "未按保护标准不得申请运维经费", "重大隐患不得新建", "重大隐患不列不批", "重大隐患不得申请运维经费", "暂缓期间不列计划", "暂停期间不开工",
        "评价不合格不列入", "施行以后申报",
    ];

    public ReadOnlySpan<bool?> All => _all.AsSpan(0, _count);

    public bool? MayKeep { get; private set; }
    public bool? MayEnterPlan { get; private set; }
    public bool? MayMerge { get; private set; }
    public bool? MayFund { get; private set; }
    public bool? MayFundOperation { get; private set; }
    public bool? MayStart { get; private set; }
    public bool? MayBeUsed { get; private set; }
    public bool? MayBuildNew { get; private set; }
    public bool? MayHearExperts { get; private set; }
    public bool? MayProcure { get; private set; }
    public bool? MayLimitSharing { get; private set; }
    public bool? LateFiling { get; private set; }
    public bool? LastYear { get; private set; }
    public bool? LastYearForAddition { get; private set; }
    public bool? MajorChange { get; private set; }
    public bool? GradeAllows { get; private set; }
    public bool? SettledBeforeProcuring { get; private set; }

    public void Judge(Project p, Settings s, Decisions d)
    {
        _count = 0;

        // 第六条至第九条：申报
        Paper(p, "单独建设依据文件", p.Separate, !s.SeparateBasisWithFiling);
        Gate(p.FiledTogether);
        LateFiling = Gate(AtMost(p.Today, p.PlanYear is { } year ? new DateOnly((int)year - 1, 6, 30) : null), !s.LateTaken);
        Gate(!p.Split);
        foreach (var title in s_filing)
        {
            bool? when = title switch { "等级保护方案" => Is(p.Secrecy, "非涉密"), "分级保护方案" => !Is(p.Secrecy, "非涉密"), _ => true };
            Paper(p, title, when, !s.IncompleteRefused);
        }

        // 第十条：联合审核
        MayHearExperts = Gate(s.OneReasonEnough ? p.Large | p.ImportantData | p.PublicInterest : p.Large & p.ImportantData & p.PublicInterest);
        var opinions = Gate(Has(d.Opinions, "集约化建设和数据共享审核意见") & Has(d.Opinions, "网络安全审核意见") & Has(d.Opinions, "密码应用审核意见"), s.AllOpinions);
        var refused = Gate(!Is(p.SharingOpinion, "不同意") & !Is(p.SecurityOpinion, "不同意") & !Is(p.CryptoOpinion, "不同意"), s.RefusalExcludes);

        // 第十二条：年度计划
        Default(p, "计划外不审批", p.InPlan);
        var fundInPlan = Default(p, "计划外不安排资金", p.InPlan);
        var startInPlan = Gate(p.InPlan);
        var startStudy = Gate(d.StudyApproved);
        var startDesign = Gate(d.DesignApproved, true, d.Merged);
        var startSettled = Gate(p.Settled);
        Gate(d.Demanded & (Has(p.DemandedBy, "党中央国务院") | Has(p.DemandedBy, "省级党委政府") | Has(p.DemandedBy, "国家部委")));
        Gate(p.Urgent);
        Gate(p.Important);
        Gate(p.AdditionAskedOn is not null | p.Papers.Contains("计划外增列申请"));
        Gate(Has(d.Agreed, "省营商环境局"));
        Gate(Has(d.Agreed, "省财政厅"));
        Gate(Has(d.Agreed, "省政府"));
        LastYear = Default(p, "上年度计划未完成", p.LastYearDone, d.IsNew);
        LastYearForAddition = Default(p, "上年度计划未完成时的增列", p.LastYearDone, s.AdditionNeedsLastYear & d.IsNew);

        // 第十四条至第十八条：审批
        var province = Gate(!p.BuiltByProvince, p.Level is null ? null : p.Level is "市本级" or "区级" or "旗县市区" || (s.TownLikeCounty && p.Level == "乡镇"));
        Gate(p.OnPlatform, d.MustBeOnline);
        MayLimitSharing = Gate(!(p.ShouldBeShared & p.SharingLimited));
        var catalogue = s.CataloguesSwap & p.Papers.Contains("数据资源目录");
        Paper(p, "信息资源共享分析篇(章)", true, !s.ChapterMissingReturns);
        Paper(p, "信息资源目录", true, catalogue);
        Paper(p, "信息资源共享分析篇(章)", true, !s.ChapterMissingReturns);
        Paper(p, "信息资源目录", true, catalogue);
        MayMerge = Gate(p.PreparedInDepth) & Gate(Decisions.MergingCase(p, s));
        Gate(d.StudyApproved);
        MajorChange = Default(p, "重大变更须重批可研", p.StudyReapproved, p.MajorChange);
        Paper(p, "调整说明独立章节", p.DesignExceeds, !s.OwnChapterMissingReturns);

        // 第十九条至第三十二条：审定、建设、验收
        var settledFirst = Gate(p.Settled);
        var fundSettled = Gate(p.Settled, s.NoMoneyBeforeSettled);
        SettledBeforeProcuring = Gate(p.Settled, s.NoPurchaseBeforeSettled);
        Paper(p, "产品安全可靠情况说明", true, !s.ProductsMissingReturns);
        Paper(p, "产品安全可靠情况说明", true, !s.ProductsMissingReturns);
        Paper(p, "密码应用安全性评估报告", true, false);
        var supervised = Gate(p.Supervised, s.SupervisionBeforeStart);
        var ownership = Gate(p.OwnershipInTender);
        Gate(Is(p.Archive, "合格"));
        MayBeUsed = Gate(Is(p.SecrecyReview, "合格"), !Is(p.Secrecy, "非涉密"));

        // 第三十四条：不共享和安全问题
        var limited = s.LimitsWholeUnit;
        var early = s.LimitsWholeUnit && s.LimitsCheckedEarly;
        var compliant = s.OneFailureLimits ? p.CryptoCompliant & p.SecurityCompliant : p.CryptoCompliant | p.SecurityCompliant;
        var approved = Gate(false, p.WantsNoSharing, p.NoSharingApproved);
        var necessary = Gate(p.Necessary is null ? true : p.Necessary, p.WantsNoSharing);
        var enter = Gate(false, s.LimitsCheckedEarly & p.WantsNoSharing, p.NoSharingApproved);
        var build = Gate(p.Shared, limited, p.NoSharingApproved);
        enter &= Gate(p.Shared, early, p.NoSharingApproved);
        var operation = Gate(p.Shared, true, s.NoSharingMayHaveFunds & p.NoSharingApproved);
        (build, enter, operation) = Limit(!p.CollectsTwice, limited, early, build, enter, operation);
        (build, enter, operation) = Limit(compliant, limited, early, build, enter, operation);
        (build, enter, operation) = Limit(p.ProtectionStandard, limited, early, build, enter, operation);
        (build, enter, operation) = Limit(!p.SeriousRisk, limited, early, build, enter, operation);

        // 第三十六条、第四十二条：处置，施行
        var notPutOff = Gate(!Has(p.Measures, "暂缓安排投资计划"), p.Measures is not null);
        var notPaused = Gate(!Has(p.Measures, "暂停项目建设"), p.Measures is not null);
        GradeAllows = Gate(!Is(p.Grade, "不合格"), !s.GradeOnlyAdvises);
        Gate(AtMost(d.InForce, p.AppliedOn ?? p.Today), p.AppliedOn is not null || p.Today is not null);

        MayKeep = approved & necessary;
        MayBuildNew = province & approved & necessary & build;
        MayEnterPlan = opinions & refused & LastYear & enter & notPutOff & GradeAllows;
        MayFundOperation = operation & GradeAllows;
        MayFund = fundInPlan & fundSettled & notPutOff;
        MayStart = startInPlan & startStudy & startDesign & startSettled & settledFirst & supervised & notPaused;
        MayProcure = SettledBeforeProcuring & ownership;
    }

    private static readonly string[] s_filing =
    [
        // 谁、为什么
        "项目名称", "项目建设单位", "建设依据和必要性",
        // 建什么、花多少
        "建设内容和规模", "建设工期", "项目总投资和年度投资额",
        // 钱从哪里来、要达到什么、凭什么
        "资金来源", "项目绩效目标", "数据资源目录", "政务云需求方案",
        // 怎样保证安全
        "等级保护方案", "分级保护方案", "安全保障方案", "产品安全可靠情况", "密码应用方案",
    ];

    /// <summary>One ground for limits in its three effects: on new building, on plan and approval, on operation funds.</summary>
    private (bool? Build, bool? Enter, bool? Operation) Limit(bool? holds, bool limited, bool early, bool? build, bool? enter, bool? operation) =>
        (build & Gate(holds, limited), enter & Gate(holds, early), operation & Gate(holds));

    private bool? Gate(bool? holds, bool? when = true, bool? unless = false)
    {
        bool? verdict = when == false || holds == true || unless == true ? true : when == true && holds == false ? false : null;
        _all[_count++] = verdict;
        return verdict;
    }

    private bool? Default(Project p, string name, bool? holds, bool? when = true) =>
        p.Exceptions.Count > 0 && p.Exceptions.Contains(name) ? Gate(true) : Gate(holds, when);

    private void Paper(Project p, string title, bool? when, bool? unless) => Gate(p.Papers.Contains(title), when, unless);
}
