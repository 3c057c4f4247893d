using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Zhunsheng.Rulebooks;
using Zhunsheng.Web.Charts;
using Zhunsheng.Web.Components;

namespace Zhunsheng.Web.Pages.TimeLine;

/// <summary>The time line as a drawing: limits and plan above the axis, what was done below, the plumb line of today through all of it.</summary>
public sealed class TimeLineDrawing : ComponentBase
{
    private const double Width = 1000;
    private const double Left = 96;
    private const double Right = 24;
    private const double LabelRow = 20;
    private const int MostLabelRows = 4;
    private const double Lane = 24;

    /// <summary>What to draw.</summary>
    [Parameter, EditorRequired]
    public TimeLineView Model { get; set; } = null!;

    private int _first;
    private double _perDay;

    /// <inheritdoc/>
    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        _first = Model.First.DayNumber;
        _perDay = (Width - Left - Right) / Math.Max(1, Model.Last.DayNumber - _first);
        var pen = new SvgPen(builder);
        var dues = Placed(Model.Marks(TimeMark.Due).Where(e => e.Light is not { Light: Light.Done }).ToList());
        var planned = Placed(Model.Marks(TimeMark.Planned).ToList());
        var reached = Placed(Model.Marks(TimeMark.Reached).ToList());
        var dueTop = 26.0;
        var planTop = dueTop + Room(dues);
        var axis = planTop + Room(planned) + 6;
        var reachedTop = axis + 24;
        var phaseTop = reachedTop + Room(reached);
        var actsTop = phaseTop + (Model.Phases.Length * Lane) + 4;
        var height = actsTop + 30;
        pen.Element(
            "svg",
            () =>
            {
                pen.Element("defs", () => pen.Element(
                    "pattern", () => pen.Path("hatch", "M0 8L8 0M-2 2L2 -2M6 10L10 6"),
                    ("id", "still"), ("width", "8"), ("height", "8"), ("patternUnits", "userSpaceOnUse")));
                foreach (var still in Model.Suspensions.Concat(Model.Pauses))
                {
                    Still(pen, still, dueTop - 8, height - 24);
                }

                Axis(pen, axis);
                Lane1(pen, "期限", dues, dueTop, (e, x, y) => pen.Path(e.Light is { Light: Light.Late } ? "mark mark--late" : e.Light is { Light: Light.Soon } ? "mark mark--soon" : "mark", Down(x, y)));
                Lane1(pen, "里程碑计划", planned, planTop, (_, x, y) => pen.Path("mark mark--open", Diamond(x, y)));
                Lane1(pen, "做到", reached, reachedTop, (_, x, y) => pen.Path("mark", Diamond(x, y)));
                for (var i = 0; i < Model.Phases.Length; i++)
                {
                    var phase = Model.Phases[i];
                    var y = phaseTop + (i * Lane);
                    pen.Text(ChartText.Fitting(phase.Text, Left - 12), Left - 10, y + 13, null, "end", phase.Text);
                    pen.Bar(ChartTone.Mid, X(phase.From), y + 3, Math.Max(3, X(phase.To!.Value) - X(phase.From)), 12, $"{phase.Text}：{DayText.Iso(phase.From)}至{DayText.Iso(phase.To.Value)}");
                }

                pen.Text("办理", Left - 10, actsTop + 14, null, "end");
                foreach (var act in Model.Marks(TimeMark.Act))
                {
                    pen.Link(act.Href, $"{DayText.Iso(act.On)} {act.Text}", () => pen.Bar(ChartTone.Ink, X(act.On) - 1.5, actsTop + 2, 3, 14, $"{DayText.Iso(act.On)} {act.Text}"));
                }

                var now = X(Model.Today);
                pen.Path("bob", string.Create(CultureInfo.InvariantCulture, $"M{now:0.#} 16V{height - 12:0.#}"));
                pen.Path("bob bob--weight", string.Create(CultureInfo.InvariantCulture, $"M{now - 5:0.#} {height - 16:0.#}h10l-5 12z"));
                pen.Text($"今天 {DayText.Iso(Model.Today)}", now, 12, "t2", now > Width - 160 ? "end" : "start");
            },
            ("class", "chart timeline"), ("viewBox", string.Create(CultureInfo.InvariantCulture, $"0 0 {Width} {height:0.#}")), ("role", "group"), ("aria-label", "时间线：上面是期限和计划，下面是做到的和办理的；数据在下面的表里"));
    }

    private double X(DateOnly day) => Left + ((day.DayNumber - _first) * _perDay);

    private static double Room(List<(TimeEntry Entry, int Row)> placed) => placed.Count == 0 ? 0 : ((placed.Max(p => p.Row) + 1) * LabelRow) + 8;

    /// <summary>Puts each label in the first row in which it does not run into the one before; where none is free it goes into the last.</summary>
    private List<(TimeEntry Entry, int Row)> Placed(List<TimeEntry> entries)
    {
        var ends = new double[MostLabelRows];
        return [.. entries.OrderBy(e => e.On).Select(e =>
        {
            var (from, to) = Extent(e);
            var row = Array.FindIndex(ends, end => end <= from);
            row = row < 0 ? MostLabelRows - 1 : row;
            ends[row] = Math.Max(ends[row], to);
            return (e, row);
        })];
    }

    private (double From, double To) Extent(TimeEntry entry)
    {
        var (x, wide) = (X(entry.On), ChartText.WidthOf(entry.Text) + 14);
        return x + wide > Width ? (x - wide, x + 8) : (x - 8, x + wide);
    }

    private void Lane1(SvgPen pen, string name, List<(TimeEntry Entry, int Row)> placed, double top, Action<TimeEntry, double, double> mark)
    {
        if (placed.Count == 0)
        {
            return;
        }

        pen.Text(name, Left - 10, top + 13, null, "end");
        foreach (var (entry, row) in placed)
        {
            var (x, y) = (X(entry.On), top + (row * LabelRow) + 9);
            pen.Element("g", () =>
            {
                mark(entry, x, y);
                var left = x + ChartText.WidthOf(entry.Text) + 14 > Width;
                pen.Text(entry.Text, left ? x - 9 : x + 9, y + 4, entry.Light is { Light: Light.Late } ? "t-late" : null, left ? "end" : "start", $"{DayText.Iso(entry.On)} {entry.Text}{(entry.Article is { } place ? $"（{place.Text}）" : "")}{(entry.Note is { } note ? "，" + note : "")}");
            });
        }
    }

    private void Still(SvgPen pen, TimeSpanOf still, double top, double bottom)
    {
        var (from, to) = (X(still.From), X(still.To ?? Model.Today));
        pen.Element("rect", null, ("fill", "url(#still)"), ("x", ChartText.Px(from)), ("y", ChartText.Px(top)), ("width", ChartText.Px(Math.Max(3, to - from))), ("height", ChartText.Px(bottom - top)));
        pen.Bar(ChartTone.Pale, from, top, Math.Max(3, to - from), 4, $"{still.Text}：{DayText.Iso(still.From)}至{(still.To is { } end ? DayText.Iso(end) : "今")}");
    }

    /// <summary>The axis with its months or years.</summary>
    private void Axis(SvgPen pen, double y)
    {
        pen.Path("ax", string.Create(CultureInfo.InvariantCulture, $"M{Left:0.#} {y:0.#}H{Width - Right + 8:0.#}"));
        var months = Math.Max(1, (int)Math.Ceiling((Model.Last.DayNumber - _first) / 30.4 / 12));
        var step = months <= 1 ? 1 : months <= 3 ? 3 : months <= 6 ? 6 : 12;
        for (var day = new DateOnly(Model.First.Year, 1, 1); day <= Model.Last; day = day.AddMonths(step))
        {
            if (day < Model.First)
            {
                continue;
            }

            var x = X(day);
            pen.Path("ax", string.Create(CultureInfo.InvariantCulture, $"M{x:0.#} {y - 4:0.#}V{y + 4:0.#}"));
            pen.Text(day.Month == 1 ? $"{day.Year}年" : $"{day.Month}月", x, y + 16, "t2", "middle");
        }
    }

    private static string Diamond(double x, double y) => string.Create(CultureInfo.InvariantCulture, $"M{x:0.#} {y - 6:0.#}L{x + 6:0.#} {y:0.#}L{x:0.#} {y + 6:0.#}L{x - 6:0.#} {y:0.#}Z");

    private static string Down(double x, double y) => string.Create(CultureInfo.InvariantCulture, $"M{x - 5:0.#} {y - 5:0.#}h10l-5 10z");
}
