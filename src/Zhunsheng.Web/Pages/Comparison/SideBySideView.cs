using System.Collections.Immutable;
using Zhunsheng.Feel;
using Zhunsheng.Rulebooks;
using Zhunsheng.Web.Components;
using Zhunsheng.Web.Forms;
using Zhunsheng.Web.Ways;

namespace Zhunsheng.Web.Pages.Comparison;

/// <summary>One project under one rulebook, as the page lays it beside the others.</summary>
/// <param name="Outlook">What it has before it there.</param>
public sealed record Place(Outlook Outlook)
{
    /// <summary>The rulebook.</summary>
    public Rulebook Book => Outlook.Book;

    /// <summary>Its way there.</summary>
    public Way Way => Outlook.Way;

    /// <summary>The steps that every such project passes.</summary>
    public IEnumerable<WayStep> Certain => Way.Steps.Where(s => s.Always);

    /// <summary>The steps that depend on what is not known.</summary>
    public int Open => Way.Steps.Count(s => !s.Always);

    /// <summary>The offices on the way with the titles of what they do, in the order in which they come.</summary>
    public IEnumerable<(string Who, ImmutableArray<WayStep> Steps)> Offices =>
        Certain.Where(s => s.Who is not null).GroupBy(s => s.Who!).Select(g => (g.Key, g.ToImmutableArray()));

    /// <summary>The papers certainly due, each with its step.</summary>
    public IEnumerable<(PaperState Paper, WayStep Step)> Papers =>
        Certain.SelectMany(s => s.Papers.Where(p => p is { Due: true, Paper: { Optional: false, Listed: true } }).Select(p => (p, s)));

    /// <summary>The steps for which the text sets a time.</summary>
    public IEnumerable<WayStep> Timed => Certain.Where(s => s.When is not null);

    /// <summary>The working days that offices have together, where limits are given in 工作日.</summary>
    public int WorkingDays => Timed.Where(OfOffice).Select(s => s.Limit).Distinct().Sum(l => l!.Within is { Unit: PeriodUnit.WorkingDay } period ? period.Amount : 0);

    /// <summary>Whether an office does the step, not the unit that builds.</summary>
    private bool OfOffice(WayStep step) => !step.State.Roles.Concat(step.Step.PossibleRoles.IsDefault ? [] : step.Step.PossibleRoles).Any(r => Book.FindRole(r) is { Own: true });
}

/// <summary>The same project in every jurisdiction.</summary>
/// <param name="Questions">The questions, with what was answered.</param>
/// <param name="Places">The rulebooks, in the order of their names.</param>
/// <param name="Today">The day.</param>
public sealed record SideBySideView(ImmutableArray<FormField> Questions, ImmutableArray<Place> Places, DateOnly Today)
{
    private const int MostQuestions = 12;

    /// <summary>How many questions have been answered.</summary>
    public int Answered => Questions.Count(q => !q.Value.IsNull);

    /// <summary>What was answered, in one line.</summary>
    public string Summary => string.Join(" · ", Questions.Where(q => !q.Value.IsNull).Select(q => $"{q.Fact.Label}：{SituationReader.Shown(q.Value, q.Fact)}"));

    /// <summary>Puts the answers of a form to the rulebooks.</summary>
    public static SideBySideView Of(ImmutableArray<Rulebook> books, FormFields fields, DateOnly today)
    {
        var shared = Shared(books);
        var answered = shared.Where(f => fields.Has(FactInput.NameOf(f))).Select(f => Read(f, fields)).ToDictionary(f => f.Fact.Name);
        var facts = answered.Values.Where(f => !f.Value.IsNull).ToImmutableDictionary(f => f.Fact.Name, f => f.Value);
        var places = books.Select(book => new Place(Outlook.Of(book, facts, today))).ToImmutableArray();
        var deciding = places.SelectMany(p => p.Outlook.Deciding.Distinct())
            .GroupBy(n => n).ToDictionary(g => g.Key, g => g.Count());
        var asked = shared.Where(f => answered.ContainsKey(f.Name) || deciding.ContainsKey(f.Name))
            .OrderByDescending(f => answered.GetValueOrDefault(f.Name) is { } known && (!known.Value.IsNull || known.Error is not null)).ThenByDescending(f => deciding.GetValueOrDefault(f.Name)).Take(MostQuestions).Select(f => f.Name).ToHashSet();
        return new SideBySideView([.. shared.Where(f => asked.Contains(f.Name)).Select(f => answered.GetValueOrDefault(f.Name) ?? Read(f, fields))], places, today);
    }

    /// <summary>
    /// The facts of the vocabulary that opening forms ask, those asked first by most rulebooks in front; a choice offers every value that any of them knows.
    /// </summary>
    private static List<FactDefinition> Shared(ImmutableArray<Rulebook> books)
    {
        var places = new Dictionary<string, (int Books, int Place)>();
        foreach (var book in books)
        {
            foreach (var (fact, place) in AskableFacts.Opening(book).Where(f => f.Article is null).Select((f, i) => (f.Name, i)))
            {
                var (count, sum) = places.GetValueOrDefault(fact);
                places[fact] = (count + 1, sum + place);
            }
        }

        return [.. places.OrderByDescending(p => p.Value.Books).ThenBy(p => p.Value.Place / p.Value.Books).ThenBy(p => p.Key, StringComparer.Ordinal).Select(p =>
        {
            var known = books.Select(b => b.Facts.GetValueOrDefault(p.Key)).OfType<FactDefinition>().ToList();
            return known[0] with { Values = [.. known.SelectMany(k => k.Values).Distinct()], LocalLabel = null, Ask = null };
        })];
    }

    private static FormField Read(FactDefinition fact, FormFields fields) =>
        FactInput.Read(new AskedFact(fact, null, false, null), fields) with { OffersUnknown = true };
}
