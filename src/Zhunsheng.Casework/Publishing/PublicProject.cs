using System.Collections.Immutable;
using Zhunsheng.Feel;
using Zhunsheng.Rulebooks;

namespace Zhunsheng.Casework;

/// <summary>Where a project stands, as far as it is told to everybody.</summary>
public enum PublicStage
{
    /// <summary>There is no contract yet.</summary>
    Preparation,
    /// <summary>It is being built.</summary>
    Implementation,
    /// <summary>It is completed.</summary>
    Completion,
    /// <summary>A measure has ended it.</summary>
    Cancelled,
}

/// <summary>A document of which number and title are public.</summary>
/// <param name="Act">The act that bears it.</param>
/// <param name="Title">What kind of document it is.</param>
/// <param name="Number">Its number; null for none.</param>
/// <param name="On">Its day.</param>
/// <param name="By">The organisation that gave it.</param>
/// <param name="Sort">Its kind, one of <see cref="PublicRule.Sorts"/>; null where the author names none.</param>
public sealed record PublicDocument(int Act, string Title, string? Number, DateOnly On, string By, string? Sort);

/// <summary>A change of the project.</summary>
/// <param name="Ordinal">Its ordinal.</param>
/// <param name="On">The day.</param>
/// <param name="What">What changed.</param>
/// <param name="Way">By which way it went.</param>
public sealed record PublicChange(int Ordinal, DateOnly? On, string? What, string? Way);

/// <summary>
/// A project as far as it is public: exactly what its rulebook says under public, from the step on that it names, and only where its condition is known to hold. Unknown is null and stays null. Amounts in 万元.
/// </summary>
public sealed record PublicProject
{
    /// <summary>The number of its file.</summary>
    public required string Number { get; init; }

    /// <summary>Its title.</summary>
    public required string Title { get; init; }

    /// <summary>The rulebook it follows.</summary>
    public required string RulebookId { get; init; }

    /// <summary>The unit that builds it.</summary>
    public required Guid OwnerId { get; init; }

    /// <summary>Its name.</summary>
    public required string OwnerName { get; init; }

    /// <summary>Where it stands; null where that cannot be told.</summary>
    public PublicStage? Stage { get; init; }

    /// <summary>When its file was added to last.</summary>
    public required DateTimeOffset Updated { get; init; }

    /// <summary>What it is about.</summary>
    public string? Description { get; init; }

    /// <summary>The first day.</summary>
    public DateOnly? Start { get; init; }

    /// <summary>The last day, as planned.</summary>
    public DateOnly? End { get; init; }

    /// <summary>What was approved.</summary>
    public decimal? Approved { get; init; }

    /// <summary>When it was approved: as the rulebook says, else the last day of the steps that made it public.</summary>
    public DateOnly? ApprovedOn { get; init; }

    /// <summary>From which sources the money comes; an amount that is not known is null.</summary>
    public ImmutableArray<(string Source, decimal? Amount)> Sources { get; init; } = [];

    /// <summary>The documents.</summary>
    public ImmutableArray<PublicDocument> Documents { get; init; } = [];

    /// <summary>How things are bought, in words.</summary>
    public string? Method { get; init; }

    /// <summary>For how much at most.</summary>
    public decimal? Estimate { get; init; }

    /// <summary>The contracts.</summary>
    public ImmutableArray<ContractEntry> Contracts { get; init; } = [];

    /// <summary>The changes.</summary>
    public ImmutableArray<PublicChange> Changes { get; init; } = [];

    /// <summary>The payments.</summary>
    public ImmutableArray<PaymentEntry> Payments { get; init; } = [];

    /// <summary>When it was completed.</summary>
    public DateOnly? CompletedOn { get; init; }

    /// <summary>What it came to in the end.</summary>
    public decimal? Final { get; init; }

    /// <summary>What is said of that.</summary>
    public string? FinalReason { get; init; }

    /// <summary>What is public of a file; null for nothing: its kind is not public, it is handled elsewhere, no step has made it public, or its condition is not known to hold.</summary>
    /// <param name="file">The file.</param>
    /// <param name="evaluation">Its rulebook applied to it on the day that counts.</param>
    public static PublicProject? Of(CaseFile file, Evaluation evaluation)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(evaluation);
        var book = evaluation.Rulebook;
        if (book.Public.FirstOrDefault(p => p.Kind == file.Kind) is not { } rule || file.Acts.IsEmpty || OfflineStub.Is(file, book)
            || !rule.From.Any(s => Done(evaluation, s).Any()) || !evaluation.Evaluate(rule.When).IsTrue
            || book.Kinds.FirstOrDefault(k => k.Name == file.Kind) is not { } kind || evaluation.Fact(kind.TitleFact).AsString is not { Length: > 0 } title)
        {
            return null;
        }

        var parts = rule.Parts.Where(p => p.When is null || evaluation.Evaluate(p.When).IsTrue).ToDictionary(p => p.Part);
        FeelValue Value(PublicPart part, string key) => parts.GetValueOrDefault(part)?.Values.GetValueOrDefault(key) is { } expression ? evaluation.Evaluate(expression) : FeelValue.Null;
        var ledger = MoneyLedger.Of(evaluation);
        var completed = Value(PublicPart.Completion, "day").AsDate;
        return new PublicProject
        {
            Number = file.Number,
            Title = title,
            RulebookId = book.Id,
            OwnerId = file.OwnerId,
            OwnerName = file.OwnerName,
            Stage = StageOf(evaluation, ledger, completed),
            Updated = file.Acts[^1].At,
            Description = Value(PublicPart.Description, "value").AsString,
            Start = Value(PublicPart.Period, "start").AsDate,
            End = Value(PublicPart.Period, "end").AsDate,
            Approved = parts.ContainsKey(PublicPart.Budget) && book.Money.Figures.TryGetValue(Figure.Approved, out var approved) ? evaluation.Evaluate(approved).AsNumber : null,
            ApprovedOn = Value(PublicPart.Budget, "day").AsDate ?? (parts.ContainsKey(PublicPart.Budget) ? rule.From.SelectMany(s => Done(evaluation, s)).Max(o => (DateOnly?)o.On) : null),
            Sources = [.. (Value(PublicPart.Budget, "sources").AsList ?? []).Select(r => r.AsContext).OfType<FeelContext>().Where(r => r["来源"].AsString is { Length: > 0 }).Select(r => (r["来源"].AsString!, r["金额"].AsNumber))],
            Documents = parts.TryGetValue(PublicPart.Documents, out var documents) ? DocumentsOf(file, evaluation, documents) : [],
            Method = Value(PublicPart.Tender, "method").AsString,
            Estimate = Value(PublicPart.Tender, "estimate").AsNumber,
            Contracts = parts.ContainsKey(PublicPart.Contracts) ? ledger.Contracts : [],
            Changes = parts.ContainsKey(PublicPart.Changes) ? [.. ledger.Changes.Select((c, i) => new PublicChange(i + 1, c.On, c.What, c.Way))] : [],
            Payments = parts.ContainsKey(PublicPart.Payments) ? ledger.Payments : [],
            CompletedOn = completed,
            Final = Value(PublicPart.Completion, "value").AsNumber,
            FinalReason = Value(PublicPart.Completion, "reason").AsString,
        };
    }

    /// <summary>The times that a step was done, without those that were reopened or refused.</summary>
    private static IEnumerable<Occurrence> Done(Evaluation evaluation, string step)
    {
        var book = evaluation.Rulebook;
        return evaluation.Situation.Occurrences.GetValueOrDefault(step, []).Where(o => o.ReopenedBy is null && !book.Overview.Refusals.Contains(o.Outcome) && book.FindStep(step)?.FindOutcome(o.Outcome) is not { Settles: false });
    }

    private static PublicStage? StageOf(Evaluation evaluation, MoneyLedger ledger, DateOnly? completed) =>
        evaluation.Sanctions().Any(s => s.Rule.Ends && s.Taken == true) ? PublicStage.Cancelled
        : completed is not null ? PublicStage.Completion
        : evaluation.Situation.Closed ? null
        : ledger.Contracts.IsEmpty ? PublicStage.Preparation : PublicStage.Implementation;

    private static ImmutableArray<PublicDocument> DocumentsOf(CaseFile file, Evaluation evaluation, PublicEntry entry)
    {
        var book = evaluation.Rulebook;
        var said = CaseFold.Effective(file).ToDictionary(a => a.Number);
        return [.. entry.Steps.SelectMany(s => Done(evaluation, s.Step).Select(o => (s.Sort, Step: book.FindStep(s.Step)!, Done: o))).Where(d => said.ContainsKey(d.Done.Act)).OrderBy(d => d.Done.Act).Select(d =>
        {
            var act = said[d.Done.Act];
            var number = act.Asked.SetItems(act.Set).OrderBy(f => f.Key, StringComparer.Ordinal).Where(f => book.Facts.GetValueOrDefault(f.Key) is { Number: not null }).Select(f => f.Value.AsString).FirstOrDefault(n => n is not null);
            var template = book.Documents.FirstOrDefault(t => t.Step == d.Step.Name && !t.Meeting && (t.Outcome is null || t.Outcome == d.Done.Outcome));
            return new PublicDocument(d.Done.Act, template?.Name ?? d.Step.Title, number, d.Done.On, act.Act.Actor.OrganisationName, d.Sort);
        })];
    }
}
