using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using Zhunsheng.Casework;
using Zhunsheng.Rulebooks;
using Zhunsheng.Storage.Schema;

namespace Zhunsheng.Storage;

/// <summary>Appending acts.</summary>
public sealed partial class CaseStore
{
    private const int Attempts = 5;

    /// <summary>
    /// Checks and stores an act, with the acts it brings about in other files and all lists, in one transaction. When it returns <see cref="AppendResult.Done"/> the act survives a crash.
    /// </summary>
    public async Task<AppendResult> Append(Submission submission, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(submission);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await using var database = await databases.CreateDbContextAsync(cancel);
                await using var transaction = await database.Database.BeginTransactionAsync(cancel);
                var result = await Append(database, submission, cancel);
                if (result is AppendResult.Done done)
                {
                    await database.SaveChangesAsync(cancel);
                    await Drafts.End(database, submission, done.Act, cancel);
                    await ActPlaces.Give(database, [.. done.Conveyed.Prepend(done.Act).Select(a => (a.CaseId, a.Number))], cancel);
                    await transaction.CommitAsync(CancellationToken.None);
                }

                return result;
            }
            catch (Exception failure) when (attempt > 1 && Database.IsBusy(failure))
            {
                throw new StorageUnavailableException("数据库正被占用，这次没有写进去", "等了十秒仍写不了", "请稍后再交一次；一直这样，请管理员看看有没有别的程序锁住了数据库", failure);
            }
            catch (Exception failure) when (!Database.IsContention(failure) && failure is not StorageUnavailableException && StorageFailure.Unavailable(failure) is { } what)
            {
                throw new StorageUnavailableException(what, "这次没有写进去", "请稍后再交一次，不会办两遍", failure);
            }
            catch (Exception failure) when (attempt < Attempts && Database.IsContention(failure))
            {
                // Somebody else wrote at the same time; everything of this attempt has been rolled back. Looked at anew it is done already, a conflict, or free.
            }
        }
    }

    private async Task<AppendResult> Append(ZhunshengDbContext database, Submission submission, CancellationToken cancel)
    {
        if (await Earlier(database, submission, cancel) is { } earlier)
        {
            return earlier;
        }

        await LeftFiles.Hold(database, cancel);
        switch (submission)
        {
            case OpeningSubmission opening:
                return await Open(database, opening, cancel);
            case ActSubmission act:
                return await Continue(database, submission, act.CaseId, act.SeenHead, (r, f, day) => CaseWork.Check(r, f, act.Proposal, act.Actor, day), cancel);
            case CorrectionSubmission correction:
                return await Continue(database, submission, correction.CaseId, correction.SeenHead, (r, f, _) => CaseWork.CheckCorrection(r, f, correction.Correction, correction.Actor), cancel);
            default:
                throw new ArgumentOutOfRangeException(nameof(submission));
        }
    }

    /// <summary>What the same submission made before.</summary>
    private static async Task<AppendResult?> Earlier(ZhunshengDbContext database, Submission submission, CancellationToken cancel)
    {
        if (await database.Acts.AsNoTracking().SingleOrDefaultAsync(a => a.SubmissionId == submission.SubmissionId, cancel) is not { } stored)
        {
            return null;
        }

        var act = stored.ToAct();
        if (act.Actor.UserId != submission.Actor.UserId)
        {
            return new AppendResult.NotFound("这张表单不是您的，请重新打开再填");
        }

        var record = await database.Cases.AsNoTracking().SingleAsync(c => c.Id == act.CaseId, cancel);
        return new AppendResult.Already(await CaseReading.WithActs(database, record, cancel), act);
    }

    private async Task<AppendResult> Open(ZhunshengDbContext database, OpeningSubmission submission, CancellationToken cancel)
    {
        if (library.Current(submission.RulebookId) is not { } rulebook)
        {
            return new AppendResult.NotFound($"没有叫“{submission.RulebookId}”的规则手册");
        }

        var now = clock.GetUtcNow();
        var today = LegalDay.Of(now);
        var begun = rulebook.FindStep(submission.Proposal.Step) is { } opens
            ? await CaseRegisters.Look(database, CaseFile.Begin(Guid.CreateVersion7(now), "", rulebook, opens.Kind, submission.Actor.OrganisationId, submission.Actor.OrganisationName), rulebook, cancel)
            : null;
        var check = await Chosen(database, await Named(database, Attached(CaseWork.Check(rulebook, begun, submission.Proposal, submission.Actor, today)), cancel), cancel);
        if (!check.Ok || begun is null)
        {
            return new AppendResult.Refused(check);
        }

        var kind = check.Step!.Kind;
        var number = await CaseNumbers.Next(database, rulebook, kind, today.Year, cancel);
        var file = begun with { Number = number };
        var record = CaseRecord.Of(file);
        database.Cases.Add(record);
        return await Store(database, submission, record, file, check, now, cancel);
    }

    private async Task<AppendResult> Continue(
        ZhunshengDbContext database, Submission submission, Guid id, int seen, Func<Rulebook, CaseFile, DateOnly, ActCheck> look, CancellationToken cancel)
    {
        if (await CaseReading.Locked(database, id, cancel) is not { } locked)
        {
            return new AppendResult.NotFound("没有这份案卷");
        }

        // Whoever waited for the lock may have waited for the first of two identical submissions.
        if (await Earlier(database, submission, cancel) is { } earlier)
        {
            return earlier;
        }

        var (record, file) = locked;
        if (seen != file.Head)
        {
            return new AppendResult.Conflict(file, [.. file.Acts.Where(a => a.Number > seen)]);
        }

        if (await library.ByDigest(file.RulebookId, file.RulebookDigest, cancel) is not { } rulebook)
        {
            return new AppendResult.NotFound($"案卷{file.Number}所依的规则手册内容（{file.RulebookId}，{file.RulebookDigest[..12]}）读不出来，请告诉管理员");
        }

        file = await CaseRegisters.Look(database, file, rulebook, cancel);
        var now = clock.GetUtcNow();
        var check = await Chosen(database, await Named(database, Attached(look(rulebook, file, LegalDay.Of(now))), cancel), cancel);
        return check.Ok ? await Store(database, submission, record, file, check, now, cancel) : new AppendResult.Refused(check);
    }

    private async Task<AppendResult> Store(
        ZhunshengDbContext database, Submission submission, CaseRecord record, CaseFile file, ActCheck check, DateTimeOffset now, CancellationToken cancel)
    {
        check = await DocumentNumbers.Free(database, check, file.Id, cancel);
        if (!check.Ok)
        {
            return new AppendResult.Refused(check);
        }

        check = await DocumentNumbers.Give(database, check, LegalDay.Of(now).Year, cancel);
        var act = CaseWork.Make(file, check, submission.Actor, now, submission.SubmissionId);
        var after = file.With(act);
        if (await Add(database, record, after, check.Rulebook, cancel) is { } taken)
        {
            return new AppendResult.Refused(check with { Refusals = [taken] });
        }

        var (conveyed, refusals) = await Convey(database, check, after, act, submission.Actor, now, cancel);
        return refusals.IsEmpty ? new AppendResult.Done(after, act, conveyed) : new AppendResult.Refused(check with { Refusals = refusals });
    }

    /// <summary>Puts the last act of a file into the tables and the lists. Returns a refusal when the key of the file is taken.</summary>
    private static async Task<Refusal?> Add(ZhunshengDbContext database, CaseRecord record, CaseFile file, Rulebook rulebook, CancellationToken cancel)
    {
        var act = file.Acts[^1];
        var key = CaseListing.UniqueKeyOf(file, rulebook);
        if (key is not null && await database.Cases.AsNoTracking().FirstOrDefaultAsync(c => c.UniqueKey == key && c.Id != file.Id, cancel) is { } other)
        {
            return new Refusal(RefusalKind.KeyTaken, $"同样的{rulebook.Kinds.First(k => k.Name == file.Kind).KeyFact}已经有{file.Kind}案卷：{other.Number}（{other.OwnerName}）")
            {
                Remedy = "在那份案卷里继续办理",
                CaseNumber = other.Number,
            };
        }

        record.Head = act.Number;
        record.HeadDigest = act.Digest;
        record.UniqueKey = key;
        database.Acts.Add(ActRecord.Of(act));
        foreach (var paper in act.Papers.DistinctBy(p => p.Digest))
        {
            if (await database.Attachments.FindAsync([paper.Digest], cancel) is null)
            {
                database.Attachments.Add(new AttachmentRecord { Digest = paper.Digest, Size = paper.Size, MediaType = paper.MediaType, FirstSeen = act.At });
            }
        }

        await CaseLists.Write(database, file, rulebook, act.On, act.At, sameActs: false, cancel);
        return null;
    }

    /// <summary>The acts that an act brings about in other files, all or none.</summary>
    private async Task<(ImmutableArray<Act> Acts, ImmutableArray<Refusal> Refusals)> Convey(
        ZhunshengDbContext database, ActCheck source, CaseFile from, Act cause, Actor actor, DateTimeOffset now, CancellationToken cancel)
    {
        // A correction says anew what was said; what was brought about then stands.
        if (source.Conveys.IsEmpty || source.Corrects is not null)
        {
            return ([], []);
        }

        var acts = ImmutableArray.CreateBuilder<Act>();
        var refusals = ImmutableArray.CreateBuilder<Refusal>();
        foreach (var order in source.Conveys.OrderBy(o => o.CaseNumber, StringComparer.Ordinal))
        {
            var id = await database.Cases.Where(c => c.Number == order.CaseNumber && c.RulebookId == from.RulebookId).Select(c => (Guid?)c.Id).SingleOrDefaultAsync(cancel);
            if (id is null || id == from.Id || await CaseReading.Locked(database, id.Value, cancel) is not { } target)
            {
                refusals.Add(Refuse(order, "没有这份案卷"));
                continue;
            }

            if (await library.ByDigest(target.File.RulebookId, target.File.RulebookDigest, cancel) is not { } rulebook)
            {
                refusals.Add(Refuse(order, "它所依的规则手册内容读不出来"));
                continue;
            }

            var there = await CaseRegisters.Look(database, target.File, rulebook, cancel);
            var check = CaseWork.CheckConveyed(rulebook, there, order, source, actor, cause.On);
            if (!check.Ok)
            {
                refusals.AddRange(check.Refusals.Select(r => Refuse(order, r.Message) with { Article = r.Article, Remedy = r.Remedy, Gate = r.Gate, Facts = r.Facts, Unknown = r.Unknown }));
                refusals.AddRange(check.Fields.Concat(check.Papers).Select(f => Refuse(order, $"{f.Name}：{f.Message}")));
                continue;
            }

            var act = CaseWork.Make(there, check, actor, now, Derived(cause.SubmissionId, id.Value), new ActReference(from.Id, from.Number, cause.Number));
            if (await Add(database, target.Record, there.With(act), rulebook, cancel) is { } taken)
            {
                refusals.Add(Refuse(order, taken.Message));
                continue;
            }

            acts.Add(act);
        }

        return (acts.ToImmutable(), refusals.ToImmutable());
    }

    private static Refusal Refuse(ConveyanceOrder order, string message) => new(RefusalKind.Conveyed, $"{order.CaseNumber}：{message}") { CaseNumber = order.CaseNumber };

    /// <summary>The submission of an act that another submission brings about: the same each time.</summary>
    private static Guid Derived(Guid submission, Guid file) => new(Sm3.Hash([.. submission.ToByteArray(), .. file.ToByteArray()]).AsSpan(0, 16));

    /// <summary>The check, with an error for every fact that names the organisation of a role and names one that does not hold it: nobody could go on with the file.</summary>
    private static async Task<ActCheck> Named(ZhunshengDbContext database, ActCheck check, CancellationToken cancel)
    {
        foreach (var role in check.Rulebook.Roles.Where(r => r.Named is not null))
        {
            var named = NamedOrganisations.Of(check.Asked.GetValueOrDefault(role.Named!));
            if (!named.IsEmpty && await OrganisationsIn(database, check.Rulebook.Id, role.Name, cancel) is { IsEmpty: false } known && named.FirstOrDefault(n => !known.Contains(n)) is { } unknown)
            {
                var listed = known.Length <= 12 ? $"，可选：{string.Join("、", known)}" : "";
                check = check with { Fields = check.Fields.Add(new FieldError(role.Named!, $"没有叫“{unknown}”的{role.Label}{listed}；新的单位请管理员先登记")) };
            }
        }

        return check;
    }

    /// <summary>The check, with an error for every paper whose file is not kept here.</summary>
    private ActCheck Attached(ActCheck check) => check with
    {
        Papers =
        [
            .. check.Papers,
            .. check.Proposal.Papers.Where(p => attachments.SizeOf(p.Digest) != p.Size).Select(p => new FieldError(p.Title, $"文件“{p.FileName}”没有存好，请重新上传")),
        ],
    };
}
