namespace Zhunsheng.Feel;

/// <summary>
/// One evaluation that takes several expressions: the work it may still do, how deep its function calls are nested, and what its host wants at hand in the
/// functions it provides. Expressions and functions evaluated with the same session share its limits. For one thread at a time.
/// </summary>
public sealed class FeelSession
{
    /// <summary>How many steps of loops, items of ranges and calls one evaluation may take before it gives up with null.</summary>
    internal const int MostSteps = 2_000_000;

    /// <summary>A session with all its allowance.</summary>
    /// <param name="host">Whatever the host's functions want to find; not looked at.</param>
    public FeelSession(object? host = null) => Host = host;

    /// <summary>What the host handed in.</summary>
    public object? Host { get; }

    /// <summary>Whether some part gave up because there was too much work; what it gave is null.</summary>
    public bool IsUsedUp { get; private set; }

    internal int Left { get; private set; } = MostSteps;

    /// <summary>How many function calls deep what is evaluated next is.</summary>
    internal int Depth { get; set; }

    /// <summary>Takes some steps from the allowance; false when it is used up, and the caller should give up with null.</summary>
    public bool TrySpend(int steps)
    {
        if (Left < steps)
        {
            Left = 0;
            IsUsedUp = true;
            return false;
        }

        Left -= steps;
        return true;
    }

    /// <summary>A call was nested too deeply.</summary>
    internal void GiveUp() => IsUsedUp = true;
}
