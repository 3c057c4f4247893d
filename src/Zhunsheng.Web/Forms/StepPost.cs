using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using Zhunsheng.Storage;

namespace Zhunsheng.Web.Forms;

/// <summary>A file as it came with a form: kept, or refused with the reason.</summary>
/// <param name="Paper">The index of the paper in its dossier.</param>
/// <param name="Outcome">What became of it.</param>
public sealed record ReceivedFile(int Paper, AttachmentOutcome Outcome);

/// <summary>A sheet with rows for a field of records.</summary>
/// <param name="FileName">Its name.</param>
/// <param name="Content">Its content; as much as may be read.</param>
/// <param name="TooLarge">Whether it is larger than that.</param>
public sealed record ReceivedSheet(string FileName, Stream Content, bool TooLarge);

/// <summary>
/// Reads the form of a step as it streams in: fields first, then files, each straight into the attachment store, so that a file too large or of a refused
/// type is turned away without being read whole. The first field is the antiforgery token; nothing behind it is read before it has been checked.
/// </summary>
internal sealed class StepPost
{
    /// <summary>What file controls are called: p.0, p.1 …</summary>
    public const string FilePrefix = "p.";

    /// <summary>What the controls of sheets are called, before the name of their field.</summary>
    public const string SheetPrefix = "sheet.";

    private const int MostParts = 12_000;
    private const int MostSheets = 10;

    private StepPost(FormFields fields, ImmutableArray<ReceivedFile> files, ImmutableDictionary<string, ReceivedSheet> sheets)
    {
        Fields = fields;
        Files = files;
        Sheets = sheets;
    }

    /// <summary>What was typed.</summary>
    public FormFields Fields { get; }

    /// <summary>The files that came with it.</summary>
    public ImmutableArray<ReceivedFile> Files { get; }

    /// <summary>The sheets that came with it, by the name of their field.</summary>
    public ImmutableDictionary<string, ReceivedSheet> Sheets { get; }

    /// <summary>
    /// Reads the form. Throws <see cref="BadHttpRequestException"/> with status 413 for a form that is too large and 400 for one that is malformed,
    /// <see cref="AntiforgeryValidationException"/> for a missing or wrong token.
    /// </summary>
    public static async Task<StepPost> Read(HttpContext context, IAntiforgery antiforgery, AttachmentStore store, UploadLimits limits)
    {
        var request = context.Request;
        if (request.ContentLength > limits.Total)
        {
            throw TooLarge(limits);
        }

        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = limits.Total;
        }

        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase))
        {
            await antiforgery.ValidateRequestAsync(context);
            return new StepPost(FormFields.Of(await request.ReadFormAsync(context.RequestAborted)), [], ImmutableDictionary<string, ReceivedSheet>.Empty);
        }

        var boundary = HeaderUtilities.RemoveQuotes(type.Boundary).Value;
        if (string.IsNullOrEmpty(boundary) || boundary.Length > 100)
        {
            throw new BadHttpRequestException("表单没有分隔标记", StatusCodes.Status400BadRequest);
        }

        try
        {
            return await ReadParts(context, antiforgery, store, limits, new MultipartReader(boundary, request.Body));
        }
        catch (Exception e) when (e is InvalidDataException or IOException and not BadHttpRequestException && !context.RequestAborted.IsCancellationRequested)
        {
            throw new BadHttpRequestException("表单读不出来", StatusCodes.Status400BadRequest, e);
        }
    }

    private static async Task<StepPost> ReadParts(HttpContext context, IAntiforgery antiforgery, AttachmentStore store, UploadLimits limits, MultipartReader reader)
    {
        var cancel = context.RequestAborted;
        var fields = new FormFields();
        var files = ImmutableArray.CreateBuilder<ReceivedFile>();
        var sheets = ImmutableDictionary.CreateBuilder<string, ReceivedSheet>();
        var proven = false;
        long typed = 0;
        for (var count = 0; await reader.ReadNextSectionAsync(cancel) is { } part; count++)
        {
            if (count > MostParts || !ContentDispositionHeaderValue.TryParse(part.ContentDisposition, out var disposition))
            {
                throw new BadHttpRequestException("表单读不出来", StatusCodes.Status400BadRequest);
            }

            var name = HeaderUtilities.RemoveQuotes(disposition.Name).Value ?? "";
            if (!proven)
            {
                await Prove(context, antiforgery, part, cancel);
                proven = true;
            }
            else if (disposition.IsFileDisposition() && name.StartsWith(SheetPrefix, StringComparison.Ordinal))
            {
                if (sheets.Count < MostSheets && await ReceiveSheet(part, disposition, cancel) is { } sheet)
                {
                    sheets[name[SheetPrefix.Length..]] = sheet;
                }
            }
            else if (disposition.IsFileDisposition())
            {
                await ReceiveFile(store, limits, files, part, disposition, name, cancel);
            }
            else
            {
                var text = await ReadText(part, UploadLimits.Fields - typed, limits, cancel);
                typed += text.Length;
                fields.Add(name, text);
            }
        }

        if (!proven)
        {
            throw new AntiforgeryValidationException("The form is empty.");
        }

        return new StepPost(fields, files.ToImmutable(), sheets.ToImmutable());
    }

    /// <summary>Checks the token in the first field before anything behind it is read.</summary>
    private static async Task Prove(HttpContext context, IAntiforgery antiforgery, MultipartSection part, CancellationToken cancel)
    {
        var token = await ReadText(part, 8192, null, cancel);
        context.Request.Headers[AntiforgeryHeader] = token;
        await antiforgery.ValidateRequestAsync(context);
    }

    /// <summary>The header in which the token of a streamed form is handed to the check.</summary>
    public const string AntiforgeryHeader = "X-Antiforgery";

    /// <summary>A sheet is read into memory as far as it may be; null when none was chosen.</summary>
    private static async Task<ReceivedSheet?> ReceiveSheet(MultipartSection part, ContentDispositionHeaderValue disposition, CancellationToken cancel)
    {
        if (AttachmentStore.CleanName(FileNameOf(disposition)) is not { } fileName)
        {
            return null;
        }

        var memory = new MemoryStream();
        var buffer = new byte[65_536];
        int read;
        while ((read = await part.Body.ReadAsync(buffer, cancel)) > 0)
        {
            if (memory.Length + read > RecordSheet.LargestFile)
            {
                return new ReceivedSheet(fileName, new MemoryStream(), TooLarge: true);
            }

            memory.Write(buffer, 0, read);
        }

        memory.Position = 0;
        return new ReceivedSheet(fileName, memory, TooLarge: false);
    }

    private static string? FileNameOf(ContentDispositionHeaderValue disposition) =>
        HeaderUtilities.RemoveQuotes(disposition.FileNameStar.HasValue ? disposition.FileNameStar : disposition.FileName).Value;

    private static async Task ReceiveFile(
        AttachmentStore store, UploadLimits limits, ImmutableArray<ReceivedFile>.Builder files, MultipartSection part, ContentDispositionHeaderValue disposition, string name, CancellationToken cancel)
    {
        var fileName = FileNameOf(disposition);
        if (string.IsNullOrEmpty(fileName) || !name.StartsWith(FilePrefix, StringComparison.Ordinal)
            || !int.TryParse(name.AsSpan(FilePrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var paper))
        {
            return;
        }

        files.Add(new ReceivedFile(paper, await store.Save(part.Body, fileName, limits.PerFile, cancel)));
    }

    private static async Task<string> ReadText(MultipartSection part, long most, UploadLimits? limits, CancellationToken cancel)
    {
        var buffer = new byte[4096];
        using var memory = new MemoryStream();
        int read;
        while ((read = await part.Body.ReadAsync(buffer, cancel)) > 0)
        {
            if (memory.Length + read > most)
            {
                throw limits is null ? new AntiforgeryValidationException("The token is too long.") : TooLarge(limits);
            }

            memory.Write(buffer, 0, read);
        }

        return Encoding.UTF8.GetString(memory.GetBuffer(), 0, (int)memory.Length);
    }

    private static BadHttpRequestException TooLarge(UploadLimits limits) => new(
        string.Create(CultureInfo.InvariantCulture, $"一次提交的材料合计不超过{limits.Total / 1048576}MB，单份不超过{limits.PerFile / 1048576}MB"),
        StatusCodes.Status413PayloadTooLarge);
}
