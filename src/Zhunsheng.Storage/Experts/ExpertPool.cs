using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using Zhunsheng.Casework;
using Zhunsheng.Rulebooks;
using Zhunsheng.Storage.Schema;

namespace Zhunsheng.Storage;

/// <summary>The pools of experts, one for each role that is drawn by lot in a rulebook.</summary>
public sealed class ExpertPool(IDbContextFactory<ZhunshengDbContext> databases, TimeProvider clock)
{
    private const int LongestName = 40;
    private const int LongestUnit = 100;
    private const int LongestWord = 40;
    private const int MostSpecialties = 20;

    /// <summary>The experts of a pool by number, those who cannot be drawn included.</summary>
    public async Task<ImmutableArray<Expert>> All(string rulebookId, string role, CancellationToken cancel = default)
    {
        await using var database = await databases.CreateDbContextAsync(cancel);
        return [.. await database.Experts.AsNoTracking().Where(e => e.RulebookId == rulebookId && e.Role == role).OrderBy(e => e.Number).ToListAsync(cancel)];
    }

    /// <summary>The accounts that hold a role and are not in its pool yet, by name.</summary>
    public async Task<ImmutableArray<(Guid Id, string UserName, string Name, string Organisation)>> Candidates(string rulebookId, string role, CancellationToken cancel = default)
    {
        await using var database = await databases.CreateDbContextAsync(cancel);
        var found = await database.Users.AsNoTracking()
            .Where(u => !u.Disabled && u.Roles.Any(r => r.RulebookId == rulebookId && r.Role == role) && !database.Experts.Any(e => e.UserId == u.Id && e.RulebookId == rulebookId && e.Role == role))
            .OrderBy(u => u.DisplayName).Select(u => new { u.Id, u.UserName, u.DisplayName, Organisation = u.Organisation!.Name }).ToListAsync(cancel);
        return [.. found.Select(f => (f.Id, f.UserName!, f.DisplayName, f.Organisation))];
    }

    /// <summary>Enters an account into a pool.</summary>
    public async Task<AccountOutcome<Expert>> Add(string rulebookId, string role, Guid userId, ExpertProfile profile, AdminActor by, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(by);
        var (clean, errors) = Clean(profile);
        await using var database = await databases.CreateDbContextAsync(cancel);
        if (!await database.Users.AnyAsync(u => u.Id == userId && u.Roles.Any(r => r.RulebookId == rulebookId && r.Role == role), cancel))
        {
            errors = errors.Add($"这个账号没有{role}的角色；先请管理员给账号加上");
        }
        else if (await database.Experts.AnyAsync(e => e.UserId == userId && e.RulebookId == rulebookId && e.Role == role, cancel))
        {
            errors = errors.Add("这个账号已经在专家库里");
        }

        if (!errors.IsEmpty)
        {
            return new AccountOutcome<Expert>(null, errors);
        }

        var last = await database.Experts.Where(e => e.RulebookId == rulebookId && e.Role == role).MaxAsync(e => (int?)e.Number, cancel) ?? 0;
        var expert = new Expert { Id = Guid.CreateVersion7(clock.GetUtcNow()), RulebookId = rulebookId, Role = role, UserId = userId, Number = last + 1, Name = clean.Name, Unit = clean.Unit };
        Fill(expert, clean);
        database.Experts.Add(expert);
        try
        {
            await Save(database, by, "登记专家", expert, cancel);
        }
        catch (DbUpdateException raced) when (Database.IsContention(raced))
        {
            return new AccountOutcome<Expert>(null, ["刚才有人也在登记，请再交一次"]);
        }

        return new AccountOutcome<Expert>(expert, []);
    }

    /// <summary>Changes an entry. Refused when somebody else changed it since it was seen.</summary>
    public async Task<AccountOutcome<Expert>> Change(Guid id, string rulebookId, int version, ExpertProfile profile, AdminActor by, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(by);
        var (clean, errors) = Clean(profile);
        await using var database = await databases.CreateDbContextAsync(cancel);
        if (await database.Experts.SingleOrDefaultAsync(e => e.Id == id && e.RulebookId == rulebookId, cancel) is not { } expert)
        {
            return new AccountOutcome<Expert>(null, ["专家库里没有这个人"]);
        }

        if (expert.Version != version)
        {
            errors = errors.Add("你看过以后别人改过这一条，请看过现在的内容再改");
        }

        if (!errors.IsEmpty)
        {
            return new AccountOutcome<Expert>(null, errors);
        }

        Fill(expert, clean);
        expert.Version++;
        try
        {
            await Save(database, by, "更改专家", expert, cancel);
        }
        catch (DbUpdateConcurrencyException)
        {
            return new AccountOutcome<Expert>(null, ["你看过以后别人改过这一条，请看过现在的内容再改"]);
        }

        return new AccountOutcome<Expert>(expert, []);
    }

    /// <summary>The file with who can be drawn from the pools of its rulebook: active entries whose account is open.</summary>
    internal static async Task<CaseFile> Look(ZhunshengDbContext database, CaseFile file, Rulebook rulebook, CancellationToken cancel)
    {
        var roles = rulebook.Facts.Values.Select(f => f.Draw?.Role).OfType<string>().Distinct().ToList();
        if (roles.Count == 0)
        {
            return file;
        }

        var experts = await database.Experts.AsNoTracking()
            .Where(e => e.RulebookId == rulebook.Id && roles.Contains(e.Role) && e.Active && database.Users.Any(u => u.Id == e.UserId && !u.Disabled)).OrderBy(e => e.Number).ToListAsync(cancel);
        return file with { Pools = experts.GroupBy(e => e.Role).ToImmutableDictionary(g => g.Key, g => g.Select(e => e.ToMember()).ToImmutableArray()) };
    }

    private static void Fill(Expert expert, ExpertProfile profile)
    {
        (expert.Name, expert.Unit, expert.Title, expert.Phone, expert.Active) = (profile.Name, profile.Unit, profile.Title, profile.Phone, profile.Active);
        expert.Specialties = Expert.Lines(profile.Specialties);
    }

    private static (ExpertProfile Clean, ImmutableArray<string> Errors) Clean(ExpertProfile profile)
    {
        ArgumentNullException.ThrowIfNull(profile);
        var errors = ImmutableArray.CreateBuilder<string>();
        string Text(string value, string what, int longest, bool required)
        {
            var text = value.Trim();
            if (text.Length == 0 && required)
            {
                errors.Add($"写{what}");
            }
            else if (text.Length > longest || text.Any(char.IsControl))
            {
                errors.Add($"{what}最多{longest}字，不能换行");
            }

            return text;
        }

        var clean = new ExpertProfile(
            Text(profile.Name, "姓名", LongestName, true),
            Text(profile.Unit, "工作单位", LongestUnit, true),
            Text(profile.Title, "职称", LongestWord, false),
            [.. profile.Specialties.Select(s => s.Trim()).Where(s => s.Length > 0).Distinct()],
            Text(profile.Phone, "电话", LongestWord, false),
            profile.Active);
        if (clean.Specialties.Length > MostSpecialties || clean.Specialties.Any(s => s.Length > LongestWord || s.Any(char.IsControl)))
        {
            errors.Add($"专业最多{MostSpecialties}个，每个最多{LongestWord}字");
        }

        return (clean, errors.ToImmutable());
    }

    /// <summary>Writes the entry of the log, and with it what was changed, in one transaction.</summary>
    private async Task Save(ZhunshengDbContext database, AdminActor by, string what, Expert expert, CancellationToken cancel)
    {
        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        await new AdminLog(database, clock).Append(AdminEventKind.Account, what, expert.Person, $"{expert.Unit}{(expert.Active ? "" : "，停用")}", null, by, cancel);
        await transaction.CommitAsync(CancellationToken.None);
    }
}
