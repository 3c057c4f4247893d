using System.Collections.Immutable;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Zhunsheng.Casework;
using Zhunsheng.Storage.Schema;

namespace Zhunsheng.Storage;

/// <summary>
/// Organisations, people and their roles. Every change is logged in the same transaction. Administrators hold none of the roles of a rulebook; the one who makes an account never grants it anything.
/// What belongs to another jurisdiction than an administrator's is answered like what does not exist. One per request.
/// </summary>
public sealed partial class Accounts(ZhunshengDbContext database, UserManager<User> users, AdminLog log, TimeProvider clock)
{
    /// <summary>The name of the first kind of administrator.</summary>
    public const string SystemAdministrator = "系统管理员";

    /// <summary>Failures after which an account is locked.</summary>
    public const int FailuresBeforeLockout = 5;

    private const int LongestName = 100;

    private const string NoOrganisation = "没有这个单位";
    private const string NoAccount = "没有这个账号";

    /// <summary>For how long it is locked.</summary>
    public static TimeSpan LockoutTime { get; } = TimeSpan.FromMinutes(15);

    /// <summary>
    /// Enters an organisation. Names and codes are unique within a jurisdiction. The roles must be of rulebooks of the jurisdiction; where none is named it follows from them.
    /// </summary>
    public async Task<AccountOutcome<Organisation>> CreateOrganisation(
        string name, string? shortName, string? code, IEnumerable<RoleGrant> roles, AdminActor by, Guid? territoryId = null, CancellationToken cancel = default)
    {
        if (by.Lacks(AdminKind.System) is { } lacks)
        {
            return AccountOutcome<Organisation>.NotYours(lacks);
        }

        var wanted = roles.Distinct().ToList();
        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        await log.Lock(cancel);
        var (territory, errors) = await TerritoryFor(territoryId ?? by.TerritoryId, wanted, by, cancel);
        if (territory is null)
        {
            return new(null, errors);
        }

        var organisation = new Organisation { Id = Guid.CreateVersion7(clock.GetUtcNow()), Name = "", Short = "", TerritoryId = territory, Created = clock.GetUtcNow() };
        errors = [.. await Describe(organisation, name, shortName, code, cancel), .. await Elsewhere(territory.Value, wanted, cancel)];
        if (!errors.IsEmpty)
        {
            return new(null, errors);
        }

        organisation.Roles.AddRange(wanted.Select(r => new OrganisationRole { OrganisationId = organisation.Id, RulebookId = r.RulebookId, Role = r.Role }));
        database.Organisations.Add(organisation);
        return await Commit(transaction, organisation, AdminEventKind.Organisation, "新建单位", organisation.Name, RoleGrant.Words(wanted), territory, by, cancel);
    }

    /// <summary>Changes names and code.</summary>
    public async Task<AccountOutcome<Organisation>> ChangeOrganisation(Guid id, string name, string? shortName, string? code, AdminActor by, CancellationToken cancel = default)
    {
        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        await log.Lock(cancel);
        var (organisation, refused) = await OrganisationFor(id, by, cancel);
        if (organisation is null)
        {
            return refused!;
        }

        var before = (organisation.Name, organisation.Short, organisation.Code);
        var errors = await Describe(organisation, name, shortName, code, cancel);
        if (!errors.IsEmpty)
        {
            database.ChangeTracker.Clear();
            return new(null, errors);
        }

        var details = string.Join("；", Changed("改名为", before.Name, organisation.Name).Concat(Changed("简称", before.Short, organisation.Short)).Concat(Changed("代码", before.Code, organisation.Code)));
        return await Commit(transaction, organisation, AdminEventKind.Organisation, "修改单位", before.Name, details, organisation.TerritoryId, by, cancel);
    }

    /// <summary>Says to which jurisdiction an organisation belongs that has been in none since before there were any.</summary>
    public async Task<AccountOutcome<Organisation>> PlaceOrganisation(Guid id, Guid territoryId, AdminActor by, CancellationToken cancel = default)
    {
        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        await log.Lock(cancel);
        var (organisation, refused) = await OrganisationFor(id, by, cancel);
        if (organisation is null)
        {
            return refused!;
        }

        if (organisation.TerritoryId is not null)
        {
            return AccountOutcome<Organisation>.Refused("单位属于哪个地区定了就不能改；请在那个地区另建单位");
        }

        var (territory, errors) = await TerritoryFor(territoryId, organisation.Roles.Select(r => new RoleGrant(r.RulebookId, r.Role)).ToList(), by, cancel);
        if (territory is null)
        {
            return new(null, errors);
        }

        organisation.TerritoryId = territory;
        return await Commit(transaction, organisation, AdminEventKind.Organisation, "单位归入地区", organisation.Name, "", territory, by, cancel);
    }

    /// <summary>Sets the roles of an organisation. Roles taken away are taken from its people too.</summary>
    public async Task<AccountOutcome<Organisation>> SetOrganisationRoles(Guid id, IEnumerable<RoleGrant> roles, AdminActor by, CancellationToken cancel = default)
    {
        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        await log.Lock(cancel);
        var (organisation, refused) = await OrganisationFor(id, by, cancel);
        if (organisation is null)
        {
            return refused!;
        }

        var wanted = roles.Distinct().ToList();
        if (organisation.TerritoryId is not { } territory)
        {
            return AccountOutcome<Organisation>.Refused("先定下单位属于哪个地区");
        }

        var errors = await Elsewhere(territory, wanted, cancel);
        if (!errors.IsEmpty)
        {
            return new(null, errors);
        }

        organisation.Roles.RemoveAll(r => !wanted.Contains(new RoleGrant(r.RulebookId, r.Role)));
        organisation.Roles.AddRange(wanted
            .Where(w => !organisation.Roles.Exists(r => r.RulebookId == w.RulebookId && r.Role == w.Role))
            .Select(w => new OrganisationRole { OrganisationId = id, RulebookId = w.RulebookId, Role = w.Role }).ToList());
        foreach (var person in await database.Users.Include(u => u.Roles).Include(u => u.RequestedRoles).Where(u => u.OrganisationId == id).ToListAsync(cancel))
        {
            person.RequestedRoles.RemoveAll(r => !wanted.Contains(new RoleGrant(r.RulebookId, r.Role)));
            if (person.Roles.RemoveAll(r => !wanted.Contains(new RoleGrant(r.RulebookId, r.Role))) > 0)
            {
                person.SecurityStamp = Guid.NewGuid().ToString();
            }
        }

        return await Commit(transaction, organisation, AdminEventKind.Organisation, "设定单位角色", organisation.Name, RoleGrant.Words(wanted), territory, by, cancel);
    }

    /// <summary>The person acting in a role, for acts and checks; null unless the account is open and both the person and the organisation hold the role.</summary>
    public static Actor? ActorOf(User user, string rulebookId, string role)
    {
        ArgumentNullException.ThrowIfNull(user);
        return user.IsOpen && user.Organisation is { } organisation
            && user.Roles.Exists(r => r.RulebookId == rulebookId && r.Role == role)
            && organisation.Roles.Exists(r => r.RulebookId == rulebookId && r.Role == role)
            ? new Actor(user.Id, user.DisplayName, organisation.Id, organisation.Name, role)
            : null;
    }

    /// <summary>An organisation that this administrator may change; else the refusal.</summary>
    private async Task<(Organisation? Organisation, AccountOutcome<Organisation>? Refused)> OrganisationFor(Guid id, AdminActor by, CancellationToken cancel)
    {
        if (by.Lacks(AdminKind.System) is { } lacks)
        {
            return (null, AccountOutcome<Organisation>.NotYours(lacks));
        }

        return await database.Organisations.Include(o => o.Roles).SingleOrDefaultAsync(o => o.Id == id, cancel) is { } found && by.Reaches(found.TerritoryId)
            ? (found, null)
            : (null, AccountOutcome<Organisation>.NotFound(NoOrganisation));
    }

    /// <summary>The jurisdiction of a new organisation: the one named, or the one that its roles or there being but one leave.</summary>
    private async Task<(Guid? Territory, ImmutableArray<string> Errors)> TerritoryFor(Guid? named, List<RoleGrant> roles, AdminActor by, CancellationToken cancel)
    {
        if (named is { } id)
        {
            return by.Reaches(id) && await database.Territories.AnyAsync(t => t.Id == id, cancel) ? (id, []) : (null, ["没有这个地区"]);
        }

        var books = roles.Select(r => r.RulebookId).Distinct().ToList();
        var found = await (books.Count == 0 ? database.Territories.Select(t => t.Id) : database.TerritoryRulebooks.Where(r => books.Contains(r.RulebookId)).Select(r => r.TerritoryId)).Distinct().Take(2).ToListAsync(cancel);
        return found.Count == 1 ? (found[0], []) : (null, ["写明单位属于哪个地区"]);
    }

    /// <summary>What is wrong with roles of rulebooks that do not belong to the jurisdiction.</summary>
    private async Task<ImmutableArray<string>> Elsewhere(Guid territory, List<RoleGrant> wanted, CancellationToken cancel)
    {
        var books = (await database.TerritoryRulebooks.Where(r => r.TerritoryId == territory).Select(r => r.RulebookId).ToListAsync(cancel)).ToHashSet();
        var strange = wanted.Where(w => !books.Contains(w.RulebookId)).ToList();
        return strange.Count == 0 ? [] : [$"这些角色不是本地区的：{RoleGrant.Words(strange)}；只能给本地区规则手册里的角色"];
    }

    private async Task<ImmutableArray<string>> Describe(Organisation organisation, string? name, string? shortName, string? code, CancellationToken cancel)
    {
        var errors = ImmutableArray.CreateBuilder<string>();
        var full = PlainText.Of(name);
        var shorter = PlainText.Of(shortName) is { Length: > 0 } given ? given : full;
        if (full.Length is 0 or > LongestName || shorter.Length > LongestName)
        {
            errors.Add("写单位名称，不超过100字");
        }

        var number = SocialCreditCode.Normal(code);
        if (number.Length > 0 && SocialCreditCode.Problem(number) is { } problem)
        {
            errors.Add(problem);
        }

        if (await database.Organisations.AnyAsync(o => o.Name == full && o.TerritoryId == organisation.TerritoryId && o.Id != organisation.Id, cancel))
        {
            errors.Add($"已经有叫“{full}”的单位");
        }

        if (number.Length > 0 && await database.Organisations.Where(o => o.Code == number && o.TerritoryId == organisation.TerritoryId && o.Id != organisation.Id).Select(o => o.Name).FirstOrDefaultAsync(cancel) is { } taken)
        {
            errors.Add($"统一社会信用代码{number}已经是{taken}的，请核对");
        }

        (organisation.Name, organisation.Short, organisation.Code) = (full, shorter, number.Length == 0 ? null : number);
        return errors.ToImmutable();
    }

    /// <summary>Logs what was done, saves it and ends the transaction.</summary>
    private async Task<AccountOutcome<T>> Commit<T>(
        Microsoft.EntityFrameworkCore.Storage.IDbContextTransaction transaction, T value, AdminEventKind kind, string what, string subject, string details, Guid? territory, AdminActor by, CancellationToken cancel)
        where T : class
    {
        await log.Append(kind, what, subject, details, territory, by, cancel);
        await transaction.CommitAsync(CancellationToken.None);
        return AccountOutcome<T>.Done(value);
    }

    private static IEnumerable<string> Changed(string what, string? before, string? after) => before == after ? [] : [$"{what}{after ?? "（空）"}"];

    private static string? Foreign(Organisation organisation, List<RoleGrant> wanted)
    {
        var foreign = wanted.Where(w => !organisation.Roles.Exists(r => r.RulebookId == w.RulebookId && r.Role == w.Role)).ToList();
        return foreign.Count == 0 ? null : $"{organisation.Name}没有这些角色：{RoleGrant.Words(foreign)}；先给单位加上";
    }

    private static ImmutableArray<string> Texts(IdentityResult result) => [.. result.Errors.Select(e => e.Description).Distinct()];
}
