using static Zhunsheng.Benchmarks.ByHand.Three;

namespace Zhunsheng.Benchmarks.ByHand;

/// <summary>What is known to contradict itself, and what was done about a project.</summary>
internal static class Evidence
{
    /// <summary>The names of the contradictions that are certain, in the order of the rulebook.</summary>
    public static string[] Contradictions(Project p)
    {
        var found = new List<string>();
        var progress = Standing(p, Stage.ReportProgress);
        var payments = Standing(p, Stage.RecordPayment);
        var contracts = Standing(p, Stage.RecordContract);
        var (paid, agreed) = (Sum(payments), Sum(contracts));
        var latest = progress.Count > 0 ? progress[^1] : null;
        var good = p.SelfGrade is "优秀" or "良好";
        Add("进度倒退", FellBack(progress));
        Add("已建成进度不足", p.Built is not null && latest?.Percent < 100);
        Add("付款超过完成投资", paid > latest?.Amount);
        Add("完成投资超过批准", latest?.Amount > p.Estimate);
        Add("付款超过合同", paid > agreed);
        Add("付款早于合同", First(payments) < First(contracts));
        Add("决算少于付款", p.FinalAccounts < paid);
        Add("合同超过批准", agreed > p.Estimate);
        Add("结余和决算不符", p is { Estimate: { } estimate, FinalAccounts: { } final, Surplus: { } surplus } && Math.Abs(estimate - final - surplus) > 0.01m);
        Add("密码合规和密评不符", p.CryptoCompliant == true && Latest(p, Stage.CryptoTest)?.Finding == "不符合");
        Add("安全合规和检测不符", p.SecurityCompliant == true && Latest(p, Stage.SecurityTest)?.Finding == "不合格");
        Add("档案验收早于建成", p.Archive == "合格" && p.ArchiveAcceptedOn < p.Built);
        Add("监理晚于开工", p.SupervisorSigned > p.Started);
        Add("建成早于开工", p.Built < p.Started);
        Add("共享和申请不符", (p.Shared & p.WantsNoSharing) == true);
        Add("自评价和运维经费不符", good && Latest(p, Stage.GrantOperationFunds)?.Outcome == "不予安排");
        Add("自评价和后评价不符", good && p.Grade == "不合格");
        return [.. found];

        void Add(string name, bool contradicts)
        {
            if (contradicts)
            {
                found.Add(name);
            }
        }
    }

    /// <summary>The measures that were taken and are not lifted, in the order of the rulebook.</summary>
    public static string[] Measures(Project p)
    {
        var measures = new List<string>(3);
        if (Array.Exists(p.Deeds[(int)Stage.Sanction], d => d.Stands && Has(d.Measures, "通报批评") == true))
        {
            measures.Add("通报批评");
        }

        if (Has(p.Measures, "暂缓安排投资计划") == true)
        {
            measures.Add("暂缓安排投资计划");
        }

        if ((p.Paused | Has(p.Measures, "暂停项目建设")) == true)
        {
            measures.Add("暂停项目建设");
        }

        return [.. measures];
    }

    private static List<Deed> Standing(Project p, Stage stage)
    {
        var standing = new List<Deed>();
        foreach (var deed in p.Deeds[(int)stage])
        {
            if (deed.Stands)
            {
                standing.Add(deed);
            }
        }

        return standing;
    }

    private static Deed? Latest(Project p, Stage stage) => Array.FindLast(p.Deeds[(int)stage], d => d.Stands);

    private static bool FellBack(List<Deed> progress)
    {
        for (var i = 1; i < progress.Count; i++)
        {
            if (progress[i].Percent < progress[i - 1].Percent)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The sum of the amounts; null where there is none or one is unknown.</summary>
    private static decimal? Sum(List<Deed> deeds)
    {
        decimal? sum = deeds.Count > 0 ? 0m : null;
        foreach (var deed in deeds)
        {
            sum += deed.Amount;
        }

        return sum;
    }

    /// <summary>The first of the days; null where there is none or one is unknown.</summary>
    private static DateOnly? First(List<Deed> deeds)
    {
        DateOnly? first = null;
        foreach (var deed in deeds)
        {
            if (deed.On is not { } on)
            {
                return null;
            }

            first = first is { } other && other < on ? other : on;
        }

        return first;
    }
}
