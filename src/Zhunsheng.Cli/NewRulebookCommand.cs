using System.CommandLine;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;

namespace Zhunsheng.Cli;

/// <summary>zs new-rulebook: a folder with a small rulebook that works, to be rewritten article by article.</summary>
internal static partial class NewRulebookCommand
{
    private const int LongestId = 40;

    public static Command Create(Terminal terminal, Option<string?> rulebooks)
    {
        var id = new Argument<string>("ID") { Description = "手册编号，也是文件夹的名字：小写字母、数字和连字符，例如 nanxian-2026" };
        var title = new Option<string?>("--title") { Description = "办法的题名", HelpName = "TEXT" };
        var command = new Command("new-rulebook", "建一部新手册：在手册文件夹里写好一部能用的小手册、例题和演示数据，照着改。") { id, title };
        command.SetAction(parsed => Run(terminal, RulebooksOnDisk.Find(parsed.GetValue(rulebooks)), parsed.GetRequiredValue(id), parsed.GetValue(title)));
        return command;
    }

    private static int Run(Terminal terminal, string folder, string id, string? title)
    {
        if (!IdPattern().IsMatch(id) || id.Length > LongestId)
        {
            throw new UnusableException($"“{id}”不能作手册编号；用小写字母、数字和连字符，字母开头，最多{LongestId}个字，例如 {Suggestion(id)}");
        }

        if (ReservedPattern().IsMatch(id))
        {
            throw new UnusableException($"{id} 是 Windows 留给设备的名字，在那里建不了这个文件夹；换一个编号，例如 nanxian-2026");
        }

        if (id == "common")
        {
            throw new UnusableException("common 是各手册共用的文件夹，不能作手册编号；换一个，例如 nanxian-2026");
        }

        if (title is not null && (string.IsNullOrWhiteSpace(title) || title.AsSpan().IndexOfAny(s_unfit) >= 0))
        {
            throw new UnusableException("--title 写办法的题名：不能是空的，也不能有换行、冒号、井号、引号和括号（[ ] { }）");
        }

        var target = Path.Combine(folder, id);
        if (Directory.Exists(target) || File.Exists(target))
        {
            throw new UnusableException($"已经有 {RulebooksOnDisk.Display(target)}，不覆盖；换一个编号，或者先把它移走");
        }

        var named = title?.Trim() ?? "某地政务信息化项目管理办法";
        try
        {
            Directory.CreateDirectory(target);
            foreach (var file in new[] { "rulebook.yaml", "cases.yaml", "demo.yaml" })
            {
                var text = Template(file)
                    .Replace("{{ID}}", id, StringComparison.Ordinal)
                    .Replace("{{TITLE}}", named, StringComparison.Ordinal)
                    .Replace("{{SHORT}}", named.Length > 16 ? named[..16] : named, StringComparison.Ordinal)
                    .Replace("{{PREFIX}}", Prefix(id), StringComparison.Ordinal)
                    .Replace("{{LOGIN}}", id, StringComparison.Ordinal);
                File.WriteAllText(Path.Combine(target, file), text, new UTF8Encoding(false));
                terminal.Out.WriteLine(RulebooksOnDisk.Display(Path.Combine(target, file)));
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UnusableException($"写不了 {RulebooksOnDisk.Display(target)}：{exception.Message}");
        }

        terminal.Out.WriteLine($"建好了。照着办法一条一条改 rulebook.yaml；随时检查：zs lint {id}，zs cases --rulebook {id}，zs walk --rulebook {id} --cases 100");
        return ExitCode.Good;
    }

    private static readonly System.Buffers.SearchValues<char> s_unfit = System.Buffers.SearchValues.Create("\r\n\t:：#\"'[]{}");

    private static string Template(string file)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("Template." + file) ?? throw new InvalidOperationException(file);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    /// <summary>The first letters of the identifier, in capitals: the beginning of case numbers.</summary>
    private static string Prefix(string id) => new([.. id.Where(char.IsAsciiLetter).Take(4).Select(char.ToUpperInvariant)]);

    private static string Suggestion(string id)
    {
        var near = UnfitPattern().Replace(id.ToLowerInvariant(), "-").Trim('-');
        near = near.Length > LongestId ? near[..LongestId].Trim('-') : near;
        return IdPattern().IsMatch(near) ? near : "nanxian-2026";
    }

    [GeneratedRegex("^[a-z][a-z0-9]*(-[a-z0-9]+)*$")]
    private static partial Regex IdPattern();

    [GeneratedRegex("^(con|prn|aux|nul|com[0-9]|lpt[0-9])$")]
    private static partial Regex ReservedPattern();

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex UnfitPattern();
}
