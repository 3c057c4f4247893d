using System.Collections.Frozen;
using YamlDotNet.RepresentationModel;

namespace Zhunsheng.Rulebooks;

/// <summary>A rule as the reader page words it: the keys of the format in Chinese, expressions as they are written.</summary>
internal static class PlainWords
{
    /// <summary>Keys and what a reader calls them; an empty word lets what stands under the key speak for itself.</summary>
    private static readonly FrozenDictionary<string, string> Keys = new Dictionary<string, string>
    {
        ["ask"] = "问",
        ["meaning"] = "说明",
        ["type"] = "类型",
        ["values"] = "取值",
        ["fields"] = "每条记下",
        ["unit"] = "单位",
        ["label"] = "本地叫法",
        ["derive"] = "没填时推出",
        ["of"] = "案卷",
        ["offer"] = "正可办",
        ["cases"] = "",
        ["rows"] = "",
        ["feel"] = "",
        ["when"] = "当",
        ["value"] = "",
        ["then"] = "则",
        ["otherwise"] = "否则",
        ["default"] = "其余",
        ["inputs"] = "看",
        ["hit"] = "命中",
        ["blocks"] = "挡住",
        ["holds"] = "须成立",
        ["unless"] = "除非",
        ["strength"] = "强度",
        ["grant"] = "例外",
        ["by"] = "由",
        ["basis"] = "凭",
        ["reason"] = "原因",
        ["remedy"] = "怎样解除",
        ["platform"] = "平台默认",
        ["chapters"] = "须有章节",
        ["hint"] = "提示",
        ["optional"] = "可交可不交",
        ["within"] = "期限",
        ["from"] = "起算",
        ["due"] = "截止",
        ["opens"] = "开始",
        ["window"] = "窗口",
        ["remind"] = "提醒",
        ["pauses"] = "停表",
        ["steps"] = "管的环节",
        ["extended"] = "延期",
        ["until"] = "延到",
        ["late"] = "逾期",
        ["none"] = "没有时限",
        ["defaults"] = "平台默认",
        ["under"] = "情形",
        ["measures"] = "措施",
        ["named"] = "本案卷里由要素指明",
        ["named_by"] = "由设定指定",
        ["listed"] = "列在清单里",
        ["register"] = "登记册",
        ["whose"] = "谁的",
        ["answers"] = "给看的判定",
        ["warns"] = "提醒",
        ["each"] = "每个",
        ["per"] = "范围",
        ["article"] = "条款",
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, string> Scalars = new Dictionary<string, string>
    {
        ["true"] = "是",
        ["false"] = "否",
        ["null"] = "没有说",
        ["hard"] = "必须",
        ["may"] = "可以",
        ["boolean"] = "是否",
        ["money"] = "万元",
        ["number"] = "数",
        ["year"] = "年份",
        ["date"] = "日期",
        ["text"] = "文字",
        ["choice"] = "选一",
        ["list"] = "选多",
        ["records"] = "若干条记录",
    }.ToFrozenDictionary();

    /// <summary>The words of a node, one line a case or row.</summary>
    public static string Of(YamlNode node) => node switch
    {
        YamlScalarNode scalar => Scalar(scalar),
        YamlSequenceNode { Children.Count: 0 } => "无",
        YamlSequenceNode list when list.Children.All(c => c is YamlScalarNode) => string.Join("、", list.Children.Select(Of)),
        YamlSequenceNode list => string.Join("\n", list.Children.Select(Of)),
        YamlMappingNode map => string.Join("", map.Children.Select((c, i) => Entry(((YamlScalarNode)c.Key).Value ?? "", c.Value, i == 0))),
        _ => "",
    };

    private static string Entry(string key, YamlNode value, bool first)
    {
        var word = Keys.GetValueOrDefault(key, key);
        var text = key == "strength" && value is YamlScalarNode { Value: "default" } ? "原则上" : Of(value);
        var several = value is YamlSequenceNode list && list.Children.Any(c => c is not YamlScalarNode);
        return (first ? "" : several || key is "otherwise" or "default" ? "\n" : "；") + (word.Length == 0 ? text : several ? $"{word}：\n{text}" : $"{word}：{text}");
    }

    /// <summary>Plain yes, no and types are put into words; everything else is an expression or text of the author's.</summary>
    private static string Scalar(YamlScalarNode scalar) => Scalars.GetValueOrDefault(scalar.Value ?? "", scalar.Value ?? "");
}
