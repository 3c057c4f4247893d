using System.Collections.Frozen;
using Zhunsheng.Feel;

namespace Zhunsheng.Dmn;

/// <summary>
/// For one column of a table: which rows a value may fit. The values of a kind are cut at every constant that a cell compares with; between two
/// neighbours every cell says the same. A cell that is more than comparisons with constants fits everything here and is tested row by row.
/// </summary>
internal sealed class ColumnIndex
{
    /// <summary>How many words the sets of one column may take in all.</summary>
    private const long MostWords = 4_000_000;

    private readonly RowSet _ofNull;
    private readonly RowSet _ofTrue;
    private readonly RowSet _ofFalse;
    private readonly Line<decimal> _numbers;
    private readonly Line<decimal> _days;
    private readonly Line<string> _texts;
    private readonly FrozenDictionary<string, RowSet> _ofText;

    private ColumnIndex(FeelExpression?[] cells, FeelValue[][] points)
    {
        _ofNull = Fitting(cells, FeelValue.Null);
        _ofTrue = Fitting(cells, FeelValue.True);
        _ofFalse = Fitting(cells, FeelValue.False);
        _numbers = Line<decimal>.Of(cells, points, v => v.AsNumber is { } n ? (true, n) : default, FeelValue.Of, Between, decimal.Compare);
        _days = Line<decimal>.Of(cells, points, v => v.AsDate is { } d ? (true, d.DayNumber) : default, Day, Between, decimal.Compare);
        _texts = Line<string>.Of(cells, points, v => v.AsString is { } s ? (true, s) : default, FeelValue.Of, Between, string.CompareOrdinal);
        _ofText = _texts.Exact.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>The index of a column; null where it would not help: no cell that can be cut, or too large.</summary>
    public static ColumnIndex? Of(FeelExpression?[] cells)
    {
        var points = new FeelValue[cells.Length][];
        var indexed = 0;
        for (var row = 0; row < cells.Length; row++)
        {
            points[row] = cells[row]?.Breakpoints is { } found ? [.. found] : [];
            indexed += cells[row]?.Breakpoints is null ? 0 : 1;
        }

        if (indexed * 4 < cells.Length)
        {
            return null;
        }

        var index = new ColumnIndex(cells, points);
        return index._numbers.Words + index._days.Words + index._texts.Words > MostWords ? null : index;
    }

    /// <summary>The rows whose cell in this column may hold for a value; null when the column cannot tell.</summary>
    public RowSet? Find(in FeelValue value) => value.Kind switch
    {
        FeelKind.Null => _ofNull,
        FeelKind.Boolean => value.IsTrue ? _ofTrue : _ofFalse,
        FeelKind.Number => _numbers.Find(value.AsNumber!.Value),
        FeelKind.Date when value.AsDate is { } day => _days.Find(day.DayNumber),
        FeelKind.String => _ofText.TryGetValue(value.AsString!, out var rows) ? rows : _texts.Find(value.AsString!),
        _ => null,
    };

    private static FeelValue Day(decimal number) => FeelValue.Of(DateOnly.FromDayNumber((int)Math.Clamp(number, 0m, DateOnly.MaxValue.DayNumber)));

    /// <summary>A number between two, or beyond the last; null where there is none that can be written.</summary>
    private static (bool, decimal) Between(bool hasLow, decimal low, bool hasHigh, decimal high)
    {
        if (Math.Abs(low) > 1e20m || Math.Abs(high) > 1e20m)
        {
            return default;
        }

        var middle = !hasLow ? high - 1 : !hasHigh ? low + 1 : (low + high) / 2;
        return ((!hasLow || middle > low) && (!hasHigh || middle < high), middle);
    }

    private static (bool, string) Between(bool hasLow, string low, bool hasHigh, string high)
    {
        var middle = hasLow ? low + "\0" : "";
        return (!hasHigh || string.CompareOrdinal(middle, high) < 0, middle);
    }

    private static bool Fits(FeelExpression? cell, in FeelValue value) => cell is null || cell.Breakpoints is null || cell.Test([], value) != false;

    private static RowSet Fitting(FeelExpression?[] cells, FeelValue value)
    {
        var bits = new ulong[RowSet.WordsOf(cells.Length)];
        for (var row = 0; row < cells.Length; row++)
        {
            bits[row >> 6] |= Fits(cells[row], value) ? 1UL << (row & 63) : 0;
        }

        return RowSet.Of(bits);
    }

    /// <summary>The values of one ordered kind, cut at points; each stretch (before, at and after each point) with the rows that may fit it.</summary>
    private sealed class Line<T>
    {
        private readonly T[] _points;
        private readonly RowSet[] _stretches;
        private readonly Comparison<T> _compare;

        private Line(T[] points, RowSet[] stretches, long words, Comparison<T> compare)
        {
            Words = words;
            _points = points;
            _stretches = stretches;
            _compare = compare;
        }

        /// <summary>How many words the sets take; more than <see cref="MostWords"/> when they were given up.</summary>
        public long Words { get; }

        /// <summary>The points with their own rows.</summary>
        public IEnumerable<KeyValuePair<T, RowSet>> Exact => _points.Select((p, i) => KeyValuePair.Create(p, _stretches[(2 * i) + 1]));

        public static Line<T> Of(
            FeelExpression?[] cells, FeelValue[][] breakpoints, Func<FeelValue, (bool Is, T Value)> read, Func<T, FeelValue> write,
            Func<bool, T, bool, T, (bool Is, T Value)> between, Comparison<T> compare)
        {
            var own = Array.ConvertAll(breakpoints, row => row.Select(read).Where(p => p.Is).Select(p => p.Value).Order(Comparer<T>.Create(compare)).ToArray());
            var sorted = own.SelectMany(p => p).ToArray();
            Array.Sort(sorted, compare);
            var points = sorted.Where((p, i) => i == 0 || compare(p, sorted[i - 1]) != 0).ToArray();
            var changes = new List<(int Stretch, int Row)>();
            for (var row = 0; row < cells.Length; row++)
            {
                // Stretches of the row's own points, as ranges of the stretches of all.
                var from = 0;
                var fitted = false;
                for (var i = 0; i <= own[row].Length; i++)
                {
                    var last = i == own[row].Length;
                    var at = last ? points.Length : Array.BinarySearch(points, own[row][i], Comparer<T>.Create(compare));
                    var (exists, inside) = between(i > 0, i > 0 ? own[row][i - 1] : default!, !last, last ? default! : own[row][i]);
                    Switch(!exists || Fits(cells[row], write(inside)), from);
                    if (!last)
                    {
                        Switch(Fits(cells[row], write(own[row][i])), (2 * at) + 1);
                        from = (2 * at) + 2;
                    }
                }

                void Switch(bool fits, int stretch)
                {
                    if (fits != fitted)
                    {
                        changes.Add((stretch, row));
                        fitted = fits;
                    }
                }
            }

            var sets = Sweep(changes, (2 * points.Length) + 1, cells.Length, out var words);
            return new(points, sets, words, compare);
        }

        /// <summary>The set of each stretch, from the rows that begin or cease to fit at it. Ends early when the sets grow too large.</summary>
        private static RowSet[] Sweep(List<(int Stretch, int Row)> changes, int stretches, int rows, out long words)
        {
            changes.Sort((a, b) => a.Stretch.CompareTo(b.Stretch));
            var bits = new ulong[RowSet.WordsOf(rows)];
            var sets = new RowSet[stretches];
            var next = 0;
            words = 0;
            for (var i = 0; i < stretches && words <= MostWords; i++)
            {
                var changed = i == 0;
                for (; next < changes.Count && changes[next].Stretch == i; next++)
                {
                    bits[changes[next].Row >> 6] ^= 1UL << (changes[next].Row & 63);
                    changed = true;
                }

                // After a single point mostly the same rows fit as before it.
                sets[i] = !changed ? sets[i - 1] : i > 1 && sets[i - 2].Is(bits) ? sets[i - 2] : RowSet.Of(bits);
                words += i > 1 && (sets[i] == sets[i - 1] || sets[i] == sets[i - 2]) ? 0 : sets[i].Words;
            }

            return sets;
        }

        /// <summary>The rows that may fit a value.</summary>
        public RowSet Find(T value)
        {
            var low = 0;
            var high = _points.Length;
            while (low < high)
            {
                var middle = (low + high) / 2;
                var order = _compare(_points[middle], value);
                if (order == 0)
                {
                    return _stretches[(2 * middle) + 1];
                }

                (low, high) = order < 0 ? (middle + 1, high) : (low, middle);
            }

            return _stretches[2 * low];
        }
    }
}
