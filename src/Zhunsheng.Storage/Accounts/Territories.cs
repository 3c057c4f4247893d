using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using Zhunsheng.Rulebooks;

namespace Zhunsheng.Storage;

/// <summary>The jurisdictions of this installation and which rulebooks belong to each. Changed by system administrators of the whole installation. One per request.</summary>
public sealed class Territories(ZhunshengDbContext database, AdminLog log, TimeProvider clock)
{
    private const int LongestName = 100;

    private const string NotForOne = "只管一个地区的管理员不能增减地区，请找管全平台的系统管理员";

    /// <summary>The jurisdictions that an administrator sees, with their rulebooks, by code and name.</summary>
    public async Task<ImmutableArray<Territory>> All(Guid? only = null, CancellationToken cancel = default) =>
        [.. await database.Territories.AsNoTracking().Include(t => t.Rulebooks).Where(t => only == null || t.Id == only).OrderBy(t => t.Code == null).ThenBy(t => t.Code).ThenBy(t => t.Name).ToListAsync(cancel)];

    /// <summary>The jurisdiction to which a rulebook belongs; null when it has not been put anywhere.</summary>
    public Task<Guid?> Of(string rulebookId, CancellationToken cancel = default) =>
        database.TerritoryRulebooks.Where(r => r.RulebookId == rulebookId).Select(r => (Guid?)r.TerritoryId).SingleOrDefaultAsync(cancel);

    /// <summary>Enters a jurisdiction.</summary>
    public async Task<AccountOutcome<Territory>> Create(string name, string? code, AdminActor by, CancellationToken cancel = default)
    {
        if (Refused(by) is { } refused)
        {
            return refused;
        }

        var territory = new Territory { Id = Guid.CreateVersion7(clock.GetUtcNow()), Name = "", Created = clock.GetUtcNow() };
        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        await log.Lock(cancel);
        var errors = await Describe(territory, name, code, cancel);
        if (!errors.IsEmpty)
        {
            return new(null, errors);
        }

        database.Territories.Add(territory);
        await log.Append(AdminEventKind.Territory, "新建地区", territory.Name, territory.Code is { } given ? $"区划代码{given}" : "", territory.Id, by, cancel);
        await transaction.CommitAsync(CancellationToken.None);
        return AccountOutcome<Territory>.Done(territory);
    }

    /// <summary>Changes name and code.</summary>
    public async Task<AccountOutcome<Territory>> Change(Guid id, string name, string? code, AdminActor by, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(by);
        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        await log.Lock(cancel);
        if (!by.Reaches(id) || await database.Territories.Include(t => t.Rulebooks).SingleOrDefaultAsync(t => t.Id == id, cancel) is not { } territory)
        {
            return AccountOutcome<Territory>.NotFound("没有这个地区");
        }

        if (Refused(by) is { } refused)
        {
            return refused;
        }

        var before = $"{territory.Name}，{territory.Code ?? "无代码"}";
        var errors = await Describe(territory, name, code, cancel);
        if (!errors.IsEmpty)
        {
            database.ChangeTracker.Clear();
            return new(null, errors);
        }

        await log.Append(AdminEventKind.Territory, "修改地区", territory.Name, $"原来是{before}；现在是{territory.Name}，{territory.Code ?? "无代码"}", id, by, cancel);
        await transaction.CommitAsync(CancellationToken.None);
        return AccountOutcome<Territory>.Done(territory);
    }

    /// <summary>Puts a rulebook into another jurisdiction. Refused while organisations hold roles of it: they belong to the old one.</summary>
    public async Task<AccountOutcome<Territory>> Assign(string rulebookId, Guid id, AdminActor by, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(by);
        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        await log.Lock(cancel);
        if (!by.Reaches(id) || await database.Territories.Include(t => t.Rulebooks).SingleOrDefaultAsync(t => t.Id == id, cancel) is not { } territory)
        {
            return AccountOutcome<Territory>.NotFound("没有这个地区");
        }

        if (Refused(by) is { } refused)
        {
            return refused;
        }

        if (await database.TerritoryRulebooks.SingleOrDefaultAsync(r => r.RulebookId == rulebookId, cancel) is not { } link)
        {
            return AccountOutcome<Territory>.Refused($"没有叫“{rulebookId}”的规则手册");
        }

        if (link.TerritoryId == id)
        {
            return AccountOutcome<Territory>.Done(territory);
        }

        var holders = await database.Set<OrganisationRole>().Where(r => r.RulebookId == rulebookId).Select(r => r.OrganisationId).Distinct().CountAsync(cancel);
        var files = await database.Cases.CountAsync(c => c.RulebookId == rulebookId, cancel);
        if (holders > 0 || files > 0)
        {
            return AccountOutcome<Territory>.Refused($"这本手册在原来的地区已经用起来了（{holders}家单位有它的角色，{files}份案卷依它办），不能改到别的地区");
        }

        link.TerritoryId = id;
        await log.Append(AdminEventKind.Territory, "手册归入地区", territory.Name, rulebookId, id, by, cancel);
        await transaction.CommitAsync(CancellationToken.None);
        return AccountOutcome<Territory>.Done(territory);
    }

    /// <summary>
    /// Puts rulebooks that belong to no jurisdiction into the one they name, by its code or else its name, and makes that where there is none. Organisations from before there were jurisdictions then go
    /// where most of their roles are; roles in other jurisdictions are taken from them, which the log says.
    /// </summary>
    internal static async Task Settle(ZhunshengDbContext database, TimeProvider clock, IEnumerable<Rulebook> rulebooks, CancellationToken cancel)
    {
        var program = new AdminActor(null, "程序启动");
        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        var log = new AdminLog(database, clock);
        await log.Lock(cancel);
        var placed = (await database.TerritoryRulebooks.Select(r => r.RulebookId).ToListAsync(cancel)).ToHashSet();
        foreach (var rulebook in rulebooks.Where(r => !placed.Contains(r.Id)))
        {
            var (name, code) = (rulebook.Jurisdiction.Name, rulebook.Jurisdiction.Code);
            var territory = (code is null ? null : await database.Territories.FirstOrDefaultAsync(t => t.Code == code, cancel)) ?? await database.Territories.FirstOrDefaultAsync(t => t.Name == name, cancel);
            var isNew = territory is null;
            if (territory is null)
            {
                territory = new Territory { Id = Guid.CreateVersion7(clock.GetUtcNow()), Name = name, Code = code, Created = clock.GetUtcNow() };
                database.Territories.Add(territory);
            }

            database.TerritoryRulebooks.Add(new TerritoryRulebook { RulebookId = rulebook.Id, TerritoryId = territory.Id });
            await log.Append(AdminEventKind.Territory, isNew ? "新建地区" : "手册归入地区", territory.Name, $"规则手册{rulebook.Id}", territory.Id, program, cancel);
        }

        await SettleOrganisations(database, log, program, cancel);
        await transaction.CommitAsync(CancellationToken.None);
    }

    private static async Task SettleOrganisations(ZhunshengDbContext database, AdminLog log, AdminActor by, CancellationToken cancel)
    {
        var homeless = await database.Organisations.Include(o => o.Roles).Where(o => o.TerritoryId == null).ToListAsync(cancel);
        if (homeless.Count == 0)
        {
            return;
        }

        var home = await database.TerritoryRulebooks.ToDictionaryAsync(r => r.RulebookId, r => r.TerritoryId, cancel);
        var all = await database.Territories.ToListAsync(cancel);
        foreach (var organisation in homeless)
        {
            var most = organisation.Roles.Where(r => home.ContainsKey(r.RulebookId)).GroupBy(r => home[r.RulebookId]).OrderByDescending(g => g.Count()).ThenBy(g => g.Key).FirstOrDefault()?.Key;
            if ((most ?? (organisation.Roles.Count == 0 && all.Count == 1 ? all[0].Id : null)) is not { } territory)
            {
                continue;
            }

            organisation.TerritoryId = territory;
            var lost = organisation.Roles.Where(r => home.TryGetValue(r.RulebookId, out var other) && other != territory).Select(r => new RoleGrant(r.RulebookId, r.Role)).ToList();
            organisation.Roles.RemoveAll(r => lost.Contains(new RoleGrant(r.RulebookId, r.Role)));
            if (lost.Count > 0)
            {
                foreach (var person in await database.Users.Include(u => u.Roles).Where(u => u.OrganisationId == organisation.Id).ToListAsync(cancel))
                {
                    person.Roles.RemoveAll(r => lost.Contains(new RoleGrant(r.RulebookId, r.Role)));
                }
            }

            var details = all.First(t => t.Id == territory).Name + (lost.Count == 0 ? "" : $"；一家单位只属于一个地区，去掉了{RoleGrant.Words(lost)}，还要办那边的事请在那个地区另建单位");
            await log.Append(AdminEventKind.Organisation, "单位归入地区", organisation.Name, details, territory, by, cancel);
        }
    }

    private static AccountOutcome<Territory>? Refused(AdminActor by) =>
        by.Lacks(AdminKind.System) is { } lacks ? AccountOutcome<Territory>.NotYours(lacks) : by.TerritoryId is not null ? AccountOutcome<Territory>.NotYours(NotForOne) : null;

    private async Task<ImmutableArray<string>> Describe(Territory territory, string? name, string? code, CancellationToken cancel)
    {
        var errors = ImmutableArray.CreateBuilder<string>();
        var full = PlainText.Of(name);
        var number = PlainText.Code(code);
        if (full.Length is 0 or > LongestName)
        {
            errors.Add("写地区名称，不超过100字");
        }

        if (number.Length > 0 && DivisionCode.Problem(number) is { } problem)
        {
            errors.Add(problem);
        }

        if (await database.Territories.AnyAsync(t => t.Name == full && t.Id != territory.Id, cancel))
        {
            errors.Add($"已经有叫“{full}”的地区");
        }

        if (number.Length > 0 && await database.Territories.Where(t => t.Code == number && t.Id != territory.Id).Select(t => t.Name).FirstOrDefaultAsync(cancel) is { } taken)
        {
            errors.Add($"区划代码{number}已经是{taken}的，请核对");
        }

        (territory.Name, territory.Code) = (full, number.Length == 0 ? null : number);
        return errors.ToImmutable();
    }
}
