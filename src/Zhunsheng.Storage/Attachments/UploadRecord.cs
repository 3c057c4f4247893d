namespace Zhunsheng.Storage;

/// <summary>A file that a program of an organisation has handed in before the act that will name it.</summary>
internal sealed class UploadRecord
{
    public Guid OrganisationId { get; set; }

    public required string Digest { get; set; }

    public required string FileName { get; set; }

    public long Size { get; set; }

    public required string MediaType { get; set; }

    public DateTimeOffset Uploaded { get; set; }
}
