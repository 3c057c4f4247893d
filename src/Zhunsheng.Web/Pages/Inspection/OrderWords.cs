using Zhunsheng.Casework;
using Zhunsheng.Rulebooks;

namespace Zhunsheng.Web.Pages.Inspection;

/// <summary>The Chinese words for where an order stands.</summary>
internal static class OrderWords
{
    /// <summary>待整改, 逾期, 待复核 …</summary>
    public static string Of(OrderStanding standing) => standing switch
    {
        OrderStanding.Open => "待整改",
        OrderStanding.Late => "逾期没有报告",
        OrderStanding.Answered => "待复核",
        OrderStanding.Failed => "没有整改好，待处置",
        OrderStanding.Sanctioned => "已处置",
        OrderStanding.Settled => "已销号",
        _ => "案卷已结，没有销号",
    };

    /// <summary>Its light.</summary>
    public static Light LightOf(OrderStanding standing) => standing switch
    {
        OrderStanding.Open => Light.Ok,
        OrderStanding.Late or OrderStanding.Failed => Light.Late,
        OrderStanding.Answered or OrderStanding.Sanctioned => Light.Soon,
        OrderStanding.Settled => Light.Done,
        _ => Light.Idle,
    };

    /// <summary>The word of it in addresses.</summary>
    public static string Word(OrderStanding standing) => standing.ToString().ToLowerInvariant();
}
