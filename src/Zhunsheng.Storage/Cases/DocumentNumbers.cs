using Microsoft.EntityFrameworkCore;
using Zhunsheng.Casework;
using Zhunsheng.Rulebooks;

namespace Zhunsheng.Storage;

/// <summary>Gives official documents their numbers (文号): per office, series and year from 1, without gaps, within the transaction that keeps the act.</summary>
internal static class DocumentNumbers
{
    /// <summary>
    /// The check with all numbers it is due. Whoever asks next for the same series waits until the transaction at hand ends; when that fails, the number is given out again.
    /// </summary>
    public static async Task<ActCheck> Give(ZhunshengDbContext database, ActCheck check, int year, CancellationToken cancel)
    {
        if (check.Numbers.IsEmpty)
        {
            return check;
        }

        await Hold(database, check.Rulebook.Id, cancel);
        var given = new List<KeyValuePair<string, string>>();
        foreach (var due in check.Numbers.OrderBy(n => n.Series.For(n.Sign), StringComparer.Ordinal))
        {
            given.Add(KeyValuePair.Create(due.Fact.Name, await Next(database, check.Rulebook.Id, due, year, cancel)));
        }

        return check.Numbered(given);
    }

    /// <summary>The check, with an error for every number that was typed in and that another document bears.</summary>
    public static async Task<ActCheck> Free(ZhunshengDbContext database, ActCheck check, Guid caseId, CancellationToken cancel)
    {
        foreach (var (name, value) in check.Asked.OrderBy(a => a.Key, StringComparer.Ordinal))
        {
            if (value.AsString is not { } number || check.Rulebook.SeriesOf(check.Rulebook.Facts[name]) is null)
            {
                continue;
            }

            await Hold(database, check.Rulebook.Id, cancel);
            if (await database.NumberedDocuments.AsNoTracking().AnyAsync(d => d.RulebookId == check.Rulebook.Id && d.Number == number && !(d.CaseId == caseId && d.Act == check.Corrects && d.Fact == name), cancel))
            {
                check = check with { Fields = check.Fields.Add(new FieldError(name, $"文号“{number}”已经用在别的文书上，一个文号只能用一次；请核对")) };
            }
        }

        return check;
    }

    /// <summary>Lets nobody else give out or take a number of the rulebook until the transaction at hand ends: whoever waited sees the numbers taken before.</summary>
    private static Task<int> Hold(ZhunshengDbContext database, string rulebook, CancellationToken cancel) =>
        database.Database.ExecuteSqlAsync($"INSERT INTO document_counters (rulebook_id, form, year, last) VALUES ({rulebook}, {HeldForm}, 0, 0) ON CONFLICT (rulebook_id, form, year) DO UPDATE SET last = 0", cancel);

    /// <summary>The form of the row that is held: no series has it.</summary>
    public const string HeldForm = "";

    private static async Task<string> Next(ZhunshengDbContext database, string rulebook, NumberDue due, int year, CancellationToken cancel)
    {
        var form = due.Series.For(due.Sign);

        // Numbers that were typed in before the system took over count as given.
        var parts = DocumentNumber.Parse(due.Series.Format(due.Sign, year, 1));
        var typed = parts is { } p
            ? await database.NumberedDocuments.Where(d => d.RulebookId == rulebook && d.Word == p.Word && d.Year == year).MaxAsync(d => (int?)d.Ordinal, cancel) ?? 0
            : 0;
        var last = await database.Database
            .SqlQuery<int>($"INSERT INTO document_counters (rulebook_id, form, year, last) VALUES ({rulebook}, {form}, {year}, {typed + 1}) ON CONFLICT (rulebook_id, form, year) DO UPDATE SET last = CASE WHEN document_counters.last > {typed} THEN document_counters.last ELSE {typed} END + 1 RETURNING last")
            .ToListAsync(cancel);
        return due.Series.Format(due.Sign, year, last[0]);
    }
}
