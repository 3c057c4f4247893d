using System.Runtime.CompilerServices;
using Zhunsheng.Feel;

namespace Zhunsheng.Dmn;

/// <content>Answering fast: without reasons, without lists of rows; large tables through an index, small ones as machine code.</content>
public sealed partial class DecisionTable
{
    private readonly Lazy<TableIndex?> _index;
    private Func<FeelValue[], FeelValue>? _program;
    private int _uses;

    /// <summary>
    /// The answer without the reasons: for where many are wanted fast. The same as <see cref="Evaluate"/> gives. After some thousand uses a table of few rows
    /// is turned into machine code by itself; see <see cref="Compiled"/>.
    /// </summary>
    public FeelValue Answer(FeelValue[] frame)
    {
        if (_program is { } program)
        {
            return program(frame);
        }

        CountUse();
        return IsStreamed ? Stream(frame) : Walk(frame, null).Value;
    }

    /// <summary>Turns a table of few rows into machine code now and gives it back; larger ones have their index made. Answers are the same either way.</summary>
    public DecisionTable Compiled()
    {
        _ = _index.Value;
        _program ??= TableProgram.Of(this);
        return this;
    }

    private void CountUse()
    {
        // Several threads may count over one another: then it happens a little later.
        var uses = _uses + 1;
        _uses = uses;
        if (uses == FeelExpression.UsesBeforeCompilation)
        {
            Compiled();
        }
    }

    /// <summary>Whether one row after another is enough to know the answer, without keeping which rows held.</summary>
    private bool IsStreamed => _hit is HitPolicy.Unique or HitPolicy.Any or HitPolicy.First or HitPolicy.CollectCount && _inputs.Length <= Few.Most && !_restricted;

    private FeelValue Stream(FeelValue[] frame)
    {
        var few = default(Few);
        Span<FeelValue> tested = few;
        tested = tested[.._inputs.Length];
        for (var i = 0; i < tested.Length; i++)
        {
            tested[i] = _inputs[i].Evaluate(frame);
        }

        var holding = 0;
        var undecided = 0;
        var any = false;
        var common = FeelValue.Null;
        var rows = RowsFor(tested);
        while (rows.MoveNext())
        {
            var row = _rows[rows.Current];
            var holds = Holds(row, frame, tested, null);
            if (holds == false)
            {
                continue;
            }

            holding += holds is null ? 0 : 1;
            undecided += holds is null ? 1 : 0;
            if (_hit == HitPolicy.CollectCount)
            {
                continue;
            }

            var answer = row.Answer(frame);
            if ((any && answer != common) || (_hit == HitPolicy.Unique && holding > 1))
            {
                return FeelValue.Null;
            }

            common = answer;
            any = true;
            if (_hit == HitPolicy.First && holding > 0)
            {
                break;
            }
        }

        if (_hit == HitPolicy.CollectCount)
        {
            return undecided > 0 ? FeelValue.Null : FeelValue.Of((decimal)holding);
        }

        return holding > 0 ? common : !any || common == _default ? _default : FeelValue.Null;
    }

    /// <summary>The rows that may hold for the values of the columns.</summary>
    private TableIndex.Candidates RowsFor(ReadOnlySpan<FeelValue> tested) =>
        _index.Value is { } index ? index.For(tested) : TableIndex.Candidates.All(_rows.Length);

    /// <summary>Some values on the stack.</summary>
    [InlineArray(Most)]
    private struct Few
    {
        public const int Most = 12;
        private FeelValue _first;
    }
}
