using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using Zhunsheng.Storage.Schema;

namespace Zhunsheng.Storage;

/// <summary>A query that somebody has kept under a name.</summary>
internal sealed class SavedQueryRecord
{
    public Guid Id { get; set; }

    public Guid UserId { get; set; }

    public Guid OrganisationId { get; set; }

    /// <summary>The list it is for.</summary>
    public required string List { get; set; }

    public required string Name { get; set; }

    /// <summary>What stands behind the question mark of the address.</summary>
    public required string Query { get; set; }

    public bool Shared { get; set; }

    public DateTimeOffset Created { get; set; }
}

/// <summary>A query that somebody has kept under a name.</summary>
/// <param name="Id">Identifies it.</param>
/// <param name="List">The list it is for: projects, plan, search.</param>
/// <param name="Name">Its name.</param>
/// <param name="Query">What stands behind the question mark of the address of the list. Whoever opens it sees what that person may see.</param>
/// <param name="Shared">Whether the colleagues of the organisation see it too.</param>
/// <param name="Own">Whether it is the asking person's own.</param>
/// <param name="By">Who keeps it.</param>
public sealed record SavedQuery(Guid Id, string List, string Name, string Query, bool Shared, bool Own, string By);

/// <summary>Keeps the queries that people use often.</summary>
public sealed class SavedQueries(IDbContextFactory<ZhunshengDbContext> databases, TimeProvider clock)
{
    /// <summary>How many a person may keep for one list.</summary>
    public const int MostOfAPerson = 30;

    /// <summary>The longest name in characters.</summary>
    public const int LongestName = 40;

    /// <summary>The longest query in characters.</summary>
    public const int LongestQuery = 2000;

    /// <summary>Those of a person for a list, then those that colleagues share, each by name.</summary>
    public async Task<ImmutableArray<SavedQuery>> Of(string list, Guid userId, Guid organisationId, CancellationToken cancel = default)
    {
        await using var database = await databases.CreateDbContextAsync(cancel);
        var rows = await database.SavedQueries.AsNoTracking()
            .Where(q => q.List == list && (q.UserId == userId || (q.Shared && q.OrganisationId == organisationId)))
            .Join(database.Users, q => q.UserId, u => u.Id, (q, u) => new { Query = q, u.DisplayName, u.OrganisationId }).ToListAsync(cancel);

        // What somebody shared who has left the organisation is not shared any more.
        return [.. rows.Where(r => r.Query.UserId == userId || r.OrganisationId == organisationId)
            .OrderBy(r => r.Query.UserId != userId).ThenBy(r => r.Query.Name, StringComparer.Ordinal).ThenBy(r => r.Query.Id)
            .Select(r => new SavedQuery(r.Query.Id, r.Query.List, r.Query.Name, r.Query.Query, r.Query.Shared, r.Query.UserId == userId, r.DisplayName))];
    }

    /// <summary>Keeps a query under a name; one of the same name is replaced. Returns what is wrong, in Chinese; null when done.</summary>
    public async Task<string?> Save(string list, string? name, string query, bool shared, Guid userId, Guid organisationId, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        if (NameOf(name) is not { } called)
        {
            return $"给这个查询起个名字，不超过{LongestName}字";
        }

        if (query.Length > LongestQuery)
        {
            return "查询条件太长，存不下；请减少几个条件";
        }

        await using var database = await databases.CreateDbContextAsync(cancel);
        if (await database.SavedQueries.SingleOrDefaultAsync(q => q.UserId == userId && q.List == list && q.Name == called, cancel) is { } same)
        {
            (same.Query, same.Shared, same.OrganisationId) = (query, shared, organisationId);
        }
        else if (await database.SavedQueries.CountAsync(q => q.UserId == userId && q.List == list, cancel) >= MostOfAPerson)
        {
            return $"每人最多存{MostOfAPerson}个常用查询，请先删掉不用的";
        }
        else
        {
            var now = clock.GetUtcNow();
            database.SavedQueries.Add(new SavedQueryRecord
            {
                Id = Guid.CreateVersion7(now), UserId = userId, OrganisationId = organisationId, List = list, Name = called, Query = query, Shared = shared, Created = now,
            });
        }

        return await Saved(database, called, cancel);
    }

    /// <summary>Gives another name. Returns what is wrong, in Chinese; null when done. Somebody else's is as if it were not there.</summary>
    public async Task<string?> Rename(Guid id, string? name, Guid userId, CancellationToken cancel = default)
    {
        if (NameOf(name) is not { } called)
        {
            return $"写新的名字，不超过{LongestName}字";
        }

        await using var database = await databases.CreateDbContextAsync(cancel);
        if (await database.SavedQueries.SingleOrDefaultAsync(q => q.Id == id && q.UserId == userId, cancel) is not { } found)
        {
            return "没有这个常用查询";
        }

        if (await database.SavedQueries.AnyAsync(q => q.UserId == userId && q.List == found.List && q.Name == called && q.Id != id, cancel))
        {
            return $"你已经有一个叫“{called}”的，请换个名字";
        }

        found.Name = called;
        return await Saved(database, called, cancel);
    }

    /// <summary>Removes one. Returns whether there was one of this person.</summary>
    public async Task<bool> Delete(Guid id, Guid userId, CancellationToken cancel = default)
    {
        await using var database = await databases.CreateDbContextAsync(cancel);
        return await database.SavedQueries.Where(q => q.Id == id && q.UserId == userId).ExecuteDeleteAsync(cancel) > 0;
    }

    private static async Task<string?> Saved(ZhunshengDbContext database, string name, CancellationToken cancel)
    {
        try
        {
            await database.SaveChangesAsync(cancel);
            return null;
        }
        catch (DbUpdateException raced) when (Database.IsContention(raced))
        {
            return $"你刚刚已经存过一个叫“{name}”的，请刷新看看";
        }
    }

    private static string? NameOf(string? name)
    {
        var clean = Segmentation.Clean((name ?? "").Replace('\n', ' ')).Trim();
        return clean.Length is 0 or > LongestName ? null : clean;
    }
}
