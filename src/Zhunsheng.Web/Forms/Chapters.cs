using System.Collections.Concurrent;
using System.Collections.Immutable;
using Zhunsheng.Casework;
using Zhunsheng.Documents;
using Zhunsheng.Storage;

namespace Zhunsheng.Web.Forms;

/// <summary>A chapter that a paper must hold, looked for in the file handed in.</summary>
/// <param name="Title">The chapter.</param>
/// <param name="Heading">The heading under which it stands; null when it was not found or could not be looked for.</param>
/// <param name="Told">Whether it could be looked for: the file is one whose headings can be read.</param>
/// <param name="Why">Why it could not be looked for, in Chinese; null otherwise.</param>
public sealed record ChapterFinding(string Title, string? Heading, bool Told, string? Why);

/// <summary>Looks for chapters in the files of a form. What a file holds is looked up once: its digest names its content for good.</summary>
internal sealed class Chapters(AttachmentStore store)
{
    /// <summary>The media type of the files whose headings can be read.</summary>
    private const string Word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

    /// <summary>How many files are remembered; then all are forgotten.</summary>
    private const int MostRemembered = 500;

    private readonly ConcurrentDictionary<string, WordOutline> _outlines = new(StringComparer.Ordinal);

    /// <summary>Looks for chapters in a file, each by its title.</summary>
    /// <param name="file">The file.</param>
    /// <param name="titles">The chapters.</param>
    public ImmutableArray<ChapterFinding> Find(Attachment file, IEnumerable<string> titles)
    {
        if (file.MediaType != Word)
        {
            return [.. titles.Select(t => new ChapterFinding(t, null, false, "不是 Word 文件，不能自动核对"))];
        }

        var outline = OutlineOf(file.Digest);
        if (outline.Problem is { } problem)
        {
            return [.. titles.Select(t => new ChapterFinding(t, null, false, $"{problem}，不能自动核对"))];
        }

        return outline.Headings.IsEmpty
            ? [.. titles.Select(t => new ChapterFinding(t, null, false, "文件里没有认得出的标题（标题样式、编号或加粗），不能自动核对"))]
            : [.. titles.Select(t => new ChapterFinding(t, ChapterTitle.Find(t, outline.Headings.Select(h => h.Text)), true, null))];
    }

    private WordOutline OutlineOf(string digest)
    {
        if (_outlines.TryGetValue(digest, out var known))
        {
            return known;
        }

        using var content = store.OpenRead(digest);
        var outline = content is null ? new WordOutline([], false, "文件没有存好") : WordOutline.Read(content);
        if (_outlines.Count >= MostRemembered)
        {
            _outlines.Clear();
        }

        return _outlines[digest] = outline;
    }
}
