using System.Numerics;

namespace Zhunsheng.Dmn;

/// <summary>A set of rows of a table: as a list where it is small, as one bit for each row where it is not. Immutable.</summary>
internal sealed class RowSet
{
    private readonly int[]? _list;
    private readonly ulong[]? _bits;

    private RowSet(int count, int[]? list, ulong[]? bits)
    {
        Count = count;
        _list = list;
        _bits = bits;
    }

    /// <summary>How many rows are in it.</summary>
    public int Count { get; }

    /// <summary>The rows in order, where it is a list; else null.</summary>
    public int[]? List => _list;

    /// <summary>The bits, where it is not a list; else null.</summary>
    public ulong[]? Bits => _bits;

    /// <summary>How many words it takes.</summary>
    public int Words => _bits?.Length ?? (Count / 2) + 1;

    /// <summary>Whether it is the set of the bits that are on.</summary>
    public bool Is(ulong[] bits) => _bits is not null ? _bits.AsSpan().SequenceEqual(bits) : bits.Sum(BitOperations.PopCount) == Count && Array.TrueForAll(_list!, r => (bits[r >> 6] >> (r & 63) & 1) != 0);

    /// <summary>How many words the bits of so many rows take.</summary>
    public static int WordsOf(int rows) => (rows + 63) / 64;

    /// <summary>The set of the bits that are on.</summary>
    public static RowSet Of(ulong[] bits)
    {
        var count = bits.Sum(BitOperations.PopCount);
        if (count > bits.Length * 2)
        {
            return new(count, null, [.. bits]);
        }

        var list = new int[count];
        var at = 0;
        for (var word = 0; word < bits.Length; word++)
        {
            for (var left = bits[word]; left != 0; left &= left - 1)
            {
                list[at++] = (word * 64) + BitOperations.TrailingZeroCount(left);
            }
        }

        return new(count, list, null);
    }

    /// <summary>Whether a row is in it; for a list always said yes, since looking would cost more than testing the row.</summary>
    public bool MayHold(int row) => _bits is null || (_bits[row >> 6] >> (row & 63) & 1) != 0;
}
