using System.Collections.Immutable;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Zhunsheng.Casework;
using Zhunsheng.Feel;
using Zhunsheng.Storage.Schema;

namespace Zhunsheng.Storage;

/// <summary>
/// Forms kept until they are handed in. A draft belongs to an organisation and a form; those of others do not exist. Two people who fill the same one are told of each other:
/// a saving names the version it rests on. The append that makes the act takes the draft away in the same transaction (<see cref="CaseStore.Append(Submission, CancellationToken)"/>).
/// Safe to use from many threads and several nodes.
/// </summary>
public sealed class Drafts(IDbContextFactory<ZhunshengDbContext> databases, TimeProvider clock)
{
    /// <summary>How many drafts of files yet to be opened an organisation may have.</summary>
    public const int MostOpenings = 200;

    private const int Attempts = 5;

    /// <summary>Names a form within a case file.</summary>
    /// <param name="file">The case file.</param>
    /// <param name="step">The step.</param>
    /// <param name="key">For a step that occurs once per value: the value.</param>
    /// <param name="corrects">For a correction: the number of the act; null otherwise.</param>
    public static string FormOf(Guid file, string step, FeelValue key, int? corrects) => FormOf(file.ToString("N", CultureInfo.InvariantCulture), step, key, corrects);

    /// <summary>Names the form that opens a case file.</summary>
    /// <param name="rulebook">The rulebook.</param>
    /// <param name="step">The opening step.</param>
    public static string FormOf(string rulebook, string step) => FormOf(rulebook, step, FeelValue.Null, null);

    /// <summary>The drafts of an organisation that people with these roles may take up, the latest first.</summary>
    public async Task<ImmutableArray<DraftRow>> List(Guid organisation, ImmutableArray<(string RulebookId, string Role)> roles, CancellationToken cancel = default)
    {
        var names = roles.Select(r => r.Role).Distinct().ToList();
        await using var database = await databases.CreateDbContextAsync(cancel);
        var found = await database.Drafts.AsNoTracking().Where(d => d.OrganisationId == organisation && names.Contains(d.Role))
            .OrderByDescending(d => d.SavedAt).ThenBy(d => d.Id)
            .Select(d => new { d.RulebookId, d.Role, Row = new DraftRow(d.Id, d.Title, d.Address, d.CaseNumber, d.Form, d.SavedAt, d.SavedBy) })
            .Take(2000).ToListAsync(cancel);
        return [.. found.Where(d => roles.Contains((d.RulebookId, d.Role))).Select(d => d.Row)];
    }

    /// <summary>A draft of an organisation; null when there is none or it is not theirs.</summary>
    public async Task<Draft?> Find(Guid id, Guid organisation, CancellationToken cancel = default)
    {
        await using var database = await databases.CreateDbContextAsync(cancel);
        return (await database.Drafts.AsNoTracking().SingleOrDefaultAsync(d => d.Id == id && d.OrganisationId == organisation, cancel))?.ToDraft();
    }

    /// <summary>The draft of a form in a case file; null when there is none.</summary>
    public async Task<Draft?> Of(Guid organisation, string form, CancellationToken cancel = default)
    {
        var unique = DraftRecord.UniqueOf(organisation, form);
        await using var database = await databases.CreateDbContextAsync(cancel);
        return (await database.Drafts.AsNoTracking().SingleOrDefaultAsync(d => d.UniqueForm == unique, cancel))?.ToDraft();
    }

    /// <summary>Keeps what was typed, unless somebody else has saved since.</summary>
    public async Task<DraftOutcome> Save(DraftSave save, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(save);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await Try(save, cancel);
            }
            catch (Exception failure) when (attempt < Attempts && Database.IsContention(failure))
            {
                // Somebody saved at the same moment; looked at anew it is a conflict, or free.
            }
            catch (Exception failure) when (!Database.IsBusy(failure) && failure is not StorageUnavailableException && StorageFailure.Unavailable(failure) is { } what)
            {
                throw new StorageUnavailableException(what, "草稿没有存上", "请稍后再存一次", failure);
            }
            catch (Exception failure) when (Database.IsBusy(failure))
            {
                throw new StorageUnavailableException("数据库正被占用，草稿没有存上", "等了十秒仍写不了", "请稍后再存一次", failure);
            }
        }
    }

    /// <summary>Throws a draft of an organisation away. False when there was none.</summary>
    public async Task<bool> Discard(Guid id, Guid organisation, CancellationToken cancel = default)
    {
        await using var database = await databases.CreateDbContextAsync(cancel);
        return await database.Drafts.Where(d => d.Id == id && d.OrganisationId == organisation).ExecuteDeleteAsync(cancel) > 0;
    }

    /// <summary>Takes away what an act has made needless: the draft named in the submission, and the draft of the same form in the same organisation. Within the transaction of the act.</summary>
    internal static async Task End(ZhunshengDbContext database, Submission submission, Act act, CancellationToken cancel)
    {
        var organisation = act.Actor.OrganisationId;
        var unique = DraftRecord.UniqueOf(organisation, FormOf(act.CaseId, act.Step, act.Key, act.Corrects));
        var named = submission.DraftId;
        await database.Drafts.Where(d => d.UniqueForm == unique || (d.Id == named && d.OrganisationId == organisation)).ExecuteDeleteAsync(cancel);
    }

    private static string FormOf(string about, string step, FeelValue key, int? corrects) =>
        string.Create(CultureInfo.InvariantCulture, $"{about}/{step}/{(key.IsNull ? "" : ActCodec.EncodeValue(key))}/{corrects}");

    private async Task<DraftOutcome> Try(DraftSave save, CancellationToken cancel)
    {
        var subject = save.Subject;
        await using var database = await databases.CreateDbContextAsync(cancel);
        if (await database.Acts.AnyAsync(a => a.SubmissionId == save.Submission, cancel))
        {
            return new DraftOutcome.Made();
        }

        var unique = DraftRecord.UniqueOf(subject);
        var record = unique is null
            ? await database.Drafts.SingleOrDefaultAsync(d => d.Id == save.Id, cancel)
            : await database.Drafts.SingleOrDefaultAsync(d => d.UniqueForm == unique, cancel);
        if (record is null)
        {
            if (save.Version > 0)
            {
                return new DraftOutcome.Gone();
            }

            if (unique is null && await database.Drafts.CountAsync(d => d.OrganisationId == subject.OrganisationId && d.UniqueForm == null, cancel) >= MostOpenings)
            {
                return new DraftOutcome.TooMany(MostOpenings);
            }

            record = new DraftRecord
            {
                // An identifier in use by others is not theirs to know of.
                Id = await database.Drafts.AnyAsync(d => d.Id == save.Id, cancel) ? Guid.CreateVersion7(clock.GetUtcNow()) : save.Id,
                OrganisationId = subject.OrganisationId,
                UniqueForm = unique,
                RulebookId = "",
                Role = "",
                Form = subject.Form,
                Title = "",
                Address = "",
                SavedBy = "",
                Body = "",
            };
            database.Drafts.Add(record);
        }
        else if (record.OrganisationId != subject.OrganisationId || record.Form != subject.Form)
        {
            return new DraftOutcome.Gone();
        }
        else if (record.Version != save.Version && (record.Submission != save.Submission || record.SavedById != save.UserId))
        {
            return new DraftOutcome.Conflict(record.ToDraft());
        }

        record.RulebookId = subject.RulebookId;
        record.Role = subject.Role;
        record.Title = subject.Title;
        record.Address = unique is null ? $"{subject.Address}&draft={record.Id:D}" : subject.Address;
        record.CaseNumber = subject.CaseNumber;
        record.Head = save.Head;
        record.Version++;
        record.Submission = save.Submission;
        record.SavedAt = clock.GetUtcNow();
        record.SavedById = save.UserId;
        record.SavedBy = save.UserName;
        record.Body = DraftText.Write(save.Content);
        await database.SaveChangesAsync(cancel);
        return new DraftOutcome.Saved(record.ToDraft());
    }
}
