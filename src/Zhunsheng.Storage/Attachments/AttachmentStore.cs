using System.Globalization;
using Zhunsheng.Casework;

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

    private const int PieceLength = 81920;
    private const long Megabyte = 1024 * 1024;

    /// <summary>
    /// Reads an upload to its end, or to the point where it must be refused, and keeps it. Refused uploads leave nothing behind.
    /// When it returns the file, it is on disk.
    /// </summary>
    /// <param name="content">The upload.</param>
    /// <param name="fileName">The name as sent by the browser; may be hostile.</param>
    /// <param name="limit">The largest size in bytes.</param>
    /// <param name="cancel">Stops the upload; nothing is kept.</param>
    public async Task<AttachmentOutcome> Save(Stream content, string? fileName, long limit = DefaultLimit, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        if (CleanName(fileName) is not { } name)
        {
            return Refuse(AttachmentFault.BadName, "文件名不能用，请改名后再上传");
        }

        if (AttachmentType.Of(name) is not { } type)
        {
            return Refuse(AttachmentFault.TypeNotAllowed, $"“{name}”的类型不收；可以上传 PDF、OFD、DOCX、XLSX、PNG、JPG、ZIP");
        }

        var waiting = Path.Combine(options.AttachmentFolder, "incoming");
        Directory.CreateDirectory(waiting);
        var temporary = Path.Combine(waiting, Guid.NewGuid().ToString("N"));
        try
        {
            var hash = new Sm3();
            long size = 0;
            await using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, PieceLength, FileOptions.Asynchronous))
            {
                var buffer = new byte[PieceLength];
                for (int read; (read = await content.ReadAtLeastAsync(buffer, AttachmentType.SignatureLength, throwOnEndOfStream: false, cancel)) > 0;)
                {
                    if (size == 0 && !type.Begins(buffer.AsSpan(0, read)))
                    {
                        return Mismatch(name);
                    }

                    size += read;
                    if (size > limit)
                    {
                        return Refuse(AttachmentFault.TooLarge, $"“{name}”超过{(limit / (decimal)Megabyte).ToString("0.##", CultureInfo.InvariantCulture)}MB，请压缩或拆分后再上传");
                    }

                    hash.Append(buffer.AsSpan(0, read));
                    await file.WriteAsync(buffer.AsMemory(0, read), cancel);
                }

                if (size == 0)
                {
                    return Refuse(AttachmentFault.Empty, $"“{name}”是空文件，请检查后重新上传");
                }

                file.Position = 0;
                if (!type.Holds(file))
                {
                    return Mismatch(name);
                }

                file.Flush(flushToDisk: !options.Relaxed);
            }

            var digest = Convert.ToHexStringLower(hash.Finish());
            Keep(temporary, digest);
            return new AttachmentOutcome(new StoredAttachment(digest, name, size, type.MediaType), null, null);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>Opens a kept file for reading; null when there is none under this digest.</summary>
    public Stream? OpenRead(string digest)
    {
        var path = PathOf(digest);
        return path is not null && File.Exists(path) ? new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, PieceLength, FileOptions.Asynchronous | FileOptions.SequentialScan) : null;
    }

    /// <summary>The size of a kept file in bytes; null when there is none under this digest.</summary>
    public long? SizeOf(string digest) => PathOf(digest) is { } path && new FileInfo(path) is { Exists: true } file ? file.Length : null;

    /// <summary>Takes a kept file off the disk. False when there was none. Only for <see cref="LeftFiles"/>, which knows whether somebody needs it.</summary>
    internal bool Remove(string digest)
    {
        if (PathOf(digest) is not { } path || !File.Exists(path))
        {
            return false;
        }

        File.Delete(path);
        return true;
    }

    /// <summary>A file name without path, control characters and other traps, at most 120 characters; null when nothing usable remains.</summary>
    public static string? CleanName(string? fileName) => FileNames.Clean(fileName);

    private void Keep(string temporary, string digest)
    {
        var path = PathOf(digest)!;
        var folder = Path.GetDirectoryName(path)!;
        Directory.CreateDirectory(folder);
        if (!File.Exists(path))
        {
            try
            {
                File.Move(temporary, path, overwrite: false);
            }
            catch (IOException) when (File.Exists(path))
            {
                return;
            }

            if (options.Relaxed)
            {
                return;
            }

            DirectorySync.Flush(folder);
            DirectorySync.Flush(Path.GetDirectoryName(folder)!);
            DirectorySync.Flush(options.AttachmentFolder);
        }
    }

    /// <summary>Where a digest lies; null when the text is no digest, so that no other path can be formed.</summary>
    private string? PathOf(string digest) =>
        digest is { Length: 64 } && digest.All(char.IsAsciiHexDigitLower) ? Path.Combine(options.AttachmentFolder, digest[..2], digest[2..4], digest) : null;

    private static AttachmentOutcome Mismatch(string name) =>
        Refuse(AttachmentFault.ContentMismatch, $"“{name}”的内容与扩展名不符或已损坏，请用原来的软件重新保存后上传");

    private static AttachmentOutcome Refuse(AttachmentFault fault, string message) => new(null, fault, message);
}
