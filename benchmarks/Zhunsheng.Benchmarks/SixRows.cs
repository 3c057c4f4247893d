using System.Collections.Immutable;
using Zhunsheng.Dmn;
using Zhunsheng.Feel;

namespace Zhunsheng.Benchmarks;

/// <summary>A project as the six-row table asks for it.</summary>
/// <param name="Parallel">Whether the shortened way may be taken.</param>
/// <param name="Planned">Whether it stands in the plan.</param>
/// <param name="Amount">The total investment in 万元.</param>
internal sealed record SixRowInput(bool? Parallel, bool? Planned, decimal? Amount);

/// <summary>The table that all engines are given: which documents need approval, by way, plan and amount; the first row that holds answers.</summary>
internal static class SixRows
{
    /// <summary>The answers by row, and last the one when no row holds.</summary>
    public static readonly string[] Answers = ["并步审批", "可研、初设、概算", "建议书、可研、初设、概算", "建议书、可研", "建议书", "无需审批"];

    private static readonly string[][] s_rows =
    [
        ["true", "-", "-"],
        ["-", "true", "> 400"],
        ["-", "-", "> 400"],
        ["-", "-", "(200..400]"],
        ["-", "-", "(0..200]"],
        ["-", "-", "<= 0"],
    ];

    /// <summary>The names of the columns.</summary>
    public static FeelSchema Schema { get; } = new([new("parallel", FeelType.Boolean), new("planned", FeelType.Boolean), new("amount", FeelType.Number)]);

    /// <summary>The table, compiled.</summary>
    public static DecisionTable Table()
    {
        var rows = s_rows.Select((cells, i) => new TableRow([.. cells.Select(c => new TableCell(c, i, 1))], FeelValue.Of(Answers[i]), null, i));
        var source = new DecisionTableSource(HitPolicy.First, [new("parallel", 0, 1), new("planned", 0, 2), new("amount", 0, 3)], [.. rows], FeelValue.Null);
        return (DecisionTable.Compile(source, Schema, FeelOptions.UnknownPropagates).Table ?? throw new InvalidOperationException()).Compiled();
    }

    /// <summary>The same decision by hand, with what is unknown treated alike.</summary>
    public static string? ByHand(SixRowInput p)
    {
        if (p.Parallel == true)
        {
            return Answers[0];
        }

        var rest = p.Amount switch
        {
            null => null,
            > 400 => p.Planned switch { true => Answers[1], false => Answers[2], null => null },
            > 200 => Answers[3],
            > 0 => Answers[4],
            _ => Answers[5],
        };
        return p.Parallel == false ? rest : null;
    }

    /// <summary>Inputs drawn by chance, all known.</summary>
    public static ImmutableArray<SixRowInput> Draw(int count, bool unknowns)
    {
        var random = new Random(6);
        bool? Flag(int oneIn) => unknowns && random.Next(10) == 0 ? null : random.Next(oneIn) == 0;
        return [.. Enumerable.Range(0, count).Select(_ => new SixRowInput(Flag(5), Flag(2), unknowns && random.Next(10) == 0 ? null : random.Next(-20, 800)))];
    }

    private static readonly FeelValue[] s_flags = [FeelValue.Null, FeelValue.False, FeelValue.True];

    private static ref readonly FeelValue Flag(bool? flag) => ref s_flags[flag is { } known ? 1 + Convert.ToInt32(known) : 0];

    /// <summary>Puts an input where the table reads it.</summary>
    public static void Fill(FeelValue[] frame, SixRowInput input)
    {
        frame[0] = Flag(input.Parallel);
        frame[1] = Flag(input.Planned);
        frame[2] = input.Amount is { } amount ? FeelValue.Of(amount) : FeelValue.Null;
    }
}
