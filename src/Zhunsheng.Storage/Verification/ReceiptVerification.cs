using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using Zhunsheng.Casework;

namespace Zhunsheng.Storage;

/// <summary>Verifies the chain of receipts of a case file.</summary>
internal static class ReceiptVerification
{
    /// <summary>Reads the receipts of a file and adds what is wrong with them.</summary>
    public static async Task Verify(ZhunshengDbContext database, CaseFile file, ImmutableArray<StoredFinding>.Builder findings, CancellationToken cancel)
    {
        var receipts = await database.ToldReceipts.AsNoTracking().Where(r => r.CaseId == file.Id).OrderBy(r => r.Number).ToListAsync(cancel);
        var head = await database.ToldReceiptHeads.AsNoTracking().SingleOrDefaultAsync(h => h.CaseId == file.Id, cancel);
        var (expected, previous) = (1, ToldReceipt.RootOf(file));
        foreach (var receipt in receipts)
        {
            if (receipt.Number != expected)
            {
                Add(receipt, $"缺第{expected}号签收");
            }
            else if (receipt.PreviousDigest != previous)
            {
                Add(receipt, $"第{receipt.Number}号签收接不上前一号，被调换或改动过");
            }

            if (receipt.DigestNow() != receipt.Digest)
            {
                Add(receipt, $"第{receipt.Number}号签收的内容与摘要不符，被改动过");
            }

            if (file.Acts.FirstOrDefault(a => a.Number == receipt.Act) is not { } act || act.Digest != receipt.ActDigest || receipt.Ordinal >= act.Told.Length)
            {
                Add(receipt, $"第{receipt.Number}号签收说的第{receipt.Act}号行为不是现在存着的那一号");
            }

            (expected, previous) = (receipt.Number + 1, receipt.Digest);
        }

        if ((head?.Head ?? 0) != expected - 1 || (head is not null && head.HeadDigest != previous))
        {
            findings.Add(new StoredFinding(file.Number, null, $"案卷记着最后是第{head?.Head ?? 0}号签收，存着的最后是第{expected - 1}号，或摘要不符"));
        }

        void Add(ToldReceipt receipt, string message) => findings.Add(new StoredFinding(file.Number, receipt.Act, message));
    }
}
