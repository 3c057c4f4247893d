using System.Collections.Immutable;
using Zhunsheng.Documents;
using Zhunsheng.Storage;

namespace Zhunsheng.Web.Pages.Admin;

/// <summary>A line of the report on an import.</summary>
/// <param name="Row">The row of the sheet; null when it concerns the whole file.</param>
/// <param name="Place">The cell, with the name of its column.</param>
/// <param name="Message">What is wrong and how to mend it.</param>
public sealed record ImportLine(int? Row, string Place, string Message);

/// <summary>What came of an import.</summary>
/// <param name="What">What was to be imported: 单位 or 人员.</param>
/// <param name="Rows">How many rows the sheet has.</param>
/// <param name="Made">How many were made.</param>
/// <param name="Problems">What is wrong, by row.</param>
/// <param name="Accounts">The accounts made, with their first passwords.</param>
public sealed record ImportReport(string What, int Rows, int Made, ImmutableArray<ImportLine> Problems, ImmutableArray<ImportedAccount> Accounts)
{
    /// <summary>The most lines that are shown.</summary>
    public const int MostLines = 500;

    /// <summary>How many rows something is wrong with.</summary>
    public int BrokenRows => Problems.Where(p => p.Row is not null).Select(p => p.Row).Distinct().Count();

    internal static ImportReport Refused(string what, string message) => new(what, 0, 0, [new ImportLine(null, "文件", message)], []);

    internal static ImportReport Of(string what, ReadSheet sheet, ImportSheet laid, IEnumerable<ImportProblem> problems) =>
        new(what, sheet.Rows.Length, 0, [.. problems.OrderBy(p => p.Row ?? 0).Select(p => new ImportLine(p.Row, laid.Place(p), p.Message))], []);

    internal static ImportReport Of(string what, ReadSheet sheet, ImportSheet laid, ImportOutcome outcome) =>
        outcome.Problems.IsEmpty ? new(what, sheet.Rows.Length, outcome.Made, [], outcome.Accounts) : Of(what, sheet, laid, outcome.Problems);
}
