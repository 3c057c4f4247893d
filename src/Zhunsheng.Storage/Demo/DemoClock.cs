namespace Zhunsheng.Storage.Demo;

/// <summary>A clock that is set by hand, so that acts of the demo data are made on their days.</summary>
internal sealed class DemoClock : TimeProvider
{
    private static readonly TimeSpan Beijing = TimeSpan.FromHours(8);
    private DateTimeOffset _now;

    /// <summary>Sets it to a minute of the working day, Beijing time; each call on one day is a minute later.</summary>
    public void Set(DateOnly day)
    {
        var morning = new DateTimeOffset(day.ToDateTime(new TimeOnly(9, 10)), Beijing);
        _now = _now >= morning && DateOnly.FromDateTime(_now.ToOffset(Beijing).DateTime) == day ? _now.AddMinutes(7) : morning;
    }

    public override DateTimeOffset GetUtcNow() => _now.ToUniversalTime();
}
