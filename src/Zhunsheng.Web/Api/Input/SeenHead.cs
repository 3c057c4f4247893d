using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Net.Http.Headers;
using Zhunsheng.Casework;
using Zhunsheng.Web.Api.Answers;
using Zhunsheng.Web.Api.Problems;

namespace Zhunsheng.Web.Api.Input;

/// <summary>Up to which act the caller has read the file: by If-Match, or by head in the body.</summary>
/// <param name="Head">The number of the act.</param>
/// <param name="ByHeader">Whether the header said it.</param>
internal sealed record SeenHead(int Head, bool ByHeader)
{
    /// <summary>The entity tag of a file.</summary>
    public static string TagOf(int head) => string.Create(CultureInfo.InvariantCulture, $"\"{head}\"");

    /// <summary>What the caller has seen. Throws <see cref="ApiException"/> when it is not said, said twice in different ways, or not the file as it stands.</summary>
    public static SeenHead Of(HttpContext context, CaseFile file, int? body)
    {
        var header = context.Request.Headers.IfMatch;
        if (header.Count == 0)
        {
            var seen = new SeenHead(body ?? throw ProblemKind.PreconditionRequired.Thrown(), false);
            return seen.Head == file.Head ? seen : throw seen.Changed(file, file.Acts.Where(a => a.Number > seen.Head));
        }

        if (!EntityTagHeaderValue.TryParseList(header, out var tags))
        {
            throw ProblemKind.BadRequest.Thrown("请求头 If-Match 写得不对", new PlaceError("If-Match:", "写读案卷时回答的 ETag，连同引号，例如 \"3\""));
        }

        var matches = tags.Any(t => t.Equals(EntityTagHeaderValue.Any) || t.Compare(new EntityTagHeaderValue(TagOf(file.Head)), useStrongComparison: true));
        if (matches && body is { } also && also != file.Head)
        {
            throw ProblemKind.BadRequest.Thrown("If-Match 和正文的 head 不一样；只写一处", new PlaceError("/head", "和 If-Match 不一样；只写一处"));
        }

        var first = tags.Select(t => int.TryParse(t.Tag.Value!.Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : 0).Max();
        return matches ? new SeenHead(file.Head, true) : throw new SeenHead(first, true).Changed(file, file.Acts.Where(a => a.Number > first));
    }

    /// <summary>That others have acted since.</summary>
    public ApiException Changed(CaseFile file, IEnumerable<Act> newer)
    {
        ImmutableArray<ActHeader> acts = [.. newer.Select(CaseShaping.Header)];
        var kind = ByHeader ? ProblemKind.PreconditionFailed : ProblemKind.Conflict;
        var what = acts.IsEmpty
            ? string.Create(CultureInfo.InvariantCulture, $"案卷{file.Number}现在到第{file.Head}号行为")
            : string.Create(CultureInfo.InvariantCulture, $"你读到第{Head}号行为，案卷{file.Number}现在到第{file.Head}号：{string.Join("；", acts.Take(5).Select(a => $"{a.Organisation}办了{a.Step}（{a.Outcome}）"))}");
        return new ApiException(kind.With($"{what}。什么也没有办；重新读案卷再办") with { Head = file.Head, Newer = acts });
    }
}
