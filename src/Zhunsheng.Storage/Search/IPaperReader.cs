namespace Zhunsheng.Storage;

/// <summary>What came of reading a paper's text.</summary>
/// <param name="Text">Its lines; empty when it has none.</param>
/// <param name="Whole">Whether this is all of it.</param>
/// <param name="Problem">Why it could not be read, in Chinese; null when it could.</param>
public sealed record PaperReading(string Text, bool Whole, string? Problem);

/// <summary>Reads the text of papers so that they can be searched; a host brings one that knows the formats.</summary>
public interface IPaperReader
{
    /// <summary>The text of a file; null for a type that holds none. Broken files give a problem, never an exception.</summary>
    /// <param name="content">The file; seekable.</param>
    /// <param name="mediaType">What it is.</param>
    /// <param name="cancel">Stops it.</param>
    PaperReading? Read(Stream content, string mediaType, CancellationToken cancel);
}
