using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Zhunsheng.Casework;

namespace Zhunsheng.Storage;

/// <summary>A finding about stored data.</summary>
/// <param name="CaseNumber">The case file; null when it concerns none.</param>
/// <param name="ActNumber">The act; null when it concerns none.</param>
/// <param name="Message">What is wrong, in Chinese.</param>
public sealed record StoredFinding(string? CaseNumber, int? ActNumber, string Message);

/// <summary>What the verification of everything came to.</summary>
/// <param name="Cases">How many case files were read.</param>
/// <param name="Acts">How many acts.</param>
/// <param name="Attachments">How many different attachments.</param>
/// <param name="Findings">Everything wrong; empty when all is well.</param>
public sealed record VerificationReport(int Cases, int Acts, int Attachments, ImmutableArray<StoredFinding> Findings)
{
    /// <summary>How many entries of the administration's log were read.</summary>
    public required long LogEntries { get; init; }
}

/// <summary>
/// Verifies all chains, the administration's log among them, the columns beside them, the attachments and the lists: whether everything that was acknowledged is there as it was made.
/// Works on what is stored when it begins a file; acts added meanwhile are no fault.
/// </summary>
public sealed class ChainVerifier(IDbContextFactory<ZhunshengDbContext> databases, RulebookLibrary library, AttachmentStore attachments, PaperTexts texts)
{
    private const int PieceLength = 81920;

    /// <summary>Reads everything once.</summary>
    public async Task<VerificationReport> VerifyAll(CancellationToken cancel = default)
    {
        var findings = ImmutableArray.CreateBuilder<StoredFinding>();
        var papers = new Dictionary<string, (Attachment Paper, string CaseNumber, int Act)>();
        var acts = 0;
        var ids = await CaseIds(findings, cancel);
        var numbers = new NumberVerification();
        foreach (var id in ids)
        {
            acts += await VerifyCase(id, findings, papers, numbers, cancel);
        }

        await using (var database = await databases.CreateDbContextAsync(cancel))
        {
            await InspectionLots.Verify(database, findings, cancel);
            findings.AddRange(numbers.Findings(await database.DocumentCounters.AsNoTracking().ToListAsync(cancel)));
        }

        foreach (var (paper, number, act) in papers.Values)
        {
            await VerifyAttachment(paper, number, act, findings, cancel);
        }

        var entries = await AdminLogVerification.Verify(databases, findings, cancel);
        return new VerificationReport(ids.Count, acts, papers.Count, findings.ToImmutable()) { LogEntries = entries };
    }

    private async Task<List<Guid>> CaseIds(ImmutableArray<StoredFinding>.Builder findings, CancellationToken cancel)
    {
        await using var database = await databases.CreateDbContextAsync(cancel);
        foreach (var stray in await database.Acts.AsNoTracking().Where(a => !database.Cases.Any(c => c.Id == a.CaseId)).Select(a => new { a.CaseId, a.Number }).ToListAsync(cancel))
        {
            findings.Add(new StoredFinding(null, stray.Number, $"第{stray.Number}号行为的案卷（{stray.CaseId}）不见了"));
        }

        var counters = await database.Set<CaseCounter>().AsNoTracking().ToListAsync(cancel);
        var cases = await database.Cases.AsNoTracking().OrderBy(c => c.Number).Select(c => new { c.Id, c.Number }).ToListAsync(cancel);
        var numbers = cases.Select(c => c.Number).ToHashSet();
        foreach (var counter in counters.OrderBy(c => c.Series, StringComparer.Ordinal).ThenBy(c => c.Year))
        {
            foreach (var number in Enumerable.Range(1, counter.Last).Select(n => string.Create(CultureInfo.InvariantCulture, $"{counter.Series}-{counter.Year}-{n:0000}")).Where(n => !numbers.Contains(n)))
            {
                findings.Add(new StoredFinding(number, null, "这个编号发出过，案卷却不见了"));
            }
        }

        return [.. cases.Select(c => c.Id)];
    }

    private async Task<int> VerifyCase(
        Guid id, ImmutableArray<StoredFinding>.Builder findings, Dictionary<string, (Attachment Paper, string CaseNumber, int Act)> papers, NumberVerification numbers, CancellationToken cancel)
    {
        await using var database = await databases.CreateDbContextAsync(cancel);
        await using var transaction = await database.Database.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancel);
        var record = await database.Cases.AsNoTracking().SingleAsync(c => c.Id == id, cancel);
        var rows = await database.Acts.AsNoTracking().Where(a => a.CaseId == id).OrderBy(a => a.Number).ToListAsync(cancel);
        var acts = new List<Act>();
        foreach (var row in rows)
        {
            try
            {
                var act = row.ToAct();
                acts.Add(act);
                foreach (var problem in Columns(row, act))
                {
                    findings.Add(new StoredFinding(record.Number, row.Number, problem));
                }
            }
            catch (FormatException)
            {
                findings.Add(new StoredFinding(record.Number, row.Number, "内容不是一条行为，被改动过"));
            }
        }

        var file = record.ToFile(acts);
        findings.AddRange(CaseVerification.Verify(file).Select(f => new StoredFinding(record.Number, f.Number, f.Message)));
        var last = rows.Count == 0 ? 0 : rows[^1].Number;
        if (record.Head != last || (acts.Count > 0 && record.HeadDigest != file.HeadDigest))
        {
            findings.Add(new StoredFinding(record.Number, last, $"案卷记着最后是第{record.Head}号行为，存着的最后是第{last}号，或摘要不符"));
        }

        if (acts.Count == rows.Count)
        {
            await ReceiptVerification.Verify(database, file, findings, cancel);
        }

        foreach (var act in acts)
        {
            foreach (var paper in act.Papers)
            {
                papers.TryAdd(paper.Digest, (paper, record.Number, act.Number));
            }
        }

        if (acts.Count == rows.Count && acts.Count > 0)
        {
            await VerifyLists(database, record, file, findings, numbers, cancel);
        }

        return rows.Count;
    }

    private static IEnumerable<string> Columns(ActRecord row, Act act)
    {
        if (!Encoding.UTF8.GetBytes(row.Body).AsSpan().SequenceEqual(ActCodec.Encode(act)))
        {
            yield return "内容不是规范的写法，被改动过";
        }

        if (act.CaseId != row.CaseId || act.Number != row.Number || act.SubmissionId != row.SubmissionId || act.Step != row.Step || act.Outcome != row.Outcome || act.At != row.At)
        {
            yield return "内容与表里的列不一致，被改动过";
        }
    }

    private async Task VerifyLists(ZhunshengDbContext database, CaseRecord record, CaseFile file, ImmutableArray<StoredFinding>.Builder findings, NumberVerification numbers, CancellationToken cancel)
    {
        if (await library.ByDigest(file.RulebookId, file.RulebookDigest, cancel) is not { } rulebook)
        {
            findings.Add(new StoredFinding(record.Number, null, $"所依的规则手册内容（{file.RulebookId}，{file.RulebookDigest[..12]}）读不出来"));
            return;
        }

        var documents = NumberedDocumentRecord.Of(file, rulebook).ToList();
        numbers.Saw(record.Number, documents);
        var lines = await database.NumberedDocuments.AsNoTracking().Where(d => d.CaseId == record.Id).ToListAsync(cancel);
        if (lines.Count != documents.Count || !documents.TrueForAll(d => lines.Exists(d.Same)))
        {
            findings.Add(new StoredFinding(record.Number, null, "文书登记簿与行为不一致，请重建目录"));
        }

        var row = await database.CaseList.AsNoTracking().SingleOrDefaultAsync(c => c.CaseId == record.Id, cancel);
        var plan = await database.PlanEntries.AsNoTracking().SingleOrDefaultAsync(e => e.CaseId == record.Id, cancel);
        var items = await database.WorkItems.AsNoTracking().Where(w => w.CaseId == record.Id).OrderBy(w => w.Ordinal).ToListAsync(cancel);
        if (row is null)
        {
            findings.Add(new StoredFinding(record.Number, null, "不在案卷目录里，请重建目录"));
            return;
        }

        // What another file has touched is about to be worked out again: nothing to compare.
        file = await CaseRegisters.Look(database, file, rulebook, cancel);
        var expected = row.EvaluatedOn == CaseRegisters.Never ? null : CaseListing.Of(file, rulebook, row.EvaluatedOn);
        if (expected is null)
        {
            return;
        }

        if (JsonSerializer.Serialize(expected.Row) != JsonSerializer.Serialize(row) || JsonSerializer.Serialize(expected.Items.AsEnumerable()) != JsonSerializer.Serialize(items.AsEnumerable()))
        {
            findings.Add(new StoredFinding(record.Number, null, "案卷目录或待办与行为不一致，请重建目录"));
        }

        if (!await OversightLists.Agrees(database, file, rulebook, expected.Standing, cancel))
        {
            findings.Add(new StoredFinding(record.Number, null, "总览与行为不一致，请重建目录"));
        }

        if (!await expected.Inspection.Agrees(database, file.Id, cancel))
        {
            findings.Add(new StoredFinding(record.Number, null, "整改或送达台账与行为不一致，请重建目录"));
        }

        if (!await expected.Catalogue.Agrees(database, record.Id, cancel))
        {
            findings.Add(new StoredFinding(record.Number, null, "系统目录或数据资源目录与行为不一致，请重建目录"));
        }

        if (await SearchIndex.Verify(database, file, rulebook, expected.Row.Title, cancel) is { } wrong)
        {
            findings.Add(new StoredFinding(record.Number, null, wrong));
        }

        if (JsonSerializer.Serialize(expected.Plan) != JsonSerializer.Serialize(plan))
        {
            findings.Add(new StoredFinding(record.Number, null, "计划库与行为不一致，请重建目录"));
        }

        if (CaseListing.UniqueKeyOf(file, rulebook) != record.UniqueKey)
        {
            findings.Add(new StoredFinding(record.Number, null, "唯一要素与行为不一致"));
        }
    }

    private async Task VerifyAttachment(Attachment paper, string caseNumber, int act, ImmutableArray<StoredFinding>.Builder findings, CancellationToken cancel)
    {
        await using var stream = attachments.OpenRead(paper.Digest);
        if (stream is null)
        {
            findings.Add(new StoredFinding(caseNumber, act, $"附件“{paper.FileName}”不见了（{paper.Digest[..12]}）"));
            return;
        }

        var hash = new Sm3();
        var buffer = new byte[PieceLength];
        for (int read; (read = await stream.ReadAsync(buffer, cancel)) > 0;)
        {
            hash.Append(buffer.AsSpan(0, read));
        }

        if (Convert.ToHexStringLower(hash.Finish()) != paper.Digest)
        {
            findings.Add(new StoredFinding(caseNumber, act, $"附件“{paper.FileName}”的内容与摘要不符，被改动过"));
        }
        else if (await texts.Check(paper, cancel) is { } wrong)
        {
            findings.Add(new StoredFinding(caseNumber, act, wrong));
        }
    }
}
