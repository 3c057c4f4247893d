using Zhunsheng.Storage;
using Zhunsheng.Web.Access;
using Zhunsheng.Web.Pages.Programs;

namespace Zhunsheng.Web.Pages.Admin;

/// <summary>/admin/…: each address is for one kind of administrator; to everybody else it does not exist, and asking for it is logged.</summary>
internal static class AdminEndpoints
{
    public static void MapAdmin(this RouteGroupBuilder routes)
    {
        var system = routes.For(AdminKind.System);
        system.MapAccounts();
        system.MapOrganisations();
        system.MapTerritories();
        system.MapImports();
        system.MapMail();
        var security = routes.For(AdminKind.Security);
        security.MapGrants();
        security.MapTokens();
        routes.For(AdminKind.Audit).MapLog();
    }

    /// <summary>What a page says has just been done, by the word in its address.</summary>
    public static string? Said(HttpContext context) => context.Request.Query["done"].ToString() switch
    {
        "user" => "账号已建，等安全管理员授权。",
        "organisation" => "单位已建。",
        "jurisdiction" => "地区已建。",
        "password" => "密码已重设，账号等安全管理员解锁。",
        "granted" => "已授权，记入日志。",
        "test" => "试发的信已放进待发，几秒后再看这一页。",
        "again" => "已放回待发，记入日志。",
        "changed" => "已改，记入日志。",
        _ => null,
    };

    private static RouteGroupBuilder For(this RouteGroupBuilder routes, AdminKind kind) => routes.MapGroup("/admin").AddEndpointFilter(async (context, next) =>
    {
        var services = context.HttpContext.RequestServices;
        return services.GetRequiredService<Visitor>().User?.Kind == kind ? await next(context) : await services.GetRequiredService<AdminServices>().Missing();
    });
}
