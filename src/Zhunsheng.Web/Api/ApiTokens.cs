using System.Collections.Immutable;
using System.Globalization;
using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Zhunsheng.Storage;
using Zhunsheng.Web.Access;
using Zhunsheng.Web.Api.Problems;
using Zhunsheng.Web.Hosting;

namespace Zhunsheng.Web.Api;

/// <summary>
/// Bearer tokens of organisations: the visitor of such a request is the service account of the token. The token is read anew each time, so that one revoked or run out, or a role taken away,
/// counts at once.
/// </summary>
internal sealed class ApiTokens(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, TokenDesk tokens, Visitor visitor, CaseAccess access, Clock clock)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    /// <summary>The scheme of the tokens.</summary>
    public const string SchemeName = "ZhunshengToken";

    /// <summary>Under which name the token of a request is kept.</summary>
    public const string ItemName = "Zhunsheng.ApiToken";

    private const string Bearer = "Bearer ";

    /// <inheritdoc/>
    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (header.Length == 0)
        {
            return AuthenticateResult.NoResult();
        }

        if (!header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
        {
            return AuthenticateResult.Fail("请求头要写成 Authorization: Bearer 凭证");
        }

        var token = await tokens.Find(header[Bearer.Length..].Trim(), Context.RequestAborted);
        if (token is null)
        {
            await access.Refuse("接口：不认识的凭证", Context.RequestAborted);
            return AuthenticateResult.Fail("凭证不认识");
        }

        if (token.UnusableOn(clock.Today) is { } fault)
        {
            await access.Refuse($"接口：{fault}：{token.Organisation!.Name}的{token.Name}", Context.RequestAborted);
            return AuthenticateResult.Fail(fault);
        }

        visitor.User = new SignedInUser
        {
            Id = token.Id,
            UserName = token.ActorName,
            DisplayName = token.ActorName,
            OrganisationId = token.OrganisationId,
            OrganisationName = token.Organisation!.Name,
            OrganisationShort = token.Organisation.Short,
            Roles = token.Roles.GroupBy(r => r.RulebookId).ToImmutableDictionary(g => g.Key, g => g.Select(r => r.Role).ToImmutableArray()),
            TerritoryId = token.Organisation.TerritoryId,
            TerritoryName = token.Organisation.Territory?.Name,
            IsAdministrator = false,
            MustChangePassword = false,
        };
        visitor.Today = clock.Today;
        Context.Items[ItemName] = token;
        var identity = new ClaimsIdentity(SchemeName);
        identity.AddClaim(new Claim(ClaimTypes.NameIdentifier, token.Id.ToString("D", CultureInfo.InvariantCulture)));
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), SchemeName));
    }

    /// <inheritdoc/>
    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        var failure = (await HandleAuthenticateOnceSafeAsync()).Failure?.Message;
        Response.Headers.WWWAuthenticate = failure is null ? "Bearer" : "Bearer error=\"invalid_token\"";
        await ProblemResult.Write(Context, ProblemKind.Unauthorised.With($"{failure ?? "请求没有带凭证"}。{ProblemKind.Unauthorised.Remedy}"));
    }

    /// <inheritdoc/>
    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) => ProblemResult.Write(Context, ProblemKind.Forbidden.With());
}
