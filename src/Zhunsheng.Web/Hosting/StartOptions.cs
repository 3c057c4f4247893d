using System.Globalization;

namespace Zhunsheng.Web.Hosting;

/// <summary>
/// The options of the command line, as configuration keys. A setting by its own name (--Demo=false) or with its section (--Database:Provider=postgresql)
/// is taken too; anything else is refused.
/// </summary>
internal static class StartOptions
{
    /// <summary>What --help prints.</summary>
    public const string Help = """
        准绳：政务信息化项目全周期管理

        用法：./run [选项]
          --port 端口          监听端口，默认5080
          --host 地址          监听地址，默认127.0.0.1（只有本机能访问）
          --data 文件夹        数据放在哪里，默认 ./data
          --rulebooks 文件夹   规则手册在哪里，默认从程序所在处向上找 rulebooks
          --no-demo            不放演示数据；第一个账号用 ./zs admin create 建
          --clock 文件         测试用：从文件里读“现在”（只在 Development、Testing 环境有效）
          --help               显示本页
        """;

    private static readonly Dictionary<string, string> Keys = new(StringComparer.Ordinal)
    {
        ["--port"] = "Port",
        ["--host"] = "Host",
        ["--data"] = "Data",
        ["--rulebooks"] = "Rulebooks",
        ["--clock"] = "Clock",
        ["--urls"] = "urls",
        ["--environment"] = "environment",
        ["--contentRoot"] = "contentRoot",
        ["--applicationName"] = "applicationName",
        ["--Port"] = "Port",
        ["--Host"] = "Host",
        ["--Data"] = "Data",
        ["--Rulebooks"] = "Rulebooks",
        ["--Clock"] = "Clock",
        ["--Demo"] = "Demo",
    };

    /// <summary>Settings of the framework, which may be empty.</summary>
    private static readonly HashSet<string> MayBeEmpty = ["environment", "contentRoot", "applicationName"];

    /// <summary>Sections of settings; a host that passes on its whole configuration names them without a value.</summary>
    private static readonly HashSet<string> Sections = ["--Api", "--Mail", "--Open", "--Database", "--Uploads", "--Session", "--Logging", "--hostBuilder"];

    /// <summary>Turns the arguments into the form --Key=value. The error, when there is one, says what is wrong in Chinese.</summary>
    public static (string[] Arguments, bool Help, string? Error) Parse(IReadOnlyList<string> args)
    {
        var parsed = new List<string>();
        for (var i = 0; i < args.Count; i++)
        {
            var argument = args[i];
            if (argument is "--help" or "-h")
            {
                return ([], true, null);
            }

            if (argument == "--no-demo")
            {
                parsed.Add("--Demo=false");
                continue;
            }

            var equals = argument.IndexOf('=', StringComparison.Ordinal);
            var name = equals < 0 ? argument : argument[..equals];
            if (!Keys.TryGetValue(name, out var key))
            {
                if (equals > 2 && name.StartsWith("--", StringComparison.Ordinal) && (name.Contains(':', StringComparison.Ordinal) || (Sections.Contains(name) && equals == argument.Length - 1)))
                {
                    parsed.Add(argument);
                    continue;
                }

                return ([], false, $"不认识的选项 {argument}；用 --help 看有哪些选项");
            }

            var value = equals >= 0 ? argument[(equals + 1)..] : i + 1 < args.Count && !args[i + 1].StartsWith("--", StringComparison.Ordinal) ? args[++i] : "";
            if (string.IsNullOrWhiteSpace(value) && !MayBeEmpty.Contains(key))
            {
                return ([], false, $"选项 {name} 后面缺一个值");
            }

            if (key == "Port" && !(int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is >= 0 and <= 65535))
            {
                return ([], false, $"端口“{value}”不对：写0到65535之间的整数");
            }

            parsed.Add($"--{key}={value}");
        }

        return ([.. parsed], false, null);
    }
}
