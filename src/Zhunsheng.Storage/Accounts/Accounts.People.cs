using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;

namespace Zhunsheng.Storage;

/// <summary>The work of system administrators on accounts: making, shutting, new passwords. And one's own password.</summary>
public sealed partial class Accounts
{
    /// <summary>
    /// Makes an account in an organisation. Roles out of those of the organisation are granted when the machine makes it; those that a system administrator names are asked for, and a security
    /// administrator grants them. The password must be changed at the first sign-in unless said otherwise.
    /// </summary>
    public async Task<AccountOutcome<User>> CreateUser(
        string userName, string displayName, Guid organisationId, string password, IEnumerable<RoleGrant> roles, AdminActor by, bool mustChangePassword = true, CancellationToken cancel = default)
    {
        if (by.Lacks(AdminKind.System) is { } lacks)
        {
            return AccountOutcome<User>.NotYours(lacks);
        }

        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        await log.Lock(cancel);
        if (await database.Organisations.Include(o => o.Roles).SingleOrDefaultAsync(o => o.Id == organisationId, cancel) is not { } organisation || !by.Reaches(organisation.TerritoryId))
        {
            return AccountOutcome<User>.NotFound(NoOrganisation);
        }

        var wanted = roles.Distinct().ToList();
        if (Foreign(organisation, wanted) is { } foreign)
        {
            return AccountOutcome<User>.Refused(foreign);
        }

        var person = Person(userName, displayName, mustChangePassword || !by.IsMachine);
        (person.OrganisationId, person.Organisation) = (organisationId, organisation);
        if (by.IsMachine)
        {
            person.Roles.AddRange(wanted.Select(r => new UserRole { UserId = person.Id, RulebookId = r.RulebookId, Role = r.Role }));
        }
        else
        {
            person.RequestedRoles.AddRange(wanted.Select(r => new RequestedRole { UserId = person.Id, RulebookId = r.RulebookId, Role = r.Role }));
        }

        if (await Add(person, password) is { IsEmpty: false } errors)
        {
            return new(null, errors);
        }

        var asked = wanted.Count == 0 ? "" : (by.IsMachine ? "；" : "；申请") + RoleGrant.Words(wanted);
        return await Commit(transaction, person, AdminEventKind.Account, "新建账号", person.UserName!, $"{person.DisplayName}，{organisation.Name}{asked}", organisation.TerritoryId, by, cancel);
    }

    /// <summary>
    /// Makes an account for an administrator, bound to a jurisdiction or for the whole installation. The machine makes it what it is to be; made by a system administrator it is nothing until a security
    /// administrator grants it. Security administrators are made by the machine only: nobody on a page may make one who grants.
    /// </summary>
    public async Task<AccountOutcome<User>> CreateAdministrator(
        string userName, string displayName, string password, AdminActor by, AdminKind kind = AdminKind.System, Guid? territoryId = null, bool mustChangePassword = false, CancellationToken cancel = default)
    {
        if (by.Lacks(AdminKind.System) is { } lacks)
        {
            return AccountOutcome<User>.NotYours(lacks);
        }

        if (!by.IsMachine && kind == AdminKind.Security)
        {
            return AccountOutcome<User>.Refused("安全管理员不能在页面上建，由管服务器的人用命令 zs admin create --kind security 建");
        }

        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        await log.Lock(cancel);
        territoryId ??= by.TerritoryId;
        if (territoryId is { } bound && (!by.Reaches(bound) || !await database.Territories.AnyAsync(t => t.Id == bound, cancel)))
        {
            return AccountOutcome<User>.Refused("没有这个地区");
        }

        var person = Person(userName, displayName, mustChangePassword || !by.IsMachine);
        person.TerritoryId = territoryId;
        (person.AdminKind, person.RequestedKind) = by.IsMachine ? (kind, null) : ((AdminKind?)null, (AdminKind?)kind);
        if (await Add(person, password) is { IsEmpty: false } errors)
        {
            return new(null, errors);
        }

        return await Commit(
            transaction, person, AdminEventKind.Account, by.IsMachine ? "新建" + kind.Label() : "新建账号", person.UserName!, person.DisplayName + (by.IsMachine ? "" : $"；申请{kind.Label()}"), territoryId, by, cancel);
    }

    /// <summary>Shuts or opens an account. Sessions of a shut account end: its security stamp changes. The last open administrator of a kind cannot be shut.</summary>
    public async Task<AccountOutcome<User>> SetDisabled(Guid id, bool disabled, AdminActor by, CancellationToken cancel = default)
    {
        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        await log.Lock(cancel);
        var (person, refused) = await AccountFor(id, AdminKind.System, by, cancel);
        if (person is null)
        {
            return refused!;
        }

        if (id == by.UserId)
        {
            return AccountOutcome<User>.Refused("不能停用自己的账号，请另一位系统管理员办");
        }

        if (disabled && await LastOfItsKind(person, cancel) is { } last)
        {
            return AccountOutcome<User>.Refused($"{last}，不能停用");
        }

        person.Disabled = disabled;
        person.SecurityStamp = Guid.NewGuid().ToString();
        return await Commit(transaction, person, AdminEventKind.Account, disabled ? "停用账号" : "启用账号", person.UserName!, person.DisplayName, person.HomeId, by, cancel);
    }

    /// <summary>
    /// Gives a new password that must be changed at the next sign-in. Given by a system administrator the account is locked until a security administrator releases it, so that nobody can take over an account
    /// alone; given by the machine it lifts every lock.
    /// </summary>
    public async Task<AccountOutcome<User>> ResetPassword(Guid id, string password, AdminActor by, CancellationToken cancel = default)
    {
        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        await log.Lock(cancel);
        var (person, refused) = await AccountFor(id, AdminKind.System, by, cancel);
        if (person is null)
        {
            return refused!;
        }

        if (id == by.UserId)
        {
            return AccountOutcome<User>.Refused("自己的密码在“修改密码”里改");
        }

        if (!by.IsMachine && person.AdminKind == AdminKind.Security)
        {
            return AccountOutcome<User>.Refused("安全管理员的密码不能在页面上重设，由管服务器的人用命令 zs admin password 重设");
        }

        if (!by.IsMachine && await LastOfItsKind(person, cancel) is { } last)
        {
            return AccountOutcome<User>.Refused($"{last}，不能在页面上重设密码；由管服务器的人用命令 zs admin password 重设");
        }

        if (await Check(person, password) is { IsEmpty: false } errors)
        {
            return new(null, errors);
        }

        person.PasswordHash = users.PasswordHasher.HashPassword(person, password);
        person.SecurityStamp = Guid.NewGuid().ToString();
        person.MustChangePassword = true;
        person.Locked = !by.IsMachine;
        (person.LockoutEnd, person.AccessFailedCount) = (null, 0);
        return await Commit(transaction, person, AdminEventKind.Account, "重置密码", person.UserName!, by.IsMachine ? "" : "等安全管理员解锁", person.HomeId, by, cancel);
    }

    /// <summary>Changes one's own password; the old one must be right and the new one another.</summary>
    public async Task<AccountOutcome<User>> ChangePassword(Guid id, string oldPassword, string newPassword, CancellationToken cancel = default)
    {
        if (await FindUser(id, cancel) is not { } person)
        {
            return AccountOutcome<User>.NotFound(NoAccount);
        }

        if (oldPassword == newPassword)
        {
            return AccountOutcome<User>.Refused("新密码和原密码一样，请换一个");
        }

        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        person.MustChangePassword = false;
        var changed = await users.ChangePasswordAsync(person, oldPassword, newPassword);
        if (!changed.Succeeded)
        {
            database.ChangeTracker.Clear();
            return new(null, Texts(changed));
        }

        return await Commit(transaction, person, AdminEventKind.Account, "修改自己的密码", person.UserName!, "", person.HomeId, new AdminActor(id, person.DisplayName), cancel);
    }

    /// <summary>Why an account cannot be done without; null when it can.</summary>
    private async Task<string?> LastOfItsKind(User person, CancellationToken cancel) =>
        person is { AdminKind: { } kind, TerritoryId: null } && person.IsOpen
        && !await database.Users.AnyAsync(u => u.AdminKind == kind && u.TerritoryId == null && !u.Disabled && !u.Locked && u.Id != person.Id, cancel)
            ? $"这是最后一个可用的{kind.Label()}"
            : null;

    /// <summary>An account that this administrator may change, with organisation and roles; else the refusal.</summary>
    private async Task<(User? Person, AccountOutcome<User>? Refused)> AccountFor(Guid id, AdminKind kind, AdminActor by, CancellationToken cancel)
    {
        if (by.Lacks(kind) is { } lacks)
        {
            return (null, AccountOutcome<User>.NotYours(lacks));
        }

        return await FindUser(id, cancel) is { } person && by.Reaches(person.HomeId) ? (person, null) : (null, AccountOutcome<User>.NotFound(NoAccount));
    }

    private User Person(string userName, string displayName, bool mustChangePassword) => new()
    {
        Id = Guid.CreateVersion7(clock.GetUtcNow()),
        UserName = PlainText.Code(userName),
        DisplayName = PlainText.Of(displayName),
        MustChangePassword = mustChangePassword,
        LockoutEnabled = true,
    };

    /// <summary>Adds an account to the tables within the transaction at hand. Returns what is wrong with it; empty when it was added.</summary>
    private async Task<ImmutableArray<string>> Add(User person, string? password)
    {
        if (person.DisplayName.Length is 0 or > LongestName)
        {
            return ["写姓名，不超过100字"];
        }

        var created = await users.CreateAsync(person, password ?? "");
        if (!created.Succeeded)
        {
            database.ChangeTracker.Clear();
            return Texts(created);
        }

        return [];
    }

    private async Task<ImmutableArray<string>> Check(User person, string? password)
    {
        var errors = ImmutableArray.CreateBuilder<string>();
        foreach (var validator in users.PasswordValidators)
        {
            errors.AddRange(Texts(await validator.ValidateAsync(users, person, password)));
        }

        return errors.ToImmutable();
    }
}
