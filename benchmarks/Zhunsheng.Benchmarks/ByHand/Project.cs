namespace Zhunsheng.Benchmarks.ByHand;

/// <summary>The name of a fact in the vocabulary of the rulebooks.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class NamedAttribute(string name) : Attribute
{
    public string Name => name;

    /// <summary>Whether the fact follows from others and is mostly not stated.</summary>
    public bool Derived { get; init; }
}

/// <summary>One time that something was done for a project.</summary>
/// <param name="Number">1 for the first time.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Key">For what it was done: the year, or the number of the report, check, change, notice or application; 0 for nothing.</param>
/// <param name="For">For whom or what it was done, where that has a name; null where it has none.</param>
/// <param name="Reopened">Whether it was opened again afterwards.</param>
internal sealed record Deed(int Number, string Outcome, int Key, string? For, bool Reopened)
{
    /// <summary>Whether it ended in a way that settles it.</summary>
    public bool Settles { get; } = Outcome is not ("退回补正" or "退回修改" or "不通过" or "不合格");

    /// <summary>Whether it counts.</summary>
    public bool Stands => !Reopened;

    /// <summary>The amount of a change, contract or payment, or what was built so far, in 万元.</summary>
    [Deed("调整金额", Stage.AskChange), Deed("合同金额", Stage.RecordContract), Deed("支付金额", Stage.RecordPayment), Deed("累计完成投资", Stage.ReportProgress)]
    public decimal? Amount { get; set; }

    /// <summary>How much is built, in percent.</summary>
    [Deed("工程进度", Stage.ReportProgress)]
    public decimal? Percent { get; set; }

    /// <summary>The day of a contract or payment.</summary>
    [Deed("合同签订日期", Stage.RecordContract), Deed("支付日期", Stage.RecordPayment)]
    public DateOnly? On { get; set; }

    /// <summary>The last day to put things right, or to answer a notice.</summary>
    [Deed("整改期限", Stage.Inspect), Deed("要求回复日期", Stage.SupervisorNotice)]
    public DateOnly? Due { get; set; }

    /// <summary>What a test or an assessment found.</summary>
    [Deed("检测评估结论", Stage.SecurityTest), Deed("密评结论", Stage.CryptoTest)]
    public string? Finding { get; set; }

    /// <summary>The measures taken.</summary>
    [Deed("本次处置", Stage.Sanction)]
    public string[]? Measures { get; set; }
}

/// <summary>The name of what an act says, in the vocabulary of the rulebooks, and the stage whose acts say it.</summary>
[AttributeUsage(AttributeTargets.Property, AllowMultiple = true)]
internal sealed class DeedAttribute(string name, Stage stage) : Attribute
{
    public string Name => name;

    public Stage Stage => stage;
}

/// <summary>Somebody drawn from the pool of experts.</summary>
/// <param name="Id">What tells the person from all others.</param>
/// <param name="Name">The name.</param>
internal sealed record Expert(string Id, string Name);

/// <summary>A project as a programmer would hold it who writes the regulation in C#. Null is unknown.</summary>
internal sealed class Project
{
    [Named("密级")] public string? Secrecy { get; set; }
    [Named("层级")] public string? Level { get; set; }
    [Named("项目类型")] public string? Type { get; set; }
    [Named("建设内容类别")] public string? Content { get; set; }
    [Named("符合政务信息系统定义")] public bool? FitsDefinition { get; set; }
    [Named("申报日期")] public DateOnly? AppliedOn { get; set; }
    [Named("计划年度")] public decimal? PlanYear { get; set; }
    [Named("依托电子政务内网")] public bool? Intranet { get; set; }
    [Named("跨部门共建")] public bool? Joint { get; set; }
    [Named("参建部门")] public string[]? Partners { get; set; }
    [Named("单独建设")] public bool? Separate { get; set; }
    [Named("统一汇总申报")] public bool? FiledTogether { get; set; }
    [Named("拆分申报")] public bool? Split { get; set; }
    [Named("投资规模大")] public bool? Large { get; set; }
    [Named("数据资源重要")] public bool? ImportantData { get; set; }
    [Named("公众利益影响重大")] public bool? PublicInterest { get; set; }
    [Named("抽取专家人数")] public decimal? ExpertsWanted { get; set; }
    [Named("专家名单")] public Expert[]? Experts { get; set; }
    [Named("已出具审核意见", Derived = true)] public string[]? OpinionsStated { get; set; }
    [Named("集约化审核结论")] public string? SharingOpinion { get; set; }
    [Named("网络安全审核结论")] public string? SecurityOpinion { get; set; }
    [Named("密码应用审核结论")] public string? CryptoOpinion { get; set; }
    [Named("联合审核开始日期")] public DateOnly? ReviewBegan { get; set; }
    [Named("已列入年度计划")] public bool? InPlan { get; set; }
    [Named("计划外增列")] public bool? AddedOutside { get; set; }
    [Named("可研已批复", Derived = true)] public bool? StudyApprovedStated { get; set; }
    [Named("可研批复日期")] public DateOnly? StudyApprovedOn { get; set; }
    [Named("可研已重新审批")] public bool? StudyReapproved { get; set; }
    [Named("初设已批复", Derived = true)] public bool? DesignApprovedStated { get; set; }
    [Named("初设批复日期")] public DateOnly? DesignApprovedOn { get; set; }
    [Named("初设受理日期")] public DateOnly? DesignAccepted { get; set; }
    [Named("初设超出可研批复")] public bool? DesignExceeds { get; set; }
    [Named("存在重大变更")] public bool? MajorChange { get; set; }
    [Named("省政府已审定")] public bool? Settled { get; set; }
    [Named("有上级明确要求", Derived = true)] public bool? DemandedStated { get; set; }
    [Named("上级要求来源")] public string[]? DemandedBy { get; set; }
    [Named("情况紧急")] public bool? Urgent { get; set; }
    [Named("重要项目")] public bool? Important { get; set; }
    [Named("上年度计划已完成")] public bool? LastYearDone { get; set; }
    [Named("增列申请日期")] public DateOnly? AdditionAskedOn { get; set; }
    [Named("增补同意部门", Derived = true)] public string[]? AgreedStated { get; set; }
    [Named("营商增列意见")] public string? BureauAgrees { get; set; }
    [Named("财政增列意见")] public string? FinanceAgrees { get; set; }
    [Named("省政府增列意见")] public string? GovernmentAgrees { get; set; }
    [Named("省级统一建设")] public bool? BuiltByProvince { get; set; }
    [Named("已在投资平台报批")] public bool? OnPlatform { get; set; }
    [Named("数据应普遍共享")] public bool? ShouldBeShared { get; set; }
    [Named("共享对象受限")] public bool? SharingLimited { get; set; }
    [Named("前期工作深度达标")] public bool? PreparedInDepth { get; set; }
    [Named("部分扩建改建")] public bool? PartialExtension { get; set; }
    [Named("突发事件应急")] public bool? Emergency { get; set; }
    [Named("涉及重大战略或国家安全")] public bool? NationalSecurity { get; set; }
    [Named("建设内容单一且规模小技术简单")] public bool? SmallAndSimple { get; set; }
    [Named("单纯设备购置")] public bool? EquipmentOnly { get; set; }
    [Named("同意合并审批")] public bool? AgreedToMerge { get; set; }
    [Named("已委托监理")] public bool? Supervised { get; set; }
    [Named("监理单位")] public string? Supervisor { get; set; }
    [Named("监理合同签订日期")] public DateOnly? SupervisorSigned { get; set; }
    [Named("监理通知事项")] public string? NoticeSubject { get; set; }
    [Named("监理通知内容")] public string? NoticeText { get; set; }
    [Named("要求回复日期")] public DateOnly? NoticeDue { get; set; }
    [Named("采购文件含知识产权条款")] public bool? OwnershipInTender { get; set; }
    [Named("在建")] public bool? Building { get; set; }
    [Named("建设已暂停")] public bool? Paused { get; set; }
    [Named("里程碑")] public string[]? Milestones { get; set; }
    [Named("开工日期")] public DateOnly? Started { get; set; }
    [Named("建成日期")] public DateOnly? Built { get; set; }
    [Named("结余资金")] public decimal? Surplus { get; set; }
    [Named("竣工决算")] public decimal? FinalAccounts { get; set; }
    [Named("建设目标不变")] public bool? SameGoal { get; set; }
    [Named("建设内容不变")] public bool? SameContent { get; set; }
    [Named("概算总投资")] public decimal? Estimate { get; set; }
    [Named("调整后总投资")] public decimal? TotalAfter { get; set; }
    [Named("超出概算批复", Derived = true)] public bool? ExceedsStated { get; set; }
    [Named("调整原因")] public string? ChangeReason { get; set; }
    [Named("在批复规划框架内")] public bool? WithinPlan { get; set; }
    [Named("调整金额", Derived = true)] public decimal? ChangeStated { get; set; }
    [Named("增加内容投资")] public decimal? Added { get; set; }
    [Named("减少内容投资")] public decimal? Dropped { get; set; }
    [Named("招标结余金额")] public decimal? TenderSurplus { get; set; }
    [Named("既往自行调整金额", Derived = true)] public decimal? ChangedBeforeStated { get; set; }
    [Named("档案验收")] public string? Archive { get; set; }
    [Named("档案验收日期")] public DateOnly? ArchiveAcceptedOn { get; set; }
    [Named("保密测评审查")] public string? SecrecyReview { get; set; }
    [Named("已提交延期验收申请")] public bool? DelayAsked { get; set; }
    [Named("延期后截止日期")] public DateOnly? DelayedUntil { get; set; }
    [Named("竣工验收结论")] public string? Acceptance { get; set; }
    [Named("竣工验收日期")] public DateOnly? AcceptedOn { get; set; }
    [Named("投入运行日期")] public DateOnly? InUseSince { get; set; }
    [Named("申请不共享")] public bool? WantsNoSharing { get; set; }
    [Named("确有必要建设或保留")] public bool? Necessary { get; set; }
    [Named("政府批准不共享")] public bool? NoSharingApproved { get; set; }
    [Named("数据已共享")] public bool? Shared { get; set; }
    [Named("重复采集数据")] public bool? CollectsTwice { get; set; }
    [Named("密码应用合规")] public bool? CryptoCompliant { get; set; }
    [Named("网络安全合规")] public bool? SecurityCompliant { get; set; }
    [Named("按等保分保标准建设")] public bool? ProtectionStandard { get; set; }
    [Named("重大安全隐患")] public bool? SeriousRisk { get; set; }
    [Named("违规行为")] public string[]? Breaches { get; set; }
    [Named("逾期未整改")] public bool? NotMended { get; set; }
    [Named("整改后仍不符合")] public bool? StillWrong { get; set; }
    [Named("整改期限")] public DateOnly? MendBy { get; set; }
    [Named("绩效评价等次")] public string? Grade { get; set; }
    [Named("自评价结论")] public string? SelfGrade { get; set; }
    [Named("已采取处置")] public string[]? Measures { get; set; }

    /// <summary>What was done, by stage.</summary>
    public Deed[][] Deeds { get; } = [.. Enum.GetValues<Stage>().Select(_ => Array.Empty<Deed>())];

    /// <summary>The titles handed in.</summary>
    public HashSet<string> Papers { get; set; } = [];

    /// <summary>The gates from which an exception was granted.</summary>
    public HashSet<string> Exceptions { get; set; } = [];

    public bool Closed { get; set; }

    public DateOnly? Today { get; set; }
}

/// <summary>How the installation reads what the text leaves open, as far as it bears on what is compared.</summary>
internal sealed record Settings
{
    public bool ByDefinition { get; init; } = true;
    public bool OperationCovered { get; init; }
    public string PurchaseCovered { get; init; } = "人工判定";
    public bool LateTaken { get; init; } = true;
    public bool IncompleteRefused { get; init; } = true;
    public bool SeparateBasisWithFiling { get; init; } = true;
    public bool OneReasonEnough { get; init; } = true;
    public bool AllOpinions { get; init; } = true;
    public bool RefusalExcludes { get; init; }
    public bool IntranetOfficeReviews { get; init; } = true;
    public bool UpgradeIsNew { get; init; } = true;
    public bool AdditionNeedsLastYear { get; init; } = true;
    public bool TownLikeCounty { get; init; } = true;
    public bool ExtensionOnline { get; init; }
    public bool ChapterMissingReturns { get; init; } = true;
    public bool CataloguesSwap { get; init; }
    public bool SecurityNotOnlyEmergency { get; init; }
    public bool IntranetOfficeApproves { get; init; } = true;
    public bool IntranetTwentyDays { get; init; } = true;
    public bool OwnChapterMissingReturns { get; init; } = true;
    public bool BureauSubmitsIntranet { get; init; } = true;
    public bool NoMoneyBeforeSettled { get; init; } = true;
    public bool NoPurchaseBeforeSettled { get; init; }
    public bool ProductsMissingReturns { get; init; } = true;
    public bool SupervisionBeforeStart { get; init; } = true;
    public bool ReportInYearBuilt { get; init; } = true;
    public bool ChangesAddUp { get; init; } = true;
    public bool NotLateOnceAsked { get; init; } = true;
    public bool OneFailureLimits { get; init; } = true;
    public bool LimitsWholeUnit { get; init; } = true;
    public bool LimitsCheckedEarly { get; init; } = true;
    public bool NoSharingMayHaveFunds { get; init; } = true;
    public bool GradeOnlyAdvises { get; init; } = true;
}
