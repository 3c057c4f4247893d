namespace Zhunsheng.Storage.Tests;

/// <summary>A clock that goes on by a second each time it is read, and is set by hand.</summary>
internal sealed class SteppingClock : TimeProvider
{
    private readonly Lock _lock = new();
    private DateTimeOffset _now = new(2026, 4, 6, 1, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
        {
            return _now = _now.AddSeconds(1);
        }
    }

    public void Forward(TimeSpan time)
    {
        lock (_lock)
        {
            _now += time;
        }
    }

    public void Set(DateOnly day)
    {
        lock (_lock)
        {
            _now = new DateTimeOffset(day.ToDateTime(new TimeOnly(1, 0)), TimeSpan.Zero);
        }
    }
}
