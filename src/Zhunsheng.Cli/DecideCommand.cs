using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Zhunsheng.Rulebooks;

namespace Zhunsheng.Cli;

/// <summary>zs decide: puts one question to a rulebook and prints the answer with its reasons as JSON.</summary>
internal static class DecideCommand
{
    public static Command Create(Terminal terminal, Option<string?> rulebooks)
    {
        var rulebook = new Option<string>("--rulebook") { Description = "手册编号", HelpName = "ID", Required = true };
        var ask = new Option<string>("--ask") { Description = "判定的名字，如 审批环节、可否验收、期限", HelpName = "QUESTION", Required = true };
        var facts = new Option<string>("--facts") { Description = "要素：JSON（{\"总投资\": 400}），或写有要素的 .json、.yaml 文件；- 表示从标准输入读", HelpName = "FILE|JSON", Required = true };
        var args = new Option<string?>("--args") { Description = "判定的参数：JSON 或文件，如 {\"环节\": \"竣工验收\"}", HelpName = "FILE|JSON" };
        var at = DayOption.Create("--at", "问的那一天，如 2026-03-10；不写就是未知");
        var command = new Command("decide", "问一个判定：给要素，得答案、理由、挡住它的条文和缺的要素。") { rulebook, ask, facts, args, at };
        command.SetAction(parsed => Run(
            terminal,
            RulebooksOnDisk.Open(parsed.GetValue(rulebooks)).Require(parsed.GetRequiredValue(rulebook)),
            parsed.GetRequiredValue(ask),
            Given(terminal, "--facts", parsed.GetRequiredValue(facts)),
            parsed.GetValue(args) is { } given ? Given(terminal, "--args", given) : Given(terminal, "--args", "{}"),
            parsed.DayOf(at)));
        return command;
    }

    private static int Run(Terminal terminal, Rulebook rulebook, string ask, JsonElement facts, JsonElement args, DateOnly? today)
    {
        if (!rulebook.Questions.TryGetValue(ask, out var question))
        {
            throw new UnusableException("--ask：" + SituationReader.Arguments(rulebook, ask, args).Errors[0].Message);
        }

        var (known, factErrors) = SituationReader.Facts(rulebook, facts);
        var (arguments, argumentErrors) = SituationReader.Arguments(rulebook, ask, args);
        foreach (var error in factErrors)
        {
            terminal.Error.WriteLine($"--facts：{error.Message}");
        }

        foreach (var error in argumentErrors)
        {
            terminal.Error.WriteLine($"--args：{error.Message}");
        }

        var left = question.Arguments.Where(argument => !argument.Optional && argument.Default is null && !arguments.ContainsKey(argument.Name)).Select(argument => argument.Name).ToList();
        if (left.Count > 0 && argumentErrors.IsEmpty)
        {
            terminal.Error.WriteLine($"--args：判定{ask}要给参数{string.Join("、", left)}，例如 --args '{{\"{left[0]}\": \"…\"}}'");
            return ExitCode.Unusable;
        }

        if (!factErrors.IsEmpty || !argumentErrors.IsEmpty)
        {
            return ExitCode.Unusable;
        }

        var evaluation = new Evaluation(rulebook, Situation.Of(known, today));
        var contradictions = evaluation.Contradictions();
        foreach (var contradiction in contradictions)
        {
            terminal.Error.WriteLine($"--facts：{contradiction.Message}；改成一致，或者只填其中一处");
        }

        if (!contradictions.IsEmpty)
        {
            return ExitCode.Unusable;
        }

        foreach (var unwritten in FamiliarValues.Unfamiliar(rulebook, question, arguments))
        {
            terminal.Error.WriteLine($"--args：{unwritten.Message}");
        }

        terminal.Out.WriteLine(AnswerJson.Write(evaluation.Ask(ask, arguments)));
        return ExitCode.Good;
    }

    private static JsonElement Given(Terminal terminal, string option, string given)
    {
        if (string.IsNullOrWhiteSpace(given))
        {
            throw new UnusableException($"{option} 是空的；写 JSON（{{\"总投资\": 400}}）或文件名，- 表示从标准输入读");
        }

        var start = given.TrimStart();
        if (!File.Exists(given) && (start.StartsWith('[') || start is "null" or "true" or "false" || start.StartsWith('"') || decimal.TryParse(start, NumberStyles.Float, CultureInfo.InvariantCulture, out _)))
        {
            throw new UnusableException($"{option} 应写成一个映射 {{\"名字\": 值}}，写的是 {(given.Length > 40 ? given[..40] + "…" : given)}；没有时写 {{}}");
        }

        if (Directory.Exists(given))
        {
            throw new UnusableException($"{option}：{given} 是文件夹；写 JSON 或文件名");
        }

        var inline = start.StartsWith('{');
        var text = inline ? given : given == "-" ? terminal.In.ReadToEnd() : RulebooksOnDisk.ReadText(given);
        var (value, error) = CaseFileReader.ReadMapping(new RulebookText(inline || given == "-" ? option : RulebooksOnDisk.Display(given), text));
        return value ?? throw new UnusableException(error!.ToString());
    }
}
