using System.Collections.Immutable;
using Zhunsheng.Rulebooks;
using Zhunsheng.Storage;
using Zhunsheng.Web.Forms;

namespace Zhunsheng.Web.Pages.Admin;

/// <summary>Organisations, people and what was done to them.</summary>
public sealed record AccountsView
{
    /// <summary>What is chosen in the place of an organisation for a system administrator.</summary>
    public const string Administrator = "administrator";

    /// <summary>What is wrong with the choice of the organisation; null when nothing is.</summary>
    public string? OrganisationError => Problems.FirstOrDefault(p => p.FieldId == "organisation")?.Message;

    /// <summary>The organisations, by name.</summary>
    public required ImmutableArray<Organisation> Organisations { get; init; }

    /// <summary>The people, by organisation and name.</summary>
    public required ImmutableArray<User> Users { get; init; }

    /// <summary>The rulebooks whose roles can be given.</summary>
    public required ImmutableArray<Rulebook> Books { get; init; }

    /// <summary>What was done to accounts, the latest first.</summary>
    public required ImmutableArray<AdminEvent> Events { get; init; }

    /// <summary>Who was refused what, the latest first.</summary>
    public required ImmutableArray<AccessRefusal> Refusals { get; init; }

    /// <summary>What is wrong with the form that came in.</summary>
    public ImmutableArray<Problem> Problems { get; init; } = [];

    /// <summary>What stood in it.</summary>
    public FormFields Typed { get; init; } = new();

    /// <summary>What has just been done; null for nothing.</summary>
    public string? Done { get; init; }

    /// <summary>The day.</summary>
    public required DateOnly Today { get; init; }
}
