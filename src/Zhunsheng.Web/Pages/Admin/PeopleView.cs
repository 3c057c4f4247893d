using System.Collections.Immutable;
using Zhunsheng.Storage;
using Zhunsheng.Web.Forms;

namespace Zhunsheng.Web.Pages.Admin;

/// <summary>A page of a list of accounts.</summary>
public sealed record PeopleView
{
    /// <summary>The accounts of this page.</summary>
    public required ImmutableArray<User> People { get; init; }

    /// <summary>How many there are in all.</summary>
    public required int Total { get; init; }

    /// <summary>The page, from 1.</summary>
    public required int Page { get; init; }

    /// <summary>What is looked for; null for everything.</summary>
    public string? Text { get; init; }

    /// <summary>The jurisdictions that can be chosen.</summary>
    public ImmutableArray<Territory> Territories { get; init; } = [];

    /// <summary>The only jurisdiction of the administrator who looks; null for the whole installation.</summary>
    public Guid? BoundTo { get; init; }

    /// <summary>The kinds of administrator that the installation has not.</summary>
    public ImmutableArray<AdminKind> MissingKinds { get; init; } = [];

    /// <summary>Accounts with something asked for and not yet granted.</summary>
    public ImmutableArray<User> Requests { get; init; } = [];

    /// <summary>What is wrong with the form that came in.</summary>
    public IReadOnlyList<Problem> Problems { get; init; } = [];

    /// <summary>What stood in it.</summary>
    public FormFields Typed { get; init; } = new();

    /// <summary>What has just been done; null for nothing.</summary>
    public string? Done { get; init; }

    /// <summary>The error of a field; null for none.</summary>
    public string? ErrorOf(string field) => Problems.FirstOrDefault(p => p.FieldId == field)?.Message;
}
