using System.Buffers.Text;
using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Zhunsheng.Casework;

namespace Zhunsheng.Storage;

/// <summary>Keys for programs of organisations: issuing, revoking, and finding the one a request comes with. A key grants roles: it is the security administrator's work. Every change is logged in the same transaction. One per request.</summary>
public sealed class TokenDesk(ZhunshengDbContext database, AdminLog log, TimeProvider clock)
{
    /// <summary>What every secret begins with, so that one that has got lost is recognised as what it is.</summary>
    public const string SecretPrefix = "zsk_";

    /// <summary>The longest time for which a key is issued, in years.</summary>
    public const int LongestTokenYears = 3;

    private const int SecretBytes = 32;
    private const int HintLength = 10;
    private const int LongestTokenName = 40;

    /// <summary>How exactly the last use is kept.</summary>
    private static readonly TimeSpan UseGrain = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Issues a key for a program of an organisation, with roles out of those of the organisation. The secret stands only in the answer.
    /// </summary>
    public async Task<AccountOutcome<IssuedToken>> Issue(Guid organisationId, string name, IEnumerable<RoleGrant> roles, DateOnly? lastDay, AdminActor by, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(by);
        if (by.Lacks(AdminKind.Security) is { } lacks)
        {
            return AccountOutcome<IssuedToken>.NotYours(lacks);
        }

        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        await log.Lock(cancel);
        if (await database.Organisations.Include(o => o.Roles).SingleOrDefaultAsync(o => o.Id == organisationId, cancel) is not { } organisation || !by.Reaches(organisation.TerritoryId))
        {
            return AccountOutcome<IssuedToken>.NotFound("没有这个单位");
        }

        var now = clock.GetUtcNow();
        var today = LegalDay.Of(now);
        var called = name?.Trim() ?? "";
        var wanted = roles.Distinct().ToList();
        var errors = ImmutableArray.CreateBuilder<string>();
        if (called.Length is 0 or > LongestTokenName || called.Any(c => char.IsControl(c) || char.IsSurrogate(c)))
        {
            errors.Add(string.Create(CultureInfo.InvariantCulture, $"写系统名称，不超过{LongestTokenName}字"));
        }
        else if (await database.ApiTokens.AnyAsync(t => t.OrganisationId == organisationId && t.Name == called && t.Revoked == null && t.LastDay >= today, cancel))
        {
            errors.Add($"{organisation.Name}已经有一个可用的凭证叫“{called}”；换一个名称，或者先吊销原来的");
        }

        if (wanted.Count == 0)
        {
            errors.Add("至少选一个角色");
        }
        else if (wanted.FindAll(w => !organisation.Roles.Exists(r => r.RulebookId == w.RulebookId && r.Role == w.Role)) is { Count: > 0 } foreign)
        {
            errors.Add($"{organisation.Name}没有这些角色：{RoleGrant.Words(foreign)}；先给单位加上");
        }

        if (lastDay is not { } end || end < today || end > today.AddYears(LongestTokenYears))
        {
            errors.Add(string.Create(CultureInfo.InvariantCulture, $"写到期日，在今天和{today.AddYears(LongestTokenYears):yyyy-MM-dd}之间"));
        }

        if (errors.Count > 0)
        {
            return new(null, errors.ToImmutable());
        }

        var secret = SecretPrefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));
        var token = new ApiToken
        {
            Id = Guid.CreateVersion7(now),
            OrganisationId = organisationId,
            Name = called,
            SecretDigest = DigestOf(secret),
            Hint = secret[..HintLength],
            Created = now,
            CreatedByName = by.Name,
            LastDay = lastDay!.Value,
        };
        token.Roles.AddRange(wanted.Select(r => new ApiTokenRole { TokenId = token.Id, RulebookId = r.RulebookId, Role = r.Role }));
        database.ApiTokens.Add(token);
        var details = string.Create(CultureInfo.InvariantCulture, $"{RoleGrant.Words(wanted)}；{token.LastDay:yyyy-MM-dd}到期");
        return await Commit(transaction, new IssuedToken(token, secret), "发放接口凭证", $"{organisation.Name}：{called}", details, organisation.TerritoryId, by, cancel);
    }

    /// <summary>Makes a key unusable at once and for ever.</summary>
    public async Task<AccountOutcome<ApiToken>> Revoke(Guid organisationId, Guid id, AdminActor by, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(by);
        if (by.Lacks(AdminKind.Security) is { } lacks)
        {
            return AccountOutcome<ApiToken>.NotYours(lacks);
        }

        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        await log.Lock(cancel);
        if (await database.ApiTokens.Include(t => t.Organisation).SingleOrDefaultAsync(t => t.Id == id && t.OrganisationId == organisationId, cancel) is not { } token || !by.Reaches(token.Organisation!.TerritoryId))
        {
            return AccountOutcome<ApiToken>.NotFound("没有这个凭证");
        }

        if (token.Revoked is null)
        {
            token.Revoked = clock.GetUtcNow();
            token.RevokedByName = by.Name;
            return await Commit(transaction, token, "吊销接口凭证", $"{token.Organisation!.Name}：{token.Name}", "", token.Organisation.TerritoryId, by, cancel);
        }

        return AccountOutcome<ApiToken>.Done(token);
    }

    /// <summary>The keys of an organisation, the latest first.</summary>
    public async Task<ImmutableArray<ApiToken>> Of(Guid organisationId, CancellationToken cancel = default) =>
        [.. await database.ApiTokens.AsNoTracking().Include(t => t.Roles).Where(t => t.OrganisationId == organisationId).OrderByDescending(t => t.Id).ToListAsync(cancel)];

    /// <summary>How many keys of each organisation can be used on a day; organisations without any are left out.</summary>
    public async Task<ImmutableDictionary<Guid, int>> Usable(DateOnly today, CancellationToken cancel = default) =>
        (await database.ApiTokens.Where(t => t.Revoked == null && t.LastDay >= today).GroupBy(t => t.OrganisationId).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(cancel))
            .ToImmutableDictionary(g => g.Key, g => g.Count);

    /// <summary>
    /// The key of a secret, with its organisation and the roles that both hold; null when there is none. Whether it can be used the caller asks it (<see cref="ApiToken.UnusableOn"/>);
    /// one that can be used is marked as used.
    /// </summary>
    public async Task<ApiToken?> Find(string secret, CancellationToken cancel = default)
    {
        if (secret is not { Length: > 0 and <= 200 })
        {
            return null;
        }

        var digest = DigestOf(secret);
        if (await database.ApiTokens.AsNoTracking().Include(t => t.Roles).Include(t => t.Organisation!).ThenInclude(o => o.Roles).Include(t => t.Organisation!).ThenInclude(o => o.Territory).SingleOrDefaultAsync(t => t.SecretDigest == digest, cancel) is not { } token)
        {
            return null;
        }

        token.Roles.RemoveAll(r => !token.Organisation!.Roles.Exists(o => o.RulebookId == r.RulebookId && o.Role == r.Role));
        var now = clock.GetUtcNow();
        if (token.UnusableOn(LegalDay.Of(now)) is null && !(now - token.LastUsed < UseGrain))
        {
            await database.ApiTokens.Where(t => t.Id == token.Id).ExecuteUpdateAsync(t => t.SetProperty(x => x.LastUsed, now), cancel);
        }

        return token;
    }

    /// <summary>Logs what was done, saves it and ends the transaction.</summary>
    private async Task<AccountOutcome<T>> Commit<T>(IDbContextTransaction transaction, T value, string what, string subject, string details, Guid? territory, AdminActor by, CancellationToken cancel)
        where T : class
    {
        await log.Append(AdminEventKind.Grant, what, subject, details, territory, by, cancel);
        await transaction.CommitAsync(CancellationToken.None);
        return AccountOutcome<T>.Done(value);
    }

    private static string DigestOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
