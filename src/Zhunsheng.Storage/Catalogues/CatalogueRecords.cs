using Zhunsheng.Casework;
using Zhunsheng.Rulebooks;

namespace Zhunsheng.Storage;

/// <summary>The system of a case file in the catalogue. Worked out from its acts.</summary>
internal sealed record SystemRecord
{
    public Guid CaseId { get; set; }

    public required string Name { get; set; }

    public string? Number { get; set; }

    public string? State { get; set; }

    public DateOnly? Since { get; set; }

    /// <summary>Whether money for its operation may be granted; null when that cannot be said or is not asked.</summary>
    public bool? Fundable { get; set; }

    /// <summary>The grounds that stand against it: place and reason, one a line; empty for none.</summary>
    public required string Grounds { get; set; }

    /// <summary>Name and number in lower case, for narrowing the list.</summary>
    public required string SearchText { get; set; }

    public static SystemRecord Of(Guid file, SystemEntry entry) => new()
    {
        CaseId = file,
        Name = entry.Name,
        Number = entry.Number,
        State = entry.State,
        Since = entry.Since,
        Fundable = entry.Money?.Value.AsBoolean,
        Grounds = CaseListRecord.Lines((entry.Money?.Gates ?? []).Where(g => g is { Holds: false, Applies: true }).Select(g => $"{g.Gate.Article.Text} {g.Gate.Reason.ReplaceLineEndings(" ")}")),
        SearchText = $"{entry.Name}\n{entry.Number}".ToLowerInvariant(),
    };
}

/// <summary>Money for the operation of a system: asked for once, and what became of it. Worked out from the acts of its file.</summary>
internal sealed record SystemMoneyRecord
{
    public Guid CaseId { get; set; }

    /// <summary>The number of the act by which it was asked for.</summary>
    public int Act { get; set; }

    public int? Year { get; set; }

    /// <summary>In millionths of 万元, see <see cref="CaseListRecord.MoneyScale"/>.</summary>
    public long? Asked { get; set; }

    public long? Granted { get; set; }

    public string? Outcome { get; set; }

    public static SystemMoneyRecord Of(Guid file, MaintenanceMoney money) => new()
    {
        CaseId = file,
        Act = money.AskedAct,
        Year = money.Year,
        Asked = Scaled(money.Asked),
        Granted = Scaled(money.Granted),
        Outcome = money.Outcome,
    };

    private static long? Scaled(decimal? amount) => amount is { } known ? (long)decimal.Round(known * CaseListRecord.MoneyScale) : null;
}

/// <summary>A data resource or an item of one in the catalogue. Worked out from the acts of its file.</summary>
internal sealed record DataEntryRecord
{
    public Guid CaseId { get; set; }

    /// <summary>Its place in the file, from 0.</summary>
    public int Ordinal { get; set; }

    public bool IsItem { get; set; }

    public required string Resource { get; set; }

    public required string Name { get; set; }

    /// <summary>The name as it is compared: its units one after another (<see cref="DataNames"/>).</summary>
    public required string Key { get; set; }

    public string? Share { get; set; }

    public string? Way { get; set; }

    public string? Basis { get; set; }

    public string? Format { get; set; }

    public string? Origin { get; set; }

    public string? Source { get; set; }

    /// <summary>Whether other units may know of it.</summary>
    public bool IsOpen { get; set; }

    public bool? Collected { get; set; }

    /// <summary>Name, resource and unit in lower case, for narrowing the list.</summary>
    public required string SearchText { get; set; }

    public static DataEntryRecord Of(CaseFile file, int ordinal, DataEntry entry) => new()
    {
        CaseId = file.Id,
        Ordinal = ordinal,
        IsItem = entry.IsItem,
        Resource = entry.Resource,
        Name = entry.Name,
        Key = DataNames.Key(entry.Name),
        Share = entry.Share,
        Way = entry.Way,
        Basis = entry.Basis,
        Format = entry.Format,
        Origin = entry.Origin,
        Source = entry.Source,
        IsOpen = entry.Open,
        Collected = entry.Collected,
        SearchText = $"{entry.Name}\n{entry.Resource}\n{file.OwnerName}".ToLowerInvariant(),
    };

    public DataEntry ToEntry() => new(IsItem, Resource, Name, Share, Way, Basis, Format, Origin, Source, IsOpen, Collected);
}

/// <summary>A unit of the name of an entry, by which entries with a similar name are found.</summary>
internal sealed record DataUnitRecord
{
    public Guid CaseId { get; set; }

    public int Ordinal { get; set; }

    public required string Unit { get; set; }

    public static IEnumerable<DataUnitRecord> Of(DataEntryRecord entry) => DataNames.Units(entry.Name).Select(u => new DataUnitRecord { CaseId = entry.CaseId, Ordinal = entry.Ordinal, Unit = u });
}
