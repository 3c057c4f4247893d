using System.Collections.Immutable;
using Zhunsheng.Rulebooks;
using Zhunsheng.Storage;
using Zhunsheng.Web.Forms;

namespace Zhunsheng.Web.Pages.Review;

/// <summary>A pool of experts as its keepers see it.</summary>
public sealed record ExpertsView
{
    /// <summary>The rulebook.</summary>
    public required Rulebook Book { get; init; }

    /// <summary>The role of the experts.</summary>
    public required string Role { get; init; }

    /// <summary>The pools that the visitor keeps: rulebook and role.</summary>
    public required ImmutableArray<(Rulebook Book, string Role)> Pools { get; init; }

    /// <summary>The experts found, by number.</summary>
    public required ImmutableArray<Expert> Experts { get; init; }

    /// <summary>How many there are, found or not.</summary>
    public required int Count { get; init; }

    /// <summary>Whom one may enter: accounts with the role that are not in the pool.</summary>
    public required ImmutableArray<(Guid Id, string UserName, string Name, string Organisation)> Candidates { get; init; }

    /// <summary>The specialties that the forms know.</summary>
    public required ImmutableArray<string> Specialties { get; init; }

    /// <summary>The expert to be changed; null for a new one.</summary>
    public Expert? Changed { get; init; }

    /// <summary>What was typed; null for a form not sent yet.</summary>
    public FormFields? Typed { get; init; }

    /// <summary>What is wrong.</summary>
    public ImmutableArray<Problem> Problems { get; init; } = [];

    /// <summary>What was looked for.</summary>
    public string Text { get; init; } = "";

    /// <summary>Whether those who cannot be drawn are shown too.</summary>
    public bool WithInactive { get; init; } = true;

    /// <summary>What was done; null for nothing.</summary>
    public string? Done { get; init; }

    /// <summary>The query that names the pool.</summary>
    public string Pool => $"rulebook={Book.Id}&role={Uri.EscapeDataString(Role)}";
}
