using System.Collections.Immutable;
using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization;
using Zhunsheng.Feel;
using Zhunsheng.Web.Api.Answers;

namespace Zhunsheng.Web.Api.Problems;

/// <summary>What went wrong, as RFC 9457 says it.</summary>
[Description("出了什么问题（RFC 9457）。媒体类型是 application/problem+json。")]
internal sealed record ApiProblem
{
    /// <summary>The media type.</summary>
    public const string MediaType = "application/problem+json";

    [Description("问题的种类：一个相对地址，打开就是说明页。")]
    public required string Type { get; init; }

    [Description("这一种问题的名称。")]
    public required string Title { get; init; }

    [Description("HTTP 状态码。")]
    public required int Status { get; init; }

    [Description("这一次具体是怎么回事、怎样办。")]
    public string? Detail { get; init; }

    [Description("出问题的请求地址。")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Instance { get; init; }

    [Description("哪些条文不让办：有这一项时，每一条都要满足（或者办了例外）才能再办。")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<BlockingArticle>? Articles { get; init; }

    [Description("请求里哪些地方不对，每处一条。")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<PlaceError>? Errors { get; init; }

    [Description("案卷现在的最后一号行为（案卷在此期间有变动时）。")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Head { get; init; }

    [Description("在此期间别人办了什么（案卷在此期间有变动时）。")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ActHeader>? Newer { get; init; }

    [Description("报修用的代码（系统内部出错时）。")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Code { get; init; }
}

/// <summary>An article that stands in the way.</summary>
[Description("一条不让办的条文。")]
internal sealed record BlockingArticle
{
    [Description("规则手册的编号。")]
    public required string Rulebook { get; init; }

    [Description("条文。")]
    public string? Article { get; init; }

    [Description("为什么不能办。")]
    public required string Reason { get; init; }

    [Description("怎样才能办；条文没有说时为 null。")]
    public string? Remedy { get; init; }

    [Description("据以判断的要素和它们的值。")]
    public IReadOnlyDictionary<string, FeelValue> Facts { get; init; } = ImmutableDictionary<string, FeelValue>.Empty;

    [Description("还缺哪些要素才能判断。")]
    public IReadOnlyList<string> Unknown { get; init; } = [];
}

/// <summary>A place of the request that is wrong.</summary>
/// <param name="Pointer">Where: a JSON pointer into the body (RFC 6901), or the name of a parameter or header.</param>
/// <param name="Detail">What is wrong and how to mend it.</param>
[Description("请求里不对的一处。")]
internal sealed record PlaceError(
    [property: Description("在哪里：请求正文用 JSON 指针（RFC 6901），如 /facts/总投资；查询参数写成 ?名字，请求头写成 名字:。")] string Pointer,
    [property: Description("哪里不对、怎样改。")] string Detail);

/// <summary>An act in one line.</summary>
[Description("一号行为的概要。")]
internal sealed record ActHeader
{
    [Description("在案卷里的号数，从 1 起，不断号。")]
    public required int Number { get; init; }

    [Description("环节。")]
    public required string Step { get; init; }

    [Description("办理结果。")]
    public required string Outcome { get; init; }

    [Description("法定日期（北京时间）。")]
    public required DateOnly On { get; init; }

    [Description("办理单位。")]
    public required string Organisation { get; init; }
}

/// <summary>Ends the work on a request with a problem.</summary>
internal sealed class ApiException(ApiProblem problem) : Exception(problem.Title)
{
    /// <summary>The problem.</summary>
    public ApiProblem Problem { get; } = problem;
}

/// <summary>A problem as an answer.</summary>
internal sealed class ProblemResult(ApiProblem problem) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext) => Write(httpContext, problem);

    /// <summary>Writes a problem.</summary>
    public static async Task Write(HttpContext context, ApiProblem problem)
    {
        var response = context.Response;
        response.StatusCode = problem.Status;
        response.ContentType = ApiProblem.MediaType;
        await response.BodyWriter.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(problem with { Instance = context.Request.Path.Value }, ApiJson.Options), context.RequestAborted);
    }
}
