using System.Globalization;
using Zhunsheng.Casework;
using Zhunsheng.Rulebooks;
using Zhunsheng.Storage;
using Zhunsheng.Web.Components;

namespace Zhunsheng.Web.Pages.Notices;

/// <summary>Notices in words, the same on pages and in mails.</summary>
internal static class NoticeWords
{
    /// <summary>The name of a kind.</summary>
    public static string Label(NoticeKind kind) => kind switch
    {
        NoticeKind.Work => "待办",
        NoticeKind.Returned => "退回补正",
        NoticeKind.Decided => "办理结果",
        NoticeKind.Told => "抄送备案",
        NoticeKind.Soon => "临期",
        NoticeKind.Late => "逾期",
        NoticeKind.Plan => "年度计划",
        NoticeKind.Bar => "限制和后果",
        NoticeKind.Draft => "草稿",
        NoticeKind.Deputy => "代理",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    /// <summary>When people are told of a kind.</summary>
    public static string Meaning(NoticeKind kind) => kind switch
    {
        NoticeKind.Work => "有事轮到我的角色办",
        NoticeKind.Returned => "交出去的表单被退回，要补正",
        NoticeKind.Decided => "别的单位在本单位的案卷里办了一步",
        NoticeKind.Told => "规则手册写明要报送、备案、抄送我的角色",
        NoticeKind.Soon => "到了规则手册定的提醒日，还没有办",
        NoticeKind.Late => "期限过了，还没有办",
        NoticeKind.Plan => "年度计划下达，里面有本单位的项目",
        NoticeKind.Bar => "条文规定的后果落到本单位的案卷上",
        NoticeKind.Draft => string.Create(CultureInfo.InvariantCulture, $"我存的草稿放了{NoticeHabits.DraftDays}天还没有交"),
        NoticeKind.Deputy => "代理开始或者结束",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    /// <summary>The name of a frequency.</summary>
    public static string Label(NoticeFrequency frequency) => frequency switch
    {
        NoticeFrequency.Off => "不要",
        NoticeFrequency.PageOnly => "只在消息页",
        NoticeFrequency.AtOnce => "消息页，随时发邮件",
        NoticeFrequency.Daily => "消息页，每天汇总成一封邮件",
        NoticeFrequency.Weekly => "消息页，每周汇总成一封邮件",
        _ => throw new ArgumentOutOfRangeException(nameof(frequency)),
    };

    /// <summary>What has happened or is to be done, in one sentence without the file.</summary>
    public static string What(NoticeRow notice) => notice.Kind switch
    {
        NoticeKind.Work => $"等你办：{Step(notice)}",
        NoticeKind.Returned => $"{(notice.ByName is { } by ? by + "退回了，" : "退回了，")}要补正：{Step(notice)}",
        NoticeKind.Decided => $"{notice.ByName}办了“{Step(notice)}”：{notice.Word}",
        NoticeKind.Told => $"{notice.Word}：{notice.ByName}办了“{Step(notice)}”",
        NoticeKind.Soon => $"快到期：{Step(notice)}",
        NoticeKind.Late => $"已经逾期：{Step(notice)}",
        NoticeKind.Plan => $"{notice.ByName}下达了{notice.Word}，其中有这个项目",
        NoticeKind.Bar => notice.Word ?? "",
        NoticeKind.Draft => $"草稿还没有交：{notice.Word}",
        _ => notice.Word ?? "",
    };

    /// <summary>The subject of a mail.</summary>
    public static string Headline(NoticeRow notice)
    {
        var what = What(notice);
        var about = notice.File is not { } file ? "" : file.Title == file.Number ? $"（{file.Number}）" : $"（{file.Number} {file.Title}）";
        return (what.Length > 60 ? what[..60] + "…" : what) + (about.Length > 80 ? about[..78] + "…）" : about);
    }

    /// <summary>Where the work is.</summary>
    public static string Href(NoticeRow notice) =>
        notice.Address ?? (notice.File is not { } file ? "/notices"
        : NoticeHabits.IsJob(notice.Kind) && !notice.Settled && notice.Step is { } step ? $"/cases/{file.Number}/steps/{Uri.EscapeDataString(step)}{(notice.Key is { } key ? "?key=" + Uri.EscapeDataString(key) : "")}"
        : notice.ActNumber is { } act ? string.Create(CultureInfo.InvariantCulture, $"/cases/{file.Number}/acts/{act}")
        : $"/cases/{file.Number}");

    private static string Step(NoticeRow notice) => notice.StepTitle + (notice.Key is { } key ? $"（{SituationReader.Shown(ActCodec.DecodeValue(key))}）" : "");
}
