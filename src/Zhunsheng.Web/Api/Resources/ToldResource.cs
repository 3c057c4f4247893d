using Zhunsheng.Storage;
using Zhunsheng.Web.Api.Answers;
using Zhunsheng.Web.Api.Description;
using Zhunsheng.Web.Api.Problems;
using Zhunsheng.Web.Pages.Inspection;

namespace Zhunsheng.Web.Api.Resources;

/// <summary>What the operations on what was told are.</summary>
internal static class ToldOperations
{
    private const string Group = "送达";

    public static ApiOperation List { get; } = new("list_told", Group, "告知了谁", "发给本凭证单位的，或者本单位发出的抄送、备案、报送，和谁签收了。")
    {
        Parameters =
        [
            new("side", ParameterPlace.Query, "received 发给本单位的，sent 本单位发出的。") { Values = ["received", "sent"], Standard = "received" },
            new("signed", ParameterPlace.Query, "只要签收了的（yes）或者没有的（no）。") { Values = ["yes", "no"] },
            new("page", ParameterPlace.Query, "第几页。") { Range = (1, 100_000), Standard = "1" },
            Parameters.Limit(50, 200),
        ],
        Answer = new(200, typeof(ToldList), "告知。"),
    };

    public static ApiOperation Sign { get; } = new("sign_told", Group, "签收", "确认本单位收到了。签收不能改、不能撤；再签一次不重复。不改案卷，也不影响规则。")
    {
        Parameters =
        [
            Parameters.Number, Parameters.Act,
            new("ordinal", ParameterPlace.Path, "这号行为告知的第几个，照列表里的 ordinal。") { Required = true, Range = (0, 1000), Example = "0" },
        ],
        Answer = new(200, typeof(SignedShape), "签收了。"),
        Problems = [ProblemKind.NotFound],
    };
}

/// <summary>Who was told what, and confirming that it was received.</summary>
internal static class ToldResource
{
    public static void MapTold(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/told", async (ApiCall call, ToldBook book) =>
        {
            var found = await book.Search(
                new ToldQuery
                {
                    Scope = call.Scope,
                    Seat = ToldEndpoints.SeatOf(call.User, call.Steps.Clock.Today),
                    Side = call.Query["side"] == "sent" ? ToldSide.Sent : ToldSide.Received,
                    Signed = call.Query["signed"] switch { "yes" => true, "no" => false, _ => null },
                    Page = call.Query.Number("page")!.Value,
                    Size = call.Query.Number("limit")!.Value,
                },
                call.Cancel);
            return Results.Ok(new ToldList([.. found.Rows.Select(Shape)], found.Total));
        }).Describe(ToldOperations.List);
        routes.MapPost("/told/{number}/{act:int}/{ordinal:int}", async (string number, int act, int ordinal, ApiCall call, ToldBook book) =>
        {
            var result = await book.Sign(call.Scope, ToldEndpoints.SeatOf(call.User, call.Steps.Clock.Today), number, act, ordinal, call.User.Id, call.User.DisplayName, call.Cancel);
            if (result == SignResult.Unknown)
            {
                await call.Steps.Access.Refuse($"签收 {number} 第{act}号", call.Cancel);
                throw ProblemKind.NotFound.Thrown("没有发给本单位的这件告知");
            }

            return Results.Ok(new SignedShape(result == SignResult.Done));
        }).Describe(ToldOperations.Sign);
    }

    private static ToldEntryShape Shape(ToldRow row) => new()
    {
        Number = row.CaseNumber,
        Title = row.CaseTitle,
        Rulebook = row.RulebookId,
        Act = row.Act,
        Ordinal = row.Ordinal,
        Kind = row.Kind,
        To = row.To,
        Role = row.Role,
        Article = row.Article.Text,
        Step = row.StepTitle,
        Outcome = row.Outcome,
        From = row.FromName,
        At = row.At,
        Receipts = [.. row.Receipts.Select(r => new ToldReceiptShape(r.OrganisationName, r.UserName, r.At, r.Digest))],
    };
}
