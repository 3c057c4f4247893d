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
}

/// <summary>A finding about a chain.</summary>
/// <param name="Fault">What is wrong.</param>
/// <param name="Number">The number of the act concerned.</param>
/// <param name="Message">In Chinese.</param>
public sealed record ChainFinding(ChainFault Fault, int Number, string Message);

/// <summary>Verifies that the acts of a case file are those that were made, all of them, in their order.</summary>
public static class CaseVerification
{
    /// <summary>Every fault of the chain, in order; empty when it is whole. The acts are taken in the order in which they are stored.</summary>
    public static ImmutableArray<ChainFinding> Verify(CaseFile file) => throw new NotImplementedException();
}
