using System.Globalization;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using Zhunsheng.Storage;
using Zhunsheng.Web.Api.Answers;
using Zhunsheng.Web.Api.Description;
using Zhunsheng.Web.Api.Problems;

namespace Zhunsheng.Web.Api.Resources;

/// <summary>Files handed in before the act that will name them: streamed straight into the store.</summary>
internal static class AttachmentResource
{
    /// <summary>The name of the part that holds the file.</summary>
    public const string PartName = "file";

    /// <summary>What the parts cost besides the file, in bytes.</summary>
    private const long Frame = 64 * 1024;

    public static void MapAttachments(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/attachments", (ApiCall call) => Receive(call)).Describe(AttachmentOperations.Receive);

    private static async Task<IResult> Receive(ApiCall call)
    {
        var request = call.Http.Request;
        var most = call.Steps.Limits.PerFile;
        if (request.ContentLength > most + Frame)
        {
            throw TooLarge(most);
        }

        if (call.Http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = most + Frame;
        }

        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
            || HeaderUtilities.RemoveQuotes(type.Boundary).Value is not { Length: > 0 and <= 100 } boundary)
        {
            throw ProblemKind.UnsupportedMediaType.Thrown($"文件用 multipart/form-data 传，一次一个，放在叫 {PartName} 的部分里");
        }

        try
        {
            return await Receive(call, new MultipartReader(boundary, request.Body), most);
        }
        catch (Exception e) when (e is InvalidDataException or IOException and not BadHttpRequestException && !call.Cancel.IsCancellationRequested)
        {
            throw ProblemKind.BadRequest.Thrown("multipart/form-data 读不下去", new PlaceError("", "检查分隔标记和结尾"));
        }
    }

    private static async Task<IResult> Receive(ApiCall call, MultipartReader reader, long most)
    {
        if (await reader.ReadNextSectionAsync(call.Cancel) is not { } part || !ContentDispositionHeaderValue.TryParse(part.ContentDisposition, out var disposition)
            || HeaderUtilities.RemoveQuotes(disposition.Name).Value != PartName || !disposition.IsFileDisposition())
        {
            throw ProblemKind.BadRequest.Thrown($"第一个部分要叫 {PartName}，并且带文件名", new PlaceError("/" + PartName, "没有文件"));
        }

        var name = HeaderUtilities.RemoveQuotes(disposition.FileNameStar.HasValue ? disposition.FileNameStar : disposition.FileName).Value;
        var outcome = await call.Steps.Attachments.Save(part.Body, name, most, call.Cancel);
        if (outcome.Stored is not { } stored)
        {
            throw outcome.Fault == AttachmentFault.TooLarge ? TooLarge(most) : ProblemKind.BadFile.Thrown(outcome.Message, new PlaceError("/" + PartName, outcome.Message!));
        }

        if (await reader.ReadNextSectionAsync(call.Cancel) is not null)
        {
            throw ProblemKind.BadRequest.Thrown("一次只传一个文件", new PlaceError("", "多出来的部分请去掉"));
        }

        await call.Uploads.Add(call.User.OrganisationId, stored, call.Cancel);
        return Results.Json(new UploadShape(stored.Digest, stored.FileName, stored.Size, stored.MediaType), ApiJson.Options, statusCode: StatusCodes.Status201Created);
    }

    private static ApiException TooLarge(long most) => ProblemKind.TooLarge.Thrown(string.Create(CultureInfo.InvariantCulture, $"一个文件不超过{most / 1048576}MB；请压缩或拆分后再传"));
}
