using System.IO.Compression;
using System.Text;
using Zhunsheng.Casework;

namespace Zhunsheng.Storage.Tests;

public sealed class AttachmentTests : IDisposable
{
    private static readonly byte[] Pdf = [.. "%PDF-1.7\n"u8, .. Encoding.UTF8.GetBytes("正文")];

    private readonly StorageOptions _options = StorageOptions.Embedded(Directory.CreateTempSubdirectory("zhunsheng-test-").FullName);

    private AttachmentStore Store => new(_options);

    public void Dispose() => Directory.Delete(_options.DataFolder, recursive: true);

    private Task<AttachmentOutcome> Save(byte[] content, string? name, long limit = AttachmentStore.DefaultLimit) => Store.Save(new MemoryStream(content), name, limit);

    private static byte[] Zip(params string[] entries)
    {
        using var memory = new MemoryStream();
        using (var archive = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var entry in entries)
            {
                using var writer = new StreamWriter(archive.CreateEntry(entry).Open());
                writer.Write("x");
            }
        }

        return memory.ToArray();
    }

    private int Kept => Directory.Exists(_options.AttachmentFolder) ? Directory.EnumerateFiles(_options.AttachmentFolder, "*", SearchOption.AllDirectories).Count() : 0;

    [Fact]
    public async Task Save_Pdf_LiesUnderItsDigestOnce()
    {
        var first = (await Save(Pdf, "可研.PDF")).Stored!;
        Assert.Equal(new StoredAttachment(Sm3.HashHex(Pdf), "可研.PDF", Pdf.Length, "application/pdf"), first);
        Assert.Equal(first with { FileName = "b.pdf" }, (await Save(Pdf, "b.pdf")).Stored);
        Assert.Equal(1, Kept);
        Assert.True(File.Exists(Path.Combine(_options.AttachmentFolder, first.Digest[..2], first.Digest[2..4], first.Digest)));
        await using var stream = Store.OpenRead(first.Digest)!;
        using var copy = new MemoryStream();
        await stream.CopyToAsync(copy);
        Assert.Equal(Pdf, copy.ToArray());
        Assert.Equal(Pdf.Length, Store.SizeOf(first.Digest));
    }

    [Fact]
    public async Task Save_EachAllowedType_IsKept()
    {
        Assert.Equal("image/png", (await Save([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1], "a.png")).Stored!.MediaType);
        Assert.Equal("image/jpeg", (await Save([0xff, 0xd8, 0xff, 0xe0], "a.jpg")).Stored!.MediaType);
        Assert.Equal("application/zip", (await Save(Zip("a.txt"), "a.zip")).Stored!.MediaType);
        Assert.Equal("application/ofd", (await Save(Zip("OFD.xml", "Doc_0/Document.xml"), "a.ofd")).Stored!.MediaType);
        Assert.NotNull((await Save(Zip("[Content_Types].xml", "word/document.xml"), "a.docx")).Stored);
        Assert.NotNull((await Save(Zip("[Content_Types].xml", "xl/workbook.xml"), "a.xlsx")).Stored);
    }

    [Theory]
    [InlineData("a.exe", AttachmentFault.TypeNotAllowed)]
    [InlineData("a.html", AttachmentFault.TypeNotAllowed)]
    [InlineData("a.svg", AttachmentFault.TypeNotAllowed)]
    [InlineData("pdf", AttachmentFault.TypeNotAllowed)]
    [InlineData("a.pdf.js", AttachmentFault.TypeNotAllowed)]
    [InlineData("a.png", AttachmentFault.ContentMismatch)]
    [InlineData("a.docx", AttachmentFault.ContentMismatch)]
    [InlineData("", AttachmentFault.BadName)]
    [InlineData(null, AttachmentFault.BadName)]
    [InlineData("../..", AttachmentFault.BadName)]
    [InlineData(".pdf", AttachmentFault.TypeNotAllowed)]
    public async Task Save_WrongNameOrType_IsRefusedAndNothingStays(string? name, AttachmentFault fault)
    {
        var outcome = await Save(Pdf, name);
        Assert.Null(outcome.Stored);
        Assert.Equal(fault, outcome.Fault);
        Assert.NotEmpty(outcome.Message!);
        Assert.Equal(0, Kept);
    }

    [Fact]
    public async Task Save_ArchiveThatIsNotWhatItsExtensionSays_IsRefused()
    {
        Assert.Equal(AttachmentFault.ContentMismatch, (await Save(Zip("a.txt"), "a.docx")).Fault);
        Assert.Equal(AttachmentFault.ContentMismatch, (await Save(Zip("word/document.xml", "word/vbaProject.bin"), "a.docx")).Fault);
        Assert.Equal(AttachmentFault.ContentMismatch, (await Save([.. Zip("a.txt").Take(20)], "a.zip")).Fault);
        Assert.Equal(AttachmentFault.ContentMismatch, (await Save("%PD"u8.ToArray(), "a.pdf")).Fault);
        Assert.Equal(0, Kept);
    }

    [Fact]
    public async Task Save_AtTheLimit_IsKeptAndOneByteMoreIsNot()
    {
        Assert.NotNull((await Save(Pdf, "a.pdf", Pdf.Length)).Stored);
        var outcome = await Save([.. Pdf, 0], "a.pdf", Pdf.Length);
        Assert.Equal(AttachmentFault.TooLarge, outcome.Fault);
        Assert.Equal(AttachmentFault.Empty, (await Save([], "a.pdf")).Fault);
        Assert.Equal(1, Kept);
    }

    [Fact]
    public async Task Save_UploadWithoutEnd_IsReadOnlyToTheLimit()
    {
        var endless = new EndlessPdf();
        Assert.Equal(AttachmentFault.TooLarge, (await Store.Save(endless, "a.pdf", 1_000_000)).Fault);
        Assert.InRange(endless.Given, 1_000_000, 1_200_000);
        Assert.Equal(0, Kept);
    }

    [Fact]
    public async Task Save_WrongContent_IsRefusedAfterTheFirstPiece()
    {
        var endless = new EndlessPdf();
        Assert.Equal(AttachmentFault.ContentMismatch, (await Store.Save(endless, "a.png", long.MaxValue)).Fault);
        Assert.InRange(endless.Given, 1, 100_000);
    }

    [Fact]
    public async Task Save_UploadBreaksOff_LeavesNothing()
    {
        await Assert.ThrowsAsync<IOException>(() => Store.Save(new EndlessPdf { BreaksAt = 300_000 }, "a.pdf"));
        Assert.Equal(0, Kept);
    }

    [Theory]
    [InlineData("报告.pdf", "报告.pdf")]
    [InlineData("C:\\用户\\桌面\\报告.pdf", "报告.pdf")]
    [InlineData("../../etc/passwd.pdf", "passwd.pdf")]
    [InlineData("a\u0000b\r\nc\u202Efdp.pdf", "abcfdp.pdf")]
    [InlineData("  <报|告>?.pdf. ", "报告.pdf")]
    [InlineData("CON.pdf", "_CON.pdf")]
    [InlineData("a.pdf\u200b", "a.pdf")]
    [InlineData("..pdf", "pdf")]
    [InlineData("/", null)]
    [InlineData(" . ", null)]
    public void CleanName_HostileName_IsHarmless(string name, string? clean) => Assert.Equal(clean, AttachmentStore.CleanName(name));

    [Fact]
    public void CleanName_LongName_IsCutAndKeepsItsExtension()
    {
        var clean = AttachmentStore.CleanName(new string('长', 400) + ".docx")!;
        Assert.Equal(120, clean.Length);
        Assert.EndsWith("长.docx", clean, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("../../../../etc/passwd")]
    [InlineData("ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789")]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000")]
    public void OpenRead_NoDigestOrUnknown_IsNull(string digest)
    {
        Assert.Null(Store.OpenRead(digest));
        Assert.Null(Store.SizeOf(digest));
    }

    /// <summary>An upload that begins like a PDF and never ends, or breaks off.</summary>
    private sealed class EndlessPdf : Stream
    {
        public long Given { get; private set; }

        public long BreaksAt { get; init; } = long.MaxValue;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => Given; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            if (Given >= BreaksAt)
            {
                throw new IOException("broken off");
            }

            buffer.AsSpan(offset, count).Fill((byte)'x');
            if (Given == 0)
            {
                "%PDF-"u8.CopyTo(buffer.AsSpan(offset));
            }

            Given += count;
            return count;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
