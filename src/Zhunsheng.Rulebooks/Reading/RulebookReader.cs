using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace Zhunsheng.Rulebooks;

/// <summary>A text of a rulebook: a file name relative to the folder of rulebooks, and its content.</summary>
/// <param name="Path">heilongjiang-2023/rulebook.yaml, common/facts.yaml …</param>
/// <param name="Text">The YAML.</param>
public sealed record RulebookText(string Path, string Text);

/// <summary>How serious a finding of the checker is.</summary>
public enum FindingSeverity
{
    /// <summary>Worth a look; the rulebook can be used.</summary>
    Warning,
    /// <summary>The rulebook cannot be used.</summary>
    Error,
}

/// <summary>A finding of the reader or checker.</summary>
/// <param name="Severity">Error or warning.</param>
/// <param name="Path">The file.</param>
/// <param name="Line">Line, from 1.</param>
/// <param name="Column">Column, from 1.</param>
/// <param name="Message">What is wrong and how to mend it, in Chinese.</param>
public sealed record Finding(FindingSeverity Severity, string Path, int Line, int Column, string Message)
{
    /// <summary>path:line:column: 错误: message.</summary>
    public override string ToString() => $"{Path}:{Line}:{Column}: {(Severity == FindingSeverity.Error ? "错误" : "提醒")}: {Message}";
}

/// <summary>What came of reading a rulebook.</summary>
/// <param name="Rulebook">The rulebook; null when there are errors.</param>
/// <param name="Findings">Errors and warnings, by file and place.</param>
/// <param name="Articles">How many articles the regulation has.</param>
/// <param name="Executable">How many of them have rules.</param>
/// <param name="Declaratory">How many say why they have none.</param>
/// <param name="Missing">How many are left out.</param>
public sealed record RulebookReading(Rulebook? Rulebook, ImmutableArray<Finding> Findings, int Articles, int Executable, int Declaratory, int Missing)
{
    /// <summary>How many annexes (附件) have an entry; they are not among the articles.</summary>
    public int Annexes { get; init; }
}

/// <summary>From YAML texts to a checked and compiled rulebook.</summary>
public static class RulebookReader
{
    /// <summary>The name of the file beside rulebook.yaml in which an installation chooses the readings of what the text leaves open.</summary>
    public const string InstallationFile = "installation.yaml";

    /// <summary>
    /// Reads a rulebook from its own text and the common ones (common/facts.yaml, common/questions.yaml, common/calendar.yaml; <see cref="InstallationFile"/> where there is one).
    /// Never throws on bad input: everything wrong is a finding.
    /// </summary>
    public static RulebookReading Read(RulebookText rulebook, IReadOnlyList<RulebookText> common)
    {
        ArgumentNullException.ThrowIfNull(rulebook);
        ArgumentNullException.ThrowIfNull(common);
        var findings = new List<Finding>();
        var text = new YamlText(rulebook.Path, findings);
        var root = text.Root(rulebook.Text);
        var facts = Section(common, "facts", findings);
        var questions = Section(common, "questions", findings);
        var calendar = Section(common, "calendar", findings);
        if (root is null || facts is null || questions is null || calendar is null)
        {
            return new RulebookReading(null, Sorted(findings), 0, 0, 0, 0);
        }

        var local = common.FirstOrDefault(c => c.Path.EndsWith(InstallationFile, StringComparison.Ordinal));
        var installation = local is null ? null : new YamlText(local.Path, findings).Root(local.Text);
        var builder = new RulebookBuilder(text, root, installation, Digest(rulebook, common));
        var book = builder.Build(facts, questions, calendar);
        var sorted = Sorted(findings);
        return new RulebookReading(
            sorted.Any(f => f.Severity == FindingSeverity.Error) ? null : book,
            sorted,
            builder.ArticleCount,
            book.Articles.Count(a => a.Executable && !a.IsAnnex),
            book.Articles.Count(a => !a.Executable && !a.IsAnnex),
            builder.MissingArticles) { Annexes = book.Articles.Count(a => a.IsAnnex) };
    }

    private static YamlMap? Section(IReadOnlyList<RulebookText> common, string name, List<Finding> findings)
    {
        var source = common.FirstOrDefault(c => c.Path.EndsWith($"{name}.yaml", StringComparison.Ordinal));
        if (source is null)
        {
            findings.Add(new Finding(FindingSeverity.Error, $"common/{name}.yaml", 1, 1, "缺少这个共用文件"));
            return null;
        }

        return new YamlText(source.Path, findings).Root(source.Text);
    }

    private static ImmutableArray<Finding> Sorted(List<Finding> findings) =>
        [.. findings.Distinct().OrderBy(f => f.Path, StringComparer.Ordinal).ThenBy(f => f.Line).ThenBy(f => f.Column)];

    private static string Digest(RulebookText rulebook, IReadOnlyList<RulebookText> common)
    {
        var all = new StringBuilder();
        foreach (var part in common.Append(rulebook).OrderBy(t => t.Path, StringComparer.Ordinal))
        {
            all.Append(part.Path).Append('\0').Append(part.Text).Append('\0');
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(all.ToString())));
    }
}
