namespace Zhunsheng.Storage;

/// <summary>The amounts of a case file, in millionths of 万元 as in the list of files; null where unknown. Worked out from its acts.</summary>
internal sealed record StandingRecord
{
    public Guid CaseId { get; set; }

    public long? Planned { get; set; }

    public long? Approved { get; set; }

    public long? Allotted { get; set; }

    public long? Contracted { get; set; }

    public long? Paid { get; set; }

    public long? Surplus { get; set; }
}

/// <summary>Something in which a case file does not stand as its rulebook wants it. Worked out from its acts.</summary>
internal sealed record StandingPointRecord
{
    public Guid CaseId { get; set; }

    /// <summary>Its place among the points of the file, from 0.</summary>
    public int Ordinal { get; set; }

    public PointKind Kind { get; set; }

    /// <summary>The whole article.</summary>
    public required string Article { get; set; }

    /// <summary>The place within the article.</summary>
    public required string Place { get; set; }

    /// <summary>The name of the deadline, gate, duty or consequence.</summary>
    public required string Rule { get; set; }

    public string? Step { get; set; }

    public string? StepTitle { get; set; }

    public string? Key { get; set; }

    /// <summary>Whose turn it is, as one reads it: the units where the file knows them, else the labels of the roles.</summary>
    public required string Office { get; set; }

    /// <summary>The names of these roles, each between line feeds; empty for none.</summary>
    public required string Roles { get; set; }

    /// <summary>Whether it is for the unit that owns the file.</summary>
    public bool Own { get; set; }

    public DateOnly? DueOn { get; set; }

    /// <summary>How many days late; null where that cannot be counted, and for what is not about time.</summary>
    public int? Days { get; set; }

    /// <summary>Whether these are working days.</summary>
    public bool Working { get; set; }

    /// <summary>Whether the text is silent and the platform decides.</summary>
    public bool Platform { get; set; }

    public string? Reason { get; set; }

    public string? Remedy { get; set; }

    /// <summary>The facts that decided, one a line.</summary>
    public required string Facts { get; set; }
}

/// <summary>An act as those who look over the files count it. Worked out from the acts up to it.</summary>
internal sealed record DeedRecord
{
    public Guid CaseId { get; set; }

    /// <summary>The number of the act.</summary>
    public int Number { get; set; }

    public required string Step { get; set; }

    public required string StepTitle { get; set; }

    public required string Outcome { get; set; }

    /// <summary>The whole article of the step; of a gate that was lifted: of the gate.</summary>
    public required string Article { get; set; }

    /// <summary>The place within the article.</summary>
    public required string Place { get; set; }

    public required string Role { get; set; }

    public Guid OrganisationId { get; set; }

    public required string OrganisationName { get; set; }

    public required string UserName { get; set; }

    public DateOnly OnDay { get; set; }

    public DeedEnding Ending { get; set; }

    /// <summary>The whole article of the time limit; null where there was none to keep.</summary>
    public string? LimitArticle { get; set; }

    public DateOnly? DueOn { get; set; }

    /// <summary>The length of the time limit in working days; null where it is not counted in these.</summary>
    public int? Limit { get; set; }

    /// <summary>How many of them were used, those on which the clock stood left out; null likewise.</summary>
    public int? Used { get; set; }

    public bool Late { get; set; }

    /// <summary>How many days late; null where it was not, or that cannot be counted.</summary>
    public int? LateDays { get; set; }

    /// <summary>Whether these are working days.</summary>
    public bool Working { get; set; }

    /// <summary>The gate that was lifted, or the number of the act that was corrected; null for other acts.</summary>
    public string? About { get; set; }

    public string? Note { get; set; }
}
