using System.Text.RegularExpressions;

namespace Zhunsheng.Feel;

/// <summary>
/// One evaluation that takes several expressions: the work it may still do, how deep its function calls are nested, and what its host wants at hand in the
/// functions it provides; a reading of the clock, since the library has none of its own; a token to end it early. Expressions and functions evaluated with the same
/// session share its limits. For one thread at a time.
/// </summary>
public sealed class FeelSession
{
    /// <summary>How many steps of loops, items of ranges and calls one evaluation may take before it gives up with null.</summary>
    internal const int MostSteps = 2_000_000;

    private const int MostPatterns = 32;
    private int _left = MostSteps;
    private Dictionary<(string Pattern, string? Flags, bool Pairs), Regex?>? _patterns;

    /// <summary>A session with all its allowance.</summary>
    /// <param name="host">Whatever the host's functions want to find; not looked at.</param>
    public FeelSession(object? host = null) => Host = host;

    /// <summary>What the host handed in.</summary>
    public object? Host { get; }

    /// <summary>The moment that <c>now()</c> gives, and whose day at its own offset <c>today()</c> gives; without it both are null.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>Ends the evaluation early: it then throws <see cref="OperationCanceledException"/>. Looked at wherever the allowance is spent.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>How many steps may still be taken; can be set lower than the usual two million at the start.</summary>
    public int Left
    {
        get => _left;
        init => _left = Math.Clamp(value, 0, MostSteps);
    }

    /// <summary>Whether some part gave up because there was too much work; what it gave is null.</summary>
    public bool IsUsedUp { get; private set; }

    /// <summary>How many function calls deep what is evaluated next is.</summary>
    internal int Depth { get; set; }

    /// <summary>Takes some steps from the allowance; false when it is used up, and the caller should give up with null.</summary>
    public bool TrySpend(int steps)
    {
        if (_left < steps || Cancellation.IsCancellationRequested)
        {
            _left = 0;
            IsUsedUp = true;
            return false;
        }

        _left -= steps;
        return true;
    }

    /// <summary>The regular expressions made so far; null for patterns that are none.</summary>
    internal Dictionary<(string Pattern, string? Flags, bool Pairs), Regex?> Patterns => _patterns ??= [];

    /// <summary>Keeps a regular expression for the next call; only so many of them.</summary>
    internal void Keep((string Pattern, string? Flags, bool Pairs) key, Regex? regex)
    {
        if (Patterns.Count >= MostPatterns)
        {
            Patterns.Clear();
        }

        Patterns[key] = regex;
    }

    /// <summary>A call was nested too deeply.</summary>
    internal void GiveUp() => IsUsedUp = true;
}
