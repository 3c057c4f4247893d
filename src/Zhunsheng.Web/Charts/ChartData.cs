using System.Collections.Immutable;

namespace Zhunsheng.Web.Charts;

/// <summary>How a chart is drawn.</summary>
public enum ChartForm
{
    /// <summary>Lying bars, the values of a row one after another.</summary>
    Bars,
    /// <summary>Standing bars, the values of a row beside each other, over a scale.</summary>
    Columns,
    /// <summary>A line from row to row, of the first series.</summary>
    Line,
}

/// <summary>The tones a chart may use: three of the accent, and the one of lateness.</summary>
public enum ChartTone
{
    /// <summary>The darkest.</summary>
    Ink,
    /// <summary>Between.</summary>
    Mid,
    /// <summary>The palest.</summary>
    Pale,
    /// <summary>What is late, and nothing else.</summary>
    Late,
}

/// <summary>One of the things that a chart shows of every row.</summary>
/// <param name="Name">Its name, for key and table.</param>
/// <param name="Tone">Its tone.</param>
public sealed record ChartSeries(string Name, ChartTone Tone);

/// <summary>A value of a row.</summary>
/// <param name="Length">How long it is drawn, not negative.</param>
/// <param name="Shown">The number as written.</param>
/// <param name="Href">The list of exactly what it counts; null where there is none.</param>
public sealed record ChartValue(decimal Length, string Shown, string? Href)
{
    /// <summary>The number itself; how long it is drawn unless said otherwise.</summary>
    public decimal Number { get; init; } = Length;
}

/// <summary>A row: a bar, a group of columns, or a point of the line.</summary>
/// <param name="Label">What it is about.</param>
/// <param name="Values">One value for each series; null where it is not known.</param>
/// <param name="More">What the table says besides the values; null for nothing.</param>
public sealed record ChartRow(string Label, ImmutableArray<ChartValue?> Values, string? More = null);

/// <summary>What a chart shows. The drawing and the table beside it come from the same values.</summary>
/// <param name="Form">How it is drawn.</param>
/// <param name="Subject">What the rows are: 阶段, 单位, 年度.</param>
/// <param name="Series">What is shown of each.</param>
/// <param name="Rows">The rows, in order.</param>
public sealed record ChartData(ChartForm Form, string Subject, ImmutableArray<ChartSeries> Series, ImmutableArray<ChartRow> Rows)
{
    /// <summary>The unit of the values: 个, 万元.</summary>
    public string Unit { get; init; } = "个";

    /// <summary>The heading of <see cref="ChartRow.More"/>; null where no row has any.</summary>
    public string? More { get; init; }

    /// <summary>How many pixels wide it is drawn at full size.</summary>
    public int Width { get; init; } = 640;

    /// <summary>How many pixels a row of bars takes.</summary>
    public int RowHeight { get; init; } = 30;

    /// <summary>How many pixels high columns and lines are drawn.</summary>
    public int Height { get; init; } = 230;

    /// <summary>The drawing in words, for those who do not see it.</summary>
    public string Spoken => $"按{Subject}，单位{Unit}：" + string.Join("；", Rows.Select(r =>
        r.Label + " " + string.Join("，", r.Values.Select((v, i) => v is null ? null : Series.Length == 1 ? v.Shown : $"{Series[i].Name}{v.Shown}").OfType<string>())));
}
