namespace Zhunsheng.Storage;

/// <summary>What an entry of the log is about.</summary>
public enum AdminEventKind
{
    /// <summary>账号: made, changed, shut, password set.</summary>
    Account,
    /// <summary>单位.</summary>
    Organisation,
    /// <summary>地区.</summary>
    Territory,
    /// <summary>授权: roles and permissions granted or taken away.</summary>
    Grant,
    /// <summary>锁定 and 解锁 by the security administrator.</summary>
    Lock,
    /// <summary>代理.</summary>
    Deputy,
    /// <summary>导入.</summary>
    Import,
    /// <summary>导出.</summary>
    Export,
    /// <summary>登录: right, wrong, locked out.</summary>
    SignIn,
    /// <summary>拒绝: somebody asked for what is not theirs.</summary>
    Refusal,
    /// <summary>邮件: what an administrator did about mails.</summary>
    Mail,
    /// <summary>系统: what the program did by itself.</summary>
    Program,
}

/// <summary>An entry of the administration's log. Never changed; each carries the digest of the one before (SM3), as acts do.</summary>
public sealed class AdminEvent
{
    /// <summary>Identifies it; later events have greater ones.</summary>
    public Guid Id { get; set; }

    /// <summary>Its number in the log, from 1, without gaps.</summary>
    public long Number { get; set; }

    /// <summary>The moment, in UTC, to the millisecond.</summary>
    public DateTimeOffset At { get; set; }

    /// <summary>What it is about.</summary>
    public AdminEventKind Kind { get; set; }

    /// <summary>The account that did it; null for the machine and where nobody was signed in.</summary>
    public Guid? ById { get; set; }

    /// <summary>The name of who did it; empty where nobody was signed in.</summary>
    public required string ByName { get; set; }

    /// <summary>The jurisdiction it concerns; null when it concerns the whole installation or none.</summary>
    public Guid? TerritoryId { get; set; }

    /// <summary>What was done, in Chinese: 新建账号 …; for a refusal what was asked for.</summary>
    public required string What { get; set; }

    /// <summary>To whom or what; for sign-ins and refusals the account name.</summary>
    public required string Subject { get; set; }

    /// <summary>Details, in Chinese; never a password. May be empty.</summary>
    public required string Details { get; set; }

    /// <summary>The network address it came from; empty for the machine.</summary>
    public string Address { get; set; } = "";

    /// <summary>The digest of the entry before; for the first one 64 zeros.</summary>
    public string PreviousDigest { get; set; } = "";

    /// <summary>SM3 over the previous digest (64 hexadecimal digits as text) followed by the canonical text of the entry; hexadecimal.</summary>
    public string Digest { get; set; } = "";
}

/// <summary>The end of the log: one row, locked by whoever appends.</summary>
internal sealed class AdminLogHead
{
    public int Id { get; set; }

    public long Number { get; set; }

    public required string Digest { get; set; }
}
