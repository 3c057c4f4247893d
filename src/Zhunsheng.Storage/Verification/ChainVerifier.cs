using System.Collections.Immutable;

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
public sealed record VerificationReport(int Cases, int Acts, int Attachments, ImmutableArray<StoredFinding> Findings);

/// <summary>Verifies all chains, the columns beside them, the attachments and the lists.</summary>
public sealed class ChainVerifier
{
    /// <summary>Reads everything once.</summary>
    public Task<VerificationReport> VerifyAll(CancellationToken cancel = default) => throw new NotImplementedException();
}
