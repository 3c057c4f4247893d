using Zhunsheng.Storage;

namespace Zhunsheng.Web.Pages.Admin;

/// <summary>How accounts stand, in words.</summary>
internal static class AccountText
{
    /// <summary>What an account may do: roles, or which administrator it is; and what was asked for.</summary>
    public static string Roles(User user)
    {
        var asked = user.RequestedKind is { } requested ? requested.Label() : string.Join("、", user.RequestedRoles.Select(r => r.Role));
        var has = user.AdminKind is { } kind ? kind.Label() : string.Join("、", user.Roles.Select(r => r.Role));
        return (has, asked) switch
        {
            ("", "") => "没有角色",
            ("", _) => $"申请：{asked}",
            (_, "") => has,
            _ => $"{has}；申请：{asked}",
        };
    }

    /// <summary>Whether an account can be used, and why not.</summary>
    public static string Status(User user) => user switch
    {
        { Disabled: true } => "已停用",
        { Locked: true, MustChangePassword: true } => "重设了密码，等解锁",
        { Locked: true } => "已锁定",
        { MustChangePassword: true } => "待改密码",
        _ => "在用",
    };
}
