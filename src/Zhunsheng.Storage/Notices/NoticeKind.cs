namespace Zhunsheng.Storage;

/// <summary>Of what a person is told.</summary>
public enum NoticeKind
{
    /// <summary>待办: something waits for the person.</summary>
    Work = 1,
    /// <summary>退回补正: a form of the person's was opened again.</summary>
    Returned = 2,
    /// <summary>办理结果: somebody else has acted in a file of the person's organisation.</summary>
    Decided = 3,
    /// <summary>抄送备案: an act of which the rulebook says that the person's role is told.</summary>
    Told = 4,
    /// <summary>临期: the rulebook's day of reminding has come for something that waits.</summary>
    Soon = 5,
    /// <summary>逾期: a last day has passed.</summary>
    Late = 6,
    /// <summary>年度计划: a plan was issued in which a project of the person's organisation stands.</summary>
    Plan = 7,
    /// <summary>限制和后果: the condition of a consequence has come to hold for the person's organisation.</summary>
    Bar = 8,
    /// <summary>草稿: a draft has lain for long.</summary>
    Draft = 9,
    /// <summary>代理: acting for somebody begins or ends.</summary>
    Deputy = 10,
}

/// <summary>How somebody wants to be told.</summary>
public enum NoticeFrequency
{
    /// <summary>不要.</summary>
    Off = 0,
    /// <summary>只在消息页: in the product at once, no mail.</summary>
    PageOnly = 1,
    /// <summary>随时发邮件: in the product and by mail at once.</summary>
    AtOnce = 2,
    /// <summary>每天汇总: in the product at once, by mail once a day.</summary>
    Daily = 3,
    /// <summary>每周汇总: in the product at once, by mail once a week.</summary>
    Weekly = 4,
}

/// <summary>What holds for those who have chosen nothing, and when mails go out (Beijing time). All of it is the platform's own; no regulation speaks of it.</summary>
public static class NoticeHabits
{
    /// <summary>The hour at which the mails of a day, and on Mondays those of a week, go out.</summary>
    public const int DigestHour = 8;

    /// <summary>For how many days a draft lies untouched before its author is told.</summary>
    public const int DraftDays = 14;

    /// <summary>How a kind is told to whoever has not chosen. Mail only ever goes to an address that its owner has confirmed.</summary>
    public static NoticeFrequency Of(NoticeKind kind) => kind is NoticeKind.Returned or NoticeKind.Soon or NoticeKind.Late or NoticeKind.Bar or NoticeKind.Deputy ? NoticeFrequency.AtOnce : NoticeFrequency.Daily;

    /// <summary>Whether the kind is about something to be done, which is over when it is done.</summary>
    public static bool IsJob(NoticeKind kind) => kind is NoticeKind.Work or NoticeKind.Returned or NoticeKind.Soon or NoticeKind.Late;
}
