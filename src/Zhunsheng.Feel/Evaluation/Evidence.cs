namespace Zhunsheng.Feel.Evaluation;

/// <summary>A set of the variables that an expression uses, by their index; the first 64 of them without any memory of its own.</summary>
internal readonly struct Evidence
{
    private readonly ulong _first;
    private readonly ulong[]? _more;

    private Evidence(ulong first, ulong[]? more)
    {
        _first = first;
        _more = more;
    }

    /// <summary>The set of one variable.</summary>
    public static Evidence Of(int index)
    {
        if (index < 64)
        {
            return new(1UL << index, null);
        }

        var more = new ulong[index / 64];
        more[^1] = 1UL << (index % 64);
        return new(0, more);
    }

    /// <summary>Whether the variable is in the set.</summary>
    public bool Contains(int index) => index < 64
        ? (_first & (1UL << index)) != 0
        : _more is not null && index / 64 <= _more.Length && (_more[(index / 64) - 1] & (1UL << (index % 64))) != 0;

    /// <summary>Both sets together.</summary>
    public static Evidence operator |(Evidence left, Evidence right)
    {
        var first = left._first | right._first;
        if (left._more is null || right._more is null)
        {
            return new(first, left._more ?? right._more);
        }

        var (longer, shorter) = left._more.Length >= right._more.Length ? (left._more, right._more) : (right._more, left._more);
        var more = (ulong[])longer.Clone();
        for (var i = 0; i < shorter.Length; i++)
        {
            more[i] |= shorter[i];
        }

        return new(first, more);
    }
}
