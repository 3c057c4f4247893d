using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Zhunsheng.Rulebooks;

namespace Zhunsheng.Storage;

/// <summary>Gives out case numbers: HLJ-2026-0001 for the first kind of a rulebook, HLJ-年度计划-2026-0001 for the others; without gaps in a series and year.</summary>
internal static class CaseNumbers
{
    /// <summary>The next number. Whoever asks next waits until the transaction at hand ends; when it fails the number is given out again.</summary>
    public static async Task<string> Next(ZhunshengDbContext database, Rulebook rulebook, string kind, int year, CancellationToken cancel)
    {
        var series = SeriesOf(rulebook, kind);
        var last = await database.Database
            .SqlQuery<int>($"INSERT INTO case_counters (series, year, last) VALUES ({series}, {year}, 1) ON CONFLICT (series, year) DO UPDATE SET last = case_counters.last + 1 RETURNING last")
            .ToListAsync(cancel);
        return Written(series, year, last[0]);
    }

    /// <summary>What the numbers of a kind begin with.</summary>
    public static string SeriesOf(Rulebook rulebook, string kind) => kind == rulebook.Kinds[0].Name ? rulebook.NumberPrefix : $"{rulebook.NumberPrefix}-{kind}";

    /// <summary>A number as people write it.</summary>
    public static string Written(string series, int year, int ordinal) => string.Create(CultureInfo.InvariantCulture, $"{series}-{year}-{ordinal:0000}");
}
