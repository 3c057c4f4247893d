using System.Collections.Immutable;
using Zhunsheng.Storage;
using Zhunsheng.Web.Access;
using Zhunsheng.Web.Forms;
using Zhunsheng.Web.Hosting;

namespace Zhunsheng.Web.Pages.Admin;

/// <summary>What the administrators' pages need, and who asks.</summary>
internal sealed class AdminServices(
    Accounts accounts, Territories territories, Deputies deputies, AdminLog log, RulebookLibrary library, CaseAccess access, Visitor visitor, Clock clock, IHttpContextAccessor request)
{
    /// <summary>How many rows a list shows at once.</summary>
    public const int PageSize = 50;

    public Accounts Accounts => accounts;

    public Territories Territories => territories;

    public Deputies Deputies => deputies;

    public AdminLog Log => log;

    public RulebookLibrary Library => library;

    public Clock Clock => clock;

    /// <summary>The administrator who asks.</summary>
    public SignedInUser User => visitor.User!;

    /// <summary>The administrator as the one who does something.</summary>
    public AdminActor By => ActorOf(request.HttpContext!, User);

    /// <summary>Who does something to accounts, from where.</summary>
    public static AdminActor ActorOf(HttpContext context, SignedInUser user) => new(user.Id, user.DisplayName) { Kind = user.Kind, TerritoryId = user.IsAdministrator ? user.TerritoryId : null, Address = AddressOf(context) };

    /// <summary>The network address a request comes from.</summary>
    public static string AddressOf(HttpContext context) => context.Connection.RemoteIpAddress?.ToString() ?? "";

    /// <summary>Something that is not there for this administrator: answered like what does not exist, and logged.</summary>
    public async Task<IResult> Missing()
    {
        await access.Refuse("管理页面 " + request.HttpContext!.Request.Path, CancellationToken.None);
        return Results.NotFound();
    }

    /// <summary>The rulebooks in force of a jurisdiction.</summary>
    public async Task<ImmutableArray<Rulebooks.Rulebook>> BooksOf(Guid? territoryId, CancellationToken cancel)
    {
        var ids = (await territories.All(null, cancel)).Where(t => t.Id == territoryId).SelectMany(t => t.Rulebooks).Select(r => r.RulebookId).ToHashSet();
        return [.. library.All.Where(b => ids.Contains(b.Id))];
    }

    /// <summary>The page of a list that an address asks for, from 1.</summary>
    public static int PageOf(HttpContext context) => int.TryParse(context.Request.Query["page"], out var page) && page is > 0 and < 1_000_000 ? page : 1;

    /// <summary>What an address looks for; null for nothing.</summary>
    public static string? TextOf(HttpContext context) => context.Request.Query["q"].ToString().Trim() is { Length: > 0 and <= 100 } text ? text : null;

    /// <summary>A text of a form; null when it is empty.</summary>
    public static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    /// <summary>The roles chosen in a form: rulebook/role.</summary>
    public static List<RoleGrant> Grants(IFormCollection form) =>
        [.. form["role"].OfType<string>().Select(r => r.Split('/', 2)).Where(p => p.Length == 2).Select(p => new RoleGrant(p[0], p[1]))];

    /// <summary>What is wrong with the roles of a form: each must be one that a rulebook in force names.</summary>
    public ImmutableArray<string> StrangeRoles(IFormCollection form) =>
        [.. form["role"].OfType<string>().Where(r => r.Split('/', 2) is not [var book, var role] || library.Current(book)?.FindRole(role) is null).Select(r => $"没有“{r}”这个角色，请从所列的里选")];

    /// <summary>Errors that concern no field in particular.</summary>
    public static IReadOnlyList<Problem> Problems(IEnumerable<string> errors) => [.. errors.Select(e => new Problem(null, e))];

    /// <summary>The status of a page that shows what is wrong.</summary>
    public static int StatusOf(IReadOnlyList<Problem> problems) => problems.Count == 0 ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity;
}
