using Zhunsheng.Storage;

namespace Zhunsheng.Web.Pages.Dashboard;

/// <summary>The Chinese words for what is counted.</summary>
internal static class PointWords
{
    /// <summary>逾期, 被挡, 缺项, 后果, 对不上.</summary>
    public static string Of(PointKind kind) => kind switch
    {
        PointKind.Late => "有环节逾期",
        PointKind.Blocked => "被条文挡住",
        PointKind.Unmet => "有缺项",
        PointKind.Contradiction => "所报对不上",
        _ => "有后果",
    };

    /// <summary>办结, 退回, 不同意, 例外, 更正.</summary>
    public static string Of(DeedEnding ending) => ending switch
    {
        DeedEnding.Returned => "退回",
        DeedEnding.Refused => "不同意",
        DeedEnding.Granted => "批准例外",
        DeedEnding.Corrected => "更正",
        _ => "办结",
    };

    /// <summary>逾6工作日, 逾6天; the empty text where it is not counted.</summary>
    public static string Late(int? days, bool working) => days is { } count ? $"逾{count.ToString(System.Globalization.CultureInfo.InvariantCulture)}{(working ? "工作日" : "天")}" : "逾期";
}
