using System.Text.RegularExpressions;

namespace Zhunsheng.Cli;

/// <summary>The texts of the command-line library in Chinese: it has headings and complaints of its own in English only.</summary>
internal static partial class UsageText
{
    private static readonly (Regex Pattern, string Chinese)[] s_complaints =
    [
        (NoCommand(), "没有写命令"),
        (Unrecognized(), "不认识的命令或选项：$1"),
        (MissingValue(), "$1 后面要写值"),
        (Required(), "缺少必须写的选项 $1"),
        (OneValue(), "选项 $1 只能写一次、写一个值"),
        (WrongType(), "$2 的值不对：$1"),
    ];

    private static readonly (string English, string Chinese)[] s_headings =
    [
        ("Description:", "说明："),
        ("Usage:", "用法："),
        ("Arguments:", "参数："),
        ("Options:", "选项："),
        ("Commands:", "命令："),
        (" (REQUIRED)", "（必须写）"),
        ("[command]", "[命令]"),
        ("[options]", "[选项]"),
    ];

    /// <summary>A complaint about the command line.</summary>
    public static string Complaint(string english)
    {
        foreach (var (pattern, chinese) in s_complaints)
        {
            if (pattern.IsMatch(english))
            {
                return pattern.Replace(english, chinese);
            }
        }

        return $"命令行写法不对：{english}";
    }

    /// <summary>A help page.</summary>
    public static string Help(string english) =>
        s_headings.Aggregate(english, (text, heading) => text.Replace(heading.English, heading.Chinese, StringComparison.Ordinal)).TrimEnd() + "\n";

    [GeneratedRegex(@"^Required command was not provided\.$")]
    private static partial Regex NoCommand();

    [GeneratedRegex(@"^Unrecognized command or argument '(.*)'\.$", RegexOptions.Singleline)]
    private static partial Regex Unrecognized();

    [GeneratedRegex(@"^Required argument missing for (?:option|command): '(.*)'\.$")]
    private static partial Regex MissingValue();

    [GeneratedRegex(@"^Option '(.*)' is required\.$")]
    private static partial Regex Required();

    [GeneratedRegex(@"^Option '(.*)' expects a single argument but \d+ were provided\.$")]
    private static partial Regex OneValue();

    [GeneratedRegex(@"^Cannot parse argument '(.*)' for (?:option|command) '(.*)' as expected type .*$", RegexOptions.Singleline)]
    private static partial Regex WrongType();
}
