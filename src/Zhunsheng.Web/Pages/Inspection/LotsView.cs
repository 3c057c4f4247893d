using System.Collections.Immutable;
using Zhunsheng.Rulebooks;
using Zhunsheng.Storage;

namespace Zhunsheng.Web.Pages.Inspection;

/// <summary>Spot checks by lot: what was drawn, and the form to draw.</summary>
public sealed record LotsView
{
    /// <summary>The rulebook.</summary>
    public required Rulebook Book { get; init; }

    /// <summary>Among how many files a lot would choose now.</summary>
    public required int Pool { get; init; }

    /// <summary>Whether the visitor may draw.</summary>
    public required bool MayDraw { get; init; }

    /// <summary>The lots, the latest first, and the titles of the files chosen, by number.</summary>
    public required ImmutableArray<DrawnLot> Drawn { get; init; }

    /// <summary>The day.</summary>
    public required DateOnly Today { get; init; }

    /// <summary>What was typed: how many, and what for.</summary>
    public (string Wanted, string Reason) Typed { get; init; } = ("", "");

    /// <summary>What is wrong with it, by field.</summary>
    public ImmutableDictionary<string, string> Wrong { get; init; } = ImmutableDictionary<string, string>.Empty;
}
