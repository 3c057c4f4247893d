using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Zhunsheng.Casework;
using Zhunsheng.Rulebooks;

namespace Zhunsheng.Storage;

/// <summary>Where a project stands towards the plan of its year: worked out from its acts whenever one is added.</summary>
internal sealed class PlanEntryRecord
{
    private static readonly JsonSerializerOptions Written = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, Converters = { new JsonStringEnumConverter() } };

    public Guid CaseId { get; set; }

    public required string RulebookId { get; set; }

    public Guid OwnerId { get; set; }

    public PlanStanding Standing { get; set; }

    public int? Year { get; set; }

    /// <summary>In millionths of 万元, see <see cref="CaseListRecord.MoneyScale"/>.</summary>
    public long? Amount { get; set; }

    public string? Category { get; set; }

    public DateOnly Since { get; set; }

    public DateOnly? Declared { get; set; }

    public DateOnly? Listed { get; set; }

    public bool? May { get; set; }

    /// <summary>The reasons, as JSON.</summary>
    public required string Reasons { get; set; }

    public static PlanEntryRecord? Of(CaseFile file, Evaluation evaluation) => PlanEntry.Of(file, evaluation) is { } entry
        ? new PlanEntryRecord
        {
            CaseId = file.Id,
            RulebookId = file.RulebookId,
            OwnerId = file.OwnerId,
            Standing = entry.Standing,
            Year = entry.Year,
            Amount = entry.Amount is { } amount ? (long)decimal.Round(amount * CaseListRecord.MoneyScale) : null,
            Category = entry.Category,
            Since = entry.Since,
            Declared = entry.Declared,
            Listed = entry.Listed,
            May = entry.May,
            Reasons = JsonSerializer.Serialize(entry.Reasons, Written),
        }
        : null;

    public PlanEntry ToEntry() => new()
    {
        Standing = Standing,
        Year = Year,
        Amount = Amount / CaseListRecord.MoneyScale,
        Category = Category,
        Since = Since,
        Declared = Declared,
        Listed = Listed,
        May = May,
        Reasons = JsonSerializer.Deserialize<ImmutableArray<PlanReason>>(Reasons, Written),
    };
}
