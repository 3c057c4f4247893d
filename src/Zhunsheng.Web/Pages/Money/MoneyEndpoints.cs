using Zhunsheng.Casework;
using Zhunsheng.Documents;
using Zhunsheng.Web.Access;
using Zhunsheng.Web.Components;
using Zhunsheng.Web.Hosting;
using Zhunsheng.Web.Pages.CaseFiles;
using Zhunsheng.Web.Ways;

namespace Zhunsheng.Web.Pages.Money;

/// <summary>/cases/{number}/money and its lists as workbooks, /cases/{number}/money.xlsx?list=….</summary>
internal static class MoneyEndpoints
{
    public static void MapMoney(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/cases/{number}/money", async (string number, CaseAccess access, Clock clock, CancellationToken cancel) =>
            await access.Open(number, cancel) is { } open && Has(open) ? Page.Of<MoneyPage>(MoneyView.Of(open, clock.Today)) : Results.NotFound());
        routes.MapGet("/cases/{number}/money.xlsx", async (string number, HttpContext context, CaseAccess access, SheetDownload download, Clock clock, CancellationToken cancel) =>
        {
            if (await access.Open(number, cancel) is not { } open || !Has(open) || SheetOf(MoneyView.Of(open, clock.Today), context.Request.Query["list"].ToString()) is not { } sheet)
            {
                return Results.NotFound();
            }

            return await download.Of($"{sheet.Name}-{number}", sheet.Columns, sheet.Rows.ToAsyncEnumerable(), cancel);
        });
    }

    /// <summary>Whether a file has a ledger: a project whose rulebook says something about money, and no mere stub.</summary>
    internal static bool Has(OpenCase open) => open.Book.Money.Any && open.File.Kind == SiteSection.ProjectKind && !OfflineStub.Is(open.File, open.Book);

    private static (string Name, SheetColumn[] Columns, IEnumerable<IReadOnlyList<SheetCell>> Rows)? SheetOf(MoneyView view, string list) => list switch
    {
        "chain" => ("金额链", [Text("金额", 16), Money("万元"), Text("哪次行为定的", 20), Date("日期")], view.Ledger.Lines.Select(l => (l, Act: view.SourceOf(l.Line))).Select(x => (IReadOnlyList<SheetCell>)
            [SheetCell.Of(x.l.Line.Name), SheetCell.Of(x.l.Amount), SheetCell.Of(x.Act is { } act ? $"第{act.Number}号行为" : null), SheetCell.Of(x.Act?.On)])),
        "ceilings" => ("金额上限", [Text("上限", 24), Text("判断", 60), Text("依据", 20), Text("怎样解除", 50)], view.Ledger.Ceilings.Select(c => (IReadOnlyList<SheetCell>)
            [SheetCell.Of(c.Ceiling.Name), SheetCell.Of(c.Sentence), SheetCell.Of(c.Ceiling.Article?.Text ?? "平台提示"), SheetCell.Of(c.Ceiling.Remedy)])),
        "contracts" => ("合同", [Text("序号", 8), Text("名称", 36), Text("单位", 30), Money("金额（万元）"), Date("签订"), Date("约定完成"), Money("质保金（万元）"), Money("已付（万元）"), Text("报送", 24)],
            view.Ledger.Contracts.Select(c => (IReadOnlyList<SheetCell>)
            [
                SheetCell.Of(c.Number is { } n ? FormattableString.Invariant($"{n:0}") : null), SheetCell.Of(c.Name), SheetCell.Of(c.Party), SheetCell.Of(c.Amount), SheetCell.Of(c.Signed), SheetCell.Of(c.Until), SheetCell.Of(c.Retained), SheetCell.Of(c.Paid),
                SheetCell.Of(c.Number is { } number && view.Filing is { } filing && filing.TryGetValue(number, out var filed) ? $"{filed.Light.Words} {filed.Light.Note}".Trim() : null),
            ])),
        "payments" => ("支付", [Date("日期"), Money("金额（万元）"), Text("收款单位", 30), Text("合同", 8), Text("凭证", 20), Money("累计（万元）"), Money("这份合同累计（万元）"), Money("这家单位累计（万元）")],
            view.Ledger.Payments.Select(p => (IReadOnlyList<SheetCell>)
            [
                SheetCell.Of(p.On), SheetCell.Of(p.Amount), SheetCell.Of(p.Payee), SheetCell.Of(p.Contract is { } n ? FormattableString.Invariant($"{n:0}") : null), SheetCell.Of(p.Voucher), SheetCell.Of(p.Total), SheetCell.Of(p.OnContract), SheetCell.Of(p.ToPayee),
            ])),
        "changes" => ("调整", [Date("日期"), Text("内容", 50), Text("方式", 20), Text("结果", 14), Text("量的是", 16), Money("这次（万元）"), Money("累计（万元）"), Money("限额（万元）"), Text("占底数", 12), Text("累计占底数", 12), Text("依据", 20)],
            view.Ledger.Changes.SelectMany(c => c.Measures.Select(m => (IReadOnlyList<SheetCell>)
            [
                SheetCell.Of(c.On), SheetCell.Of(c.What), SheetCell.Of(c.Way), SheetCell.Of(c.Outcome), SheetCell.Of(m.Limit.Name), SheetCell.Of(m.Single), SheetCell.Of(m.Total), SheetCell.Of(m.Most),
                SheetCell.Of(MoneyView.Percent(m.Share)), SheetCell.Of(MoneyView.Percent(m.TotalShare)), SheetCell.Of(m.Limit.Article.Text),
            ]))),
        "years" => ("年度执行", [Text("年度", 8), Money("计划（万元）"), Money("安排（万元）"), Money("支付（万元）"), Text("占计划", 12), Text("占安排", 12)], view.Ledger.Years.Select(y => (IReadOnlyList<SheetCell>)
            [SheetCell.Of(FormattableString.Invariant($"{y.Year}")), SheetCell.Of(y.Planned), SheetCell.Of(y.Arranged), SheetCell.Of(y.Paid), SheetCell.Of(MoneyView.Percent(y.OfPlan)), SheetCell.Of(MoneyView.Percent(y.OfArranged))])),
        _ => null,
    };

    private static SheetColumn Text(string name, int width) => new(name, SheetColumnKind.Text, width);

    private static SheetColumn Money(string name) => new(name, SheetColumnKind.Money, 16);

    private static SheetColumn Date(string name) => new(name, SheetColumnKind.Date, 12);
}
