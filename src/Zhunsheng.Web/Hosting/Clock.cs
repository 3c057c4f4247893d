using Zhunsheng.Web.Components;

namespace Zhunsheng.Web.Hosting;

/// <summary>The present, as the pages need it: legal days are those of Beijing.</summary>
internal sealed class Clock(TimeProvider time)
{
    /// <summary>Now.</summary>
    public DateTimeOffset Now => time.GetUtcNow();

    /// <summary>The legal day, Beijing time.</summary>
    public DateOnly Today => DayText.DayOf(Now);
}
