using Zhunsheng.Rulebooks;

namespace Zhunsheng.Benchmarks.ByHand;

/// <summary>Where a stage stands.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="Key">For what it is done: a year, or the number of a report, check, change, notice or application; 0 for nothing.</param>
/// <param name="For">For whom or what it is done, where that has a name.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="By">Who acts; null where that cannot be said.</param>
/// <param name="Days">Its time limit.</param>
internal readonly record struct StageState(Stage Stage, int Key, string? For, StepStatus Status, string? By, DeadlineDays Days);

/// <summary>Where the stages of a project stand.</summary>
internal sealed class Steps(Settings settings, Holidays holidays)
{
    private static readonly int s_count = StageInfo.All.Length;
    private readonly bool?[] _settled = new bool?[s_count];
    private readonly List<(int Number, string? Name)> _keys = [];
    private StageState[] _states = new StageState[s_count * 2];
    private int _stateCount;
    private Project _p = null!;
    private Decisions _d = null!;
    private Gates _gates = null!;
    private DeadlineDays _review;
    private DeadlineDays _design;

    public ReadOnlySpan<StageState> All => _states.AsSpan(0, _stateCount);

    public void Find(Project project, Decisions decisions, Gates gates)
    {
        (_p, _d, _gates) = (project, decisions, gates);
        Array.Clear(_settled);
        _stateCount = 0;
        _review = Days.JointReview(project, holidays);
        _design = Days.Design(project, settings, holidays);
        for (var i = 0; i < s_count; i++)
        {
            var stage = (Stage)i;
            if (!IsPerKey(stage))
            {
                Add(stage, 0, StatusOf(stage, 0));
                continue;
            }

            var known = FindKeys(stage);
            foreach (var deed in _p.Deeds[i])
            {
                AddKey(deed.Key, deed.For);
            }

            foreach (var (number, name) in _keys)
            {
                Add(stage, number, StatusOf(stage, number, name), name);
            }

            if (_keys.Count == 0)
            {
                Add(stage, 0, _p.Closed || Needed(stage) == false ? StepStatus.NotNeeded : !AfterSettled(stage) ? StepStatus.Waiting : known ? StepStatus.NotNeeded : StepStatus.Undetermined);
            }
        }
    }

    private void Add(Stage stage, int key, StepStatus status, string? name = null)
    {
        if (_stateCount == _states.Length)
        {
            Array.Resize(ref _states, _stateCount * 2);
        }

        _states[_stateCount++] = new(stage, key, name, status, By(stage), DaysOf(stage, key));
    }

    private StepStatus StatusOf(Stage stage, int key, string? name = null)
    {
        var info = StageInfo.All[(int)stage];
        if (!info.Repeats && IsDone(stage, key, name))
        {
            return StepStatus.Done;
        }

        if (_p.Closed)
        {
            return StepStatus.NotNeeded;
        }

        var needed = Needed(stage);
        if (needed == false || !MayBeGranted(stage))
        {
            return StepStatus.NotNeeded;
        }

        if (!AfterSettled(stage) || (stage == Stage.SelfEvaluate && _p.Today < DaysOf(stage, key).Opens))
        {
            return StepStatus.Waiting;
        }

        return needed is null ? StepStatus.Undetermined : IsBlocked(stage) ? StepStatus.Blocked : StepStatus.Open;
    }

    private bool AfterSettled(Stage stage)
    {
        foreach (var before in StageInfo.All[(int)stage].After)
        {
            if (!IsSettled(before))
            {
                return false;
            }
        }

        return true;
    }

    private bool IsSettled(Stage stage)
    {
        if (_settled[(int)stage] is { } known)
        {
            return known;
        }

        var settled = IsDone(stage, 0, null) || ((StageInfo.All[(int)stage].Optional || Needed(stage) == false || !MayBeGranted(stage)) && AfterSettled(stage));
        _settled[(int)stage] = settled;
        return settled;
    }

    private bool IsDone(Stage stage, int key, string? name)
    {
        foreach (var deed in _p.Deeds[(int)stage])
        {
            if (deed.Stands && deed.Settles && deed.Key == key && deed.For == name)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the project needs the stage.</summary>
    private bool? Needed(Stage stage)
    {
        switch (stage)
        {
            case Stage.Withdraw or Stage.AskChange or Stage.AddPapers or Stage.PlanMilestones or Stage.NameAcceptanceGroup:
                return _p.Acceptance is null or not "通过";
            case Stage.SupervisorLog or Stage.SupervisorNotice or Stage.SupervisorOpinion:
                return _p.Supervisor is not null && _p.Acceptance is not "通过";
            case Stage.AcceptForReview or Stage.ReviewSharing or Stage.ReviewSecurity or Stage.ReviewCrypto or Stage.EnterPlan:
                return _d.Filed;
            case Stage.ReviewIntranet:
                return _d.Filed & _p.Intranet & settings.IntranetOfficeReviews;
            case Stage.ExpertOpinion or Stage.Statement:
                return _d.Filed & OpinionsMissing();
            case Stage.DrawExperts:
                return _d.Filed & OpinionsMissing() & (_p.ExpertsWanted is null || _p.Experts is null || _p.Experts.Length < _p.ExpertsWanted);
            case Stage.ExpertSays:
                return _d.Filed & !AnyStands(Stage.ExpertOpinion);
            case Stage.ExceptLastYear:
                return _d.Filed & _d.IsNew & !_p.LastYearDone & (_p.InPlan is null ? true : !_p.InPlan);
            case Stage.ExceptLastYearAddition:
                return AnyStands(Stage.AskAddition) & _d.Filed & settings.AdditionNeedsLastYear & _d.IsNew & !_p.LastYearDone;
            case Stage.AskAddition:
                return _p.InPlan is null ? true : !_p.InPlan;
            case Stage.BureauOnAddition or Stage.FinanceOnAddition:
                return AnyStands(Stage.AskAddition);
            case Stage.ApproveAddition:
                return AnyStands(Stage.BureauOnAddition, "同意") & AnyStands(Stage.FinanceOnAddition, "同意");
            case Stage.JointScheme:
                return _p.Joint;
            case Stage.ConfirmPart:
                return AnyStands(Stage.JointScheme);
            case Stage.ResumeBuilding:
                return _p.Paused == true;
            case Stage.LiftSanction:
                return _p.Measures is { Length: > 0 };
            case Stage.ReportProgress:
                return _d.MustBeOnline & _p.Building;
            case Stage.SubmitDesign or Stage.AcceptDesign or Stage.AssessDesign or Stage.ApproveDesign:
                return !_d.Merged;
            case Stage.ResubmitStudy:
                return !_d.Merged & _p.MajorChange & !_p.Exceptions.Contains("重大变更须重批可研");
            case Stage.ReapproveStudy:
                return AnyStands(Stage.ResubmitStudy) & !_d.Merged & _p.MajorChange & !_p.Exceptions.Contains("重大变更须重批可研");
            case Stage.ExceptMajorChange:
                return !_d.Merged & _p.MajorChange;
            case Stage.RecordDeviation or Stage.SupervisorRecord or Stage.ReportProblem:
                return _p.Building;
            case Stage.ReturnSurplus:
                return (_p.Surplus is null ? null : _p.Surplus > 0) & _p.SameGoal & _p.SameContent;
            case Stage.AskDelay:
                return !AnyStands(Stage.AskAcceptance);
            case Stage.AnswerDelay:
                return AnyStands(Stage.AskDelay);
            case Stage.PostEvaluate:
                return AnyStands(Stage.SelfEvaluate);
            case Stage.ReviewNoSharing or Stage.ApproveNoSharing:
                return _p.WantsNoSharing;
            case Stage.HoldLiable:
                return AnyStands(Stage.Inspect, "责令限期整改");
            default:
                return true;
        }
    }

    private bool? OpinionsMissing() => _d.Opinions is null ? null : _d.Opinions.Length < 3;

    private bool AnyStands(Stage stage, string? outcome = null)
    {
        foreach (var deed in _p.Deeds[(int)stage])
        {
            if (deed.Stands && (outcome is null || deed.Outcome == outcome))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>An exception is granted only while its gate stands in the way.</summary>
    private bool MayBeGranted(Stage stage) => stage switch
    {
        Stage.ExceptLastYear => _gates.LastYear == false && !_p.Exceptions.Contains("上年度计划未完成"),
        Stage.ExceptLastYearAddition => _gates.LastYearForAddition == false && !_p.Exceptions.Contains("上年度计划未完成时的增列"),
        Stage.ExceptMajorChange => _gates.MajorChange == false && !_p.Exceptions.Contains("重大变更须重批可研"),
        _ => true,
    };

    /// <summary>Whether a gate blocks it whatever its form will say.</summary>
    private bool IsBlocked(Stage stage) => stage switch
    {
        Stage.Apply => _gates.LateFiling == false,
        Stage.EnterPlan => _gates.MayEnterPlan == false,
        Stage.Fund => _gates.MayFund == false,
        Stage.Start => _gates.MayStart == false,
        Stage.Procure => _gates.SettledBeforeProcuring == false,
        Stage.PutIntoUse => _gates.MayBeUsed == false,
        Stage.AskOperationFunds => _gates.GradeAllows == false,
        _ => false,
    };

    private static bool IsPerKey(Stage stage) => stage is Stage.ExpertSays or Stage.ConfirmPart or Stage.AnswerNotice or Stage.CheckNotice
        or Stage.YearlyReport or Stage.ReachMilestone or Stage.HandleProblem or Stage.ReportProblemMended or Stage.ApproveChange or Stage.GrantOperationFunds
        or Stage.ReportMending or Stage.CheckMending or Stage.Sanction;

    /// <summary>For what a stage is to be done, into <see cref="_keys"/>; false where that cannot be said.</summary>
    private bool FindKeys(Stage stage)
    {
        _keys.Clear();
        switch (stage)
        {
            case Stage.YearlyReport:
                if (_d.ReportYears is null)
                {
                    return false;
                }

                foreach (var year in _d.ReportYears)
                {
                    AddKey(year);
                }

                break;
            case Stage.ExpertSays:
                if (_p.Experts is null)
                {
                    return false;
                }

                foreach (var expert in _p.Experts)
                {
                    AddKey(0, expert.Id);
                }

                break;
            case Stage.ConfirmPart:
                if (_p.Partners is null)
                {
                    return false;
                }

                foreach (var partner in _p.Partners)
                {
                    AddKey(0, partner);
                }

                break;
            case Stage.ReachMilestone:
                foreach (var milestone in _p.Milestones ?? [])
                {
                    AddKey(0, milestone);
                }

                break;
            case Stage.AnswerNotice:
                AddNumbers(Stage.SupervisorNotice, null);
                break;
            case Stage.CheckNotice:
                AddKeys(Stage.AnswerNotice, null);
                break;
            case Stage.ReportProblemMended:
                AddNumbers(Stage.HandleProblem, "要求整改");
                break;
            case Stage.HandleProblem:
                AddNumbers(Stage.ReportProblem, null);
                break;
            case Stage.ApproveChange:
                AddNumbers(Stage.AskChange, "报批");
                break;
            case Stage.GrantOperationFunds:
                AddNumbers(Stage.AskOperationFunds, null);
                break;
            case Stage.Sanction:
                AddKeys(Stage.CheckMending, "整改合格");
                break;
            default:
                AddNumbers(Stage.Inspect, "责令限期整改");
                break;
        }

        return true;
    }

    private void AddNumbers(Stage stage, string? outcome)
    {
        foreach (var deed in _p.Deeds[(int)stage])
        {
            if (deed.Stands && (outcome is null || deed.Outcome == outcome))
            {
                AddKey(deed.Number);
            }
        }
    }

    /// <summary>For what a stage was done, but not where it ended in one way.</summary>
    private void AddKeys(Stage stage, string? except)
    {
        foreach (var deed in _p.Deeds[(int)stage])
        {
            if (deed.Stands && deed.Outcome != except)
            {
                AddKey(deed.Key);
            }
        }
    }

    private void AddKey(int number, string? name = null)
    {
        if (!_keys.Contains((number, name)))
        {
            _keys.Add((number, name));
        }
    }

    private string? By(Stage stage) => StageInfo.All[(int)stage].By ?? stage switch
    {
        Stage.AcceptDesign or Stage.ApproveDesign when !settings.IntranetOfficeApproves => "省营商环境局",
        Stage.SubmitToGovernment when settings.BureauSubmitsIntranet => "省营商环境局",
        _ => _p.Intranet switch { true => "省内网办", false => "省营商环境局", null => null },
    };

    private DeadlineDays DaysOf(Stage stage, int key) => stage switch
    {
        Stage.ReviewSharing or Stage.ReviewSecurity or Stage.ReviewCrypto => _review,
        Stage.AssessDesign or Stage.ApproveDesign => _design,
        Stage.YearlyReport => key == 0 ? default : Days.Report(_p, settings, key),
        Stage.AskAcceptance => Days.AskAcceptance(_p, settings),
        Stage.SelfEvaluate => Days.SelfEvaluation(_p, _d),
        Stage.ReportMending => Days.Mending(_p, key),
        Stage.AnswerNotice => Days.Answer(_p, key),
        _ => default,
    };
}

/// <summary>Everything the regulation says about one project after another, written by hand: the measure for the engine.</summary>
internal sealed class FullAnswerByHand(Settings settings, Holidays holidays)
{
    public Decisions Decisions { get; private set; } = null!;

    public Gates Gates { get; } = new();

    /// <summary>What the reports contradict.</summary>
    public string[] Contradictions { get; private set; } = [];

    /// <summary>The measures in force.</summary>
    public string[] Measures { get; private set; } = [];

    public Steps Steps { get; } = new(settings, holidays);

    public void Find(Project project)
    {
        Decisions = new Decisions(project, settings);
        Gates.Judge(project, settings, Decisions);
        Contradictions = Evidence.Contradictions(project);
        Measures = Evidence.Measures(project);
        Steps.Find(project, Decisions, Gates);
    }
}
