using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;

namespace Zhunsheng.Storage;

/// <summary>Verifies the chain of the administration's log.</summary>
internal static class AdminLogVerification
{
    private const int Piece = 1000;

    /// <summary>Reads the whole log up to its end as it is now. Returns how many entries there are.</summary>
    public static async Task<long> Verify(IDbContextFactory<ZhunshengDbContext> databases, ImmutableArray<StoredFinding>.Builder findings, CancellationToken cancel)
    {
        await using var database = await databases.CreateDbContextAsync(cancel);
        var head = await AdminLog.Head(database, cancel);
        var (expected, previous, count) = (1L, AdminLog.Root, 0L);
        for (var after = 0L; ;)
        {
            var piece = await database.AdminEvents.AsNoTracking().Where(e => e.Number > after && e.Number <= head.Number).OrderBy(e => e.Number).Take(Piece).ToListAsync(cancel);
            foreach (var entry in piece)
            {
                if (entry.Number != expected)
                {
                    Add(entry.Number == expected + 1 ? $"管理日志缺少第{expected}条" : $"管理日志缺少第{expected}至{entry.Number - 1}条");
                }
                else if (entry.PreviousDigest != previous)
                {
                    Add($"管理日志第{entry.Number}条接不上前一条，被调换或改动过");
                }

                if (AdminLog.DigestOf(entry, entry.PreviousDigest) != entry.Digest)
                {
                    Add($"管理日志第{entry.Number}条的内容与摘要不符，被改动过");
                }

                (expected, previous, after) = (entry.Number + 1, entry.Digest, entry.Number);
            }

            count += piece.Count;
            if (piece.Count < Piece)
            {
                break;
            }
        }

        if (expected != head.Number + 1 || previous != head.Digest)
        {
            Add($"管理日志记着最后是第{head.Number}条，存着的最后是第{expected - 1}条，或摘要不符");
        }

        var strays = await database.AdminEvents.CountAsync(e => e.Number <= 0, cancel);
        if (strays > 0)
        {
            Add($"管理日志里有{strays}条不在链上，不是本程序写的");
        }

        return count;

        void Add(string message) => findings.Add(new StoredFinding(null, null, message));
    }
}
