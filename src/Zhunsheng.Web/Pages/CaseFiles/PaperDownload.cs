using Microsoft.Net.Http.Headers;
using Zhunsheng.Casework;
using Zhunsheng.Storage;

namespace Zhunsheng.Web.Pages.CaseFiles;

/// <summary>A paper of an act, to be saved.</summary>
internal static class PaperDownload
{
    /// <summary>The answer with the file; null when there is no such paper. What was uploaded is never shown inside our pages' origin: it is saved, and may run nothing.</summary>
    /// <param name="context">The request.</param>
    /// <param name="file">A case file that the visitor may see.</param>
    /// <param name="act">The number of the act.</param>
    /// <param name="index">The place of the paper in the act, from 0.</param>
    /// <param name="store">Where papers are kept.</param>
    public static IResult? Of(HttpContext context, CaseFile file, int act, int index, AttachmentStore store)
    {
        if (file.Acts.FirstOrDefault(a => a.Number == act) is not { } found || index < 0 || index >= found.Papers.Length || store.OpenRead(found.Papers[index].Digest) is not { } content)
        {
            return null;
        }

        context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        context.Response.Headers.CacheControl = "private, no-store";
        return Results.Stream(content, found.Papers[index].MediaType, found.Papers[index].FileName, entityTag: new EntityTagHeaderValue($"\"{found.Papers[index].Digest}\""));
    }
}
