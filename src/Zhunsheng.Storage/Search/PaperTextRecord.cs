namespace Zhunsheng.Storage;

/// <summary>A paper whose text has been looked at. The digest names the content, so it is looked at once and for good.</summary>
internal sealed class PaperTextRecord
{
    public required string Digest { get; set; }

    /// <summary>Whether everything in it was read.</summary>
    public bool Whole { get; set; }

    /// <summary>Why nothing was read, in Chinese; null otherwise.</summary>
    public string? Problem { get; set; }

    public DateTimeOffset ReadAt { get; set; }
}

/// <summary>A piece of the text of a paper.</summary>
internal sealed class PaperPassageRecord
{
    public long Id { get; set; }

    public required string Digest { get; set; }

    /// <summary>Its place among the pieces, from 0.</summary>
    public int Part { get; set; }

    public required string Text { get; set; }
}
