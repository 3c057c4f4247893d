using System.Collections.Immutable;
using Zhunsheng.Rulebooks;
using Zhunsheng.Storage;
using Zhunsheng.Web.Forms;

namespace Zhunsheng.Web.Pages.Programs;

/// <summary>The keys of an organisation's programs.</summary>
public sealed record TokensView
{
    /// <summary>The organisation.</summary>
    public required Organisation Unit { get; init; }

    /// <summary>The rulebooks in which it has a role.</summary>
    public required ImmutableArray<Rulebook> Books { get; init; }

    /// <summary>The keys, the latest first.</summary>
    public required ImmutableArray<ApiToken> Tokens { get; init; }

    /// <summary>The day.</summary>
    public required DateOnly Today { get; init; }

    /// <summary>The key just issued, with its secret; null for none.</summary>
    public IssuedToken? Issued { get; init; }

    /// <summary>What has just been done; null for nothing.</summary>
    public string? Done { get; init; }

    /// <summary>What is wrong with the form.</summary>
    public ImmutableArray<Problem> Problems { get; init; } = [];

    /// <summary>The name as typed.</summary>
    public string Name { get; init; } = "";

    /// <summary>The last day as typed.</summary>
    public required string LastDay { get; init; }

    /// <summary>The roles chosen: rulebook/role.</summary>
    public ImmutableArray<string> Chosen { get; init; } = [];

    /// <summary>What is wrong with a field; null when nothing is.</summary>
    public string? ErrorOf(string field) => Problems.FirstOrDefault(p => p.FieldId == field)?.Message;
}

/// <summary>The organisations, with how many keys each has.</summary>
/// <param name="Units">The organisations of the page.</param>
/// <param name="Usable">How many keys can be used, by organisation.</param>
/// <param name="Total">How many organisations there are in all.</param>
/// <param name="Page">The page, from 1.</param>
/// <param name="Text">What was looked for; null for nothing.</param>
public sealed record TokenUnitsView(ImmutableArray<Organisation> Units, ImmutableDictionary<Guid, int> Usable, int Total, int Page, string? Text);
