namespace Zhunsheng.Storage;

/// <summary>What a mail carries.</summary>
public enum MailKind
{
    /// <summary>随时: one notice.</summary>
    Notice = 1,
    /// <summary>每天汇总.</summary>
    Daily = 2,
    /// <summary>每周汇总.</summary>
    Weekly = 3,
    /// <summary>确认: the link with which an address is confirmed.</summary>
    Confirmation = 4,
    /// <summary>试发: sent by an administrator to see whether the settings are right.</summary>
    Test = 5,
}

/// <summary>Where a mail stands.</summary>
public enum MailState
{
    /// <summary>待发.</summary>
    Waiting = 1,
    /// <summary>准备中: one node has taken it and reaches the server; nothing has been handed over.</summary>
    Claimed = 2,
    /// <summary>发送中: it is being handed over to the server.</summary>
    Handing = 3,
    /// <summary>已发: the server has taken it.</summary>
    Sent = 4,
    /// <summary>不确定: the hand-over was cut off and nobody can say whether the server took it. Not sent again by itself.</summary>
    Uncertain = 5,
    /// <summary>没有发出: refused for good, or given up after many attempts.</summary>
    Failed = 6,
    /// <summary>不必发: when its turn came there was nothing left that the person may or need be told.</summary>
    Dropped = 7,
}

/// <summary>A mail as kept until it is sent. Its text is made when it is sent, for what the person may see then.</summary>
internal sealed class MailRecord
{
    public Guid Id { get; set; }

    /// <summary>What makes it this mail, unique; its Message-ID follows from it.</summary>
    public required string Occasion { get; set; }

    public MailKind Kind { get; set; }

    /// <summary>The person; null for a test.</summary>
    public Guid? UserId { get; set; }

    /// <summary>For a confirmation or a test the address; null where it goes to the person's confirmed one.</summary>
    public string? Address { get; set; }

    public MailState State { get; set; }

    public int Attempts { get; set; }

    /// <summary>Not before this moment.</summary>
    public DateTimeOffset DueAt { get; set; }

    /// <summary>Until when the node that took it may work on it.</summary>
    public DateTimeOffset? LeaseUntil { get; set; }

    /// <summary>The node that took it last.</summary>
    public string? Node { get; set; }

    /// <summary>What went wrong last, in Chinese; null for nothing.</summary>
    public string? Error { get; set; }

    public DateTimeOffset Created { get; set; }

    /// <summary>When it came to its end; null before.</summary>
    public DateTimeOffset? EndedAt { get; set; }
}
