using System.Collections.Immutable;
using Zhunsheng.Storage;
using Zhunsheng.Web.Forms;

namespace Zhunsheng.Web.Pages.Admin;

/// <summary>A page of the list of organisations.</summary>
public sealed record OrganisationsView
{
    /// <summary>The organisations of this page.</summary>
    public required ImmutableArray<Organisation> Organisations { get; init; }

    /// <summary>How many there are in all.</summary>
    public required int Total { get; init; }

    /// <summary>The page, from 1.</summary>
    public required int Page { get; init; }

    /// <summary>What is looked for; null for everything.</summary>
    public string? Text { get; init; }

    /// <summary>The jurisdictions that can be chosen.</summary>
    public required ImmutableArray<Territory> Territories { get; init; }

    /// <summary>What is wrong with the form that came in.</summary>
    public IReadOnlyList<Problem> Problems { get; init; } = [];

    /// <summary>What stood in it.</summary>
    public FormFields Typed { get; init; } = new();

    /// <summary>What has just been done; null for nothing.</summary>
    public string? Done { get; init; }

    /// <summary>The error of a field; null for none.</summary>
    public string? ErrorOf(string field) => Problems.FirstOrDefault(p => p.FieldId == field)?.Message;
}
