namespace Zhunsheng.Rulebooks;

/// <summary>The nearest known name to one that is not known.</summary>
public static class Nearest
{
    /// <summary>“，是不是 X？” for the nearest of the candidates, or nothing when none is near.</summary>
    public static string Hint(string name, IEnumerable<string> candidates) => Find(name, candidates) is { } near ? $"，是不是 {near}？" : "";

    /// <summary>The candidate with the smallest edit distance, if that is at most half the length of the name (at least 1).</summary>
    public static string? Find(string name, IEnumerable<string> candidates)
    {
        var best = (Name: (string?)null, Distance: Math.Max(1, name.Length / 2) + 1);
        foreach (var candidate in candidates)
        {
            if (Math.Abs(candidate.Length - name.Length) < best.Distance && Distance(name, candidate) is var distance && distance < best.Distance)
            {
                best = (candidate, distance);
            }
        }

        return best.Name;
    }

    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(above + 1, row[j - 1] + 1), diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return row[b.Length];
    }
}
