using System.Globalization;
using Zhunsheng.Casework;
using Zhunsheng.Documents;
using Zhunsheng.Storage;
using Zhunsheng.Web.Components;
using Zhunsheng.Web.Forms;
using Zhunsheng.Web.Hosting;

namespace Zhunsheng.Web.Pages.Admin;

/// <summary>/admin/log and its export, for audit administrators. They read and change nothing.</summary>
internal static class LogEndpoints
{
    private const int ExportPage = 1000;

    private static readonly SheetColumn[] s_columns =
    [
        new("序号", SheetColumnKind.Whole, 8), new("时间", SheetColumnKind.Text, 20), new("类别", SheetColumnKind.Text, 8), new("谁", SheetColumnKind.Text, 16), new("做了什么", SheetColumnKind.Text, 28),
        new("对象", SheetColumnKind.Text, 24), new("详情", SheetColumnKind.Text, 50), new("地区", SheetColumnKind.Text, 16), new("来自", SheetColumnKind.Text, 18), new("摘要", SheetColumnKind.Text, 66),
    ];

    public static void MapLog(this RouteGroupBuilder admin)
    {
        admin.MapGet("/log", async (HttpContext context, AdminServices services, CancellationToken cancel) =>
        {
            var problems = new List<Problem>();
            var query = QueryOf(context, services, problems);
            return Page.Of<LogPage>(
                new Dictionary<string, object?>
                {
                    ["Query"] = query,
                    ["Found"] = problems.Count == 0 ? await services.Log.Find(query, cancel) : new AdminEventPage([], 0),
                    ["Places"] = await services.Territories.All(services.User.TerritoryId, cancel),
                    ["From"] = context.Request.Query["from"].ToString(),
                    ["To"] = context.Request.Query["to"].ToString(),
                    ["Address"] = context.Request.Query,
                    ["Problems"] = problems,
                },
                AdminServices.StatusOf(problems));
        });
        admin.MapGet("/log.xlsx", async (HttpContext context, AdminServices services, SheetDownload download, CancellationToken cancel) =>
        {
            var problems = new List<Problem>();
            var query = QueryOf(context, services, problems);
            if (problems.Count > 0)
            {
                return Results.BadRequest();
            }

            var places = (await services.Territories.All(services.User.TerritoryId, cancel)).ToDictionary(t => t.Id, t => t.Name);
            return await download.Of("管理日志", s_columns, Rows(services.Log, query with { Size = ExportPage }, places, cancel), cancel);
        });
    }

    /// <summary>The name of a kind of entry.</summary>
    public static string Label(AdminEventKind kind) => kind switch
    {
        AdminEventKind.Account => "账号",
        AdminEventKind.Organisation => "单位",
        AdminEventKind.Territory => "地区",
        AdminEventKind.Grant => "授权",
        AdminEventKind.Lock => "锁定",
        AdminEventKind.Deputy => "代理",
        AdminEventKind.Import => "导入",
        AdminEventKind.Look => "查阅",
        AdminEventKind.Export => "导出",
        AdminEventKind.SignIn => "登录",
        AdminEventKind.Refusal => "拒绝",
        AdminEventKind.Mail => "邮件",
        AdminEventKind.Program => "系统",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    /// <summary>The moment to the second, Beijing time.</summary>
    public static string Moment(DateTimeOffset at) => LegalDay.InBeijing(at).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    private static AdminEventQuery QueryOf(HttpContext context, AdminServices services, List<Problem> problems)
    {
        var asked = context.Request.Query;
        return new AdminEventQuery
        {
            Person = asked["person"].ToString().Trim() is { Length: > 0 and <= 100 } person ? person : null,
            Kind = Enum.TryParse<AdminEventKind>(asked["kind"], out var kind) && Enum.IsDefined(kind) ? kind : null,
            From = Day("from"),
            To = Day("to"),
            TerritoryId = services.User.TerritoryId,
            Page = AdminServices.PageOf(context),
            Size = AdminServices.PageSize,
        };

        DateOnly? Day(string field)
        {
            if (asked[field].ToString().Trim() is not { Length: > 0 } text)
            {
                return null;
            }

            if (DayInput.TryParse(text, out var day))
            {
                return day;
            }

            problems.Add(new Problem(field, $"“{text}”不是日子，写成 2026-04-30 或 20260430"));
            return null;
        }
    }

    private static IAsyncEnumerable<IReadOnlyList<SheetCell>> Rows(AdminLog log, AdminEventQuery query, Dictionary<Guid, string> places, CancellationToken cancel) => PagedRows.Of(
        ExportPage,
        async page => (await log.Find(query with { Page = page }, cancel)).Events,
        e =>
        [
            SheetCell.Of((decimal)e.Number), SheetCell.Of(Moment(e.At)), SheetCell.Of(Label(e.Kind)), SheetCell.Of(e.ByName), SheetCell.Of(e.What), SheetCell.Of(e.Subject), SheetCell.Of(e.Details),
            SheetCell.Of(e.TerritoryId is { } id ? places.GetValueOrDefault(id) : null), SheetCell.Of(e.Address), SheetCell.Of(e.Digest),
        ]);
}
