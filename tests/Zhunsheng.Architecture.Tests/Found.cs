namespace Zhunsheng.Architecture.Tests;

/// <summary>What a search through the sources found.</summary>
internal static class Found
{
    /// <summary>Fails with every find on a line of its own.</summary>
    public static void Nothing(IEnumerable<string> finds)
    {
        var all = finds.ToList();
        Assert.True(all.Count == 0, "\n  " + string.Join("\n  ", all));
    }
}
