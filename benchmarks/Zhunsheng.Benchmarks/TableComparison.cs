using System.Collections.Immutable;
using System.Globalization;
using Zhunsheng.Dmn;
using Zhunsheng.Feel;

namespace Zhunsheng.Benchmarks;

/// <summary>Decision tables: six rows against the same by hand, and how the cost grows with the rows.</summary>
internal static class TableComparison
{
    private const int Items = 1000;
    private static int s_kept;

    /// <summary>Microseconds for one answer of the six-row table: with the frame filled for each answer, and with the frames filled before.</summary>
    public static (double Filling, double Filled) SixRowTable()
    {
        var table = SixRows.Table();
        var inputs = SixRows.Draw(Items, true).ToArray();
        var frame = new FeelValue[3];
        foreach (var input in inputs)
        {
            SixRows.Fill(frame, input);
            if (table.Answer(frame).AsString != SixRows.ByHand(input))
            {
                throw new InvalidOperationException($"{input}: {table.Answer(frame)}, by hand {SixRows.ByHand(input)}");
            }
        }

        var frames = Array.ConvertAll(inputs, i =>
        {
            var own = new FeelValue[3];
            SixRows.Fill(own, i);
            return own;
        });
        Console.WriteLine($"Six rows, the first that holds; the same for {Items} inputs, some of them unknown.");
        var times = Timing.Best(
            Items,
            () => Sum(inputs, i => SixRows.ByHand(i)?.Length ?? 0),
            () => Sum(frames, f => table.Answer(f).AsString?.Length ?? 0),
            () => Sum(inputs, i =>
            {
                SixRows.Fill(frame, i);
                return table.Answer(frame).AsString?.Length ?? 0;
            }));
        Timing.Show(times[0], "by hand in C#");
        Timing.Show(times[1], "engine, table compiled");
        Timing.Show(times[2], "engine, filling its frame from the record included");
        Timing.Goal("six-row table, engine : by hand", times[1] / times[0], 2);
        return (times[2], times[1]);
    }

    /// <summary>Tables of more and more rows, by columns that are equal to something, lie in an interval, or do not matter.</summary>
    public static void Growth()
    {
        Console.WriteLine("Cost by rows (region = text, amount in interval, year; the first row that holds; inputs that hit any row):");
        foreach (var rows in new[] { 10, 100, 1000, 10_000 })
        {
            var table = Large(rows).Compiled();
            var random = new Random(rows);
            var frames = Enumerable.Range(0, 256).Select(_ => random.Next(rows)).Select(row => new[] { Region(row), FeelValue.Of((row * 10m) + 5), FeelValue.Of(2020m + (row % 7)) }).ToArray();
            foreach (var frame in frames)
            {
                if (table.Answer(frame).IsNull || table.Answer(frame) != table.Evaluate(frame).Value)
                {
                    throw new InvalidOperationException($"{rows} rows: {table.Answer(frame)}");
                }
            }

            var time = Timing.Best(frames.Length, () => Sum(frames, f => (int)table.Answer(f).AsNumber!.Value));
            Timing.Show(time[0], string.Create(CultureInfo.InvariantCulture, $"{rows,6} rows"));
        }
    }

    private static FeelValue Region(int row) => FeelValue.Of("区" + (row % 50).ToString(CultureInfo.InvariantCulture));

    private static DecisionTable Large(int rows)
    {
        var schema = new FeelSchema([new("region", FeelType.String), new("amount", FeelType.Number), new("year", FeelType.Number)]);
        var lines = Enumerable.Range(0, rows).Select(row => new TableRow(
            [new(row % 3 == 0 ? "-" : $"\"区{row % 50}\"", row, 1), new($"[{row * 10}..{(row * 10) + 40})", row, 2), new(row % 2 == 0 ? "-" : ">= 2020", row, 3)],
            FeelValue.Of((decimal)row), null, row)).ToImmutableArray();
        var source = new DecisionTableSource(HitPolicy.First, [new("region", 0, 1), new("amount", 0, 2), new("year", 0, 3)], lines, FeelValue.Null);
        return DecisionTable.Compile(source, schema, FeelOptions.UnknownPropagates).Table ?? throw new InvalidOperationException();
    }

    private static void Sum<T>(T[] items, Func<T, int> work)
    {
        var sum = 0;
        foreach (var item in items)
        {
            sum += work(item);
        }

        s_kept = sum;
    }
}
