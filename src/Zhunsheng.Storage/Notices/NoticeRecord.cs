namespace Zhunsheng.Storage;

/// <summary>What one person is told once. Neither the title nor any content of a file is kept here: it is read from the lists when it is shown, by those who may see it then.</summary>
internal sealed class NoticeRecord
{
    public Guid Id { get; set; }

    public Guid UserId { get; set; }

    /// <summary>What it is about and which time; with the person unique, so that it cannot exist twice.</summary>
    public required string Occasion { get; set; }

    public NoticeKind Kind { get; set; }

    /// <summary>The file; null for what concerns none.</summary>
    public Guid? CaseId { get; set; }

    /// <summary>The act; null for what none brought about.</summary>
    public int? ActNumber { get; set; }

    public string? Step { get; set; }

    public string? StepTitle { get; set; }

    public string? Key { get; set; }

    /// <summary>How the act ended; for what is told 报送, 备案 or 抄送; for a draft its title; for a deputy the sentence.</summary>
    public string? Word { get; set; }

    /// <summary>The organisation that acted.</summary>
    public string? ByName { get; set; }

    public string? Article { get; set; }

    public DateOnly? DueOn { get; set; }

    /// <summary>Where it leads, when not to its file.</summary>
    public string? Address { get; set; }

    public DateTimeOffset At { get; set; }

    public DateTimeOffset? ReadAt { get; set; }

    /// <summary>Whether it counts as read because what waited has been done.</summary>
    public bool Settled { get; set; }

    /// <summary>When it is to go out by mail; null for never.</summary>
    public DateTimeOffset? MailAt { get; set; }

    /// <summary>In which kind of mail.</summary>
    public MailKind? MailKind { get; set; }

    /// <summary>The mail with which it goes; null as long as there is none.</summary>
    public Guid? MailId { get; set; }

    public NoticeRecord For(Guid user) => new()
    {
        Id = Guid.CreateVersion7(At), UserId = user, Occasion = Occasion, Kind = Kind, CaseId = CaseId, ActNumber = ActNumber, Step = Step, StepTitle = StepTitle, Key = Key, Word = Word, ByName = ByName,
        Article = Article, DueOn = DueOn, Address = Address, At = At,
    };
}

/// <summary>How a person wants to be told of a kind.</summary>
internal sealed class NoticeChoiceRecord
{
    public Guid UserId { get; set; }

    public NoticeKind Kind { get; set; }

    public NoticeFrequency Frequency { get; set; }
}

/// <summary>Where the mail of a person goes.</summary>
internal sealed class MailBoxRecord
{
    public Guid UserId { get; set; }

    /// <summary>The confirmed address; null for none.</summary>
    public string? Address { get; set; }

    public DateTimeOffset? ConfirmedAt { get; set; }

    /// <summary>An address that waits for its owner to follow the link; null for none.</summary>
    public string? Pending { get; set; }

    /// <summary>The hours between which nothing is mailed at once, Beijing time, 0 to 23; null for none.</summary>
    public int? QuietFrom { get; set; }

    public int? QuietTo { get; set; }
}
