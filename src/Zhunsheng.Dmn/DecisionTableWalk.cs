using System.Collections.Immutable;
using Zhunsheng.Feel;

namespace Zhunsheng.Dmn;

/// <content>Walking the rows, and telling why the answer is what it is.</content>
public sealed partial class DecisionTable
{
    /// <summary>For a least or greatest output: how FEEL compares two.</summary>
    private readonly FeelExpression? _isGreater;
    private readonly Comparer<FeelValue> _byImportance;

    /// <summary>Evaluates the table as a part of a larger evaluation; plainly: by looking at every row.</summary>
    internal Outcome Walk(FeelValue[] frame, FeelSession? session, bool plainly = false)
    {
        var tested = new FeelValue[_inputs.Length];
        for (var i = 0; i < tested.Length; i++)
        {
            var value = _inputs[i].Evaluate(frame, FeelValue.Null, session);
            tested[i] = _conform[i] is { } conform ? conform(value) : value;
            if (_allowed[i] is { } allowed && allowed.Test(frame, tested[i], session) == false)
            {
                return new(tested, [], [], FeelValue.Null) { InvalidInput = i };
            }
        }

        var holding = new List<int>();
        var undecided = new List<int>();
        var rows = plainly ? TableIndex.Candidates.All(_rows.Length) : RowsFor(tested);
        while (rows.MoveNext())
        {
            var holds = Holds(_rows[rows.Current], frame, tested, session);
            if (holds is null)
            {
                undecided.Add(rows.Current);
            }
            else if (holds.Value)
            {
                holding.Add(rows.Current);
                if (_hit == HitPolicy.First)
                {
                    break;
                }
            }
        }

        return new(tested, holding, undecided, Decide(frame, holding, undecided, session));
    }

    private static bool? Holds(Row row, FeelValue[] frame, ReadOnlySpan<FeelValue> tested, FeelSession? session)
    {
        bool? result = true;
        for (var i = 0; i < tested.Length; i++)
        {
            var passes = row.Cells[i] is { } cell ? cell.Test(frame, tested[i], session) : true;
            if (passes == false)
            {
                return false;
            }

            result = passes is null ? null : result;
        }

        return result;
    }

    private FeelValue Decide(FeelValue[] frame, List<int> holding, List<int> undecided, FeelSession? session)
    {
        switch (_hit)
        {
            case HitPolicy.Unique when holding.Count > 1:
                return FeelValue.Null;
            case HitPolicy.Unique or HitPolicy.Any or HitPolicy.First:
                return Common(holding.Concat(undecided).Select(i => _rows[i].Answer(frame, session)), holding.Count == 0);
            case HitPolicy.Priority:
                return ByPriority(frame, holding, undecided, session);
            case HitPolicy.CollectMin or HitPolicy.CollectMax:
                return Extreme(frame, holding, undecided, _hit == HitPolicy.CollectMax, session);
        }

        if (undecided.Count > 0)
        {
            return FeelValue.Null;
        }

        if (_hit == HitPolicy.CollectCount)
        {
            return FeelValue.Of((decimal)holding.Count);
        }

        if (holding.Count == 0)
        {
            return !_default.IsNull || _hit == HitPolicy.CollectSum ? _default : FeelValue.ListOf(Enumerable.Empty<FeelValue>());
        }

        var outputs = holding.Select(i => _rows[i].Answer(frame, session));
        return _hit switch
        {
            HitPolicy.CollectSum => Sum(outputs),
            HitPolicy.OutputOrder => FeelValue.ListOf(outputs.Order(_byImportance)),
            _ => FeelValue.ListOf(outputs),
        };
    }

    /// <summary>The value that all candidates have in common; null when they differ. The default is one of them when no row is known to hold.</summary>
    private FeelValue Common(IEnumerable<FeelValue> candidates, bool withDefault)
    {
        FeelValue? common = withDefault ? _default : null;
        foreach (var candidate in candidates)
        {
            if (common is { } value && value != candidate)
            {
                return FeelValue.Null;
            }

            common = candidate;
        }

        return common ?? FeelValue.Null;
    }

    /// <summary>The most important output of the rows that hold; an undecided row matters only where its output is more important.</summary>
    private FeelValue ByPriority(FeelValue[] frame, List<int> holding, List<int> undecided, FeelSession? session)
    {
        var best = holding.Select(i => (FeelValue?)_rows[i].Answer(frame, session)).OrderBy(v => v!.Value, _byImportance).FirstOrDefault();
        var rivals = undecided.Select(i => _rows[i].Answer(frame, session)).Where(v => best is null || _byImportance.Compare(v, best.Value) < 0);
        return best is { } value ? Common(rivals.Prepend(value), false) : Common(rivals, true);
    }

    /// <summary>Which of two outputs counts more, by the order of the outputs; of several outputs the first that differ decide.</summary>
    private int CompareImportance(FeelValue left, FeelValue right)
    {
        if (_outputOrders.IsEmpty || left.AsList is not { } a || right.AsList is not { } b)
        {
            return Rank(left).CompareTo(Rank(right));
        }

        for (var i = 0; i < Math.Min(_outputOrders.Length, Math.Min(a.Count, b.Count)); i++)
        {
            var order = Place(_outputOrders[i], a[i]).CompareTo(Place(_outputOrders[i], b[i]));
            if (order != 0)
            {
                return order;
            }
        }

        return 0;
    }

    private static int Place(ImmutableArray<FeelValue> order, FeelValue output) => order.IndexOf(output) is var place && place >= 0 ? place : order.Length;

    private int Rank(FeelValue output)
    {
        var rank = _outputOrder.IndexOf(output);
        if (rank >= 0)
        {
            return rank;
        }

        return _outputOrder.Length + Math.Max(0, Array.FindIndex(_rows, r => r.OutputExpression is null && r.Output == output));
    }

    private FeelValue Extreme(FeelValue[] frame, List<int> holding, List<int> undecided, bool greatest, FeelSession? session)
    {
        if (holding.Count == 0)
        {
            return undecided.Count == 0 ? _default : FeelValue.Null;
        }

        var best = _rows[holding[0]].Answer(frame, session);
        foreach (var row in holding.Skip(1))
        {
            var output = _rows[row].Answer(frame, session);
            if (IsGreater(output, best) is not { } greater || IsGreater(best, output) is not { } less)
            {
                return FeelValue.Null;
            }

            best = (greatest ? greater : less) ? output : best;
        }

        // An undecided row that cannot beat the best does no harm.
        return undecided.TrueForAll(i => _rows[i].Answer(frame, session) is var rival && (greatest ? IsGreater(rival, best) : IsGreater(best, rival)) == false) ? best : FeelValue.Null;
    }

    /// <summary>Whether one value is greater, as FEEL compares them; null where they cannot be compared.</summary>
    private bool? IsGreater(FeelValue left, FeelValue right) => _isGreater?.Test([left, right]);

    private static FeelValue Sum(IEnumerable<FeelValue> outputs)
    {
        var sum = 0m;
        foreach (var output in outputs)
        {
            if (output.AsNumber is not { } number || Math.Abs(number) > 1e26m || Math.Abs(sum) > 1e27m)
            {
                return FeelValue.Null;
            }

            sum += number;
        }

        return FeelValue.Of(sum);
    }

    // ------------------------------------------------------------------ why

    private ImmutableArray<FeelVariable> Decisive(FeelValue[] frame, Outcome outcome)
    {
        var found = new HashSet<FeelVariable>(ReferenceEqualityComparer.Instance);
        if (outcome.Value.IsNull && outcome.Undecided.Count > 0)
        {
            // An undecided row that says what is answered without it does no harm.
            FeelValue? without = outcome.Holding.Count > 0 ? _rows[outcome.Holding[0]].Answer(frame) : _default;
            foreach (var row in outcome.Undecided)
            {
                if (_hit is HitPolicy.Unique or HitPolicy.Any or HitPolicy.First && _rows[row].Answer(frame) is { IsNull: false } answer && answer == without)
                {
                    continue;
                }

                foreach (var reason in Reasons(_rows[row], frame, outcome.Tested, null))
                {
                    found.UnionWith(reason);
                }
            }

            return [.. Uses.Where(found.Contains)];
        }

        foreach (var row in outcome.Holding)
        {
            foreach (var reason in Reasons(_rows[row], frame, outcome.Tested, true))
            {
                found.UnionWith(reason);
            }

            found.UnionWith(_rows[row].OutputExpression?.Decisive(frame) ?? []);
        }

        var last = _hit == HitPolicy.First && outcome.Holding.Count > 0 ? outcome.Holding[0] : _rows.Length;
        for (var i = 0; i < last; i++)
        {
            if (outcome.Holding.Contains(i) || outcome.Undecided.Contains(i) || IsHarmless(_rows[i], frame, outcome.Value))
            {
                continue;
            }

            // One condition that failed is reason enough; one whose variables are named anyway is the best.
            var reasons = Reasons(_rows[i], frame, outcome.Tested, false);
            if (reasons.Count > 0 && !reasons.Exists(r => r.All(found.Contains)))
            {
                found.UnionWith(reasons[0]);
            }
        }

        return [.. Uses.Where(found.Contains)];
    }

    /// <summary>Whether the answer would be the same had the row held.</summary>
    private bool IsHarmless(Row row, FeelValue[] frame, FeelValue answer) =>
        _hit is HitPolicy.Unique or HitPolicy.Any or HitPolicy.First && !answer.IsNull && row.Answer(frame) == answer;

    /// <summary>Of each cell with the outcome: the variables that gave it that outcome.</summary>
    private List<ImmutableArray<FeelVariable>> Reasons(Row row, FeelValue[] frame, FeelValue[] tested, bool? outcome)
    {
        var reasons = new List<ImmutableArray<FeelVariable>>();
        for (var i = 0; i < tested.Length; i++)
        {
            if (row.Cells[i] is not { } cell || cell.Test(frame, tested[i]) != outcome)
            {
                continue;
            }

            var ofCell = cell.Decisive(frame, tested[i]);
            reasons.Add(outcome is null && !tested[i].IsNull ? ofCell : ofCell.IsEmpty ? _inputs[i].Decisive(frame) : [.. _inputs[i].Decisive(frame), .. ofCell]);
        }

        return reasons;
    }

    /// <summary>What a walk over the rows has found.</summary>
    internal sealed record Outcome(FeelValue[] Tested, List<int> Holding, List<int> Undecided, FeelValue Value)
    {
        /// <summary>The column whose value is none that it may have; -1 when all are.</summary>
        public int InvalidInput { get; init; } = -1;
    }
}
