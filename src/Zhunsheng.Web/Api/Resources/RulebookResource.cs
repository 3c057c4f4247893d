using System.Collections.Immutable;
using System.Text.Json;
using Zhunsheng.Rulebooks;
using Zhunsheng.Web.Api.Answers;
using Zhunsheng.Web.Api.Description;
using Zhunsheng.Web.Api.Input;
using Zhunsheng.Web.Api.Problems;

namespace Zhunsheng.Web.Api.Resources;

/// <summary>Rulebooks: what they say, and what they answer.</summary>
internal static class RulebookResource
{
    /// <summary>The most questions at once.</summary>
    public const int MostQuestions = 100;

    private static readonly JsonElement NoArguments = JsonSerializer.SerializeToElement(new Dictionary<string, string>());

    public static void MapRulebooks(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/rulebooks", (ApiCall call) => Results.Ok(new RulebookList([.. call.Steps.Library.All.OrderBy(b => b.Id, StringComparer.Ordinal).Select(b => RulebookShaping.Summary(b, call.User))])))
            .Describe(RulebookOperations.List);
        routes.MapGet("/rulebooks/{id}", (string id, ApiCall call) => Results.Ok(RulebookShaping.Detail(call.Book(id), call.User)))
            .Describe(RulebookOperations.Read);
        routes.MapPost("/rulebooks/{id}/decisions", async (string id, ApiCall call) =>
            Results.Ok(Decide(call.Book(id), await RequestBody.Read<DecisionRequest>(call.Http))))
            .Describe(RulebookOperations.Decide);
        routes.MapPost("/rulebooks/{id}/decisions/batch", async (string id, ApiCall call) => Batch(call.Book(id), await RequestBody.Read<DecisionBatchRequest>(call.Http)))
            .Describe(RulebookOperations.DecideMany);
    }

    private static IResult Batch(Rulebook book, DecisionBatchRequest request)
    {
        if (request.Items.Count is 0 or > MostQuestions)
        {
            throw ProblemKind.BadRequest.Thrown(null, new PlaceError("/items", $"一次问1到{MostQuestions}个，写了{request.Items.Count}个"));
        }

        return Results.Ok(new DecisionBatchAnswer([.. request.Items.Select((item, index) =>
        {
            try
            {
                return new DecisionBatchItem { Decision = Decide(book, item, $"/items/{index}") };
            }
            catch (ApiException e)
            {
                return new DecisionBatchItem { Problem = e.Problem };
            }
        })]));
    }

    private static DecisionAnswer Decide(Rulebook book, DecisionRequest request, string at = "")
    {
        if (!book.Questions.TryGetValue(request.Question, out var question))
        {
            var detail = $"没有叫“{ApiCall.Short(request.Question)}”的判定{Nearest.Hint(request.Question, book.Questions.Keys)}";
            throw ProblemKind.BadRequest.Thrown(detail, new PlaceError(at + "/question", detail));
        }

        var errors = new List<PlaceError>();
        if (request.Day is { } day && (day < SituationReader.FirstDay || day > SituationReader.LastDay))
        {
            errors.Add(new PlaceError(at + "/day", "日子要在1900年至2199年之间"));
        }

        var (facts, factErrors) = SituationReader.Facts(book, JsonSerializer.SerializeToElement(request.Facts));
        errors.AddRange(factErrors.Select(e => new PlaceError(at + (e.Name is { } name ? Pointer.Of("facts", name) : "/facts"), e.Message)));
        var (arguments, argumentErrors) = SituationReader.Arguments(book, request.Question, request.Args is null ? NoArguments : JsonSerializer.SerializeToElement(request.Args));
        errors.AddRange(argumentErrors.Select(e => new PlaceError(at + (e.Name is { } name ? Pointer.Of("args", name) : "/args"), e.Message)));
        if (argumentErrors.IsEmpty)
        {
            errors.AddRange(question.Arguments.Where(a => !a.Optional && a.Default is null && !arguments.ContainsKey(a.Name)).Select(a => new PlaceError(at + Pointer.Of("args", a.Name), $"判定{request.Question}要给参数{a.Name}")));
        }

        if (errors.Count > 0)
        {
            throw ProblemKind.BadRequest.Thrown(RequestBody.Words(errors), errors);
        }

        var evaluation = new Evaluation(book, Situation.Of(facts, request.Day));
        if (evaluation.Contradictions() is { IsEmpty: false } contradictions)
        {
            var places = contradictions.Select(c => new PlaceError(at + (c.Name is { } name ? Pointer.Of("facts", name) : "/facts"), $"{c.Message}；改成一致，或者只填其中一处")).ToList();
            throw ProblemKind.BadRequest.Thrown(RequestBody.Words(places), places);
        }

        ImmutableArray<string> warnings = [.. FamiliarValues.Unfamiliar(book, question, arguments).Select(w => w.Message)];
        return RulebookShaping.Answer(evaluation.Ask(request.Question, arguments), warnings);
    }
}
