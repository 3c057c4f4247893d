namespace Zhunsheng.Feel;

/// <summary>The zone of a time: a fixed offset from UTC, or a named zone whose offset depends on the day.</summary>
public sealed class FeelZone : IEquatable<FeelZone>
{
    private readonly TimeZoneInfo? _info;
    private readonly int _offset;

    private FeelZone(int offset, string? name, TimeZoneInfo? info)
    {
        _offset = offset;
        Name = name;
        _info = info;
    }

    /// <summary>UTC.</summary>
    public static FeelZone Utc { get; } = new(0, null, null);

    /// <summary>The name of the zone (<c>Asia/Shanghai</c>); null for a fixed offset.</summary>
    public string? Name { get; }

    /// <summary>A fixed offset in seconds east of UTC.</summary>
    public static FeelZone OfOffset(int seconds) => new(seconds, null, null);

    /// <summary>A named zone; null when the name is not known here.</summary>
    public static FeelZone? OfName(string name) =>
        name.Contains("..", StringComparison.Ordinal) || name.StartsWith('/') || !TimeZoneInfo.TryFindSystemTimeZoneById(name, out var info) ? null : new(0, name, info);

    /// <summary>The offset in seconds east of UTC at a local time given in seconds since 0001-01-01; for a named zone outside the years 1 to 9999, its base offset.</summary>
    public int OffsetAt(decimal localSeconds)
    {
        if (_info is null)
        {
            return _offset;
        }

        var ticks = localSeconds * TimeSpan.TicksPerSecond;
        return (int)(ticks >= 0 && ticks <= DateTime.MaxValue.Ticks
            ? _info.GetUtcOffset(new DateTime((long)ticks, DateTimeKind.Unspecified))
            : _info.BaseUtcOffset).TotalSeconds;
    }

    /// <summary>The offset in seconds east of UTC at a moment given in UTC seconds since 0001-01-01.</summary>
    internal int OffsetAtMoment(decimal utcSeconds)
    {
        var ticks = utcSeconds * TimeSpan.TicksPerSecond;
        return _info is null
            ? _offset
            : (int)(ticks >= 0 && ticks <= DateTime.MaxValue.Ticks ? _info.GetUtcOffset(new DateTime((long)ticks, DateTimeKind.Utc)) : _info.BaseUtcOffset).TotalSeconds;
    }

    /// <summary>The offset of a time or a date with a time in this zone; of a time alone the zone's base offset, since it stands on no day.</summary>
    internal int OffsetOf(in FeelValue value) => value.Kind == FeelKind.Time && _info is not null ? (int)_info.BaseUtcOffset.TotalSeconds : OffsetAt(value.Raw);

    /// <inheritdoc/>
    public bool Equals(FeelZone? other) => other is not null && other._offset == _offset && other.Name == Name;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as FeelZone);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_offset, Name);

    /// <summary><c>Z</c>, <c>+08:00</c> or <c>@Asia/Shanghai</c>.</summary>
    public override string ToString()
    {
        if (Name is not null)
        {
            return "@" + Name;
        }

        if (_offset == 0)
        {
            return "Z";
        }

        var size = Math.Abs(_offset);
        var text = FormattableString.Invariant($"{(_offset < 0 ? '-' : '+')}{size / 3600:00}:{size / 60 % 60:00}");
        return size % 60 == 0 ? text : text + FormattableString.Invariant($":{size % 60:00}");
    }
}
