using System.Globalization;
using Zhunsheng.Storage;
using Zhunsheng.Web.Access;
using Zhunsheng.Web.Forms;
using Zhunsheng.Web.Hosting;
using Zhunsheng.Web.Mail;
using Zhunsheng.Web.Pages.Admin;
using Zhunsheng.Web.Pages.SignIn;

namespace Zhunsheng.Web.Pages.Notices;

/// <summary>/notices: what a person is told; /account/notices: how.</summary>
internal static class NoticeEndpoints
{
    private const int PageSize = 50;

    public static void MapNotices(this IEndpointRouteBuilder routes)
    {
        var people = routes.MapGroup("").AddEndpointFilter(async (context, next) =>
            context.HttpContext.RequestServices.GetRequiredService<Visitor>().User is { IsAdministrator: false } ? await next(context) : Page.See(SignInEndpoints.HomeOf(context.HttpContext.RequestServices.GetRequiredService<Visitor>().User!)));
        people.MapGet("/notices", List);
        people.MapGet("/notices/{id:guid}", Open);
        people.MapPost("/notices/read", async (HttpContext context, Visitor visitor, NoticeBox notices) =>
        {
            var form = await context.Request.ReadFormAsync(context.RequestAborted);
            var ids = form["id"].OfType<string>().Select(t => Guid.TryParse(t, out var id) ? id : Guid.Empty).ToList();
            await notices.MarkRead(visitor.User!.Id, form.ContainsKey("all") ? null : ids, context.RequestAborted);
            return Page.See("/notices" + (SignInEndpoints.LocalOnly(form["back"].ToString()) is { } back && back.StartsWith("/notices?", StringComparison.Ordinal) ? back["/notices".Length..] : ""));
        });
        people.MapGet("/account/notices", async (HttpContext context, Visitor visitor, NoticeBox notices, MailBoxes boxes, MailOffer offer) =>
            Page.Of<NoticeSettingsPage>(await Settings(context, visitor, notices, boxes, offer) with { Done = Said(context) }));
        people.MapPost("/account/notices", Choose);
        people.MapPost("/account/notices/address", Ask);
        people.MapPost("/account/notices/address/remove", async (HttpContext context, Visitor visitor, MailBoxes boxes) =>
        {
            await boxes.Remove(visitor.User!.Id, context.RequestAborted);
            return Page.See("/account/notices?done=removed");
        });
        people.MapGet("/account/notices/confirm", async (HttpContext context, Visitor visitor, NoticeBox notices, MailBoxes boxes, MailOffer offer, AddressLink links) =>
            links.Read(visitor.User!.Id, context.Request.Query["token"].ToString()) is { } address && await boxes.Confirm(visitor.User.Id, address, context.RequestAborted)
                ? Page.See("/account/notices?done=confirmed")
                : Page.Of<NoticeSettingsPage>(
                    await Settings(context, visitor, notices, boxes, offer) with { Problems = [new Problem("address", "这个确认链接用不了：过了两天，或者不是发给你这个账号的，或者之后又换了邮箱。请在下面再填一次邮箱")] },
                    StatusCodes.Status422UnprocessableEntity));
    }

    private static async Task<IResult> List(HttpContext context, Visitor visitor, NoticeBox notices, RulebookLibrary library, MailOffer offer)
    {
        var user = visitor.User!;
        var query = new NoticeQuery(user.Id, CaseAccess.ScopeOf(user, CaseAccess.BooksOf(user, library)))
        {
            Kind = int.TryParse(context.Request.Query["kind"], CultureInfo.InvariantCulture, out var kind) && Enum.IsDefined((NoticeKind)kind) ? (NoticeKind)kind : null,
            UnreadOnly = context.Request.Query["unread"] == "1",
            Page = AdminServices.PageOf(context),
            Size = PageSize,
        };
        return Page.Of<NoticesPage>(new NoticesView(query, await notices.Find(query, context.RequestAborted), offer.IsSet));
    }

    /// <summary>Leads to what a notice is about, and takes it as read.</summary>
    private static async Task<IResult> Open(Guid id, HttpContext context, Visitor visitor, NoticeBox notices, RulebookLibrary library, CaseAccess access)
    {
        var user = visitor.User!;
        if (await notices.Find(id, user.Id, CaseAccess.ScopeOf(user, CaseAccess.BooksOf(user, library)), context.RequestAborted) is not { } notice)
        {
            await access.Refuse(string.Create(CultureInfo.InvariantCulture, $"消息 {id:D}"), context.RequestAborted);
            return Results.NotFound();
        }

        await notices.MarkRead(user.Id, [id], context.RequestAborted);
        return Page.See(NoticeWords.Href(notice));
    }

    private static async Task<IResult> Choose(HttpContext context, Visitor visitor, NoticeBox notices, MailBoxes boxes, MailOffer offer)
    {
        var cancel = context.RequestAborted;
        var form = await context.Request.ReadFormAsync(cancel);
        var choices = (await notices.Choices(visitor.User!.Id, cancel)).ToDictionary();
        var problems = new List<Problem>();
        foreach (var kind in Enum.GetValues<NoticeKind>())
        {
            var field = NoticeSettingsView.FieldOf(kind);
            if (int.TryParse(form[field], CultureInfo.InvariantCulture, out var chosen) && Enum.IsDefined((NoticeFrequency)chosen))
            {
                choices[kind] = (NoticeFrequency)chosen;
            }
            else if (form.ContainsKey(field))
            {
                problems.Add(new Problem(field, $"{NoticeWords.Label(kind)}：从所列的里选一个"));
            }
        }

        var (from, to) = (Hour(form["quietFrom"]), Hour(form["quietTo"]));
        if (from is null != to is null || from == -1 || to == -1)
        {
            problems.Add(new Problem("quietFrom", "安静时段要选从几点到几点；不要安静时段，两个都选“没有”"));
        }

        if (problems.Count > 0)
        {
            return Page.Of<NoticeSettingsPage>(await Settings(context, visitor, notices, boxes, offer) with { Problems = problems, Choices = choices }, StatusCodes.Status422UnprocessableEntity);
        }

        await boxes.Quieten(visitor.User!.Id, from, to, cancel);
        await notices.Choose(visitor.User.Id, choices, cancel);
        return Page.See("/account/notices?done=saved");
    }

    private static int? Hour(string? text) => string.IsNullOrEmpty(text) ? null : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var hour) && hour is >= 0 and < 24 ? hour : -1;

    private static async Task<IResult> Ask(HttpContext context, Visitor visitor, NoticeBox notices, MailBoxes boxes, MailOffer offer)
    {
        var cancel = context.RequestAborted;
        var typed = (await context.Request.ReadFormAsync(cancel))["address"].ToString();
        var wrong = !offer.IsSet ? "这里还没有设邮件服务器，请找系统管理员"
            : MailBoxes.Checked(typed) is not { } address ? "邮箱地址不对：写一个地址，例如 zhang@example.gov.cn，不带姓名和空格"
            : !await boxes.Ask(visitor.User!.Id, address, cancel) ? "刚刚发过一封确认信，请等一分钟再试"
            : null;
        return wrong is null ? Page.See("/account/notices?done=asked") : Page.Of<NoticeSettingsPage>(
            await Settings(context, visitor, notices, boxes, offer) with { Problems = [new Problem("address", wrong)], Typed = typed.Length > 300 ? typed[..300] : typed }, StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<NoticeSettingsView> Settings(HttpContext context, Visitor visitor, NoticeBox notices, MailBoxes boxes, MailOffer offer) =>
        new(await notices.Choices(visitor.User!.Id, context.RequestAborted), await boxes.Of(visitor.User.Id, context.RequestAborted), offer.IsSet);

    private static string? Said(HttpContext context) => context.Request.Query["done"].ToString() switch
    {
        "saved" => "已改，从现在起照这样通知。",
        "asked" => "确认信已放进待发。打开信里的网址，这个邮箱才开始收消息。",
        "confirmed" => "邮箱已确认，从现在起照下面选的发到这里。",
        "removed" => "已不用邮箱收消息，消息页照旧。",
        _ => null,
    };
}
