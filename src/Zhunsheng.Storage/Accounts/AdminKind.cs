namespace Zhunsheng.Storage;

/// <summary>
/// The three administrators (三员分立, GB/T 22239). One account is at most one of them and takes no part in any case file. What one does, another has to grant or can read.
/// </summary>
public enum AdminKind
{
    /// <summary>系统管理员: jurisdictions, organisations, accounts, rulebooks. Grants nothing.</summary>
    System,
    /// <summary>安全管理员: grants roles and permissions to accounts, locks and unlocks them. Makes no account.</summary>
    Security,
    /// <summary>审计管理员: reads what the others did, who signed in and who was refused. Changes nothing.</summary>
    Audit,
}

/// <summary>The names of the kinds of administrator.</summary>
public static class AdminKinds
{
    /// <summary>All kinds, in the order in which they are listed.</summary>
    public static IReadOnlyList<AdminKind> All { get; } = [AdminKind.System, AdminKind.Security, AdminKind.Audit];

    /// <summary>系统管理员, 安全管理员 or 审计管理员.</summary>
    public static string Label(this AdminKind kind) => kind switch
    {
        AdminKind.System => "系统管理员",
        AdminKind.Security => "安全管理员",
        AdminKind.Audit => "审计管理员",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
