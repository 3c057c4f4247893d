using System.Collections.Immutable;
using Zhunsheng.Casework;
using Zhunsheng.Feel;
using Zhunsheng.Rulebooks;

namespace Zhunsheng.Web.Forms;

/// <summary>What may be changed in a form that was sent back with a list of what is missing.</summary>
/// <param name="Mending">The list.</param>
/// <param name="Demanded">Answers that are not on the list, but which the rules would not take as they were.</param>
public sealed record FormLocks(Mending Mending, ImmutableHashSet<string> Demanded)
{
    /// <summary>Whether the answer stays as it was.</summary>
    public bool Locks(string fact) => !Mending.MayChange(fact) && !Demanded.Contains(fact) && !ReturnList.Facts.Contains(fact);

    /// <summary>What stood before, for a question that stays as it was and was not asked again by the form; null when the form is to be read.</summary>
    internal FeelValue? Keeps(AskedFact asked, FormFields fields, string scope)
    {
        var name = FactInput.NameOf(asked.Fact, scope);
        return Locks(asked.Fact.Name) && !Mending.Earlier.Asked.GetValueOrDefault(asked.Fact.Name).IsNull && !fields.Has(name) && !fields.Names(name + ".").Any() ? Mending.Earlier.Asked[asked.Fact.Name] : null;
    }

    /// <summary>Whether the field stands as it was: it is not on the list, and either said something before or need not say anything.</summary>
    public bool Stands(AskedFact asked)
    {
        ArgumentNullException.ThrowIfNull(asked);
        return Locks(asked.Fact.Name) && (asked.Optional || !Mending.Earlier.Asked.GetValueOrDefault(asked.Fact.Name).IsNull);
    }

    /// <summary>The field with what the list says about it. One that was left open before stays open to an answer: it may be asked only now.</summary>
    public static FormField Mark(FormLocks? locks, FormField field)
    {
        ArgumentNullException.ThrowIfNull(field);
        if (locks is null)
        {
            return field;
        }

        var items = locks.Mending.Items.Where(i => i.Kind == ReturnList.Answer && i.Subject == field.Fact.Name).ToList();
        return field with
        {
            Locked = locks.Stands(new AskedFact(field.Fact, null, field.Optional, null)),
            ToMend = items.Count == 0 ? null : items[0].Wanted ?? "请改正",
        };
    }
}
