using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;

namespace Zhunsheng.Storage;

/// <summary>The work of security administrators: granting roles and permissions, locking and unlocking. They make no account and can grant themselves nothing.</summary>
public sealed partial class Accounts
{
    /// <summary>Sets the roles of a person; whatever was asked for and not given is settled with it. The person has to sign in again.</summary>
    public async Task<AccountOutcome<User>> SetUserRoles(Guid id, IEnumerable<RoleGrant> roles, AdminActor by, CancellationToken cancel = default)
    {
        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        await log.Lock(cancel);
        var (person, refused) = await AccountFor(id, AdminKind.Security, by, cancel);
        if (person is null)
        {
            return refused!;
        }

        var wanted = roles.Distinct().ToList();
        if (person.Organisation is not { } organisation)
        {
            return wanted.Count == 0 ? AccountOutcome<User>.Done(person) : AccountOutcome<User>.Refused("管理员不能兼办案卷的角色");
        }

        if (Foreign(organisation, wanted) is { } foreign)
        {
            return AccountOutcome<User>.Refused(foreign);
        }

        Give(person, wanted);
        person.RequestedRoles.Clear();
        return await Commit(transaction, person, AdminEventKind.Grant, "设定账号角色", person.UserName!, wanted.Count == 0 ? "没有角色" : RoleGrant.Words(wanted), person.HomeId, by, cancel);
    }

    /// <summary>
    /// Grants what was asked for with these accounts: their roles, added to those they have, or the kind of administrator. All or none: one that is not there refuses the whole.
    /// </summary>
    public async Task<AccountOutcome<IReadOnlyList<User>>> GrantRequested(IReadOnlyCollection<Guid> ids, AdminActor by, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(ids);
        if (by.Lacks(AdminKind.Security) is { } lacks)
        {
            return AccountOutcome<IReadOnlyList<User>>.NotYours(lacks);
        }

        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        await log.Lock(cancel);
        var people = await Several(ids, cancel);
        if (people.Count != ids.Distinct().Count() || people.Exists(p => !by.Reaches(p.HomeId)))
        {
            return AccountOutcome<IReadOnlyList<User>>.NotFound(NoAccount);
        }

        var entries = new List<LogEntry>();
        foreach (var person in people)
        {
            if (person.RequestedKind is { } kind)
            {
                if (kind == AdminKind.Security || person.Id == by.UserId || person.AdminKind is not null)
                {
                    database.ChangeTracker.Clear();
                    return AccountOutcome<IReadOnlyList<User>>.Refused($"{person.DisplayName}不能授为{kind.Label()}");
                }

                (person.AdminKind, person.RequestedKind) = (kind, null);
                person.SecurityStamp = Guid.NewGuid().ToString();
                entries.Add(new LogEntry(AdminEventKind.Grant, "授为" + kind.Label(), person.UserName!, person.DisplayName, person.HomeId));
            }
            else if (person.Organisation is { } organisation && person.RequestedRoles.Count > 0)
            {
                // The organisation may have lost a role since it was asked for.
                var asked = person.RequestedRoles.Select(r => new RoleGrant(r.RulebookId, r.Role)).Where(g => organisation.Roles.Exists(r => r.RulebookId == g.RulebookId && r.Role == g.Role)).ToList();
                Give(person, [.. person.Roles.Select(r => new RoleGrant(r.RulebookId, r.Role)).Union(asked)]);
                person.RequestedRoles.Clear();
                entries.Add(new LogEntry(AdminEventKind.Grant, "按申请授予角色", person.UserName!, RoleGrant.Words(asked), person.HomeId));
            }
        }

        await log.Append(entries, by, cancel);
        await transaction.CommitAsync(CancellationToken.None);
        return AccountOutcome<IReadOnlyList<User>>.Done(people);
    }

    /// <summary>Declines what was asked for with an account.</summary>
    public async Task<AccountOutcome<User>> DeclineRequested(Guid id, AdminActor by, CancellationToken cancel = default)
    {
        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        await log.Lock(cancel);
        var (person, refused) = await AccountFor(id, AdminKind.Security, by, cancel);
        if (person is null)
        {
            return refused!;
        }

        var details = person.RequestedKind is { } kind ? kind.Label() : RoleGrant.Words(person.RequestedRoles.Select(r => new RoleGrant(r.RulebookId, r.Role)));
        if (details.Length == 0)
        {
            return AccountOutcome<User>.Done(person);
        }

        person.RequestedKind = null;
        person.RequestedRoles.Clear();
        return await Commit(transaction, person, AdminEventKind.Grant, "不予授权", person.UserName!, details, person.HomeId, by, cancel);
    }

    /// <summary>Takes the kind of administrator from an account; not one's own, not that of another security administrator, not that of the last.</summary>
    public async Task<AccountOutcome<User>> WithdrawKind(Guid id, AdminActor by, CancellationToken cancel = default)
    {
        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        await log.Lock(cancel);
        var (person, refused) = await AccountFor(id, AdminKind.Security, by, cancel);
        if (person is null)
        {
            return refused!;
        }

        if (person.AdminKind is not { } kind)
        {
            return AccountOutcome<User>.Refused("这个账号不是管理员");
        }

        if (!by.IsMachine && (id == by.UserId || kind == AdminKind.Security))
        {
            return AccountOutcome<User>.Refused("安全管理员的权限不能由安全管理员收放，由管服务器的人办");
        }

        if (await LastOfItsKind(person, cancel) is { } last)
        {
            return AccountOutcome<User>.Refused($"{last}，不能收回");
        }

        person.AdminKind = null;
        person.SecurityStamp = Guid.NewGuid().ToString();
        return await Commit(transaction, person, AdminEventKind.Grant, "收回" + kind.Label(), person.UserName!, person.DisplayName, person.HomeId, by, cancel);
    }

    /// <summary>Locks or unlocks an account. Locking ends its sessions; unlocking also lifts a lock that too many failures brought about. Not one's own, not the last of a kind.</summary>
    public async Task<AccountOutcome<User>> SetLocked(Guid id, bool locked, string? reason, AdminActor by, CancellationToken cancel = default)
    {
        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        await log.Lock(cancel);
        var (person, refused) = await AccountFor(id, AdminKind.Security, by, cancel);
        if (person is null)
        {
            return refused!;
        }

        if (id == by.UserId)
        {
            return AccountOutcome<User>.Refused("不能锁定或解锁自己的账号");
        }

        if (locked && await LastOfItsKind(person, cancel) is { } last)
        {
            return AccountOutcome<User>.Refused($"{last}，不能锁定");
        }

        if (locked && string.IsNullOrWhiteSpace(reason))
        {
            return AccountOutcome<User>.Refused("写明为什么锁定");
        }

        person.Locked = locked;
        person.SecurityStamp = Guid.NewGuid().ToString();
        if (!locked)
        {
            (person.LockoutEnd, person.AccessFailedCount) = (null, 0);
        }

        return await Commit(transaction, person, AdminEventKind.Lock, locked ? "锁定账号" : "解锁账号", person.UserName!, PlainText.Of(reason), person.HomeId, by, cancel);
    }

    /// <summary>Accounts with something asked for and not yet granted, by organisation and name.</summary>
    public async Task<ImmutableArray<User>> WithRequests(AdminActor by, CancellationToken cancel = default) =>
        [.. await Within(WithRoles(), by).AsSplitQuery().AsNoTracking().Where(u => u.RequestedKind != null || u.RequestedRoles.Any()).OrderBy(u => u.Organisation!.Name).ThenBy(u => u.UserName).ToListAsync(cancel)];

    private static void Give(User person, List<RoleGrant> wanted)
    {
        person.Roles.RemoveAll(r => !wanted.Contains(new RoleGrant(r.RulebookId, r.Role)));
        person.Roles.AddRange(wanted
            .Where(w => !person.Roles.Exists(r => r.RulebookId == w.RulebookId && r.Role == w.Role))
            .Select(w => new UserRole { UserId = person.Id, RulebookId = w.RulebookId, Role = w.Role }).ToList());
        person.SecurityStamp = Guid.NewGuid().ToString();
    }

    private async Task<List<User>> Several(IReadOnlyCollection<Guid> ids, CancellationToken cancel)
    {
        var found = new List<User>();
        foreach (var some in ids.Distinct().Chunk(500))
        {
            found.AddRange(await WithRoles().Where(u => some.Contains(u.Id)).ToListAsync(cancel));
        }

        return found;
    }
}
