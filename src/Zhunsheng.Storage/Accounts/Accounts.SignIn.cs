using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;

namespace Zhunsheng.Storage;

/// <summary>Signing in, and reading what there is.</summary>
public sealed partial class Accounts
{
    /// <summary>Checks name and password, counts failures and locks; each attempt is logged. Makes no cookie. Takes as long for an unknown name as for a wrong password.</summary>
    public async Task<SignInOutcome> CheckPassword(string userName, string password, string address = "", CancellationToken cancel = default)
    {
        var name = PlainText.Code(userName);
        if (name.Length > LongestName || (userName ?? "").Any(char.IsControl) || await users.FindByNameAsync(name) is not { } found)
        {
            users.PasswordHasher.HashPassword(Person("", "", false), password ?? "");
            await log.Record(AdminEventKind.SignIn, "登录失败：没有这个账号", name, "", null, new AdminActor(null, "") { Address = address }, cancel);
            return new(SignInVerdict.Wrong, null, null);
        }

        var person = (await FindUser(found.Id, cancel))!;
        var by = new AdminActor(person.Id, person.DisplayName) { Address = address };
        if (person.LockoutEnd > clock.GetUtcNow())
        {
            await log.Record(AdminEventKind.SignIn, "登录失败：输错太多，还在锁定中", person.UserName!, "", person.HomeId, by, cancel);
            return new(SignInVerdict.LockedOut, null, person.LockoutEnd);
        }

        var right = await users.CheckPasswordAsync(person, password ?? "");
        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        await log.Lock(cancel);
        if (!right)
        {
            return await Failed(transaction, person, by, cancel);
        }

        if (!person.IsOpen)
        {
            await log.Append(AdminEventKind.SignIn, person.Disabled ? "登录失败：账号已停用" : "登录失败：账号已锁定", person.UserName!, "", person.HomeId, by, cancel);
            await transaction.CommitAsync(CancellationToken.None);
            return new(person.Disabled ? SignInVerdict.Disabled : SignInVerdict.Locked, null, null);
        }

        await database.Users.Where(u => u.Id == person.Id).ExecuteUpdateAsync(s => s.SetProperty(u => u.AccessFailedCount, 0).SetProperty(u => u.LockoutEnd, (DateTimeOffset?)null), cancel);
        await log.Append(AdminEventKind.SignIn, "登录", person.UserName!, "", person.HomeId, by, cancel);
        await transaction.CommitAsync(CancellationToken.None);
        return new(SignInVerdict.Ok, person, null);
    }

    /// <summary>Counts a wrong password, and locks after too many. The count is the database's: attempts at the same time are all counted.</summary>
    private async Task<SignInOutcome> Failed(Microsoft.EntityFrameworkCore.Storage.IDbContextTransaction transaction, User person, AdminActor by, CancellationToken cancel)
    {
        await database.Users.Where(u => u.Id == person.Id).ExecuteUpdateAsync(s => s.SetProperty(u => u.AccessFailedCount, u => u.AccessFailedCount + 1), cancel);
        var failures = await database.Users.Where(u => u.Id == person.Id).Select(u => u.AccessFailedCount).SingleAsync(cancel);
        DateTimeOffset? until = failures >= FailuresBeforeLockout ? clock.GetUtcNow() + LockoutTime : null;
        if (until is not null)
        {
            await database.Users.Where(u => u.Id == person.Id).ExecuteUpdateAsync(s => s.SetProperty(u => u.AccessFailedCount, 0).SetProperty(u => u.LockoutEnd, until), cancel);
        }

        await log.Append(AdminEventKind.SignIn, until is null ? "登录失败：密码不对" : $"登录失败：密码不对，输错{failures}次，锁定{LockoutTime.TotalMinutes:0}分钟", person.UserName!, "", person.HomeId, by, cancel);
        await transaction.CommitAsync(CancellationToken.None);
        return until is null ? new(SignInVerdict.Wrong, null, null) : new(SignInVerdict.LockedOut, null, until);
    }

    /// <summary>A person with organisation and roles; null when there is none.</summary>
    public Task<User?> FindUser(Guid id, CancellationToken cancel = default) => WithRoles().SingleOrDefaultAsync(u => u.Id == id, cancel);

    /// <summary>The person of an account name; null when there is none.</summary>
    public async Task<User?> FindUserByName(string userName, CancellationToken cancel = default) =>
        await users.FindByNameAsync(PlainText.Code(userName)) is { } found ? await FindUser(found.Id, cancel) : null;

    /// <summary>People whose account name, name or organisation contains a text, with organisation and roles, by organisation and name; for an administrator of one jurisdiction only its people.</summary>
    public async Task<(ImmutableArray<User> People, int Total)> FindPeople(string? text, int page, int size, AdminActor by, Guid? organisationId = null, CancellationToken cancel = default)
    {
        var people = Within(WithRoles(), by);
        if (organisationId is { } organisation)
        {
            people = people.Where(u => u.OrganisationId == organisation);
        }

        if (PlainText.Of(text) is { Length: > 0 } words)
        {
            var name = words.ToUpperInvariant();
            people = people.Where(u => u.NormalizedUserName!.Contains(name) || u.DisplayName.Contains(words) || (u.Organisation != null && u.Organisation.Name.Contains(words)));
        }

        var total = await people.CountAsync(cancel);
        return ([.. await people.AsSplitQuery().AsNoTracking().OrderBy(u => u.OrganisationId != null).ThenBy(u => u.Organisation!.Name).ThenBy(u => u.UserName).ThenBy(u => u.Id).Skip((page - 1) * size).Take(size).ToListAsync(cancel)], total);
    }

    /// <summary>Organisations whose name, short name or code contains a text, with roles and jurisdiction, by jurisdiction and name; for an administrator of one jurisdiction only its own.</summary>
    public async Task<(ImmutableArray<Organisation> Organisations, int Total)> FindOrganisations(string? text, int page, int size, AdminActor by, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(by);
        var only = by.TerritoryId;
        var found = database.Organisations.Where(o => only == null || o.TerritoryId == only);
        if (PlainText.Of(text) is { Length: > 0 } words)
        {
            var code = words.ToUpperInvariant();
            found = found.Where(o => o.Name.Contains(words) || o.Short.Contains(words) || (o.Code != null && o.Code.Contains(code)));
        }

        var total = await found.CountAsync(cancel);
        var list = await found.AsNoTracking().Include(o => o.Roles).Include(o => o.Territory).AsSplitQuery().OrderBy(o => o.Territory!.Name).ThenBy(o => o.Name).ThenBy(o => o.Id).Skip((page - 1) * size).Take(size).ToListAsync(cancel);
        return ([.. list], total);
    }

    /// <summary>An organisation with its roles and its jurisdiction; null when there is none for this administrator.</summary>
    public async Task<Organisation?> FindOrganisation(Guid id, AdminActor by, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(by);
        return await database.Organisations.AsNoTracking().Include(o => o.Roles).Include(o => o.Territory).SingleOrDefaultAsync(o => o.Id == id, cancel) is { } found && by.Reaches(found.TerritoryId) ? found : null;
    }

    /// <summary>All people, with organisation and roles, by organisation and name; for an administrator of one jurisdiction only its people.</summary>
    public async Task<ImmutableArray<User>> Users(AdminActor? by = null, CancellationToken cancel = default) =>
        [.. await Within(WithRoles(), by).AsSplitQuery().AsNoTracking().OrderBy(u => u.Organisation!.Name).ThenBy(u => u.UserName).ThenBy(u => u.Id).ToListAsync(cancel)];

    /// <summary>All organisations with their roles, by name; for an administrator of one jurisdiction only its own.</summary>
    public async Task<ImmutableArray<Organisation>> Organisations(AdminActor? by = null, CancellationToken cancel = default)
    {
        var only = by?.TerritoryId;
        return [.. await database.Organisations.AsNoTracking().Include(o => o.Roles).Include(o => o.Territory).Where(o => only == null || o.TerritoryId == only).OrderBy(o => o.Name).ThenBy(o => o.Id).ToListAsync(cancel)];
    }

    /// <summary>Whether there is any administrator of a kind.</summary>
    public Task<bool> HasAdministrator(AdminKind kind = AdminKind.System, CancellationToken cancel = default) => database.Users.AnyAsync(u => u.AdminKind == kind, cancel);

    /// <summary>The identifiers of the administrators of a kind.</summary>
    public async Task<ImmutableHashSet<Guid>> Administrators(AdminKind kind = AdminKind.System, CancellationToken cancel = default) =>
        [.. await database.Users.Where(u => u.AdminKind == kind).Select(u => u.Id).ToListAsync(cancel)];

    /// <summary>Logs that somebody was refused access.</summary>
    public async Task LogRefusal(Guid? userId, string? userName, string what, string? address, CancellationToken cancel = default)
    {
        var person = userId is { } id ? await FindUser(id, cancel) : null;
        await log.Record(AdminEventKind.Refusal, what, userName ?? "", "", person?.HomeId, new AdminActor(userId, person?.DisplayName ?? "") { Address = address ?? "" }, cancel);
    }

    private IQueryable<User> WithRoles() => database.Users.Include(u => u.Roles).Include(u => u.RequestedRoles).Include(u => u.Organisation!).ThenInclude(o => o.Roles).Include(u => u.Organisation!).ThenInclude(o => o.Territory);

    /// <summary>Those of the jurisdiction of an administrator; all for the whole installation.</summary>
    private static IQueryable<User> Within(IQueryable<User> people, AdminActor? by) => by?.TerritoryId is { } only
        ? people.Where(u => u.OrganisationId != null ? u.Organisation!.TerritoryId == only : u.TerritoryId == only)
        : people;
}
