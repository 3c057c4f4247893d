using System.Collections.Immutable;
using Zhunsheng.Storage;

namespace Zhunsheng.Web.Access;

/// <summary>Who looks at the page of this request; filled once per request before the page is made.</summary>
internal sealed class Visitor
{
    /// <summary>The person signed in; null in the public area.</summary>
    public SignedInUser? User { get; set; }

    /// <summary>What waits for this person and can go on now.</summary>
    public ImmutableArray<WorkItem> Items { get; set; } = [];

    /// <summary>How many jobs were looked for at most.</summary>
    public int Counted { get; set; } = int.MaxValue;

    /// <summary>The count in words: with a plus sign where there may be more.</summary>
    public string WaitingText => Items.Length >= Counted ? $"{Waiting}+" : Waiting.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>How many jobs wait: what a gate blocks or what is a mere possibility is not counted.</summary>
    public int Waiting => Items.Count(i => i is { Blocked: false, Optional: false } && !(i.OpensOn > Today));

    /// <summary>How many notices the person has not read, as far as they are counted.</summary>
    public int Unread { get; set; }

    /// <summary>That count in words; null for none.</summary>
    public string? UnreadText => Unread == 0 ? null : Unread >= NoticeBox.MostCounted ? $"{NoticeBox.MostCounted - 1}+" : Unread.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The day on which <see cref="Items"/> were read.</summary>
    public DateOnly Today { get; set; }

    /// <summary>The jurisdiction shown in the bar; null in the public area.</summary>
    public string? Place { get; set; }
}
