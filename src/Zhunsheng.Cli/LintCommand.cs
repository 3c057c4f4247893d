using System.CommandLine;
using Zhunsheng.Casework.Exploring;
using Zhunsheng.Rulebooks;
using Zhunsheng.Storage.Demo;

namespace Zhunsheng.Cli;

/// <summary>zs lint: checks rulebooks and their cases, with file, line and column.</summary>
internal static class LintCommand
{
    public static Command Create(Terminal terminal, Option<string?> rulebooks)
    {
        var ids = new Argument<string[]>("ID") { Description = "手册编号；不写就检查全部", Arity = ArgumentArity.ZeroOrMore };
        var command = new Command("lint", "检查规则手册和例题文件：错误写明文件、行、列和改法。") { ids };
        command.SetAction(parsed => Run(terminal, parsed.GetValue(rulebooks), parsed.GetValue(ids) ?? []));
        return command;
    }

    private static int Run(Terminal terminal, string? rulebooks, string[] ids)
    {
        var folder = RulebooksOnDisk.Open(rulebooks);
        var chosen = ids.Length > 0 ? [.. ids.Distinct()] : folder.Ids.ToArray();
        if (chosen.Length == 0)
        {
            throw new UnusableException("文件夹里一部手册也没有；一部手册是一个文件夹，里面有 rulebook.yaml");
        }

        var good = true;
        foreach (var id in chosen)
        {
            var reading = folder.Read(id);
            var findings = reading.Findings;
            var cases = folder.CasesFile(id);
            var worked = File.Exists(cases) ? CaseFileReader.Read(new RulebookText($"{id}/cases.yaml", RulebooksOnDisk.ReadText(cases))) : null;
            if (reading.Rulebook is { } rulebook)
            {
                findings = findings.AddRange(RulebookLint.Check(rulebook, folder.TextOf(id), worked?.Cases ?? []));
                if (findings.All(f => f.Severity != FindingSeverity.Error))
                {
                    findings = findings.AddRange(DeadEnds(rulebook, folder.TextOf(id)));
                }
            }

            findings = findings.AddRange(worked?.Findings ?? []).AddRange(Demo(folder.DemoFile(id), id));

            foreach (var finding in findings)
            {
                terminal.Out.WriteLine(folder.Locate(finding));
            }

            var errors = findings.Count(f => f.Severity == FindingSeverity.Error);
            var warnings = findings.Length - errors;
            terminal.Out.WriteLine($"{id}: {reading.Articles} articles, {reading.Executable} executable, {reading.Declaratory} declaratory, {reading.Missing} missing; {errors} errors, {warnings} warnings{(reading.Annexes == 0 ? "" : $"; {reading.Annexes} annex")}");
            good &= errors == 0;
        }

        return good ? ExitCode.Good : ExitCode.Bad;
    }

    /// <summary>What is wrong with the text of the demo data, if there is one; zs demo plays it.</summary>
    private static IEnumerable<Finding> Demo(string file, string id)
    {
        if (!File.Exists(file))
        {
            return [];
        }

        try
        {
            _ = DemoScript.Read(RulebooksOnDisk.ReadText(file), DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime));
            return [];
        }
        catch (DemoTextException exception)
        {
            return [new Finding(FindingSeverity.Error, $"{id}/demo.yaml", exception.Line, exception.Column, exception.Problem)];
        }
    }

    /// <summary>What a short walk runs into; zs walk goes further.</summary>
    private static IEnumerable<Finding> DeadEnds(Rulebook rulebook, RulebookText text) => Walk.Play(rulebook, new WalkOptions(WalkOptions.CasesPerWorld, 1), 0).Cases
        .Where(c => c.End is null).SelectMany(c => c.Blockages.Select(b => (c.Case, Blockage: b))).DistinctBy(b => (b.Blockage.Step, b.Blockage.Reason))
        .Select(b => RulebookLint.AtStep(text, b.Blockage.Step,
            $"走到{b.Blockage.Step ?? "这里"}就走不下去了，{b.Blockage.Article}：{b.Blockage.Reason}；给这种情形一条出路（退回、例外、撤销），详见 zs walk --rulebook {rulebook.Id} --case {Math.Max(1, b.Case)} --trace"));
}
