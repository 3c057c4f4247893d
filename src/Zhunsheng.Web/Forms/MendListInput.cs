using System.Collections.Immutable;
using System.Globalization;
using Zhunsheng.Casework;
using Zhunsheng.Feel;
using Zhunsheng.Rulebooks;

namespace Zhunsheng.Web.Forms;

/// <summary>The list of what is missing as a form carries it: a box and a remark for each paper and answer, and lines in words.</summary>
internal static class MendListInput
{
    /// <summary>How many lines in words the form offers at least.</summary>
    private const int Lines = 3;
    private const int MostLines = 50;

    /// <summary>What stands for a thing in the form.</summary>
    public static string TokenOf(MendOffer offer) => $"{offer.Step.Name}|{offer.Kind}|{offer.Subject}";

    /// <summary>The name of the control with the remark on a thing.</summary>
    public static string RemarkName(FormField field, MendOffer offer) => $"{field.Name}.{TokenOf(offer)}";

    /// <summary>The name of a line in words.</summary>
    public static string LineName(FormField field, int line) => string.Create(CultureInfo.InvariantCulture, $"{field.Name}.其他.{line}");

    /// <summary>The lines in words: those filled, and a few more.</summary>
    public static ImmutableArray<string> LinesOf(FormField field)
    {
        var filled = MendItem.In(field.Value).Where(i => i.Kind == ReturnList.Other).Select(i => i.Wanted ?? "").ToList();
        return [.. filled, .. Enumerable.Repeat("", Math.Max(1, Lines - filled.Count))];
    }

    /// <summary>The item about a thing; null when it is not ticked.</summary>
    public static MendItem? ItemOf(FormField field, MendOffer offer) => MendItem.In(field.Value).FirstOrDefault(offer.Is);

    /// <summary>A field that shows a list.</summary>
    public static FormField Show(AskedFact asked, FeelValue list, ImmutableArray<MendOffer> offers, string scope) =>
        new() { Fact = asked.Fact, Name = FactInput.NameOf(asked.Fact, scope), Value = list, Offers = offers };

    /// <summary>The list as it came in. A thing with a remark counts as ticked.</summary>
    public static FormField Read(AskedFact asked, FormFields fields, ImmutableArray<MendOffer> offers, Outcome outcome, string scope)
    {
        var field = Show(asked, FeelValue.Null, offers, scope);
        var ticked = fields.All(field.Name).ToHashSet();
        var items = new List<MendItem>();
        foreach (var offer in offers)
        {
            var remark = fields[RemarkName(field, offer)];
            if (ticked.Remove(TokenOf(offer)) || remark.Length > 0)
            {
                items.Add(new MendItem(offer.Step.Name, offer.Kind, offer.Subject, remark.Length > 0 ? remark : null));
            }
        }

        // What is not on offer is refused where the act is checked, not passed over here.
        items.AddRange(ticked.Select(t => t.Split('|', 3)).Where(t => t.Length == 3).Select(t => new MendItem(t[0], t[1], t[2], null)));
        var form = offers.IsEmpty ? outcome.Forms.FirstOrDefault() ?? outcome.Reopens[0] : offers[0].Step.Name;
        items.AddRange(Enumerable.Range(0, MostLines).Select(i => fields[LineName(field, i)]).Where(t => t.Length > 0).Select(t => new MendItem(form, ReturnList.Other, null, t)));
        return field with { Value = items.Count == 0 ? FeelValue.Null : MendItem.ListOf(items) };
    }
}
