using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using Zhunsheng.Casework;

namespace Zhunsheng.Storage;

/// <summary>A role in which somebody acts for an absent person.</summary>
/// <param name="RulebookId">The rulebook.</param>
/// <param name="Role">The role.</param>
/// <param name="For">The absent person.</param>
public sealed record DeputisedRole(string RulebookId, string Role, Principal For);

/// <summary>
/// 代理: who acts for whom, in which roles, from when to when. Named by the absent person or by a security administrator; both people belong to the same organisation. No chains: who acts for somebody
/// has no deputy at the same time. One per request.
/// </summary>
public sealed class Deputies(ZhunshengDbContext database, Accounts accounts, AdminLog log, TimeProvider clock)
{
    /// <summary>The longest period, in days.</summary>
    public const int LongestDays = 366;

    private const string NoAppointment = "没有这个代理";

    /// <summary>The roles in which a person acts for others on a day, besides the person's own: only what the absent person still holds. An absent person whose account is shut or locked has nothing to hand on.</summary>
    public async Task<ImmutableArray<DeputisedRole>> RolesOf(User person, DateOnly day, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(person);
        if (person.OrganisationId is not { } organisation)
        {
            return [];
        }

        var found = await database.Deputies.AsNoTracking().Include(d => d.Roles).Include(d => d.Principal!).ThenInclude(p => p.Roles)
            .Where(d => d.DeputyId == person.Id && d.Ended == null && d.FirstDay <= day && d.LastDay >= day).OrderBy(d => d.Created).ThenBy(d => d.Id).ToListAsync(cancel);
        return
        [
            .. found.Where(d => d.Principal is { IsOpen: true } principal && principal.OrganisationId == organisation)
                .SelectMany(d => d.Principal!.Roles.Where(r => d.Covers(r.RulebookId, r.Role)).Select(r => new DeputisedRole(r.RulebookId, r.Role, new Principal(d.PrincipalId, d.Principal.DisplayName))))
                .Where(r => !person.Roles.Exists(own => own.RulebookId == r.RulebookId && own.Role == r.Role))
                .DistinctBy(r => (r.RulebookId, r.Role)),
        ];
    }

    /// <summary>The appointments in which a person acts or is acted for that are not over on a day, by their first day.</summary>
    public async Task<ImmutableArray<Deputy>> Of(Guid personId, DateOnly day, CancellationToken cancel = default) =>
        [.. await database.Deputies.AsNoTracking().Include(d => d.Roles).Include(d => d.Principal).Include(d => d.Person)
            .Where(d => (d.PrincipalId == personId || d.DeputyId == personId) && d.Ended == null && d.LastDay >= day).OrderBy(d => d.FirstDay).ThenBy(d => d.Id).ToListAsync(cancel)];

    /// <summary>Those of the same organisation who can be named: open accounts, not the person.</summary>
    public async Task<ImmutableArray<User>> Candidates(User principal, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(principal);
        return [.. await database.Users.AsNoTracking().Where(u => u.OrganisationId == principal.OrganisationId && u.OrganisationId != null && u.Id != principal.Id && !u.Disabled && !u.Locked)
            .OrderBy(u => u.DisplayName).ThenBy(u => u.UserName).ToListAsync(cancel)];
    }

    /// <summary>Names a deputy. Everything wrong is said at once.</summary>
    /// <param name="principalId">The absent person.</param>
    /// <param name="deputyId">Who is to act.</param>
    /// <param name="firstDay">The first legal day; not before today.</param>
    /// <param name="lastDay">The last legal day, included.</param>
    /// <param name="roles">The roles; empty for all.</param>
    /// <param name="by">The absent person, or a security administrator.</param>
    /// <param name="cancel">Stops it.</param>
    public async Task<AccountOutcome<Deputy>> Name(Guid principalId, Guid deputyId, DateOnly firstDay, DateOnly lastDay, IEnumerable<RoleGrant> roles, AdminActor by, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(by);
        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        await log.Lock(cancel);
        var (principal, refused) = await PrincipalFor(principalId, by, cancel);
        if (principal is null)
        {
            return refused!;
        }

        var deputy = await accounts.FindUser(deputyId, cancel);
        if (deputy is null || deputy.OrganisationId != principal.OrganisationId || principal.OrganisationId is null)
        {
            return AccountOutcome<Deputy>.Refused("代理人要是同一个单位的人");
        }

        var wanted = roles.Distinct().ToList();
        var errors = Wrong(principal, deputy, firstDay, lastDay, wanted).ToList();
        errors.AddRange(await Clashes(principal, deputy, firstDay, lastDay, wanted, cancel));
        if (errors.Count > 0)
        {
            return new(null, [.. errors]);
        }

        var appointment = new Deputy
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()), PrincipalId = principalId, Principal = principal, DeputyId = deputyId, Person = deputy, FirstDay = firstDay, LastDay = lastDay,
            NamedById = by.UserId ?? Guid.Empty, NamedBy = by.Name, Created = clock.GetUtcNow(),
        };
        appointment.Roles.AddRange(wanted.Select(r => new DeputyRole { AppointmentId = appointment.Id, RulebookId = r.RulebookId, Role = r.Role }));
        database.Deputies.Add(appointment);
        await log.Append(AdminEventKind.Deputy, "指定代理", principal.UserName!, $"由{deputy.DisplayName}（{deputy.UserName}）代，{Period(appointment)}，{(wanted.Count == 0 ? "全部角色" : RoleGrant.Words(wanted))}", principal.HomeId, by, cancel);
        await Tell(appointment, cancel);
        await transaction.CommitAsync(CancellationToken.None);
        return AccountOutcome<Deputy>.Done(appointment);
    }

    /// <summary>Ends an appointment before its last day; at once.</summary>
    public async Task<AccountOutcome<Deputy>> End(Guid id, AdminActor by, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(by);
        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        await log.Lock(cancel);
        if (await database.Deputies.Include(d => d.Roles).Include(d => d.Person).SingleOrDefaultAsync(d => d.Id == id, cancel) is not { } appointment)
        {
            return AccountOutcome<Deputy>.NotFound(NoAppointment);
        }

        var (principal, _) = await PrincipalFor(appointment.PrincipalId, by, cancel);
        if (principal is null)
        {
            return AccountOutcome<Deputy>.NotFound(NoAppointment);
        }

        if (appointment.Ended is not null || appointment.LastDay < LegalDay.Of(clock.GetUtcNow()))
        {
            return AccountOutcome<Deputy>.Refused("这个代理已经结束");
        }

        appointment.Ended = clock.GetUtcNow();
        await log.Append(AdminEventKind.Deputy, "提前结束代理", principal.UserName!, $"{appointment.Person!.DisplayName}，{Period(appointment)}", principal.HomeId, by, cancel);
        await Tell(appointment, cancel);
        await transaction.CommitAsync(CancellationToken.None);
        return AccountOutcome<Deputy>.Done(appointment);
    }

    /// <summary>Tells both people, within the transaction at hand, when it has begun or is over today.</summary>
    private async Task Tell(Deputy appointment, CancellationToken cancel)
    {
        await database.SaveChangesAsync(cancel);
        await PassingNotices.Deputies(database, clock.GetUtcNow(), appointment.Id, cancel);
        await database.SaveChangesAsync(cancel);
    }

    /// <summary>The absent person, for the person and for a security administrator of the jurisdiction; for everybody else there is none.</summary>
    private async Task<(User? Principal, AccountOutcome<Deputy>? Refused)> PrincipalFor(Guid id, AdminActor by, CancellationToken cancel) =>
        await accounts.FindUser(id, cancel) is { } found && (by.UserId == id || (by.Lacks(AdminKind.Security) is null && by.Reaches(found.HomeId)))
            ? (found, null)
            : (null, AccountOutcome<Deputy>.NotFound("没有这个账号"));

    private IEnumerable<string> Wrong(User principal, User deputy, DateOnly firstDay, DateOnly lastDay, List<RoleGrant> wanted)
    {
        if (deputy.Id == principal.Id)
        {
            yield return "代理人不能是本人";
        }

        if (!deputy.IsOpen)
        {
            yield return $"{deputy.DisplayName}的账号不能用，请换一个人";
        }

        if (firstDay < LegalDay.Of(clock.GetUtcNow()))
        {
            yield return "开始的日子已经过了；从今天或以后写起";
        }

        if (lastDay < firstDay)
        {
            yield return "结束的日子在开始以前";
        }
        else if (lastDay.DayNumber - firstDay.DayNumber >= LongestDays)
        {
            yield return $"一次最多代理{LongestDays}天；更长的请由安全管理员调整角色";
        }

        if (principal.Roles.Count == 0)
        {
            yield return $"{principal.DisplayName}没有角色，没有什么要代";
        }

        var foreign = wanted.Where(w => !principal.Roles.Exists(r => r.RulebookId == w.RulebookId && r.Role == w.Role)).ToList();
        if (foreign.Count > 0)
        {
            yield return $"{principal.DisplayName}没有这些角色：{RoleGrant.Words(foreign)}";
        }
    }

    private async Task<List<string>> Clashes(User principal, User deputy, DateOnly firstDay, DateOnly lastDay, List<RoleGrant> wanted, CancellationToken cancel)
    {
        var errors = new List<string>();
        Guid[] both = [principal.Id, deputy.Id];
        var others = await database.Deputies.AsNoTracking().Include(d => d.Roles).Include(d => d.Principal).Include(d => d.Person)
            .Where(d => d.Ended == null && d.FirstDay <= lastDay && d.LastDay >= firstDay && (both.Contains(d.PrincipalId) || both.Contains(d.DeputyId))).OrderBy(d => d.FirstDay).ToListAsync(cancel);
        if (others.Find(d => d.PrincipalId == principal.Id && (d.Roles.Count == 0 || wanted.Count == 0 || wanted.Exists(w => d.Covers(w.RulebookId, w.Role)))) is { } already)
        {
            errors.Add($"{Period(already)}已经由{already.Person!.DisplayName}代{principal.DisplayName}，时间重叠；先结束那个代理，或者换日子");
        }

        if (others.Find(d => d.DeputyId == principal.Id) is { } acting)
        {
            errors.Add($"{principal.DisplayName}{Period(acting)}正代{acting.Principal!.DisplayName}，不能再请人代；先结束那个代理");
        }

        if (others.Find(d => d.PrincipalId == deputy.Id) is { } absent)
        {
            errors.Add($"{deputy.DisplayName}{Period(absent)}自己由{absent.Person!.DisplayName}代，不能代别人；请换一个人");
        }

        return errors;
    }

    private static string Period(Deputy appointment) => $"{appointment.FirstDay:yyyy-MM-dd}至{appointment.LastDay:yyyy-MM-dd}";
}
