using System.Collections.Immutable;
using Zhunsheng.Rulebooks;
using Zhunsheng.Web.Charts;

namespace Zhunsheng.Web.Pages.Dashboard;

/// <summary>A number that leads to what it counts.</summary>
/// <param name="Label">What it counts.</param>
/// <param name="Value">The number; null where it cannot be said.</param>
/// <param name="Number">The number as written.</param>
/// <param name="Unit">Its unit, with what must be said besides.</param>
/// <param name="Href">The list of exactly what it counts.</param>
/// <param name="Late">Whether it counts lateness.</param>
public sealed record Tile(string Label, decimal? Value, string Number, string Unit, string Href, bool Late = false);

/// <summary>A chart with its heading.</summary>
/// <param name="Id">Names it on the page.</param>
/// <param name="Title">Its heading.</param>
/// <param name="Hint">What the values are; null for nothing.</param>
/// <param name="Chart">What it shows.</param>
/// <param name="Empty">What is said where there is nothing.</param>
/// <param name="EmptyHint">How it fills.</param>
public sealed record Chapter(string Id, string Title, string? Hint, ChartData Chart, string Empty, string EmptyHint);

/// <summary>What is seen from a desk.</summary>
public sealed record DeskView
{
    /// <summary>The desk.</summary>
    public required Desk Desk { get; init; }

    /// <summary>The desks to choose from, each with its address.</summary>
    public required ImmutableArray<(Desk Desk, string Href)> Desks { get; init; }

    /// <summary>The rulebook.</summary>
    public required Rulebook Book { get; init; }

    /// <summary>The rulebooks to choose from, each with its address.</summary>
    public required ImmutableArray<(Rulebook Book, string Href)> Books { get; init; }

    /// <summary>Whether the person sees all files of the rulebook; else the numbers are of fewer files, and the page says so.</summary>
    public required bool Whole { get; init; }

    /// <summary>The day.</summary>
    public required DateOnly Today { get; init; }

    /// <summary>The numbers on top.</summary>
    public required ImmutableArray<Tile> Tiles { get; init; }

    /// <summary>The charts.</summary>
    public required ImmutableArray<Chapter> Chapters { get; init; }
}
