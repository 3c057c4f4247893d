using System.Collections.Immutable;

namespace Zhunsheng.Casework;

/// <summary>What is wrong with a chain of acts.</summary>
public enum ChainFault
{
    /// <summary>The content of an act does not give its digest.</summary>
    Altered,
    /// <summary>An act is not there.</summary>
    Missing,
    /// <summary>An act does not stand where its number says.</summary>
    Reordered,
    /// <summary>An act does not follow the digest of the one before it.</summary>
    BrokenLink,
    /// <summary>An act belongs to another case file.</summary>
    Foreign,
    /// <summary>A draw by lot does not come out as it is recorded.</summary>
    Draw,
}

/// <summary>A finding about a chain.</summary>
/// <param name="Fault">What is wrong.</param>
/// <param name="Number">The number of the act concerned.</param>
/// <param name="Message">In Chinese.</param>
public sealed record ChainFinding(ChainFault Fault, int Number, string Message);

/// <summary>Verifies that the acts of a case file are those that were made, all of them, in their order.</summary>
public static class CaseVerification
{
    /// <summary>
    /// Every fault of the chain, in order; empty when it is whole. The acts are taken in the order in which they are stored.
    /// Acts cut off at the end leave no trace in the chain itself: the caller compares the head with what it knows.
    /// </summary>
    public static ImmutableArray<ChainFinding> Verify(CaseFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        var findings = ImmutableArray.CreateBuilder<ChainFinding>();
        var present = file.Acts.Select(a => a.Number).ToHashSet();
        var highest = present.Count == 0 ? 0 : present.Max();
        for (var number = 1; number <= highest; number++)
        {
            if (!present.Contains(number))
            {
                findings.Add(new(ChainFault.Missing, number, $"缺第 {number} 号行为"));
            }
        }

        Act? before = null;
        foreach (var act in file.Acts)
        {
            if (act.CaseId != file.Id)
            {
                findings.Add(new(ChainFault.Foreign, act.Number, $"第 {act.Number} 号行为不属于本案卷"));
            }

            if (before is not null && act.Number <= before.Number)
            {
                findings.Add(new(ChainFault.Reordered, act.Number, $"第 {act.Number} 号行为排在第 {before.Number} 号之后，次序不对"));
            }

            if (ActCodec.Digest(act.PreviousDigest, ActCodec.Encode(act)) != act.Digest)
            {
                findings.Add(new(ChainFault.Altered, act.Number, $"第 {act.Number} 号行为的内容与它的摘要不符，被改动过"));
            }

            var expected = act.Number == 1 ? file.Root : file.Acts.FirstOrDefault(a => a.Number == act.Number - 1)?.Digest;
            if (expected is not null && act.PreviousDigest != expected)
            {
                findings.Add(new(
                    ChainFault.BrokenLink,
                    act.Number,
                    act.Number == 1 ? "第 1 号行为接不上案卷的卷首：编号、种类、单位或手册被改动过" : $"第 {act.Number} 号行为接不上第 {act.Number - 1} 号的摘要"));
            }

            before = act;
        }

        findings.AddRange(ExpertDraw.Verify(file).Select(d => new ChainFinding(ChainFault.Draw, d.Act, d.Message)));
        return [.. findings.OrderBy(f => f.Number)];
    }
}
