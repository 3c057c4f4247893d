using System.Collections.Immutable;

namespace Zhunsheng.Web.Api.Problems;

/// <summary>A kind of problem that the interface tells of; each has a page that explains it.</summary>
/// <param name="Name">The end of its address: /problems/{name}.</param>
/// <param name="Status">The status code.</param>
/// <param name="Title">What it is called.</param>
/// <param name="Meaning">When it comes.</param>
/// <param name="Remedy">What to do.</param>
internal sealed record ProblemKind(string Name, int Status, string Title, string Meaning, string Remedy)
{
    public static readonly ProblemKind MalformedJson = new(
        "malformed-json", 400, "请求正文不是合格的 JSON",
        "正文读不通：少了引号或括号、同一个名字写了两次、嵌套太深、数字位数太多、文字里有残缺的字符。errors 里写着在哪里。",
        "用现成的 JSON 库生成正文，编码用 UTF-8。数字最多 28 位，嵌套最多 32 层。");

    public static readonly ProblemKind BadRequest = new(
        "bad-request", 400, "请求写得不对",
        "正文、查询参数或者请求头里有不认识的名字、缺少的名字、类型不对的值。什么也没有办。errors 里每处一条，不认识的名字会给出最接近的。",
        "照 errors 逐处改。可以写什么，看接口说明里这个地址的部分。");

    public static readonly ProblemKind Unauthorised = new(
        "unauthorised", 401, "没有可用的凭证",
        "请求没有带凭证，或者凭证不认识、已经过期、已经吊销。网页登录的 Cookie 在接口上不算数。",
        "在请求头里写 Authorization: Bearer 凭证。凭证由安全管理员发放；过期或者丢失了请他另发。");

    public static readonly ProblemKind Forbidden = new(
        "forbidden", 403, "不由你的角色办理",
        "案卷看得到，这一步却由别的角色或者别的单位办理。本次访问已记录。",
        "由条文写明的单位办；凭证的角色不够，请安全管理员另发一个。");

    public static readonly ProblemKind NotFound = new(
        "not-found", 404, "没有这个内容",
        "地址不对，或者没有这样东西，或者凭证的单位看不到它。看不到的和没有的回答一样。",
        "核对案卷编号、环节名称和地址。errors 里有时会给出最接近的名称。");

    public static readonly ProblemKind MethodNotAllowed = new(
        "method-not-allowed", 405, "这个地址不支持这种方法",
        "例如对只读的地址用了 POST，或者想用 PUT、DELETE 改动案卷：行为只增不改。",
        "看回答的 Allow 头里列出的方法。办错了用更正。");

    public static readonly ProblemKind NotAcceptable = new(
        "not-acceptable", 406, "给不出所要的格式",
        "请求的 Accept 头里没有 application/json。",
        "去掉 Accept，或者写 application/json。");

    public static readonly ProblemKind Conflict = new(
        "conflict", 409, "案卷在此期间有变动",
        "正文里的 head 不是案卷现在的最后一号行为：在你读案卷之后，别人办了事。什么也没有办。newer 里是在此期间的行为。",
        "重新读案卷，看还要不要办，再用新的 head 提交。同一个 Idempotency-Key 可以再用。");

    public static readonly ProblemKind PreconditionFailed = new(
        "precondition-failed", 412, "案卷不是 If-Match 说的那样了",
        "If-Match 不是案卷现在的 ETag：在你读案卷之后，别人办了事。什么也没有办。newer 里是在此期间的行为。",
        "重新读案卷，看还要不要办，再用新的 ETag 提交。同一个 Idempotency-Key 可以再用。");

    public static readonly ProblemKind TooLarge = new(
        "too-large", 413, "请求太大",
        "正文或者文件超过了上限。",
        "JSON 正文最大 2MB；文件的上限写在 /api/v1/me 的 limits 里。压缩或者拆分后再传。");

    public static readonly ProblemKind UnsupportedMediaType = new(
        "unsupported-media-type", 415, "正文的格式不收",
        "请求的 Content-Type 不是这个地址要的：一般是 application/json，传文件用 multipart/form-data。",
        "改 Content-Type，并且真的按那个格式写正文。");

    public static readonly ProblemKind BadFile = new(
        "bad-file", 422, "文件不收",
        "文件的类型不收、内容和扩展名不符、是空的，或者名称不能用。",
        "收 PDF、OFD、DOCX、XLSX、PNG、JPG、ZIP；用原来的软件重新保存后再传。");

    public static readonly ProblemKind NotLawful = new(
        "not-lawful", 422, "按规则现在不能办",
        "填的值都读得通，但是规则手册不让办：条件不具备、材料不齐、要素还缺，或者这一步现在不开。什么也没有办。articles 里是不让办的条文、原因和怎样才能办，errors 里是要改的值和要补的材料。",
        "照 articles 和 errors 办理后再提交。同一个 Idempotency-Key 可以再用：只有办成的行为才占用它。");

    public static readonly ProblemKind KeyReused = new(
        "idempotency-key-reused", 422, "同一个 Idempotency-Key 用在了另一件事上",
        "这个凭证已经用同一个 Idempotency-Key 办成过一号行为，而这一次的正文不一样。什么也没有办。",
        "每一件事用一个新的 Idempotency-Key（例如 UUID）；只有原样重发时才用原来的。");

    public static readonly ProblemKind PreconditionRequired = new(
        "precondition-required", 428, "没有写明你看到的是案卷的哪一号",
        "办理和更正要写明你读到的案卷是到第几号行为为止，免得盖过别人刚办的事。",
        "在请求头里写 If-Match（读案卷时回答的 ETag），或者在正文里写 head。");

    public static readonly ProblemKind TooMany = new(
        "too-many-requests", 429, "请求太频繁",
        "这个凭证在一分钟里的请求数超过了上限。",
        "等 Retry-After 头里写的秒数再发。上限写在 /api/v1/me 的 limits 里。");

    public static readonly ProblemKind Failed = new(
        "internal-error", 500, "系统内部出错",
        "不是你的错。已经记录；正在办的行为要么整个办成，要么什么也没有办。",
        "用同一个 Idempotency-Key 原样重发：办成过的不会再办一次。一直这样，请把 code 告诉系统管理员。");

    public static readonly ProblemKind Unavailable = new(
        "unavailable", 503, "数据库暂时不能用",
        "什么也没有改动。",
        "过一会儿用同一个 Idempotency-Key 原样重发。");

    /// <summary>All kinds, by status.</summary>
    public static readonly ImmutableArray<ProblemKind> All =
    [
        MalformedJson, BadRequest, Unauthorised, Forbidden, NotFound, MethodNotAllowed, NotAcceptable, Conflict, PreconditionFailed, TooLarge, UnsupportedMediaType,
        BadFile, NotLawful, KeyReused, PreconditionRequired, TooMany, Failed, Unavailable,
    ];

    /// <summary>The relative address that names it.</summary>
    public string Address => "/problems/" + Name;

    /// <summary>The kind for a bare status code.</summary>
    public static ProblemKind Of(int status) => All.FirstOrDefault(k => k.Status == status) ?? (status >= 500 ? Failed : BadRequest);

    /// <summary>A problem of this kind.</summary>
    public ApiProblem With(string? detail = null, params IReadOnlyList<PlaceError> errors) =>
        new() { Type = Address, Title = Title, Status = Status, Detail = detail ?? Meaning, Errors = errors.Count == 0 ? null : errors };

    /// <summary>A problem of this kind that ends the work on the request.</summary>
    public ApiException Thrown(string? detail = null, params IReadOnlyList<PlaceError> errors) => new(With(detail, errors));
}
