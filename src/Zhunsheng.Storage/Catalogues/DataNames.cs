namespace Zhunsheng.Storage;

/// <summary>How names of data are compared: by the units of the search (<see cref="Segmentation"/>), so that width, capitals and punctuation do not matter.</summary>
public static class DataNames
{
    /// <summary>From how much likeness on two names are called similar. The platform's own yardstick.</summary>
    public const decimal Like = 0.6m;

    /// <summary>The longest name of which the units are kept.</summary>
    private const int MostUnits = 64;

    /// <summary>The units of a name, each once.</summary>
    public static IEnumerable<string> Units(string name) => Similarity.Units(Segmentation.Clean(name)).Select(g => g.Text).Distinct().Take(MostUnits);

    /// <summary>The name as it is compared: equal for names that differ only in width, capitals, blanks and punctuation.</summary>
    public static string Key(string name)
    {
        var text = Segmentation.Clean(name);
        return string.Concat(Segmentation.Of(text).Select(g => g.IsWord ? g.Text : FirstOf(g.Text)));
    }

    /// <summary>How alike two names are, 0 to 1.</summary>
    public static decimal Likeness(string here, string there) => Key(here) == Key(there) ? 1 : Similarity.Of(Segmentation.Clean(here), Segmentation.Clean(there)).Share;

    private static string FirstOf(string pair) => pair.EnumerateRunes().First().ToString();
}
