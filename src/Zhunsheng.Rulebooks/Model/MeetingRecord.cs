using System.Collections.Immutable;

namespace Zhunsheng.Rulebooks;

/// <summary>
/// The common facts with which the meeting of a group is recorded that decides (会议记录), and its minutes. A step that says <c>meeting: true</c> asks them, all optional, and takes the minutes as a paper.
/// They belong to the act, and say nothing about the project.
/// </summary>
public static class MeetingRecord
{
    /// <summary>The section of the form.</summary>
    public const string Section = "会议记录";

    /// <summary>The name of the meeting.</summary>
    public const string Name = "上会名称";

    /// <summary>Its day.</summary>
    public const string Day = "上会日期";

    /// <summary>Who presided.</summary>
    public const string Chair = "会议主持人";

    /// <summary>Who took part: records of organisations and persons.</summary>
    public const string Present = "参会人员";

    /// <summary>What was decided.</summary>
    public const string Decided = "议定事项";

    /// <summary>How the votes went.</summary>
    public const string Votes = "表决情况";

    /// <summary>The paper: the minutes.</summary>
    public const string Minutes = "会议纪要";

    /// <summary>The facts, in the order of the form.</summary>
    public static ImmutableArray<string> Facts { get; } = [Name, Day, Chair, Present, Decided, Votes];
}
