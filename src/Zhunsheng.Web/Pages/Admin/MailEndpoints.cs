using System.Collections.Immutable;
using Zhunsheng.Storage;
using Zhunsheng.Web.Forms;
using Zhunsheng.Web.Hosting;
using Zhunsheng.Web.Mail;

namespace Zhunsheng.Web.Pages.Admin;

/// <summary>/admin/mail: how the mails stand, for system administrators of the whole installation.</summary>
internal static class MailEndpoints
{
    private const int MostRows = 100;

    public static void MapMail(this RouteGroupBuilder admin)
    {
        admin.MapGet("/mail", async (HttpContext context, AdminServices services, MailOutbox outbox, MailOffer offer) =>
            services.User.TerritoryId is null ? await View(context, outbox, offer, [], "") : await services.Missing());
        admin.MapPost("/mail/test", Test);
        admin.MapPost("/mail/{id:guid}/again", async (Guid id, HttpContext context, AdminServices services, MailOutbox outbox) =>
        {
            if (services.User.TerritoryId is not null || !await outbox.SendAgain(id, context.RequestAborted))
            {
                return await services.Missing();
            }

            await services.Log.Record(AdminEventKind.Mail, "再发一次", id.ToString("D"), "明知可能已经收到过", null, services.By, context.RequestAborted);
            return Page.See("/admin/mail?done=again");
        });
    }

    private static async Task<IResult> Test(HttpContext context, AdminServices services, MailOutbox outbox, MailOffer offer)
    {
        if (services.User.TerritoryId is not null)
        {
            return await services.Missing();
        }

        var typed = (await context.Request.ReadFormAsync(context.RequestAborted))["address"].ToString();
        if (!offer.IsSet || MailBoxes.Checked(typed) is not { } address)
        {
            return await View(context, outbox, offer, [new Problem("address", offer.IsSet ? "邮箱地址不对：写一个地址，例如 zhang@example.gov.cn" : "还没有设邮件服务器：先在设置里写 Mail:Host、Mail:From 和 Mail:BaseAddress，再启动")], typed);
        }

        await services.Log.Record(AdminEventKind.Mail, "试发邮件", address, "", null, services.By, context.RequestAborted);
        await outbox.Test(address, context.RequestAborted);
        return Page.See("/admin/mail?done=test");
    }

    private static async Task<IResult> View(HttpContext context, MailOutbox outbox, MailOffer offer, IReadOnlyList<Problem> problems, string typed) => Page.Of<MailPage>(
        new Dictionary<string, object?>
        {
            ["Settings"] = context.RequestServices.GetService<MailSettings>() is { } s ? $"{s.Host}:{s.Port}，{s.Security}，发件 {s.From}，网址 {s.BaseAddress}" : null,
            ["Counts"] = await outbox.Count(context.RequestAborted),
            ["Rows"] = await outbox.Latest(MostRows, context.RequestAborted),
            ["Problems"] = problems,
            ["Typed"] = typed,
            ["Done"] = AdminEndpoints.Said(context),
        },
        AdminServices.StatusOf(problems));

    /// <summary>The name of a state.</summary>
    public static string Label(MailState state) => state switch
    {
        MailState.Waiting => "待发",
        MailState.Claimed => "准备中",
        MailState.Handing => "发送中",
        MailState.Sent => "已发",
        MailState.Uncertain => "不确定",
        MailState.Failed => "没有发出",
        MailState.Dropped => "不必发",
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };

    /// <summary>The name of a kind.</summary>
    public static string Label(MailKind kind) => kind switch
    {
        MailKind.Notice => "随时",
        MailKind.Daily => "每天汇总",
        MailKind.Weekly => "每周汇总",
        MailKind.Confirmation => "确认邮箱",
        MailKind.Test => "试发",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
