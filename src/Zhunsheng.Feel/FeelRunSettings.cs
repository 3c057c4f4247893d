namespace Zhunsheng.Feel;

/// <summary>
/// What an evaluation may be given besides the frame: a reading of the clock, a token to end it early, another allowance. The library has no clock of its own, so that
/// the same frame and the same settings always give the same answer.
/// </summary>
public sealed record FeelRunSettings
{
    /// <summary>How many steps (items of loops, calls, values walked over) an evaluation may take unless said otherwise.</summary>
    public const int UsualSteps = 2_000_000;

    /// <summary>The moment that <c>now()</c> gives, and whose day at its own offset <c>today()</c> gives; without it both are null.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>Ends the evaluation early: it then throws <see cref="OperationCanceledException"/>. Looked at wherever the allowance is spent.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>How many steps the evaluation may take before it gives up with null; more than <see cref="UsualSteps"/> is cut down to it.</summary>
    public int Steps { get; init; } = UsualSteps;
}
