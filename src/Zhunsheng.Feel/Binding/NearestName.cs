namespace Zhunsheng.Feel.Binding;

/// <summary>Finds, for a name that does not exist, the one that was probably meant.</summary>
internal static class NearestName
{
    /// <summary>The nearest of the names by edit distance; null when none is near.</summary>
    public static string? Of(string name, IEnumerable<string> names)
    {
        string? best = null;
        var least = Math.Max(1, (name.Length + 1) / 2) + 1;
        foreach (var candidate in names)
        {
            if (Math.Abs(candidate.Length - name.Length) < least && candidate.Length < 100 && name.Length < 100
                && Distance(name, candidate) is var distance && distance < least && distance < Math.Max(name.Length, candidate.Length))
            {
                best = candidate;
                least = distance;
            }
        }

        return best;
    }

    /// <summary>The question to ask after "there is no such name"; empty when nothing is near.</summary>
    public static string Question(string name, IEnumerable<string> names) => Of(name, names) is { } near ? $"，是不是“{near}”？" : "";

    private static int Distance(string left, string right)
    {
        var row = new int[right.Length + 1];
        for (var j = 0; j <= right.Length; j++)
        {
            row[j] = j;
        }

        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var cost = char.ToLowerInvariant(left[i - 1]) == char.ToLowerInvariant(right[j - 1]) ? 0 : 1;
                (diagonal, row[j]) = (row[j], Math.Min(Math.Min(row[j] + 1, row[j - 1] + 1), diagonal + cost));
            }
        }

        return row[right.Length];
    }
}
