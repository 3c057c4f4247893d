using System.Collections.Concurrent;
using System.Collections.Immutable;
using Zhunsheng.Rulebooks;

namespace Zhunsheng.Web.Pages.RulebookReader;

/// <summary>The worked cases beside the rulebooks (cases.yaml), put to the version in force; read anew when the file or the rulebook changes.</summary>
internal sealed class CaseBook(string folder)
{
    private readonly ConcurrentDictionary<string, (string Stamp, ImmutableDictionary<string, ImmutableArray<WorkedCase>> Cases)> _read = new(StringComparer.Ordinal);

    /// <summary>The cases of a rulebook by the heading of their article; empty where there are none or the file cannot be read.</summary>
    public ImmutableDictionary<string, ImmutableArray<WorkedCase>> Of(Rulebook book)
    {
        var file = new FileInfo(Path.Combine(folder, book.Id, "cases.yaml"));
        if (!file.Exists)
        {
            return ImmutableDictionary<string, ImmutableArray<WorkedCase>>.Empty;
        }

        var stamp = $"{file.LastWriteTimeUtc.Ticks}/{file.Length}/{book.Digest}";
        if (_read.TryGetValue(book.Id, out var known) && known.Stamp == stamp)
        {
            return known.Cases;
        }

        try
        {
            var cases = CaseFileReader.Read(new RulebookText($"{book.Id}/cases.yaml", File.ReadAllText(file.FullName))).Cases
                .SelectMany(c => c.Articles.Select(a => a.Article).Distinct().Select(a => (Article: a, Case: WorkedCase.Of(book, c))))
                .GroupBy(c => c.Article).ToImmutableDictionary(g => g.Key, g => g.Select(c => c.Case).ToImmutableArray());
            _read[book.Id] = (stamp, cases);
            return cases;
        }
        catch (IOException)
        {
            return known.Cases ?? ImmutableDictionary<string, ImmutableArray<WorkedCase>>.Empty;
        }
    }
}
