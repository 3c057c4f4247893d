using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using MimeKit;
using Zhunsheng.Casework;
using Zhunsheng.Storage;
using Zhunsheng.Web.Components;
using Zhunsheng.Web.Pages.Notices;

namespace Zhunsheng.Web.Mail;

/// <summary>The words of a mail: what, which case, until when, which article, and where to go on. Nothing else of a file leaves by mail, and of one handled offline nothing but its number.</summary>
internal sealed class MailText(MailSettings settings)
{
    private const int MostNotices = 100;

    /// <summary>A mail of one notice.</summary>
    public MimeMessage Of(TakenMail mail, string to, string name, NoticeRow notice, DateTimeOffset at) =>
        Message(mail, to, name, NoticeWords.Headline(notice), [.. Lines(notice), ""], at);

    /// <summary>A mail of what a day or a week brought.</summary>
    public MimeMessage Digest(TakenMail mail, string to, string name, ImmutableArray<NoticeRow> notices, DateTimeOffset at)
    {
        var lines = new List<string>();
        foreach (var kind in notices.Take(MostNotices).GroupBy(n => n.Kind))
        {
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"【{NoticeWords.Label(kind.Key)}】{kind.Count()}条"));
            lines.Add("");
            lines.AddRange(kind.SelectMany(n => Lines(n).Append("")));
        }

        if (notices.Length > MostNotices)
        {
            lines.AddRange([string.Create(CultureInfo.InvariantCulture, $"另有{notices.Length - MostNotices}条，请到消息页看：{settings.BaseAddress}/notices"), ""]);
        }

        return Message(mail, to, name, string.Create(CultureInfo.InvariantCulture, $"{(mail.Kind == MailKind.Weekly ? "每周" : "每天")}汇总：{notices.Length}条消息"), lines, at);
    }

    /// <summary>The mail with the link that confirms an address.</summary>
    public MimeMessage Confirmation(TakenMail mail, string name, string token, DateTimeOffset at) => Message(mail, mail.Address!, name, "确认邮箱地址",
    [
        "有人在准绳里填了这个邮箱，要把消息发到这里。", "是你填的，就在两天以内打开下面的网址（要用你自己的账号登录）：", "", $"{settings.BaseAddress}/account/notices/confirm?token={Uri.EscapeDataString(token)}", "",
        "不是你填的，不用理会：没有确认的邮箱收不到任何消息。", "",
    ], at);

    /// <summary>The mail by which an administrator tries the settings.</summary>
    public MimeMessage Test(TakenMail mail, DateTimeOffset at) => Message(mail, mail.Address!, "", "试发", ["这是系统管理员试发的一封信。收到它，说明邮件服务器的设置可以用。", ""], at);

    /// <summary>The identifier of a mail: the same at every attempt.</summary>
    public string IdOf(TakenMail mail) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(mail.Occasion)).AsSpan(0, 16)) + "@" + new Uri(settings.BaseAddress).IdnHost;

    private IEnumerable<string> Lines(NoticeRow notice)
    {
        yield return NoticeWords.What(notice);
        if (notice.File is { } file)
        {
            yield return $"{file.Kind}：{(file.Title == file.Number ? file.Number : $"{file.Title}（{file.Number}）")}";
            yield return $"单位：{file.OwnerName}";
        }

        if (notice.DueOn is { } due)
        {
            yield return $"期限：{DayText.Full(due)}";
        }

        if (notice.Article is { } article)
        {
            yield return $"依据：{article}";
        }

        yield return $"打开：{settings.BaseAddress}/notices/{notice.Id:D}";
    }

    private MimeMessage Message(TakenMail mail, string to, string name, string subject, IEnumerable<string> lines, DateTimeOffset at)
    {
        string[] opening = name.Length > 0 ? [$"{name}：", ""] : [];
        string[] foot = ["--", "这封信由准绳自动发出，请不要回复。网址要登录以后才能打开。", $"要不要收、多久收一次：{settings.BaseAddress}/account/notices"];
        var message = new MimeMessage { MessageId = IdOf(mail), Subject = $"【准绳】{subject}", Date = LegalDay.InBeijing(at), Body = new MimeKit.TextPart("plain") { Text = string.Join("\r\n", [.. opening, .. lines, .. foot]) + "\r\n" } };
        message.From.Add(new MailboxAddress(settings.FromName, settings.From));
        message.To.Add(new MailboxAddress(name, to));
        message.Headers.Add("Auto-Submitted", "auto-generated");
        return message;
    }
}
