using System.Collections.Immutable;

namespace Zhunsheng.Rulebooks;

/// <summary>
/// The common facts with which an office sends a form back for completion (退回补正): what is missing, and whether everything may be changed. Every outcome that returns asks them;
/// a set of common facts without them has no such lists.
/// </summary>
public static class ReturnList
{
    /// <summary>What is missing: records with <see cref="Step"/>, <see cref="Kind"/>, <see cref="Subject"/> and <see cref="Wanted"/>.</summary>
    public const string Fact = "补正清单";

    /// <summary>Whether the form may be changed beyond the list.</summary>
    public const string Everything = "全部可改";

    /// <summary>The field that names the step whose form is meant.</summary>
    public const string Step = "环节";

    /// <summary>The field that says what kind of thing is missing: <see cref="Paper"/>, <see cref="Answer"/> or <see cref="Other"/>.</summary>
    public const string Kind = "类别";

    /// <summary>The field that names the thing: the title of a paper, or the name of a fact.</summary>
    public const string Subject = "对象";

    /// <summary>The field that says what is wanted.</summary>
    public const string Wanted = "要求";

    /// <summary>A paper of the dossier.</summary>
    public const string Paper = "材料";

    /// <summary>An answer of the form.</summary>
    public const string Answer = "内容";

    /// <summary>Anything else, in words.</summary>
    public const string Other = "其他";

    /// <summary>The facts that belong to the act that returns and say nothing about the project.</summary>
    public static ImmutableHashSet<string> Facts { get; } = [Fact, Everything];
}
