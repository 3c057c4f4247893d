namespace Zhunsheng.Storage;

/// <summary>A file that some act names.</summary>
internal sealed class AttachmentRecord
{
    public required string Digest { get; set; }

    public long Size { get; set; }

    public required string MediaType { get; set; }

    public DateTimeOffset FirstSeen { get; set; }
}
