using System.Collections.Immutable;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Zhunsheng.Casework;
using Zhunsheng.Storage.Schema;

namespace Zhunsheng.Storage;

/// <summary>
/// Organisations, people and their roles. Every change is logged in the same transaction. System administrators hold none of the roles of a rulebook, and nobody who holds one can become a
/// system administrator. One per request.
/// </summary>
public sealed partial class Accounts(ZhunshengDbContext database, UserManager<User> users, RoleManager<IdentityRole<Guid>> roles, TimeProvider clock)
{
    /// <summary>The role of system administrators (an identity role, a role claim after sign-in).</summary>
    public const string SystemAdministrator = "系统管理员";

    /// <summary>Failures after which an account is locked.</summary>
    public const int FailuresBeforeLockout = 5;

    private const int LongestName = 100;

    /// <summary>For how long it is locked.</summary>
    public static TimeSpan LockoutTime { get; } = TimeSpan.FromMinutes(15);

    /// <summary>Enters an organisation. Names are unique.</summary>
    public async Task<AccountOutcome<Organisation>> CreateOrganisation(string name, string? shortName, string? code, IEnumerable<RoleGrant> roles, AdminActor by, CancellationToken cancel = default)
    {
        var organisation = new Organisation { Id = Guid.CreateVersion7(clock.GetUtcNow()), Name = "", Short = "", Created = clock.GetUtcNow() };
        var errors = await Describe(organisation, name, shortName, code, cancel);
        if (!errors.IsEmpty)
        {
            return new(null, errors);
        }

        organisation.Roles.AddRange(roles.Distinct().Select(r => new OrganisationRole { OrganisationId = organisation.Id, RulebookId = r.RulebookId, Role = r.Role }));
        database.Organisations.Add(organisation);
        Log(by, "新建单位", organisation.Name, Words(organisation.Roles.Select(r => new RoleGrant(r.RulebookId, r.Role))));
        return await SaveNamed(organisation, cancel);
    }

    /// <summary>Changes names and code.</summary>
    public async Task<AccountOutcome<Organisation>> ChangeOrganisation(Guid id, string name, string? shortName, string? code, AdminActor by, CancellationToken cancel = default)
    {
        if (await database.Organisations.Include(o => o.Roles).SingleOrDefaultAsync(o => o.Id == id, cancel) is not { } organisation)
        {
            return Nothing<Organisation>("没有这个单位");
        }

        var before = organisation.Name;
        var errors = await Describe(organisation, name, shortName, code, cancel);
        if (!errors.IsEmpty)
        {
            database.ChangeTracker.Clear();
            return new(null, errors);
        }

        Log(by, "修改单位", before, organisation.Name == before ? "" : $"改名为{organisation.Name}");
        return await SaveNamed(organisation, cancel);
    }

    /// <summary>Sets the roles of an organisation. Roles taken away are taken from its people too.</summary>
    public async Task<AccountOutcome<Organisation>> SetOrganisationRoles(Guid id, IEnumerable<RoleGrant> roles, AdminActor by, CancellationToken cancel = default)
    {
        if (await database.Organisations.Include(o => o.Roles).SingleOrDefaultAsync(o => o.Id == id, cancel) is not { } organisation)
        {
            return Nothing<Organisation>("没有这个单位");
        }

        var wanted = roles.Distinct().ToList();
        organisation.Roles.RemoveAll(r => !wanted.Contains(new RoleGrant(r.RulebookId, r.Role)));
        organisation.Roles.AddRange(wanted
            .Where(w => !organisation.Roles.Exists(r => r.RulebookId == w.RulebookId && r.Role == w.Role))
            .Select(w => new OrganisationRole { OrganisationId = id, RulebookId = w.RulebookId, Role = w.Role }).ToList());
        foreach (var person in await database.Users.Include(u => u.Roles).Where(u => u.OrganisationId == id).ToListAsync(cancel))
        {
            if (person.Roles.RemoveAll(r => !wanted.Contains(new RoleGrant(r.RulebookId, r.Role))) > 0)
            {
                person.SecurityStamp = Guid.NewGuid().ToString();
            }
        }

        Log(by, "设定单位角色", organisation.Name, Words(wanted));
        await database.SaveChangesAsync(cancel);
        return new(organisation, []);
    }

    /// <summary>Makes an account in an organisation, with roles out of those of the organisation. The password must be changed at the first sign-in unless said otherwise.</summary>
    public async Task<AccountOutcome<User>> CreateUser(
        string userName, string displayName, Guid organisationId, string password, IEnumerable<RoleGrant> roles, AdminActor by, bool mustChangePassword = true, CancellationToken cancel = default)
    {
        if (await database.Organisations.Include(o => o.Roles).SingleOrDefaultAsync(o => o.Id == organisationId, cancel) is not { } organisation)
        {
            return Nothing<User>("没有这个单位");
        }

        var wanted = roles.Distinct().ToList();
        if (Foreign(organisation, wanted) is { } foreign)
        {
            return Nothing<User>(foreign);
        }

        var person = Person(userName, displayName, mustChangePassword);
        person.OrganisationId = organisationId;
        person.Organisation = organisation;
        person.Roles.AddRange(wanted.Select(r => new UserRole { UserId = person.Id, RulebookId = r.RulebookId, Role = r.Role }));
        return await Create(person, password, () => Log(by, "新建账号", person.UserName!, $"{person.DisplayName}，{organisation.Name}；{Words(wanted)}"), null, cancel);
    }

    /// <summary>Makes a system administrator.</summary>
    public Task<AccountOutcome<User>> CreateAdministrator(string userName, string displayName, string password, AdminActor by, CancellationToken cancel = default)
    {
        var person = Person(userName, displayName, false);
        return Create(person, password, () => Log(by, "新建系统管理员", person.UserName!, person.DisplayName), SystemAdministrator, cancel);
    }

    /// <summary>Sets the roles of a person. The person has to sign in again.</summary>
    public async Task<AccountOutcome<User>> SetUserRoles(Guid id, IEnumerable<RoleGrant> roles, AdminActor by, CancellationToken cancel = default)
    {
        if (await FindUser(id, cancel) is not { } person)
        {
            return Nothing<User>("没有这个账号");
        }

        var wanted = roles.Distinct().ToList();
        if (person.Organisation is null && wanted.Count > 0)
        {
            return Nothing<User>("系统管理员不能兼办案卷的角色");
        }

        if (person.Organisation is { } organisation && Foreign(organisation, wanted) is { } foreign)
        {
            return Nothing<User>(foreign);
        }

        person.Roles.RemoveAll(r => !wanted.Contains(new RoleGrant(r.RulebookId, r.Role)));
        person.Roles.AddRange(wanted
            .Where(w => !person.Roles.Exists(r => r.RulebookId == w.RulebookId && r.Role == w.Role))
            .Select(w => new UserRole { UserId = id, RulebookId = w.RulebookId, Role = w.Role }).ToList());
        person.SecurityStamp = Guid.NewGuid().ToString();
        Log(by, "设定账号角色", person.UserName!, Words(wanted));
        await database.SaveChangesAsync(cancel);
        return new(person, []);
    }

    /// <summary>Shuts or opens an account. Sessions of a shut account end: its security stamp changes. The last open system administrator cannot be shut.</summary>
    public async Task<AccountOutcome<User>> SetDisabled(Guid id, bool disabled, AdminActor by, CancellationToken cancel = default)
    {
        if (await FindUser(id, cancel) is not { } person)
        {
            return Nothing<User>("没有这个账号");
        }

        if (disabled && await users.IsInRoleAsync(person, SystemAdministrator) && (await users.GetUsersInRoleAsync(SystemAdministrator)).All(u => u.Disabled || u.Id == id))
        {
            return Nothing<User>("这是最后一个可用的系统管理员，不能停用");
        }

        person.Disabled = disabled;
        person.SecurityStamp = Guid.NewGuid().ToString();
        Log(by, disabled ? "停用账号" : "启用账号", person.UserName!, "");
        await database.SaveChangesAsync(cancel);
        return new(person, []);
    }

    /// <summary>Gives a new password that must be changed at the next sign-in, and lifts a lock.</summary>
    public async Task<AccountOutcome<User>> ResetPassword(Guid id, string password, AdminActor by, CancellationToken cancel = default)
    {
        if (await FindUser(id, cancel) is not { } person)
        {
            return Nothing<User>("没有这个账号");
        }

        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        person.MustChangePassword = true;
        person.LockoutEnd = null;
        person.AccessFailedCount = 0;
        var valid = await Check(person, password);
        if (!valid.IsEmpty)
        {
            return new(null, valid);
        }

        person.PasswordHash = users.PasswordHasher.HashPassword(person, password);
        person.SecurityStamp = Guid.NewGuid().ToString();
        Log(by, "重置密码", person.UserName!, "");
        await database.SaveChangesAsync(cancel);
        await transaction.CommitAsync(CancellationToken.None);
        return new(person, []);
    }

    /// <summary>Changes one's own password; the old one must be right and the new one another.</summary>
    public async Task<AccountOutcome<User>> ChangePassword(Guid id, string oldPassword, string newPassword, CancellationToken cancel = default)
    {
        if (await FindUser(id, cancel) is not { } person)
        {
            return Nothing<User>("没有这个账号");
        }

        if (oldPassword == newPassword)
        {
            return Nothing<User>("新密码和原密码一样，请换一个");
        }

        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        person.MustChangePassword = false;
        var changed = await users.ChangePasswordAsync(person, oldPassword, newPassword);
        if (!changed.Succeeded)
        {
            database.ChangeTracker.Clear();
            return new(null, Texts(changed));
        }

        Log(new AdminActor(id, person.DisplayName), "修改自己的密码", person.UserName!, "");
        await database.SaveChangesAsync(cancel);
        await transaction.CommitAsync(CancellationToken.None);
        return new(person, []);
    }

    /// <summary>The person acting in a role, for acts and checks; null unless the account is open and both the person and the organisation hold the role.</summary>
    public static Actor? ActorOf(User user, string rulebookId, string role)
    {
        ArgumentNullException.ThrowIfNull(user);
        return !user.Disabled && user.Organisation is { } organisation
            && user.Roles.Exists(r => r.RulebookId == rulebookId && r.Role == role)
            && organisation.Roles.Exists(r => r.RulebookId == rulebookId && r.Role == role)
            ? new Actor(user.Id, user.DisplayName, organisation.Id, organisation.Name, role)
            : null;
    }

    private User Person(string userName, string displayName, bool mustChangePassword) => new()
    {
        Id = Guid.CreateVersion7(clock.GetUtcNow()),
        UserName = userName?.Trim(),
        DisplayName = displayName?.Trim() ?? "",
        MustChangePassword = mustChangePassword,
        LockoutEnabled = true,
    };

    private async Task<AccountOutcome<User>> Create(User person, string password, Action log, string? identityRole, CancellationToken cancel)
    {
        if (person.DisplayName.Length is 0 or > LongestName || FactText(person.DisplayName))
        {
            return Nothing<User>("写姓名，不超过100字");
        }

        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        var created = await users.CreateAsync(person, password ?? "");
        if (!created.Succeeded)
        {
            database.ChangeTracker.Clear();
            return new(null, Texts(created));
        }

        if (identityRole is not null)
        {
            if (!await roles.RoleExistsAsync(identityRole))
            {
                await roles.CreateAsync(new IdentityRole<Guid>(identityRole) { Id = Guid.CreateVersion7(clock.GetUtcNow()) });
            }

            await users.AddToRoleAsync(person, identityRole);
        }

        log();
        await database.SaveChangesAsync(cancel);
        await transaction.CommitAsync(CancellationToken.None);
        return new(person, []);
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

    private async Task<ImmutableArray<string>> Describe(Organisation organisation, string? name, string? shortName, string? code, CancellationToken cancel)
    {
        var errors = ImmutableArray.CreateBuilder<string>();
        var full = name?.Trim() ?? "";
        var shorter = string.IsNullOrWhiteSpace(shortName) ? full : shortName.Trim();
        if (full.Length is 0 or > LongestName || FactText(full) || shorter.Length > LongestName || FactText(shorter))
        {
            errors.Add("写单位名称，不超过100字");
        }

        var number = string.IsNullOrWhiteSpace(code) ? null : code.Trim().ToUpperInvariant();
        if (number is not null && !SocialCreditCode.IsValid(number))
        {
            errors.Add("统一社会信用代码不对：18位，末位是校验码，请核对");
        }

        if (await database.Organisations.AnyAsync(o => o.Name == full && o.Id != organisation.Id, cancel))
        {
            errors.Add($"已经有叫“{full}”的单位");
        }

        (organisation.Name, organisation.Short, organisation.Code) = (full, shorter, number);
        return errors.ToImmutable();
    }

    private async Task<AccountOutcome<Organisation>> SaveNamed(Organisation organisation, CancellationToken cancel)
    {
        try
        {
            await database.SaveChangesAsync(cancel);
            return new(organisation, []);
        }
        catch (DbUpdateException raced) when (Database.IsContention(raced))
        {
            database.ChangeTracker.Clear();
            return Nothing<Organisation>($"已经有叫“{organisation.Name}”的单位");
        }
    }

    private static string? Foreign(Organisation organisation, List<RoleGrant> wanted)
    {
        var foreign = wanted.Where(w => !organisation.Roles.Exists(r => r.RulebookId == w.RulebookId && r.Role == w.Role)).ToList();
        return foreign.Count == 0 ? null : $"{organisation.Name}没有这些角色：{Words(foreign)}；先给单位加上";
    }

    private void Log(AdminActor by, string what, string subject, string details)
    {
        var now = clock.GetUtcNow();
        database.AdminEvents.Add(new AdminEvent { Id = Guid.CreateVersion7(now), At = now, ById = by.UserId, ByName = by.Name, What = what, Subject = subject, Details = details });
    }

    private static bool FactText(string text) => text.Any(char.IsControl);

    private static string Words(IEnumerable<RoleGrant> grants) => string.Join("、", grants.Select(g => $"{g.Role}（{g.RulebookId}）"));

    private static ImmutableArray<string> Texts(IdentityResult result) => [.. result.Errors.Select(e => e.Description).Distinct()];

    private static AccountOutcome<T> Nothing<T>(string error)
        where T : class => new(null, [error]);
}
