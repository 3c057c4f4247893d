using System.Collections.Immutable;
using Zhunsheng.Feel;
using Zhunsheng.Rulebooks;

namespace Zhunsheng.Casework;

/// <summary>Somebody who can be drawn from a pool (专家库).</summary>
/// <param name="Account">The account with which the person acts.</param>
/// <param name="Person">What tells the person from all others of the pool, as people read it: 陈立新 0003.</param>
/// <param name="Name">The name.</param>
/// <param name="Unit">The organisation the person works for.</param>
/// <param name="Title">The professional title; null when not known.</param>
/// <param name="Specialties">The fields the person knows.</param>
public sealed record PoolMember(Guid Account, string Person, string Name, string Unit, string? Title, ImmutableArray<string> Specialties)
{
    /// <summary>The specialties in one text; empty for none.</summary>
    public string SpecialtiesText => string.Join("、", Specialties);

    /// <summary>The person as a record of a list of drawn persons (<see cref="DrawRule.StandingFields"/>).</summary>
    public FeelValue ToRecord() => FeelValue.Of(new FeelContext(
    [
        KeyValuePair.Create(DrawRule.Person, FeelValue.Of(Person)),
        KeyValuePair.Create(DrawRule.Name, FeelValue.Of(Name)),
        KeyValuePair.Create(DrawRule.Unit, FeelValue.Of(Unit)),
        KeyValuePair.Create(DrawRule.Title, Title is null ? FeelValue.Null : FeelValue.Of(Title)),
        KeyValuePair.Create(DrawRule.Specialties, Specialties.IsEmpty ? FeelValue.Null : FeelValue.Of(SpecialtiesText)),
        KeyValuePair.Create(DrawRule.Account, FeelValue.Of(AccountText(Account))),
    ]));

    /// <summary>An account as it stands in such a record.</summary>
    public static string AccountText(Guid account) => account.ToString("N", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>How a drawn person stands in lists, where files name an organisation or a person for a role.</summary>
    public static string NameInLists(Guid account) => "@" + AccountText(account);

    /// <summary>The key (<see cref="Person"/>) of an account on a list of drawn persons; null when it is not on it.</summary>
    public static string? PersonOf(FeelValue list, Guid account) => (list.AsList ?? []).Select(r => r.AsContext).OfType<FeelContext>()
        .FirstOrDefault(r => r[DrawRule.Account].AsString == AccountText(account))?[DrawRule.Person].AsString;

    /// <summary>The accounts on a list of drawn persons, each with its key.</summary>
    public static ImmutableArray<(Guid Account, string Person, string Name)> On(FeelValue list) =>
    [
        .. (list.AsList ?? []).Select(r => r.AsContext).OfType<FeelContext>()
            .Where(r => Guid.TryParse(r[DrawRule.Account].AsString, out _) && r[DrawRule.Person].AsString is not null)
            .Select(r => (Guid.Parse(r[DrawRule.Account].AsString!), r[DrawRule.Person].AsString!, r[DrawRule.Name].AsString ?? r[DrawRule.Person].AsString!)),
    ];
}
