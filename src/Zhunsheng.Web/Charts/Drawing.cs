using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Zhunsheng.Web.Charts;

/// <summary>A chart as an SVG drawing: every bar, column or point is a link to what it counts.</summary>
public sealed class Drawing : ComponentBase
{
    private const double Top = 22;
    private const double Foot = 22;
    private const double Gap = 8;

    /// <summary>What to draw.</summary>
    [Parameter, EditorRequired]
    public ChartData Chart { get; set; } = null!;

    /// <inheritdoc/>
    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var pen = new SvgPen(builder);
        var height = Chart.Form == ChartForm.Bars ? (Chart.Rows.Length * Chart.RowHeight) + 4 : Chart.Height;
        pen.Element(
            "svg",
            () =>
            {
                switch (Chart.Form)
                {
                    case ChartForm.Bars:
                        Bars(pen, height);
                        break;
                    case ChartForm.Columns:
                        Columns(pen, height);
                        break;
                    default:
                        Line(pen, height);
                        break;
                }
            },
            ("class", "chart"), ("viewBox", string.Create(CultureInfo.InvariantCulture, $"0 0 {Chart.Width} {height}")), ("role", "group"), ("aria-label", Chart.Spoken));
    }

    private void Bars(SvgPen pen, double height)
    {
        var left = Math.Min(Chart.Width * 0.4, 16 + Chart.Rows.Max(r => (double?)ChartText.WidthOf(r.Label)) ?? 0);
        var figures = Chart.Rows.Max(r => (double?)r.Values.Sum(v => v is null ? 0 : ChartText.WidthOf(v.Shown) + Gap)) ?? 0;
        var most = Chart.Rows.Max(r => (decimal?)r.Values.Sum(v => v?.Length ?? 0)) ?? 0;
        var room = Chart.Width - left - figures - Gap;
        var thick = Math.Min(20, Chart.RowHeight - 6);
        pen.Path("ax", string.Create(CultureInfo.InvariantCulture, $"M{left:0.#} 0V{height:0.#}"));
        for (var i = 0; i < Chart.Rows.Length; i++)
        {
            var row = Chart.Rows[i];
            var y = (i * Chart.RowHeight) + ((Chart.RowHeight - thick) / 2.0);
            var baseline = y + (thick / 2.0) + 4.5;
            pen.Text(ChartText.Fitting(row.Label, left - 12), left - 8, baseline, null, "end", row.Label);
            var x = left;
            var after = left + Length(row.Values.Sum(v => v?.Length ?? 0), most, room) + Gap;
            for (var s = 0; s < row.Values.Length; s++)
            {
                if (row.Values[s] is not { } value)
                {
                    continue;
                }

                var (from, width, at, tone) = (x, Length(value.Length, most, room), after, Chart.Series[s].Tone);
                pen.Link(value.Href, Says(row, s), () =>
                {
                    pen.Bar(tone, from, y, width, thick, Says(row, s));
                    pen.Text(value.Shown, at, baseline, tone == ChartTone.Late ? "t-late" : null);
                });
                x += width;
                after += ChartText.WidthOf(value.Shown) + Gap;
            }
        }
    }

    private void Columns(SvgPen pen, double height)
    {
        var (left, floor) = Axes(pen, height, out var end);
        var group = (Chart.Width - left) / Math.Max(1, Chart.Rows.Length);
        var wide = Math.Min(30, (group - 16) / Math.Max(1, Chart.Series.Length));
        for (var i = 0; i < Chart.Rows.Length; i++)
        {
            var row = Chart.Rows[i];
            var start = left + (i * group) + ((group - (wide * Chart.Series.Length)) / 2);
            pen.Text(ChartText.Fitting(row.Label, group), left + ((i + 0.5) * group), height - 5, null, "middle", row.Label);
            for (var s = 0; s < row.Values.Length; s++)
            {
                if (row.Values[s] is not { } value)
                {
                    continue;
                }

                var tall = (double)value.Length / end * (floor - Top);
                var x = start + (s * wide);
                var tone = Chart.Series[s].Tone;
                pen.Link(value.Href, Says(row, s), () => pen.Bar(tone, x, floor - tall, wide - 1, tall, Says(row, s)));
            }
        }
    }

    private void Line(SvgPen pen, double height)
    {
        var (left, floor) = Axes(pen, height, out var end);
        var apart = (Chart.Width - left) / Math.Max(1, Chart.Rows.Length);
        var points = Chart.Rows.Select((r, i) => (Row: r, Value: r.Values[0], X: left + ((i + 0.5) * apart))).ToList();
        var known = points.Where(p => p.Value is not null).Select(p => (p.Row, Value: p.Value!, p.X, Y: floor - ((double)p.Value!.Length / end * (floor - Top)))).ToList();
        if (known.Count > 0)
        {
            pen.Path("ln", "M" + string.Join("L", known.Select(p => $"{ChartText.Px(p.X)} {ChartText.Px(p.Y)}")));
        }

        foreach (var (row, value, x, y) in known)
        {
            pen.Link(value.Href, Says(row, 0), () =>
            {
                pen.Bar(Chart.Series[0].Tone, x - 4, y - 4, 8, 8, Says(row, 0));
                pen.Text(value.Shown, x, y - 7, null, "middle");
            });
        }

        foreach (var (row, _, x) in points)
        {
            pen.Text(ChartText.Fitting(row.Label, apart + 8), x, height - 5, null, "middle", row.Label);
        }
    }

    /// <summary>Draws the scale. Returns where the drawing begins and the floor on which it stands.</summary>
    private (double Left, double Floor) Axes(SvgPen pen, double height, out double end)
    {
        var most = (double)(Chart.Rows.SelectMany(r => r.Values).Max(v => v?.Length) ?? 0);
        (end, var step) = ChartText.Scale(most);
        var widest = ChartText.WidthOf(end.ToString("#,##0.#", CultureInfo.InvariantCulture)) + Gap;
        var floor = height - Foot;
        for (var value = 0.0; value <= end + (step / 2); value += step)
        {
            var y = floor - (value / end * (floor - Top));
            pen.Path(value == 0 ? "ax" : "gr", string.Create(CultureInfo.InvariantCulture, $"M{widest:0.#} {y:0.#}H{Chart.Width}"));
            pen.Text(value.ToString("#,##0.#", CultureInfo.InvariantCulture), widest - 6, y + 4, "t2", "end");
        }

        return (widest, floor);
    }

    /// <summary>Something is never drawn as nothing.</summary>
    private static double Length(decimal value, decimal most, double room) => most <= 0 || value <= 0 ? 0 : Math.Max(1.5, (double)(value / most) * room);

    private string Says(ChartRow row, int series) => $"{row.Label}，{Chart.Series[series].Name}：{row.Values[series]!.Shown}{(Chart.Unit.Length > 0 ? Chart.Unit : "")}";
}
