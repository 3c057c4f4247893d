using System.Collections.Immutable;
using Zhunsheng.Rulebooks;
using Zhunsheng.Storage;
using Zhunsheng.Web.Access;
using Zhunsheng.Web.Forms;

namespace Zhunsheng.Web.Pages.Projects;

/// <summary>The filters of a list with what can be chosen in them.</summary>
public sealed record FilterChoices
{
    /// <summary>What was asked for.</summary>
    public required AskedList Asked { get; init; }

    /// <summary>The rulebooks the visitor has to do with.</summary>
    public required ImmutableArray<Rulebook> Books { get; init; }

    /// <summary>The owners of the files that the visitor may see.</summary>
    public required ImmutableArray<(Guid Id, string Name)> Owners { get; init; }

    /// <summary>The day.</summary>
    public required DateOnly Today { get; init; }

    /// <summary>What was asked for, as far as it could be read.</summary>
    public CaseQuery Query => Asked.Query;

    /// <summary>The phases to choose from.</summary>
    public ImmutableArray<string> Phases => [.. Chosen.SelectMany(b => b.Phases).Distinct()];

    /// <summary>The roles that may have something to do.</summary>
    public ImmutableArray<(string Role, string Label)> Roles => [.. Chosen.SelectMany(b => b.Roles.Select(r => (r.Name, r.Label))).DistinctBy(r => r.Name)];

    /// <summary>The plan years to choose from: three back, three ahead; another one that was asked for as well.</summary>
    public IEnumerable<int> Years => Enumerable.Range(Today.Year - 3, 7).Concat(Query.PlanYear is { } year ? [year] : []).Distinct().OrderDescending();

    /// <summary>Whether one of the filters is used that are not in the first row.</summary>
    public bool UsesMore => Query is not { OwnerId: null, MoneyFrom: null, MoneyTo: null, Lateness: null, WaitsFor: null, UpdatedSince: null } || Asked.Problems.Length > 0;

    /// <summary>What is wrong with a control; null when nothing is.</summary>
    public string? ErrorOf(string control) => Asked.Problems.FirstOrDefault(p => p.FieldId == control)?.Message;

    private IEnumerable<Rulebook> Chosen => Books.Where(b => Query.RulebookId is null || b.Id == Query.RulebookId);

    /// <summary>The filters for a person.</summary>
    internal static async Task<FilterChoices> Of(AskedList asked, ImmutableArray<Rulebook> books, CaseStore cases, DateOnly today, CancellationToken cancel) =>
        new() { Asked = asked, Books = books, Owners = await cases.Owners(asked.Query.Scope, cancel), Today = today };

    /// <summary>Whether the person has any list at all.</summary>
    internal static bool Has(SignedInUser user, ImmutableArray<Rulebook> books) => !user.IsAdministrator && !books.IsEmpty;
}
