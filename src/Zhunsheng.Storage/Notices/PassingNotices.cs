using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Zhunsheng.Casework;
using Zhunsheng.Storage.Schema;

namespace Zhunsheng.Storage;

/// <summary>What the passing of days tells outside case files: drafts that have lain, deputies whose time begins or is over; and the end of what nobody needs any more.</summary>
public sealed class PassingNotices(IDbContextFactory<ZhunshengDbContext> databases, TimeProvider clock)
{
    private const int KeptDays = 400;
    private const int KeptMailDays = 90;
    private const int Attempts = 3;

    /// <summary>Writes what the day brings. Every node may do so at any time: whoever comes second finds it done.</summary>
    public async Task Write(CancellationToken cancel = default)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await using var database = await databases.CreateDbContextAsync(cancel);
                await using var transaction = await database.Database.BeginTransactionAsync(cancel);
                var now = clock.GetUtcNow();
                await Drafts(database, now, cancel);
                await Deputies(database, now, null, cancel);
                await Forget(database, now, cancel);
                await database.SaveChangesAsync(cancel);
                await transaction.CommitAsync(CancellationToken.None);
                return;
            }
            catch (Exception failure) when (attempt < Attempts && Database.IsContention(failure))
            {
                // Another node wrote the same at the same moment; looked at anew it is there.
            }
        }
    }

    /// <summary>Tells both people of appointments that have begun or are over.</summary>
    /// <param name="database">The database; the caller saves.</param>
    /// <param name="now">The moment.</param>
    /// <param name="only">Only this appointment; null for all.</param>
    /// <param name="cancel">Stops it.</param>
    internal static async Task Deputies(ZhunshengDbContext database, DateTimeOffset now, Guid? only, CancellationToken cancel)
    {
        var today = LegalDay.Of(now);
        var recent = today.AddDays(-7);
        var appointments = await database.Deputies.AsNoTracking().Include(d => d.Principal).Include(d => d.Person)
            .Where(d => (only == null || d.Id == only) && d.FirstDay <= today && (d.LastDay >= recent || only != null)).ToListAsync(cancel);
        var notices = new List<NoticeRecord>();
        foreach (var d in appointments)
        {
            var (principal, person) = (d.Principal!.DisplayName, d.Person!.DisplayName);
            var last = string.Create(CultureInfo.InvariantCulture, $"{d.LastDay:yyyy-MM-dd}");
            if (d.HoldsOn(today))
            {
                Tell($"deputy|{d.Id:N}|begin", $"{person}代{principal}办理，到{last}（含）为止");
            }
            else if (d.Ended is { } ended ? LegalDay.Of(ended) >= d.FirstDay : d.LastDay < today)
            {
                Tell($"deputy|{d.Id:N}|end", $"{person}代{principal}办理已经结束{(d.Ended is null ? "" : "（提前结束）")}");
            }

            void Tell(string occasion, string word) => notices.AddRange(new[] { d.PrincipalId, d.DeputyId }.Select(u => new NoticeRecord
            {
                Id = Guid.CreateVersion7(now), UserId = u, Occasion = occasion, Kind = NoticeKind.Deputy, Word = word, Address = "/account/password#deputies", At = now,
            }));
        }

        await NoticeWriter.Add(database, notices, cancel);
    }

    private static async Task Drafts(ZhunshengDbContext database, DateTimeOffset now, CancellationToken cancel)
    {
        var before = now.AddDays(-NoticeHabits.DraftDays);
        var drafts = await database.Drafts.AsNoTracking().Where(d => d.SavedAt < before && database.Users.Any(u => u.Id == d.SavedById && u.OrganisationId == d.OrganisationId && !u.Disabled && !u.Locked)
                && !database.Notices.Any(n => n.UserId == d.SavedById && n.Kind == NoticeKind.Draft && n.Address == d.Address && n.At > d.SavedAt))
            .Select(d => new { d.Id, d.Version, d.SavedById, d.Title, d.Address, d.SavedAt, d.CaseNumber }).Take(1000).ToListAsync(cancel);
        var numbers = drafts.Select(d => d.CaseNumber).OfType<string>().Distinct().ToList();
        var files = await database.CaseList.AsNoTracking().Where(c => numbers.Contains(c.Number)).ToDictionaryAsync(c => c.Number, c => c.CaseId, cancel);
        await NoticeWriter.Add(database, [.. drafts.Select(d => new NoticeRecord
        {
            Id = Guid.CreateVersion7(now), UserId = d.SavedById, Kind = NoticeKind.Draft, Word = d.Title, Address = d.Address, At = now,
            Occasion = string.Create(CultureInfo.InvariantCulture, $"draft|{d.Id:N}|{d.Version}"), CaseId = d.CaseNumber is null ? null : files.GetValueOrDefault(d.CaseNumber),
        })], cancel);
    }

    private static async Task Forget(ZhunshengDbContext database, DateTimeOffset now, CancellationToken cancel)
    {
        var (old, oldMail) = (now.AddDays(-KeptDays), now.AddDays(-KeptMailDays));
        await database.Notices.Where(n => n.At < old && n.ReadAt != null).ExecuteDeleteAsync(cancel);
        await database.Mails.Where(m => m.EndedAt < oldMail && m.State != MailState.Uncertain && m.State != MailState.Failed).ExecuteDeleteAsync(cancel);
    }
}
