using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;

namespace Zhunsheng.Storage;

/// <summary>A project as far as it is public: what has been approved, without persons, papers or anything typed into forms besides its title.</summary>
/// <param name="Number">The number of its file.</param>
/// <param name="Title">Its title.</param>
/// <param name="RulebookId">The rulebook it follows.</param>
/// <param name="Phase">The phase on the line of life; null for none.</param>
/// <param name="OwnerId">The unit that builds it.</param>
/// <param name="OwnerName">Its name.</param>
/// <param name="OwnerCode">Its 统一社会信用代码; null when it is not known.</param>
/// <param name="Approved">What was approved, in 万元.</param>
/// <param name="Contracted">What contracts come to, in 万元; null when there is none.</param>
/// <param name="Paid">What was paid, in 万元; null when nothing is known.</param>
/// <param name="Closed">Whether its file is closed.</param>
/// <param name="Updated">When its file was added to last, in UTC.</param>
public sealed record PublicProject(
    string Number, string Title, string RulebookId, string? Phase, Guid OwnerId, string OwnerName, string? OwnerCode, decimal Approved, decimal? Contracted, decimal? Paid, bool Closed, DateTimeOffset Updated);

/// <summary>
/// The projects that an installation may make public. A project is among them from the moment its rulebook knows an approved amount (the figure 批准); never before, and never one that is handled offline.
/// </summary>
public sealed class OpenData(IDbContextFactory<ZhunshengDbContext> databases)
{
    /// <summary>The projects after a number, by number, as they are read.</summary>
    /// <param name="after">The number after which to go on; empty for the beginning.</param>
    /// <param name="limit">How many at most; null for all.</param>
    /// <param name="cancel">Stops it.</param>
    public async IAsyncEnumerable<PublicProject> Projects(string after, int? limit, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        await using var database = await databases.CreateDbContextAsync(cancel);
        var found = database.CaseList.AsNoTracking()
            .Join(database.Standings.AsNoTracking(), c => c.CaseId, s => s.CaseId, (c, s) => new { File = c, Amounts = s })
            // Closed by the act that opened it: handled elsewhere.
            .Where(x => x.Amounts.Approved != null && !(x.File.Closed && x.File.Head == 1) && x.File.Title != x.File.Number && string.Compare(x.File.Number, after) > 0)
            .OrderBy(x => x.File.Number)
            .Select(x => new { x.File, x.Amounts, Code = database.Organisations.Where(o => o.Id == x.File.OwnerId).Select(o => o.Code).FirstOrDefault() });
        await foreach (var row in (limit is { } most ? found.Take(most) : found).AsAsyncEnumerable().WithCancellation(cancel))
        {
            decimal? Money(long? stored) => stored / CaseListRecord.MoneyScale;
            yield return new PublicProject(
                row.File.Number, row.File.Title, row.File.RulebookId, row.File.Phase, row.File.OwnerId, row.File.OwnerName, row.Code, Money(row.Amounts.Approved)!.Value, Money(row.Amounts.Contracted), Money(row.Amounts.Paid), row.File.Closed, row.File.Updated);
        }
    }
}
