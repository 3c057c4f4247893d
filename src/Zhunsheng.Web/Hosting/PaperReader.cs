using Zhunsheng.Documents;
using Zhunsheng.Storage;

namespace Zhunsheng.Web.Hosting;

/// <summary>Lets the storage's search read papers: the formats are known to <see cref="PaperText"/>.</summary>
internal sealed class PaperReader : IPaperReader
{
    /// <inheritdoc/>
    public PaperReading? Read(Stream content, string mediaType, CancellationToken cancel) =>
        PaperText.Read(content, mediaType, null, cancel) is { } text ? new PaperReading(text.Text, text.Whole, text.Problem) : null;
}
