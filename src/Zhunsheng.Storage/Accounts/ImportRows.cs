using System.Collections.Immutable;

namespace Zhunsheng.Storage;

/// <summary>A row of a list of organisations.</summary>
/// <param name="Row">Its number in the list, as whoever filled it sees it.</param>
/// <param name="Name">单位名称.</param>
/// <param name="Short">简称; may be empty.</param>
/// <param name="Code">统一社会信用代码; may be empty.</param>
/// <param name="Roles">Role names with 、 between; may be empty.</param>
public sealed record OrganisationRow(int Row, string Name, string Short, string Code, string Roles);

/// <summary>A row of a list of people.</summary>
/// <param name="Row">Its number in the list.</param>
/// <param name="UserName">账号.</param>
/// <param name="DisplayName">姓名.</param>
/// <param name="Organisation">The full name or the 统一社会信用代码 of the organisation.</param>
/// <param name="Roles">Roles to be asked for, with 、 between; may be empty.</param>
public sealed record PersonRow(int Row, string UserName, string DisplayName, string Organisation, string Roles);

/// <summary>The columns of the lists.</summary>
public static class ImportColumns
{
    /// <summary>单位名称.</summary>
    public const string OrganisationName = "单位名称";

    /// <summary>简称.</summary>
    public const string Short = "简称";

    /// <summary>统一社会信用代码.</summary>
    public const string Code = "统一社会信用代码";

    /// <summary>角色.</summary>
    public const string Roles = "角色";

    /// <summary>账号.</summary>
    public const string UserName = "账号";

    /// <summary>姓名.</summary>
    public const string DisplayName = "姓名";

    /// <summary>单位.</summary>
    public const string Organisation = "单位";

    /// <summary>Those of a list of organisations, and whether each must be there.</summary>
    public static ImmutableArray<(string Name, bool Required)> OfOrganisations { get; } = [(OrganisationName, true), (Short, false), (Code, false), (Roles, false)];

    /// <summary>Those of a list of people.</summary>
    public static ImmutableArray<(string Name, bool Required)> OfPeople { get; } = [(UserName, true), (DisplayName, true), (Organisation, true), (Roles, false)];
}

/// <summary>Something wrong with a list.</summary>
/// <param name="Row">The row; null when it concerns the whole list.</param>
/// <param name="Column">The column; null when it concerns the whole row.</param>
/// <param name="Message">What is wrong and how to mend it, in Chinese.</param>
public sealed record ImportProblem(int? Row, string? Column, string Message);

/// <summary>An account made by an import.</summary>
/// <param name="UserName">The account name.</param>
/// <param name="DisplayName">The name.</param>
/// <param name="Organisation">The organisation.</param>
/// <param name="Password">The first password: shown once and kept nowhere; must be changed at the first sign-in.</param>
public sealed record ImportedAccount(string UserName, string DisplayName, string Organisation, string Password);

/// <summary>What came of an import: everything or nothing.</summary>
/// <param name="Made">How many were made; 0 when anything is wrong.</param>
/// <param name="Problems">Everything wrong, by row; empty when it was done.</param>
public sealed record ImportOutcome(int Made, ImmutableArray<ImportProblem> Problems)
{
    /// <summary>For people: the accounts with their first passwords.</summary>
    public ImmutableArray<ImportedAccount> Accounts { get; init; } = [];

    /// <summary>Whether there is no such jurisdiction for the one who asked.</summary>
    public bool Missing { get; init; }
}
