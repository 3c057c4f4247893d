using System.CommandLine;
using System.Globalization;
using Zhunsheng.Casework.Exploring;
using Zhunsheng.Rulebooks;

namespace Zhunsheng.Cli;

/// <summary>zs walk: plays random but lawful cases to their end and says which get stuck.</summary>
internal static class WalkCommand
{
    private static readonly DateOnly FirstStart = SituationReader.FirstDay;

    /// <summary>A walk goes on for years, and forms take no day after <see cref="SituationReader.LastDay"/>.</summary>
    private static readonly DateOnly LastStart = SituationReader.LastDay.AddYears(-100);

    public static Command Create(Terminal terminal, Option<string?> rulebooks)
    {
        var rulebook = new Option<string>("--rulebook") { Description = "走哪部手册", HelpName = "ID", Required = true };
        var cases = new Option<int>("--cases") { Description = "走多少份案卷（默认1000）", HelpName = "N", DefaultValueFactory = _ => 1000 };
        var seed = new Option<long>("--seed") { Description = "随机的种子；同一个种子走出来的一样（默认1）", HelpName = "S", DefaultValueFactory = _ => 1 };
        var one = new Option<int?>("--case") { Description = "只看这一份（同一个种子里的编号）", HelpName = "K" };
        var trace = new Option<bool>("--trace") { Description = "和 --case 合用：逐个行为列出来" };
        var from = DayOption.Create("--from", "从哪天开始（默认：已公布日历的倒数第二年年初，不早于施行日）");
        var command = new Command("walk", "随机走案卷：像真办一样填表、交材料、选结果，一直走到结束；报告每条触发了几次、哪些走不下去。") { rulebook, cases, seed, one, trace, from };
        command.SetAction(parsed => Run(
            terminal,
            RulebooksOnDisk.Open(parsed.GetValue(rulebooks)).Require(parsed.GetRequiredValue(rulebook)),
            new WalkOptions(parsed.GetValue(cases), parsed.GetValue(seed)) { From = parsed.DayOf(from) },
            parsed.GetValue(one),
            parsed.GetValue(trace)));
        return command;
    }

    private static int Run(Terminal terminal, Rulebook rulebook, WalkOptions options, int? one, bool trace)
    {
        if (options.From is { } from && (from < FirstStart || from > LastStart))
        {
            throw new UnusableException($"--from 要在{FirstStart:yyyy-MM-dd}至{LastStart:yyyy-MM-dd}之间，写的是 {from:yyyy-MM-dd}；案卷一走好几年，太晚就没有日子可走");
        }

        if (options.Cases is < 1 or > 1_000_000)
        {
            throw new UnusableException("--cases 写 1 到 1000000 之间的数");
        }

        if (one is { } number)
        {
            return RunOne(terminal, rulebook, number > options.Cases ? options with { Cases = number } : options, number, trace);
        }

        var report = WalkReport.Of(rulebook, Enumerable.Range(0, options.Worlds).AsParallel().AsOrdered().WithDegreeOfParallelism(Math.Max(1, Math.Min(4, Environment.ProcessorCount)))
            .Select(world => Walk.Play(rulebook, options, world)));
        Describe(terminal, rulebook, options, report);
        return report.Stuck.Any() ? ExitCode.Bad : ExitCode.Good;
    }

    private static int RunOne(Terminal terminal, Rulebook rulebook, WalkOptions options, int number, bool trace)
    {
        if (number < 1)
        {
            throw new UnusableException("--case 写案卷的编号，从 1 起");
        }

        var world = Walk.Play(rulebook, options, (number - 1) / WalkOptions.CasesPerWorld);
        var walked = world.Cases.FirstOrDefault(c => c.Case == number) ?? throw new UnusableException($"没有第{number}份案卷");
        terminal.Out.WriteLine($"第{walked.Case}份，{walked.Kind}：{walked.End ?? "走不下去"}");
        foreach (var done in trace || walked.End is null ? walked.Events : [])
        {
            terminal.Out.WriteLine($"  {done.Day:yyyy-MM-dd} {done.Text}");
        }

        foreach (var blockage in walked.Blockages)
        {
            terminal.Out.WriteLine($"  ✗ {blockage.Step} {blockage.Article} {blockage.Reason}");
        }

        return walked.End is null ? ExitCode.Bad : ExitCode.Good;
    }

    private static void Describe(Terminal terminal, Rulebook rulebook, WalkOptions options, WalkReport report)
    {
        var needed = report.Cases.Count(c => c.Case == 0);
        terminal.Out.WriteLine($"{rulebook.Id}：{report.Cases.Length - needed} 份案卷{(needed > 0 ? $"，另为配合办理开了 {needed} 份" : "")}，{report.Acts} 个行为，种子 {options.Seed}");
        foreach (var end in report.Cases.Where(c => c.End is not null).GroupBy(c => (c.Kind, c.End)).OrderByDescending(g => g.Count()).ThenBy(g => g.Key.End, StringComparer.Ordinal))
        {
            terminal.Out.WriteLine($"  {end.Count(),5} 份{end.Key.Kind} {end.Key.End}");
        }

        terminal.Out.WriteLine();
        terminal.Out.WriteLine("条文触发的次数（环节 红线成立/挡住/未知 材料 期限 告知 判定 文书 要素）：");
        foreach (var (article, c) in report.Articles.Where(a => a.Article.Executable))
        {
            terminal.Out.WriteLine($"  {article.Heading,-6} {c.Steps} {c.GatesTrue}/{c.GatesFalse}/{c.GatesUnknown} {c.Papers} {c.Deadlines} {c.Notices} {c.Answers} {c.Documents} {c.Facts}{(c.Total == 0 ? "　从未触发" : "")}");
        }

        if (!report.NeverFired.IsEmpty)
        {
            terminal.Out.WriteLine($"从未触发的条文：{string.Join("、", report.NeverFired.Select(a => a.Heading))}");
        }

        if (!report.NeverDone.IsEmpty)
        {
            terminal.Out.WriteLine($"从未办过的环节：{string.Join("、", report.NeverDone.Select(s => s.Name))}");
        }

        Blocked(terminal, rulebook, options, "只能撤销", report.GivenUp);
        Blocked(terminal, rulebook, options, "走不下去", report.Stuck);
        terminal.Out.WriteLine($"{report.Ended} ended, {report.Stuck.Count()} stuck");
    }

    private static void Blocked(Terminal terminal, Rulebook rulebook, WalkOptions options, string what, IEnumerable<WalkedCase> cases)
    {
        foreach (var kinds in cases.GroupBy(c => string.Join("；", c.Blockages.Select(b => $"{b.Step} {b.Article} {b.Reason}"))).OrderByDescending(g => g.Count()))
        {
            var first = kinds.First();
            terminal.Out.WriteLine($"{what} {kinds.Count()} 份（例如第{first.Case}份{first.Kind}；zs walk --rulebook {rulebook.Id} --seed {options.Seed} --case {first.Case} --trace）：");
            foreach (var blockage in first.Blockages)
            {
                terminal.Out.WriteLine($"  ✗ 环节{blockage.Step} {blockage.Article}：{blockage.Reason}");
            }

            foreach (var done in first.Events.TakeLast(5))
            {
                terminal.Out.WriteLine($"    {done.Day:yyyy-MM-dd} {done.Text}");
            }
        }
    }
}
