using System.Collections.Immutable;
using Microsoft.AspNetCore.Http.Features;
using Zhunsheng.Rulebooks;
using Zhunsheng.Storage;
using Zhunsheng.Web.Access;
using Zhunsheng.Web.Api.Input;
using Zhunsheng.Web.Api.Problems;
using Zhunsheng.Web.Pages.Steps;

namespace Zhunsheng.Web.Api;

/// <summary>A call of the interface with what most resources need.</summary>
internal sealed class ApiCall(StepServices steps, Accounts accounts, Uploads uploads, ApiLimits limits, IHttpContextAccessor request)
{
    /// <summary>The request.</summary>
    public HttpContext Http => request.HttpContext!;

    /// <summary>Stops the work.</summary>
    public CancellationToken Cancel => Http.RequestAborted;

    /// <summary>What forms need, stores included.</summary>
    public StepServices Steps => steps;

    /// <summary>Accounts and tokens.</summary>
    public Accounts Accounts => accounts;

    /// <summary>Files handed in before their acts.</summary>
    public Uploads Uploads => uploads;

    /// <summary>How much may be asked.</summary>
    public ApiLimits Limits => limits;

    /// <summary>The service account.</summary>
    public SignedInUser User => steps.Visitor.User!;

    /// <summary>The token.</summary>
    public ApiToken Token => (ApiToken)Http.Items[ApiTokens.ItemName]!;

    /// <summary>The checked parameters.</summary>
    public RequestQuery Query => Http.Features.GetRequiredFeature<RequestQuery>();

    /// <summary>The rulebooks in which the token has a role.</summary>
    public ImmutableArray<Rulebook> MyBooks => CaseAccess.BooksOf(User, steps.Library);

    /// <summary>The files that the token may see.</summary>
    public CaseScope Scope => CaseAccess.ScopeOf(User, MyBooks);

    /// <summary>A rulebook in force. Throws <see cref="ApiException"/> when there is none, naming the nearest.</summary>
    public Rulebook Book(string id) => steps.Library.Current(id)
        ?? throw ProblemKind.NotFound.Thrown($"没有叫“{Short(id)}”的规则手册{Nearest.Hint(id, steps.Library.All.Select(b => b.Id))}");

    /// <summary>The rulebook of a filter; null for none. Throws <see cref="ApiException"/> for one in which the token has no role.</summary>
    public string? OwnBook(string parameter)
    {
        if (Query[parameter] is not { } id || MyBooks.Any(b => b.Id == id))
        {
            return Query[parameter];
        }

        var detail = $"本凭证在“{Short(id)}”里没有角色{Nearest.Hint(id, MyBooks.Select(b => b.Id))}；有角色的是：{string.Join("、", MyBooks.Select(b => b.Id))}";
        throw ProblemKind.BadRequest.Thrown(detail, new PlaceError("?" + parameter, detail));
    }

    /// <summary>The one rulebook that a list is about: the one asked for, else the only one. Throws <see cref="ApiException"/> when the token has no role in it, in none, or in several without saying which.</summary>
    public Rulebook OneBook()
    {
        var books = MyBooks;
        if (OwnBook("rulebook") is { } id)
        {
            return books.First(b => b.Id == id);
        }

        return books.Length switch
        {
            0 => throw ProblemKind.Forbidden.Thrown("本凭证在哪本手册里都没有角色"),
            1 => books[0],
            _ => throw ProblemKind.BadRequest.Thrown(null, new PlaceError("?rulebook", $"本凭证在几本手册里有角色，要写明是哪一本：{string.Join("、", books.Select(b => b.Id))}")),
        };
    }

    /// <summary>A file that the token may see. Throws <see cref="ApiException"/> when there is none; the refusal is logged.</summary>
    public async Task<OpenCase> Open(string number) => await steps.Access.Open(number, Cancel) ?? throw NoCase(number);

    /// <summary>That there is no such file, for this token.</summary>
    public static ApiException NoCase(string number) => ProblemKind.NotFound.Thrown($"没有编号为“{Short(number)}”的案卷，或者本凭证的单位看不到它");

    /// <summary>A text cut for showing.</summary>
    public static string Short(string text) => text.Length > 60 ? text[..60] + "…" : text;
}
