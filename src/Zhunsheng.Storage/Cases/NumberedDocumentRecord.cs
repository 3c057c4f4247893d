using Zhunsheng.Casework;
using Zhunsheng.Feel;
using Zhunsheng.Rulebooks;

namespace Zhunsheng.Storage;

/// <summary>A line of the register of documents (文书登记簿): a number that an act bears. Worked out from the acts whenever one is added.</summary>
internal sealed class NumberedDocumentRecord
{
    public Guid CaseId { get; set; }

    /// <summary>The number of the act in its file.</summary>
    public int Act { get; set; }

    public required string Fact { get; set; }

    public required string RulebookId { get; set; }

    public required string Number { get; set; }

    /// <summary>What stands before the year; null for a number that cannot be taken apart.</summary>
    public string? Word { get; set; }

    public int? Year { get; set; }

    public int? Ordinal { get; set; }

    /// <summary>Whether it was typed in.</summary>
    public bool ByHand { get; set; }

    /// <summary>The document that shows it; null when the rulebook prints none.</summary>
    public string? Document { get; set; }

    public required string StepTitle { get; set; }

    public DateOnly On { get; set; }

    public required string Organisation { get; set; }

    public required string Person { get; set; }

    /// <summary>The lines of a file. What another file's act told this one is numbered there.</summary>
    public static IEnumerable<NumberedDocumentRecord> Of(CaseFile file, Rulebook rulebook)
    {
        foreach (var said in CaseFold.Effective(file).Where(a => a.Act.ConveyedFrom is null))
        {
            var step = rulebook.FindStep(said.Act.Step);
            foreach (var (name, value) in said.Asked.SetItems(said.Set).OrderBy(f => f.Key, StringComparer.Ordinal))
            {
                if (step is null || value.AsString is not { } number || rulebook.Facts.GetValueOrDefault(name) is not { Number: not null })
                {
                    continue;
                }

                var parts = DocumentNumber.Parse(number);
                yield return new NumberedDocumentRecord
                {
                    CaseId = file.Id,
                    Act = said.Number,
                    Fact = name,
                    RulebookId = file.RulebookId,
                    Number = number,
                    Word = parts?.Word,
                    Year = parts?.Year,
                    Ordinal = parts?.Ordinal,
                    ByHand = !said.Set.ContainsKey(name),
                    Document = rulebook.Documents.FirstOrDefault(d => d.Step == step.Name && (d.Outcome is null || d.Outcome == said.Act.Outcome) && d.Number.Any(p => p.Value?.Uses.Any(u => u.Name == name) is true))?.Name,
                    StepTitle = step.Title,
                    On = said.Act.On,
                    Organisation = said.Act.Actor.OrganisationName,
                    Person = said.Act.Actor.UserName,
                };
            }
        }
    }

    /// <summary>Whether two lines say the same.</summary>
    public bool Same(NumberedDocumentRecord other) =>
        (CaseId, Act, Fact, RulebookId, Number, Word, Year, Ordinal) == (other.CaseId, other.Act, other.Fact, other.RulebookId, other.Number, other.Word, other.Year, other.Ordinal)
        && (ByHand, Document, StepTitle, On, Organisation, Person) == (other.ByHand, other.Document, other.StepTitle, other.On, other.Organisation, other.Person);
}

/// <summary>The last number given in a series and year.</summary>
internal sealed class DocumentCounter
{
    public required string RulebookId { get; set; }

    /// <summary>The form of the series with the sign of the office in it.</summary>
    public required string Form { get; set; }

    public int Year { get; set; }

    public int Last { get; set; }
}
