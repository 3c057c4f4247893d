using System.Collections.Immutable;
using System.Globalization;
using Zhunsheng.Casework;
using Zhunsheng.Feel;
using Zhunsheng.Rulebooks;

namespace Zhunsheng.Web.Forms;

/// <summary>A section of the form of a step.</summary>
/// <param name="Title">Its title; null when the form has only one.</param>
/// <param name="Fields">Its fields, those not asked at present included.</param>
public sealed record StepFormSection(string? Title, ImmutableArray<FormField> Fields)
{
    /// <summary>Whether anything in it is asked.</summary>
    public bool Asked => Fields.Any(f => f.Asked);
}

/// <summary>What one outcome asks besides the step's form.</summary>
/// <param name="Outcome">The outcome.</param>
/// <param name="Fields">Its own fields.</param>
public sealed record StepFormOutcome(Outcome Outcome, ImmutableArray<FormField> Fields);

/// <summary>The form of a step, generated from the rulebook, empty or as it came in.</summary>
public sealed record StepForm
{
    private const int MostRounds = 4;

    /// <summary>The step.</summary>
    public required Step Step { get; init; }

    /// <summary>The sections.</summary>
    public required ImmutableArray<StepFormSection> Sections { get; init; }

    /// <summary>The outcomes with their own questions.</summary>
    public required ImmutableArray<StepFormOutcome> Outcomes { get; init; }

    /// <summary>All fields of the step's own form.</summary>
    public IEnumerable<FormField> Fields => Sections.SelectMany(s => s.Fields);

    /// <summary>An empty form, filled with what the rulebook proposes or what was said the last time.</summary>
    /// <param name="step">The step.</param>
    /// <param name="key">For a step that occurs once per value: the value.</param>
    /// <param name="before">The situation before the act.</param>
    /// <param name="said">What was said before and may be said again; empty for nothing.</param>
    /// <param name="on">The day of the act.</param>
    /// <param name="locks">What may be changed in a form that was sent back; null for any other.</param>
    public static StepForm Fresh(Step step, FeelValue key, Evaluation before, ImmutableDictionary<string, FeelValue> said, DateOnly on, FormLocks? locks = null)
    {
        var within = before.With(step, key, [], [], on);
        return CaseRowsInput.Settled(Of(step, (asked, scope, outcome) => asked.Fact.Name == ReturnList.Fact && outcome is not null
            ? MendListInput.Show(asked, said.GetValueOrDefault(asked.Fact.Name), MendOffer.Of(before, outcome), scope)
            : FormLocks.Mark(locks, FactInput.Show(asked, ReturnList.Facts.Contains(asked.Fact.Name) || locks?.Stands(asked) is true ? said.GetValueOrDefault(asked.Fact.Name) : Proposed(asked, within, step, said), scope)))).AskedGiven(key, before, on);
    }

    /// <summary>The form as it came in. In a form that was sent back, what stays as it was need not come with it.</summary>
    public static StepForm Posted(Step step, FeelValue key, Evaluation before, FormFields fields, DateOnly on, FormLocks? locks = null) =>
        CaseRowsInput.Settled(Of(step, (asked, scope, outcome) => asked.Fact.Name == ReturnList.Fact && outcome is not null
            ? MendListInput.Read(asked, fields, MendOffer.Of(before, outcome), outcome, scope)
            : FormLocks.Mark(locks, locks?.Keeps(asked, fields, scope) is { } stood ? FactInput.Show(asked, stood, scope) : FactInput.Read(asked, fields, scope)))).AskedGiven(key, before, on);

    /// <summary>A form filled with typed values and nothing else.</summary>
    public static StepForm Filled(Step step, FeelValue key, Evaluation before, IReadOnlyDictionary<string, FeelValue> facts, DateOnly on) =>
        Of(step, (asked, scope, _) => FactInput.Show(asked, facts.GetValueOrDefault(asked.Fact.Name), scope)).AskedGiven(key, before, on);

    /// <summary>The facts filled in, those asked only: of the step's form and of one outcome.</summary>
    public ImmutableDictionary<string, FeelValue> Facts(string? outcome = null) => Fields
        .Concat(Outcomes.FirstOrDefault(o => o.Outcome.Name == outcome)?.Fields ?? [])
        .Where(f => f.Asked && !f.Value.IsNull)
        .GroupBy(f => f.Fact.Name).ToImmutableDictionary(g => g.Key, g => g.Last().Value);

    /// <summary>The fields that count when this outcome is chosen.</summary>
    public IEnumerable<FormField> FieldsFor(string? outcome) =>
        Fields.Concat(Outcomes.FirstOrDefault(o => o.Outcome.Name == outcome)?.Fields ?? []).Where(f => f.Asked);

    /// <summary>The same form with every field changed in some way.</summary>
    public StepForm Map(Func<FormField, FormField> change) => this with
    {
        Sections = [.. Sections.Select(s => s with { Fields = [.. s.Fields.Select(change)] })],
        Outcomes = [.. Outcomes.Select(o => o with { Fields = [.. o.Fields.Select(change)] })],
    };

    /// <summary>The name of the scope of an outcome's fields.</summary>
    public static string ScopeOf(int outcome) => "o" + outcome.ToString(CultureInfo.InvariantCulture);

    private static StepForm Of(Step step, Func<AskedFact, string, Outcome?, FormField> field) => new()
    {
        Step = step,
        Sections = [.. step.Asks.Select(s => new StepFormSection(s.Title, [.. s.Facts.Select(a => field(a, "f", null))]))],
        Outcomes = [.. step.Outcomes.Select((o, i) => new StepFormOutcome(o, [.. o.Asks.Select(a => field(a, ScopeOf(i), o))]))],
    };

    private static FeelValue Proposed(AskedFact asked, Evaluation within, Step step, ImmutableDictionary<string, FeelValue> said)
    {
        if (said.TryGetValue(asked.Fact.Name, out var before) && !before.IsNull)
        {
            return before;
        }

        if (asked.Value is { } value)
        {
            return within.Evaluate(value);
        }

        return step.OwnFacts ? FeelValue.Null : within.Situation.Facts.GetValueOrDefault(asked.Fact.Name);
    }

    /// <summary>Marks the fields that are asked given what the form says; a field that is not asked does not count, which may change what others depend on.</summary>
    private StepForm AskedGiven(FeelValue key, Evaluation before, DateOnly on)
    {
        var form = this;
        for (var round = 0; round < MostRounds; round++)
        {
            var within = before.With(Step, key, form.Facts(), [], on);
            var asks = Step.Asks.SelectMany(s => s.Facts).Select(a => (Asked: within.Asks(a), Depends: within.MayAsk(a))).ToArray();
            var index = 0;
            var next = form with
            {
                Sections = [.. form.Sections.Select(s => s with { Fields = [.. s.Fields.Select(f => f with { Asked = asks[index].Asked, Depends = asks[index++].Depends })] })],
                Outcomes = [.. form.Outcomes.Select((o, i) => o with { Fields = [.. o.Fields.Select((f, j) => f with { Asked = within.Asks(Step.Outcomes[i].Asks[j]) })] })],
            };
            var settled = next.Fields.Select(f => f.Asked).SequenceEqual(form.Fields.Select(f => f.Asked));
            form = next;
            if (settled)
            {
                break;
            }
        }

        return form;
    }
}
