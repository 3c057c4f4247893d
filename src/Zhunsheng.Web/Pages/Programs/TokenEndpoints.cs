using System.Collections.Immutable;
using System.Globalization;
using Zhunsheng.Storage;
using Zhunsheng.Web.Forms;
using Zhunsheng.Web.Hosting;
using Zhunsheng.Web.Pages.Admin;

namespace Zhunsheng.Web.Pages.Programs;

/// <summary>/admin/tokens and /admin/organisations/{id}/tokens: the keys of organisations' programs, for security administrators.</summary>
internal static class TokenEndpoints
{
    /// <summary>For how long a key is proposed, in years.</summary>
    private const int ProposedYears = 1;

    public static void MapTokens(this IEndpointRouteBuilder admin)
    {
        admin.MapGet("/tokens", async (HttpContext context, AdminServices services, TokenDesk tokens) =>
        {
            var (text, page) = (AdminServices.TextOf(context), AdminServices.PageOf(context));
            var (units, total) = await services.Accounts.FindOrganisations(text, page, AdminServices.PageSize, services.By, context.RequestAborted);
            return Page.Of<TokenUnitsPage>(new TokenUnitsView(units, await tokens.Usable(services.Clock.Today, context.RequestAborted), total, page, text));
        });
        admin.MapGet("/organisations/{id:guid}/tokens", async (Guid id, HttpContext context, AdminServices services, TokenDesk tokens) =>
            await View(id, services, tokens, context.RequestAborted) is { } view
                ? Page.Of<TokensPage>(view with { Done = context.Request.Query["done"] == "revoked" ? "凭证已吊销，马上不能用。" : null })
                : await services.Missing());
        admin.MapPost("/organisations/{id:guid}/tokens", (Guid id, HttpContext context, AdminServices services, TokenDesk tokens) => Issue(id, context, services, tokens));
        admin.MapPost("/organisations/{id:guid}/tokens/{token:guid}/revoke", async (Guid id, Guid token, HttpContext context, AdminServices services, TokenDesk tokens) =>
            (await tokens.Revoke(id, token, services.By, context.RequestAborted)).Ok
                ? Page.See(string.Create(CultureInfo.InvariantCulture, $"/admin/organisations/{id}/tokens?done=revoked"))
                : await services.Missing());
    }

    /// <summary>Issues a key. The page itself is the answer: the secret stands on it and nowhere else.</summary>
    private static async Task<IResult> Issue(Guid id, HttpContext context, AdminServices services, TokenDesk tokens)
    {
        var cancel = context.RequestAborted;
        var form = await context.Request.ReadFormAsync(cancel);
        var typed = form["lastDay"].ToString().Trim();
        var lastDay = DateOnly.TryParseExact(typed, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : (DateOnly?)null;
        ImmutableArray<string> chosen = [.. form["role"].OfType<string>()];
        var outcome = await tokens.Issue(id, form["name"].ToString(), AdminServices.Grants(form), lastDay, services.By, cancel);
        if (await View(id, services, tokens, cancel) is not { } view)
        {
            return await services.Missing();
        }

        return outcome.Ok
            ? Page.Of<TokensPage>(view with { Issued = outcome.Value, Chosen = [] })
            : Page.Of<TokensPage>(
                view with { Problems = [.. outcome.Errors.Select(e => new Problem(FieldOf(e), e))], Name = form["name"].ToString(), LastDay = typed, Chosen = chosen },
                StatusCodes.Status422UnprocessableEntity);
    }

    /// <summary>The field that an error is about.</summary>
    private static string? FieldOf(string error) =>
        error.Contains("到期日", StringComparison.Ordinal) ? "lastDay"
        : error.Contains("角色", StringComparison.Ordinal) ? "roles"
        : error.Contains("系统名称", StringComparison.Ordinal) || error.Contains("凭证叫", StringComparison.Ordinal) ? "name"
        : null;

    private static async Task<TokensView?> View(Guid id, AdminServices services, TokenDesk tokens, CancellationToken cancel)
    {
        var today = services.Clock.Today;
        return await services.Accounts.FindOrganisation(id, services.By, cancel) is { } unit
            ? new TokensView
            {
                Unit = unit,
                Books = [.. services.Library.All.Where(b => unit.Roles.Exists(r => r.RulebookId == b.Id))],
                Tokens = await tokens.Of(id, cancel),
                Today = today,
                LastDay = today.AddYears(ProposedYears).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            }
            : null;
    }
}
