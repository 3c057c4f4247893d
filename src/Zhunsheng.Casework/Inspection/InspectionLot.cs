using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Zhunsheng.Casework;

/// <summary>
/// A lot that chooses projects for a spot check, which nobody can steer and everybody can repeat: the seed is SM3 over the digest of the lot before, the pool in order and how many are wanted; each file
/// gets SM3 over seed and number, and the lowest are chosen.
/// </summary>
/// <param name="Pool">The numbers of the files among which it chose, in order.</param>
/// <param name="Seed">The seed, 64 hexadecimal digits.</param>
/// <param name="Chosen">The numbers of the files chosen, in order.</param>
public sealed record InspectionLot(ImmutableArray<string> Pool, string Seed, ImmutableArray<string> Chosen)
{
    /// <summary>Draws.</summary>
    /// <param name="previous">The digest of the lot before; for the first one any text that is known beforehand.</param>
    /// <param name="pool">The numbers of the files.</param>
    /// <param name="wanted">How many are wanted; all are chosen when there are fewer.</param>
    public static InspectionLot Of(string previous, IEnumerable<string> pool, int wanted)
    {
        ImmutableArray<string> ordered = [.. pool.Distinct().Order(StringComparer.Ordinal)];
        var seed = Sm3.HashHex(Encoding.UTF8.GetBytes($"{previous}\n{string.Join('\n', ordered)}\n{wanted.ToString(CultureInfo.InvariantCulture)}"));
        return new InspectionLot(ordered, seed, [.. ordered.OrderBy(n => Sm3.HashHex(Encoding.UTF8.GetBytes($"{seed}\n{n}")), StringComparer.Ordinal).Take(wanted).Order(StringComparer.Ordinal)]);
    }
}
