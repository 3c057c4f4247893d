using Microsoft.EntityFrameworkCore;
using Zhunsheng.Casework;

namespace Zhunsheng.Storage;

/// <summary>Reads case files from the tables.</summary>
internal static class CaseReading
{
    /// <summary>A file that nobody else can add to until the transaction at hand ends; null when there is none. SQLite has one writer at a time anyway.</summary>
    public static async Task<(CaseRecord Record, CaseFile File)?> Locked(ZhunshengDbContext database, Guid id, CancellationToken cancel)
    {
        var query = database.Database.IsNpgsql()
            ? database.Cases.FromSql($"SELECT * FROM cases WHERE id = {id} FOR UPDATE")
            : database.Cases.Where(c => c.Id == id);
        return await query.SingleOrDefaultAsync(cancel) is { } record ? (record, await WithActs(database, record, cancel)) : null;
    }

    /// <summary>The file of a head, with the acts up to it.</summary>
    public static async Task<CaseFile> WithActs(ZhunshengDbContext database, CaseRecord record, CancellationToken cancel)
    {
        var acts = await database.Acts.AsNoTracking().Where(a => a.CaseId == record.Id && a.Number <= record.Head).OrderBy(a => a.Number).ToListAsync(cancel);
        return record.ToFile(acts.Select(a => a.ToAct()));
    }
}
