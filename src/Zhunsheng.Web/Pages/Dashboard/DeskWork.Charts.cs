using System.Collections.Immutable;
using System.Globalization;
using Zhunsheng.Rulebooks;
using Zhunsheng.Storage;
using Zhunsheng.Web.Charts;

namespace Zhunsheng.Web.Pages.Dashboard;

/// <content>The charts.</content>
internal sealed partial class DeskWork
{
    private async Task<Chapter> Stages()
    {
        var phases = await oversight.ByPhase(who.Scope, Projects, cancel);
        var counts = phases.ToDictionary(p => p.Phase ?? "");

        // Every phase of the life has its bar, also where nothing stands in it.
        var all = who.Book.Phases.Concat(counts.Keys.Where(k => !who.Book.Phases.Contains(k)));
        return new Chapter("stages", "走到哪一步", "在办项目", new ChartData(ChartForm.Bars, "阶段", [new("项目", ChartTone.Ink), new("其中逾期", ChartTone.Late)],
            [.. phases.Length == 0 ? [] : all.Select(phase => counts.GetValueOrDefault(phase) is { } count
                ? new ChartRow(phase.Length == 0 ? "没有阶段" : phase,
                [
                    new ChartValue(count.Files - count.Late, Whole(count.Files), new Slice(Projects with { Phase = phase }).Href()) { Number = count.Files },
                    count.Late == 0 ? null : new ChartValue(count.Late, Whole(count.Late), new Slice(Projects with { Phase = phase, Point = PointKind.Late }).Href()),
                ])
                : new ChartRow(phase, [new ChartValue(0, "0", null), null]))]), "还没有项目", "项目登记以后，按走到的阶段排在这里。");
    }

    private async Task<Chapter> StageMoney()
    {
        var phases = await oversight.ByPhase(who.Scope, Projects, cancel);
        return new Chapter("stage-money", "投资走到哪一步", "在办项目的总投资，万元", new ChartData(ChartForm.Bars, "阶段", [new("总投资", ChartTone.Mid)],
            [.. phases.Select(p => new ChartRow(p.Phase ?? "没有阶段", [new ChartValue(p.Money, Short(p.Money), new Slice(Projects with { Phase = p.Phase ?? "" }).Href())]))]) { Unit = "万元" },
            "还没有项目", "项目填了总投资以后，按走到的阶段加在这里。");
    }

    private async Task<Chapter> Years()
    {
        var groups = await oversight.Money(who.Scope, Projects, MoneyBy.Year, cancel);
        var series = new[] { (Figure.Planned, ChartTone.Pale), (Figure.Approved, ChartTone.Mid), (Figure.Paid, ChartTone.Ink) };
        return new Chapter("years", "计划和执行，按计划年度", "万元；只计知道的", new ChartData(ChartForm.Columns, "计划年度", [.. series.Select(s => new ChartSeries(Overview.Word(s.Item1), s.Item2))],
            [.. groups.Select(g => new ChartRow(
                g.Year?.ToString(CultureInfo.InvariantCulture) ?? "未填",
                [.. series.Select(s => g.Amounts[s.Item1] is { } amount
                    ? new ChartValue(amount, Short(amount), new Slice(Projects with { PlanYear = g.Year ?? OversightFilter.NoYear, Amount = s.Item1 }).Href())
                    : null)],
                g.Amounts.Rate is { } rate ? Percent(rate) : null))]) { Unit = "万元", More = "支付占批准" },
            "还没有项目", "项目填了计划年度和金额以后，按年度加在这里。");
    }

    private async Task<Chapter> Owners()
    {
        var groups = await oversight.Money(who.Scope, Projects, MoneyBy.Owner, cancel);
        return new Chapter("owners", "总投资，按单位", $"万元{(groups.Length > MostBars ? $"；共{Whole(groups.Length)}个单位，列总投资最多的{MostBars}个" : "")}", new ChartData(ChartForm.Bars, "单位", [new("总投资", ChartTone.Mid)],
            [.. groups.Take(MostBars).Select(g => new ChartRow(g.OwnerName ?? "—", [new ChartValue(g.Amounts.Total ?? 0, Short(g.Amounts.Total), new Slice(Projects with { OwnerId = g.OwnerId }).Href())], Whole(g.Files)))]) { Unit = "万元", More = "项目" },
            "还没有项目", "项目填了总投资以后，按单位加在这里。");
    }

    private async Task<Chapter> Execution(int most = MostBars)
    {
        var groups = (await oversight.Money(who.Scope, Projects with { Amount = Figure.Approved }, MoneyBy.Owner, cancel)).OrderByDescending(g => g.Amounts[Figure.Approved] ?? 0).ToList();
        return new Chapter("execution", "批准了多少，付了多少", $"万元，按单位{(groups.Count > most ? $"；共{Whole(groups.Count)}个单位，列批准最多的{Whole(most)}个" : "")}",
            new ChartData(ChartForm.Bars, "单位", [new("支付", ChartTone.Ink), new("批准", ChartTone.Pale)],
            [.. groups.Take(most).Select(g => new ChartRow(
                g.OwnerName ?? "—",
                [
                    g.Amounts[Figure.Paid] is { } paid ? new ChartValue(paid, Short(paid), new Slice(Projects with { OwnerId = g.OwnerId, Amount = Figure.Approved }).Href()) : null,
                    g.Amounts[Figure.Approved] is { } approved
                        ? new ChartValue(Math.Max(0, approved - (g.Amounts[Figure.Paid] ?? 0)), Short(approved), new Slice(Projects with { OwnerId = g.OwnerId, Amount = Figure.Approved }).Href()) { Number = approved }
                        : null,
                ],
                g.Amounts.Rate is { } rate ? Percent(rate) : null))]) { Unit = "万元", More = "支付占批准" },
            "还没有批准过的项目", "批准了投资以后，按单位排在这里。");
    }

    private async Task<Chapter> WaitingSteps()
    {
        var filter = _open with { Waiting = who.Seat };
        var steps = await oversight.WaitingBySteps(who.Scope, filter, cancel);
        return new Chapter("waiting", "等我办，按环节", "案卷数", new ChartData(ChartForm.Bars, "环节", [new("案卷", ChartTone.Ink)],
            [.. steps.Take(MostBars).Select(s => new ChartRow(s.Label, [new ChartValue(s.Files, Whole(s.Files), new Slice(filter with { WaitingStep = s.Key }).Href())]))]),
            "现在没有等你办的", "轮到你的角色时，会排在这里。");
    }

    private Task<Chapter> Points(string id, string title, PointKind kind, PointBy by) => Points(id, title, _open with { Point = kind }, by);

    private async Task<Chapter> Points(string id, string title, OversightFilter filter, PointBy by)
    {
        var counts = await oversight.Points(who.Scope, filter, by, cancel);
        counts = by == PointBy.Article ? [.. counts.OrderByDescending(c => c.Files).ThenBy(c => new Citation(c.Key).Number)] : counts;
        var subject = by switch { PointBy.Office => "单位", PointBy.Step => "环节", PointBy.Rule => "核对", _ => "条文" };
        return new Chapter(id, title, "案卷数；一份案卷可以计在几处" + (counts.Length > MostBars ? $"；列最多的{MostBars}处" : ""),
            new ChartData(ChartForm.Bars, subject, [new("案卷", filter.Point == PointKind.Late ? ChartTone.Late : ChartTone.Ink)],
            [.. counts.Take(MostBars).Select(c => new ChartRow(c.Label.Length == 0 ? "没有写明" : c.Label, [new ChartValue(c.Files, Whole(c.Files), By(filter, by, c.Key))]))]),
            filter.Point switch { PointKind.Late => "现在没有逾期的", PointKind.Blocked => "现在没有被挡住的", PointKind.Unmet => "现在没有缺项", PointKind.Contradiction => "现在没有对不上的", _ => "现在没有后果" },
            "每次办理以后和每天零点重新算。");
    }

    private string By(OversightFilter filter, PointBy by, string key) => by switch
    {
        PointBy.Article => ArticleView.Href(who.Book.Id, key, filter.Point),
        PointBy.Step => new Slice(filter with { Step = key }).Href(),
        PointBy.Rule => new Slice(filter with { Rule = key }).Href(),
        _ => new Slice(filter with { Office = key }).Href(),
    };

    private async Task<Chapter> Endings(DeedFilter filter)
    {
        var counts = await oversight.CountDeeds(who.Scope, filter, DeedBy.Article, cancel);
        var shown = new[] { (DeedEnding.Refused, ChartTone.Ink), (DeedEnding.Returned, ChartTone.Pale) };
        var articles = counts.Where(c => c.Ending is DeedEnding.Refused or DeedEnding.Returned && c.Key.Length > 0).GroupBy(c => c.Key)
            .OrderByDescending(g => g.Sum(c => c.Count)).ThenBy(g => new Citation(g.Key).Number).ToList();
        return new Chapter("endings", "不同意和退回，按条文", "近十二个月，件", new ChartData(ChartForm.Bars, "条文", [.. shown.Select(s => new ChartSeries(PointWords.Of(s.Item1), s.Item2))],
            [.. articles.Take(MostBars).Select(a => new ChartRow(a.Key, [.. shown.Select(s => a.FirstOrDefault(c => c.Ending == s.Item1) is { } count
                ? new ChartValue(count.Count, Whole(count.Count), new DeedSlice(filter with { Article = a.Key, Ending = s.Item1 }).Href())
                : null)]))]) { Unit = "件" },
            "近十二个月没有", "有环节不同意或者退回以后，按环节的条文计在这里。");
    }

    private async Task<Chapter> LateRoles(DeedFilter filter)
    {
        var late = filter with { Late = true };
        var counts = await oversight.CountDeeds(who.Scope, late, DeedBy.Role, cancel);
        return new Chapter("late-roles", "逾期办的，按角色", "近十二个月，件", new ChartData(ChartForm.Bars, "角色", [new("逾期", ChartTone.Late)],
            [.. counts.Take(MostBars).Select(c => new ChartRow(c.Label, [new ChartValue(c.Count, Whole(c.Count), new DeedSlice(late with { Role = c.Key }).Href())]))]) { Unit = "件" },
            "近十二个月没有", "过了期限才办的，按办的角色计在这里。");
    }

    private async Task<Chapter> MonthLine(string title, DeedFilter filter)
    {
        var counts = (await oversight.CountDeeds(who.Scope, filter with { From = who.YearBegin, To = who.Today }, DeedBy.Month, cancel)).ToDictionary(c => c.Key, c => c.Count);
        var rows = Enumerable.Range(0, 12).Select(i => who.YearBegin.AddMonths(i)).Select(month =>
        {
            var count = counts.GetValueOrDefault(month.ToString("yyyy-MM", CultureInfo.InvariantCulture));
            var last = month.AddMonths(1).AddDays(-1);
            return new ChartRow(
                month.Month == 1 || month == who.YearBegin ? month.ToString("yyyy-MM", CultureInfo.InvariantCulture) : $"{month.Month}月",
                [new ChartValue(count, Whole(count), count == 0 ? null : new DeedSlice(filter with { From = month, To = last < who.Today ? last : who.Today }).Href())]);
        });
        return new Chapter("months", title, "件", new ChartData(ChartForm.Line, "月", [new("件数", ChartTone.Ink)], counts.Count == 0 ? [] : [.. rows]) { Unit = "件" },
            "近十二个月没有", "办了以后，按月计在这里。");
    }

    private async Task<Chapter> Spent(DeedFilter month)
    {
        var counts = (await oversight.CountDeeds(who.Scope, month with { Measured = true }, DeedBy.Step, cancel)).ToList();
        return new Chapter("spent", "本月用了几天，限几天", "工作日，平均；只计条文按工作日限的环节", new ChartData(ChartForm.Columns, "环节", [new("用时", ChartTone.Ink), new("时限", ChartTone.Pale)],
            [.. counts.Take(6).Select(c =>
            {
                var href = new DeedSlice(month with { Measured = true, Step = c.Key }).Href();
                return new ChartRow(c.Label,
                [
                    new ChartValue((decimal)c.Used / c.Measured, Average(c.Used, c.Measured), href), new ChartValue((decimal)c.Limit / c.Measured, Average(c.Limit, c.Measured), href),
                ], Whole(c.Count));
            })]) { Unit = "工作日", More = "件数" },
            "本月没有带工作日时限的", "办了以后，和条文的时限比在这里。");
    }
}
