using System.Collections.Immutable;

namespace Zhunsheng.Rulebooks;

/// <summary>
/// How the persons of a fact are drawn by lot from a pool (专家库). The fact holds one record for each person, with the <see cref="StandingFields"/>; nobody fills it in.
/// </summary>
/// <param name="Role">The role that the persons hold; its pool is drawn from.</param>
/// <param name="Count">The fact that says how many are wanted.</param>
/// <param name="Specialty">The fact that says in which specialties; null when it does not matter.</param>
/// <param name="Avoid">Facts that name organisations whose people cannot be drawn, besides the unit of the file and the organisations that the file names for a role.</param>
public sealed record DrawRule(string Role, string Count, string? Specialty, ImmutableArray<string> Avoid)
{
    /// <summary>The field by which a person is told from all others of the pool, as people read it.</summary>
    public const string Person = "专家";

    /// <summary>The field with the name.</summary>
    public const string Name = "姓名";

    /// <summary>The field with the organisation the person works for.</summary>
    public const string Unit = "工作单位";

    /// <summary>The field with the professional title; may be open.</summary>
    public const string Title = "职称";

    /// <summary>The field with the specialties; may be open.</summary>
    public const string Specialties = "专业";

    /// <summary>The field with the account.</summary>
    public const string Account = "账号";

    /// <summary>The right (permissions) to keep a pool; where no role has it, those keep it that draw.</summary>
    public const string KeepsPool = "专家库";

    /// <summary>The fields of a person.</summary>
    public static ImmutableArray<FactDefinition> StandingFields { get; } =
    [
        new FactDefinition { Name = Person, Type = FactType.Text },
        new FactDefinition { Name = Name, Type = FactType.Text },
        new FactDefinition { Name = Unit, Type = FactType.Text },
        new FactDefinition { Name = Title, Type = FactType.Text, Optional = true },
        new FactDefinition { Name = Specialties, Type = FactType.Text, Optional = true },
        new FactDefinition { Name = Account, Type = FactType.Text },
    ];
}

/// <summary>The common facts in which a draw is recorded, so that everybody can work it out again.</summary>
public static class DrawRecord
{
    /// <summary>The roll: one record for each person of the pool, in order, with what became of the person and why.</summary>
    public const string Roll = "抽取名册";

    /// <summary>The draw: one record with the list, the number wanted, the digest of the roll and the seed.</summary>
    public const string Draw = "抽取记录";

    /// <summary>The field of the roll with what became of the person.</summary>
    public const string Result = "结果";

    /// <summary>The field of the roll with the reason.</summary>
    public const string Reason = "理由";

    /// <summary>Drawn now.</summary>
    public const string Drawn = "抽中";

    /// <summary>Could have been drawn.</summary>
    public const string NotDrawn = "未抽中";

    /// <summary>Cannot take part in this file.</summary>
    public const string Avoids = "回避";

    /// <summary>Works in other fields than those asked for.</summary>
    public const string OtherField = "专业不符";

    /// <summary>Was drawn before and stays.</summary>
    public const string Stays = "留任";

    /// <summary>The field of the draw with the name of the list.</summary>
    public const string List = "名单";

    /// <summary>The field of the draw with how many were drawn.</summary>
    public const string Number = "抽取人数";

    /// <summary>The field of the draw with the digest of the roll.</summary>
    public const string RollDigest = "名册摘要";

    /// <summary>The field of the draw with the seed.</summary>
    public const string Seed = "种子";

    /// <summary>The facts that belong to the act that draws and say nothing about the project.</summary>
    public static ImmutableHashSet<string> Facts { get; } = [Roll, Draw];
}
