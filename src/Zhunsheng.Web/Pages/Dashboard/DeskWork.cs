using System.Collections.Immutable;
using System.Globalization;
using Zhunsheng.Rulebooks;
using Zhunsheng.Storage;
using Zhunsheng.Web.Access;
using Zhunsheng.Web.Charts;
using Zhunsheng.Web.Components;

namespace Zhunsheng.Web.Pages.Dashboard;

/// <summary>Puts together what is seen from each desk. Every number comes with the slice that it counts.</summary>
internal sealed partial class DeskWork(Oversight oversight, Onlooker who, CancellationToken cancel)
{
    private const int MostBars = 12;

    private readonly OversightFilter _open = new() { RulebookId = who.Book.Id };

    private OversightFilter Projects => _open with { Kind = who.Project };

    private DeedFilter Deeds => new() { RulebookId = who.Book.Id };

    /// <summary>What is seen from a desk.</summary>
    public async Task<DeskView> View(Desk desk)
    {
        var (tiles, chapters) = desk switch
        {
            Desk.Unit => await Unit(),
            Desk.Finance => await Finance(),
            Desk.Audit => await Audit(),
            Desk.Leaders => await Leaders(),
            _ => await Office(),
        };
        return new DeskView
        {
            Desk = desk,
            Desks = [.. who.Desks.Select(d => (d, Href(d, who.Book.Id)))],
            Book = who.Book,
            Books = [.. who.Books.Select(b => (b, QueryText.Address("/dashboard", ("rulebook", b.Id))))],
            Whole = CaseAccess.SeesAll(who.User, who.Book),
            Today = who.Today,
            Tiles = tiles,
            Chapters = chapters,
        };
    }

    /// <summary>The address of a desk.</summary>
    public static string Href(Desk desk, string rulebook) => desk == Desk.Leaders
        ? QueryText.Address("/dashboard/overview", ("rulebook", rulebook))
        : QueryText.Address("/dashboard", ("desk", QueryText.Word(desk)), ("rulebook", rulebook));

    private async Task<(ImmutableArray<Tile>, ImmutableArray<Chapter>)> Unit() =>
        ([
            await Files("在办项目", Projects), await Files("等我办", _open with { Waiting = who.Seat }), await Files("有环节逾期", _open with { Point = PointKind.Late }),
            await Files("被条文挡住", _open with { Point = PointKind.Blocked }), await Files("有缺项", _open with { Point = PointKind.Unmet }),
        ],
        [await Stages(), await StageMoney(), await Years(), await WaitingSteps(), await Points("late-office", "逾期的案卷，按该办的单位", PointKind.Late, PointBy.Office), await Points("blocked", "被哪一条挡住", PointKind.Blocked, PointBy.Article)]);

    private async Task<(ImmutableArray<Tile>, ImmutableArray<Chapter>)> Office()
    {
        var mine = _open with { Point = PointKind.Late, Roles = who.Roles };
        var month = Deeds with { OrganisationId = who.User.OrganisationId, From = who.MonthBegin, To = who.Today };
        var endings = await oversight.CountDeeds(who.Scope, month, DeedBy.Ending, cancel);
        return (
        [
            await Files("等我办", _open with { Waiting = who.Seat }),
            await Files("该我办的已逾期", mine),
            new Tile("本月办了", endings.Sum(e => e.Count), Whole(endings.Sum(e => e.Count)), "件", new DeedSlice(month).Href()),
            new Tile("其中逾期办的", endings.Sum(e => e.Late), Whole(endings.Sum(e => e.Late)), "件", new DeedSlice(month with { Late = true }).Href(), endings.Any(e => e.Late > 0)),
            new Tile("本月平均用时", endings.Sum(e => e.Measured) is > 0 and var all ? (decimal)endings.Sum(e => e.Used) / all : null, endings.Sum(e => e.Measured) is > 0 and var measured ? Average(endings.Sum(e => e.Used), measured) : "—",
                endings.Sum(e => e.Measured) is > 0 and var with ? $"工作日，时限平均{Average(endings.Sum(e => e.Limit), with)}" : "本月没有带工作日时限的", new DeedSlice(month with { Measured = true }).Href()),
        ],
        [
            await WaitingSteps(),
            await Points("late-step", "该我办的逾期，按环节", mine, PointBy.Step),
            await MonthLine("我办的，近十二个月", Deeds with { OrganisationId = who.User.OrganisationId }),
            await Spent(month),
            await Stages(),
            await Points("late-office", "全部逾期，按该办的单位", PointKind.Late, PointBy.Office),
        ]);
    }

    private async Task<(ImmutableArray<Tile>, ImmutableArray<Chapter>)> Finance()
    {
        var page = await oversight.Files(who.Scope, Projects, OversightSort.Money, true, 1, 1, cancel);
        var surplus = await oversight.Count(who.Scope, Projects with { Amount = Figure.Surplus }, cancel);
        return (
        [
            new Tile("在管项目总投资", page.Sum.Total, Short(page.Sum.Total), "万元", new Slice(Projects).Href()),
            Amount(page.Sum, Figure.Approved), Amount(page.Sum, Figure.Allotted), Amount(page.Sum, Figure.Paid),
            new Tile("支付占批准", page.Sum.Rate, page.Sum.Rate is { } rate ? Percent(rate) : "—", page.Sum.Execution is { } both ? $"{Short(both.Paid)}／{Short(both.Approved)}万元" : "没有两样都知道的项目", new Slice(Projects with { Amount = Figure.Paid }).Href()),
            new Tile("有结余", surplus, Whole(surplus), $"个，{Short(page.Sum[Figure.Surplus])}万元", new Slice(Projects with { Amount = Figure.Surplus }).Href()),
        ],
        [await Years(), await Execution(), await Owners(), await StageMoney()]);
    }

    private async Task<(ImmutableArray<Tile>, ImmutableArray<Chapter>)> Audit()
    {
        var year = Deeds with { From = who.YearBegin, To = who.Today };
        var endings = await oversight.CountDeeds(who.Scope, year, DeedBy.Ending, cancel);
        Tile Ended(string label, DeedEnding ending) => new(label, endings.Where(e => e.Ending == ending).Sum(e => e.Count), Whole(endings.Where(e => e.Ending == ending).Sum(e => e.Count)), "件", new DeedSlice(year with { Ending = ending }).Href());
        return (
        [
            await Files("现在逾期", _open with { Point = PointKind.Late }),
            new Tile("近一年逾期办的", endings.Sum(e => e.Late), Whole(endings.Sum(e => e.Late)), "件", new DeedSlice(year with { Late = true }).Href(), endings.Any(e => e.Late > 0)),
            Ended("批准的例外", DeedEnding.Granted), Ended("不同意", DeedEnding.Refused), Ended("退回", DeedEnding.Returned), Ended("更正", DeedEnding.Corrected),
        ],
        [
            await Points("late-office", "现在逾期，按该办的单位", PointKind.Late, PointBy.Office),
            await Points("late-article", "现在逾期，按条文", PointKind.Late, PointBy.Article),
            await Endings(year),
            await LateRoles(year),
            await Points("blocked", "现在被哪一条挡住", PointKind.Blocked, PointBy.Article),
            await Points("unmet", "缺项，按条文", PointKind.Unmet, PointBy.Article),
            await Points("consequences", "后果，按条文", PointKind.Consequence, PointBy.Article),
            await Points("contradictions", "所报和别的证据对不上，按种类", PointKind.Contradiction, PointBy.Rule),
            await MonthLine("逾期办的，近十二个月", Deeds with { Late = true }),
        ]);
    }

    private async Task<(ImmutableArray<Tile>, ImmutableArray<Chapter>)> Leaders()
    {
        var page = await oversight.Files(who.Scope, Projects, OversightSort.Money, true, 1, 1, cancel);
        return (
        [
            new Tile("在管项目", page.Total, Whole(page.Total), "个", new Slice(Projects).Href()),
            new Tile("总投资", page.Sum.Total, Short(page.Sum.Total), "万元", new Slice(Projects).Href()),
            await Files("逾期的项目", Projects with { Point = PointKind.Late }),
            await Files("被条文挡住的项目", Projects with { Point = PointKind.Blocked }),
            await Files("有后果的项目", Projects with { Point = PointKind.Consequence }),
            new Tile("支付占批准", page.Sum.Rate, page.Sum.Rate is { } rate ? Percent(rate) : "—", page.Sum.Execution is { } both ? $"{Short(both.Paid)}／{Short(both.Approved)}万元" : "还不知道", new Slice(Projects with { Amount = Figure.Paid }).Href()),
        ],
        [
            Small(await Stages()), Small(await Years()), Small(await Execution(6)),
            Small(await Points("late-office", "逾期的案卷，按该办的单位", PointKind.Late, PointBy.Office)), Small(await Points("blocked", "被哪一条挡住", PointKind.Blocked, PointBy.Article)),
            Small(await Endings(Deeds with { From = who.YearBegin, To = who.Today })),
        ]);
    }

    private async Task<Tile> Files(string label, OversightFilter filter)
    {
        var count = await oversight.Count(who.Scope, filter, cancel);
        return new Tile(label, count, Whole(count), "件", new Slice(filter).Href(), filter.Point == PointKind.Late && count > 0);
    }

    private Tile Amount(Amounts sum, Figure figure) => new(
        $"其中{Overview.Word(figure)}", sum[figure], Short(sum[figure]), sum[figure] is null ? "没有登记" : $"万元，{Whole(sum.Known.GetValueOrDefault(figure))}个", new Slice(Projects with { Amount = figure }).Href());

    private static Chapter Small(Chapter chapter)
    {
        var rows = chapter.Chart.Rows.Take(chapter.Id == "stages" ? 12 : 7).ToImmutableArray();
        return chapter with
        {
            Chart = chapter.Chart with { Rows = rows, Width = 420, Height = 190, RowHeight = chapter.Id == "stages" ? 19 : 26 },
            Title = rows.Length < chapter.Chart.Rows.Length ? $"{chapter.Title}（前{Whole(rows.Length)}）" : chapter.Title,
        };
    }

    private static string Whole(int count) => count.ToString("#,##0", CultureInfo.InvariantCulture);

    private static string Short(decimal? amount) => amount is { } known ? known.ToString("#,##0.##", CultureInfo.InvariantCulture) : "—";

    private static string Percent(decimal rate) => rate.ToString("0.0", CultureInfo.InvariantCulture) + "%";

    private static string Average(int days, int count) => ((decimal)days / count).ToString("0.0", CultureInfo.InvariantCulture);
}
