namespace Zhunsheng.Storage;

/// <summary>Why an upload is refused.</summary>
public enum AttachmentFault
{
    /// <summary>Nothing in it.</summary>
    Empty,
    /// <summary>Larger than allowed.</summary>
    TooLarge,
    /// <summary>The extension is not among those allowed.</summary>
    TypeNotAllowed,
    /// <summary>The content is not what the extension says.</summary>
    ContentMismatch,
    /// <summary>The name cannot be used.</summary>
    BadName,
}

/// <summary>A file as it is kept.</summary>
/// <param name="Digest">SM3 of the content, 64 hexadecimal digits: its address.</param>
/// <param name="FileName">The cleaned name.</param>
/// <param name="Size">In bytes.</param>
/// <param name="MediaType">Found from the content.</param>
public sealed record StoredAttachment(string Digest, string FileName, long Size, string MediaType);

/// <summary>What came of an upload: the file, or the reason for refusing it.</summary>
/// <param name="Stored">The file; null when refused.</param>
/// <param name="Fault">The reason; null when kept.</param>
/// <param name="Message">The reason in Chinese and how to mend it; null when kept.</param>
public sealed record AttachmentOutcome(StoredAttachment? Stored, AttachmentFault? Fault, string? Message);

/// <summary>
/// Keeps uploaded files under the digest of their content, below the attachment folder. The same content is kept once.
/// Safe to use from many threads and several processes.
/// </summary>
public sealed class AttachmentStore(StorageOptions options)
{
    /// <summary>The largest upload unless said otherwise: 200 MB.</summary>
    public const long DefaultLimit = 200L * 1024 * 1024;

    /// <summary>The extensions that are accepted, for the accept attribute of a form.</summary>
    public const string Accept = ".pdf,.ofd,.docx,.xlsx,.png,.jpg,.jpeg,.zip";

    /// <summary>
    /// Reads an upload to its end, or to the point where it must be refused, and keeps it. Refused uploads leave nothing behind.
    /// </summary>
    /// <param name="content">The upload.</param>
    /// <param name="fileName">The name as sent by the browser; may be hostile.</param>
    /// <param name="limit">The largest size in bytes.</param>
    /// <param name="cancel">Stops the upload; nothing is kept.</param>
    public Task<AttachmentOutcome> Save(Stream content, string fileName, long limit = DefaultLimit, CancellationToken cancel = default) => throw new NotImplementedException(options.DataFolder);

    /// <summary>Opens a kept file for reading; null when there is none under this digest.</summary>
    public Stream? OpenRead(string digest) => throw new NotImplementedException();

    /// <summary>A file name without path, control characters and other traps, at most 120 characters; null when nothing usable remains.</summary>
    public static string? CleanName(string? fileName) => throw new NotImplementedException();
}
