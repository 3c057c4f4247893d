using System.Numerics;
using Zhunsheng.Feel;

namespace Zhunsheng.Dmn;

/// <summary>
/// Finds the rows of a large table that can hold at all, without looking at the others. Each column tells by its own index which rows fit its value;
/// only rows that fit all columns are tested.
/// </summary>
internal sealed class TableIndex
{
    /// <summary>Up to so many rows walking them is as fast.</summary>
    public const int FewRows = 16;

    private readonly ColumnIndex?[] _columns;
    private readonly int _rows;

    private TableIndex(ColumnIndex?[] columns, int rows)
    {
        _columns = columns;
        _rows = rows;
    }

    /// <summary>The index of a table, from its cells row by row; null where it would not help.</summary>
    public static TableIndex? Of(FeelExpression?[][] rows, int columns)
    {
        if (rows.Length <= FewRows)
        {
            return null;
        }

        var indexed = Enumerable.Range(0, columns).Select(c => ColumnIndex.Of(Array.ConvertAll(rows, r => r[c]))).ToArray();
        return Array.TrueForAll(indexed, c => c is null) ? null : new(indexed, rows.Length);
    }

    /// <summary>The rows that may hold for the values of the columns, in order.</summary>
    public Candidates For(ReadOnlySpan<FeelValue> tested)
    {
        RowSet? least = null;
        var sets = default(Sets);
        var count = 0;
        for (var i = 0; i < _columns.Length; i++)
        {
            if (_columns[i]?.Find(tested[i]) is { } set && set.Count < _rows)
            {
                least = least is null || set.Count < least.Count ? set : least;
                if (set.Bits is not null && count < Sets.Most)
                {
                    sets[count++] = set;
                }
            }
        }

        return new(least, sets, count, _rows);
    }

    /// <summary>Some sets, without a list for them.</summary>
    [System.Runtime.CompilerServices.InlineArray(Most)]
    internal struct Sets
    {
        public const int Most = 8;
        private RowSet? _first;
    }

    /// <summary>Rows one after another: those of the smallest set that are in all sets of bits.</summary>
    internal struct Candidates(RowSet? least, Sets sets, int count, int rows)
    {
        private int _at = -1;
        private int _word = -1;
        private ulong _left;

        /// <summary>All rows of a table.</summary>
        public static Candidates All(int rows) => new(null, default, 0, rows);

        /// <summary>The row at hand, by its index.</summary>
        public int Current { get; private set; }

        /// <summary>Goes to the next row; false when there is none.</summary>
        public bool MoveNext()
        {
            if (least is null)
            {
                Current = ++_at;
                return _at < rows;
            }

            return least.List is { } list ? NextOf(list) : NextBit();
        }

        private bool NextOf(int[] list)
        {
            while (++_at < list.Length)
            {
                var fits = true;
                for (var i = 0; i < count && fits; i++)
                {
                    fits = sets[i]!.MayHold(list[_at]);
                }

                if (fits)
                {
                    Current = list[_at];
                    return true;
                }
            }

            return false;
        }

        private bool NextBit()
        {
            while (_left == 0)
            {
                if (++_word >= RowSet.WordsOf(rows))
                {
                    return false;
                }

                _left = sets[0]!.Bits![_word];
                for (var i = 1; i < count; i++)
                {
                    _left &= sets[i]!.Bits![_word];
                }
            }

            Current = (_word * 64) + BitOperations.TrailingZeroCount(_left);
            _left &= _left - 1;
            return true;
        }
    }
}
