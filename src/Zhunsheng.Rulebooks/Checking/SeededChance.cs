namespace Zhunsheng.Rulebooks;

/// <summary>A sequence of numbers that looks like chance and is the same for the same seed, on every machine. Not for secrets. Not safe for several threads.</summary>
public sealed class SeededChance
{
    private ulong _state;

    /// <summary>A sequence for a seed and, within it, for a part: the parts of one seed do not resemble each other.</summary>
    public SeededChance(long seed, long part = 0)
    {
        _state = unchecked(((ulong)seed * 0x9E3779B97F4A7C15) ^ ((ulong)part * 0xD1B54A32D192ED03) ^ 0x2545F4914F6CDD1D);
        Next();
        Next();
    }

    /// <summary>A whole number from 0 to below the bound; 0 when the bound is not positive.</summary>
    public int Below(int bound) => bound <= 0 ? 0 : (int)(Next() % (ulong)bound);

    /// <summary>True in so many cases of a hundred.</summary>
    public bool Percent(int percent) => Below(100) < percent;

    /// <summary>One of the items; throws <see cref="ArgumentException"/> when there is none.</summary>
    public T OneOf<T>(IReadOnlyList<T> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        return items.Count > 0 ? items[Below(items.Count)] : throw new ArgumentException("Nothing to choose from", nameof(items));
    }

    /// <summary>Sixteen bytes, for identifiers that need not be secret.</summary>
    public Guid Identifier()
    {
        Span<byte> bytes = stackalloc byte[16];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt64LittleEndian(bytes, Next());
        System.Buffers.Binary.BinaryPrimitives.WriteUInt64LittleEndian(bytes[8..], Next());
        return new Guid(bytes);
    }

    /// <summary>SplitMix64.</summary>
    private ulong Next()
    {
        unchecked
        {
            _state += 0x9E3779B97F4A7C15;
            var z = _state;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }
}
