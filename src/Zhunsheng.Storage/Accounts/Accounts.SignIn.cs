using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;

namespace Zhunsheng.Storage;

/// <summary>Signing in, and reading what there is.</summary>
public sealed partial class Accounts
{
    private const int LongestLogged = 500;

    /// <summary>Checks name and password, counts failures and locks. Makes no cookie. Takes as long for an unknown name as for a wrong password.</summary>
    public async Task<SignInOutcome> CheckPassword(string userName, string password, CancellationToken cancel = default)
    {
        var name = userName?.Trim() ?? "";
        if (name.Contains('\0', StringComparison.Ordinal) || await users.FindByNameAsync(name) is not { } found)
        {
            users.PasswordHasher.HashPassword(Person("", "", false), password ?? "");
            return new(SignInVerdict.Wrong, null, null);
        }

        if (await users.IsLockedOutAsync(found))
        {
            return new(SignInVerdict.LockedOut, null, found.LockoutEnd);
        }

        if (!await users.CheckPasswordAsync(found, password ?? ""))
        {
            await users.AccessFailedAsync(found);
            return await users.IsLockedOutAsync(found) ? new(SignInVerdict.LockedOut, null, found.LockoutEnd) : new(SignInVerdict.Wrong, null, null);
        }

        if (found.Disabled)
        {
            return new(SignInVerdict.Disabled, null, null);
        }

        await users.ResetAccessFailedCountAsync(found);
        return new(SignInVerdict.Ok, await FindUser(found.Id, cancel), null);
    }

    /// <summary>A person with organisation and roles; null when there is none.</summary>
    public Task<User?> FindUser(Guid id, CancellationToken cancel = default) => WithRoles().SingleOrDefaultAsync(u => u.Id == id, cancel);

    /// <summary>All people, with organisation and roles, by organisation and name.</summary>
    public async Task<ImmutableArray<User>> Users(CancellationToken cancel = default) =>
        [.. await WithRoles().AsNoTracking().OrderBy(u => u.Organisation!.Name).ThenBy(u => u.UserName).ToListAsync(cancel)];

    /// <summary>All organisations with their roles, by name.</summary>
    public async Task<ImmutableArray<Organisation>> Organisations(CancellationToken cancel = default) =>
        [.. await database.Organisations.AsNoTracking().Include(o => o.Roles).OrderBy(o => o.Name).ToListAsync(cancel)];

    /// <summary>Whether there is any system administrator.</summary>
    public async Task<bool> HasAdministrator(CancellationToken cancel = default)
    {
        var role = users.NormalizeName(SystemAdministrator);
        return await database.UserRoles.AnyAsync(u => database.Roles.Any(r => r.Id == u.RoleId && r.NormalizedName == role), cancel);
    }

    /// <summary>The identifiers of the system administrators.</summary>
    public async Task<ImmutableHashSet<Guid>> Administrators(CancellationToken cancel = default)
    {
        var role = users.NormalizeName(SystemAdministrator);
        var ids = await database.UserRoles.Where(u => database.Roles.Any(r => r.Id == u.RoleId && r.NormalizedName == role)).Select(u => u.UserId).ToListAsync(cancel);
        return [.. ids];
    }

    /// <summary>What was done to accounts, the latest first.</summary>
    public async Task<ImmutableArray<AdminEvent>> Events(int limit = 200, CancellationToken cancel = default) =>
        [.. await database.AdminEvents.AsNoTracking().OrderByDescending(e => e.At).ThenByDescending(e => e.Id).Take(limit).ToListAsync(cancel)];

    /// <summary>Logs that somebody was refused access.</summary>
    public async Task LogRefusal(Guid? userId, string? userName, string what, string? address, CancellationToken cancel = default)
    {
        var now = clock.GetUtcNow();
        database.AccessRefusals.Add(new AccessRefusal
        {
            Id = Guid.CreateVersion7(now),
            At = now,
            UserId = userId,
            UserName = Logged(userName),
            What = Logged(what),
            Address = Logged(address),
        });
        await database.SaveChangesAsync(cancel);
    }

    /// <summary>Logs that somebody took a list away as a file.</summary>
    /// <param name="by">Who.</param>
    /// <param name="list">What the list is called.</param>
    /// <param name="rows">How many rows.</param>
    /// <param name="conditions">What was asked for; may be empty.</param>
    /// <param name="cancel">Stops it.</param>
    public async Task LogExport(AdminActor by, string list, int rows, string conditions, CancellationToken cancel = default)
    {
        Log(by, "导出", list, Logged(string.IsNullOrEmpty(conditions) ? $"{rows}行" : $"{rows}行；条件：{conditions}"));
        await database.SaveChangesAsync(cancel);
    }

    /// <summary>Logged refusals, the latest first.</summary>
    public async Task<ImmutableArray<AccessRefusal>> Refusals(int limit = 200, CancellationToken cancel = default) =>
        [.. await database.AccessRefusals.AsNoTracking().OrderByDescending(e => e.At).ThenByDescending(e => e.Id).Take(limit).ToListAsync(cancel)];

    private IQueryable<User> WithRoles() => database.Users.Include(u => u.Roles).Include(u => u.Organisation!).ThenInclude(o => o.Roles);

    private static string Logged(string? text)
    {
        var clean = new string([.. (text ?? "").Where(c => !char.IsControl(c) && !char.IsSurrogate(c))]);
        return clean.Length > LongestLogged ? clean[..LongestLogged] : clean;
    }
}
