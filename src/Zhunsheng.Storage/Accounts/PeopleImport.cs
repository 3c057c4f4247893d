using System.Collections.Immutable;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Zhunsheng.Rulebooks;

namespace Zhunsheng.Storage;

/// <summary>
/// Makes organisations and accounts from lists, all or none, with everything wrong said at once. The work of a system administrator: the roles of people are asked for, a security administrator grants them.
/// One per request.
/// </summary>
public sealed class PeopleImport(ZhunshengDbContext database, UserManager<User> users, AdminLog log, RulebookLibrary library, TimeProvider clock)
{
    private const int LongestName = 100;
    private const int Piece = 500;

    /// <summary>Without letters and digits that are taken for each other.</summary>
    private const string PasswordCharacters = "abcdefghjkmnpqrstuvwxyz23456789";

    private const int PasswordLength = 16;

    private static readonly char[] s_between = ['、', '，', ',', '；', ';', '\n'];

    /// <summary>A first password of sixteen random characters cannot be guessed, whatever its hash costs; it is hashed anew, slowly, when it is used.</summary>
    private static readonly PasswordHasher<User> s_quick = new(Options.Create(new PasswordHasherOptions { IterationCount = 1_000 }));

    /// <summary>Makes organisations of a jurisdiction.</summary>
    public async Task<ImportOutcome> Organisations(Guid territoryId, IReadOnlyList<OrganisationRow> rows, AdminActor by, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(rows);
        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        await log.Lock(cancel);
        if (await Refused(territoryId, rows.Count, by, cancel) is { } refused)
        {
            return refused;
        }

        var problems = new List<ImportProblem>();
        var books = await Books(territoryId, cancel);
        var known = await database.Organisations.AsNoTracking().Where(o => o.TerritoryId == territoryId).Select(o => new { o.Name, o.Code }).ToListAsync(cancel);
        var names = known.ToDictionary(k => k.Name, _ => (int?)null, StringComparer.Ordinal);
        var codes = known.Where(k => k.Code is not null).DistinctBy(k => k.Code).ToDictionary(k => k.Code!, k => (Name: k.Name, Row: (int?)null), StringComparer.Ordinal);
        var made = new List<Organisation>();
        foreach (var row in rows)
        {
            var name = PlainText.Of(row.Name);
            var code = SocialCreditCode.Normal(row.Code);
            if (name.Length is 0 or > LongestName)
            {
                Wrong(row.Row, ImportColumns.OrganisationName, name.Length == 0 ? "没有填；写单位全称" : "超过100字；写单位全称");
            }
            else if (!names.TryAdd(name, row.Row))
            {
                Wrong(row.Row, ImportColumns.OrganisationName, names[name] is { } first ? $"“{name}”和第{first}行重复；删去一行" : $"“{name}”平台里已经有；删去这一行，要改的在页面上改");
            }

            if (PlainText.Of(row.Short).Length > LongestName)
            {
                Wrong(row.Row, ImportColumns.Short, "超过100字；写短一些");
            }

            if (code.Length > 0 && SocialCreditCode.Problem(code) is { } problem)
            {
                Wrong(row.Row, ImportColumns.Code, problem);
            }
            else if (code.Length > 0 && !codes.TryAdd(code, (name, row.Row)))
            {
                Wrong(row.Row, ImportColumns.Code, codes[code].Row is { } first ? $"和第{first}行的代码一样；请核对" : $"平台里已经是{codes[code].Name}的；请核对");
            }

            var organisation = new Organisation
            {
                Id = Guid.CreateVersion7(clock.GetUtcNow()), TerritoryId = territoryId, Name = name, Short = PlainText.Of(row.Short) is { Length: > 0 } given ? given : name, Code = code.Length == 0 ? null : code, Created = clock.GetUtcNow(),
            };
            var grants = Roles(row.Row, row.Roles, (role, book) => [.. books.Where(b => book is null || b.Id == book).SelectMany(b => b.Roles.Where(r => r.Name == role || r.Label == role).Select(r => new RoleGrant(b.Id, r.Name)))],
                role => $"没有“{role}”这个角色；可写：{Some(books.SelectMany(b => b.Roles).Select(r => r.Name))}");
            organisation.Roles.AddRange(grants.Select(g => new OrganisationRole { OrganisationId = organisation.Id, RulebookId = g.RulebookId, Role = g.Role }));
            made.Add(organisation);
        }

        if (problems.Count > 0)
        {
            return new ImportOutcome(0, [.. problems]);
        }

        database.Organisations.AddRange(made);
        await log.Append(
            made.Select(o => new LogEntry(AdminEventKind.Organisation, "新建单位", o.Name, RoleGrant.Words(o.Roles.Select(r => new RoleGrant(r.RulebookId, r.Role))), territoryId))
                .Append(new LogEntry(AdminEventKind.Import, "从Excel导入单位", $"{made.Count}家", "", territoryId)),
            by,
            cancel);
        await transaction.CommitAsync(CancellationToken.None);
        return new ImportOutcome(made.Count, []);

        void Wrong(int row, string column, string message) => problems.Add(new ImportProblem(row, column, message));

        List<RoleGrant> Roles(int row, string text, Func<string, string?, List<RoleGrant>> find, Func<string, string> unknown) => Named(text, find, role => Wrong(row, ImportColumns.Roles, unknown(role)));
    }

    /// <summary>Makes accounts of people in organisations of a jurisdiction.</summary>
    public async Task<ImportOutcome> People(Guid territoryId, IReadOnlyList<PersonRow> rows, AdminActor by, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(rows);
        await using var transaction = await database.Database.BeginTransactionAsync(cancel);
        await log.Lock(cancel);
        if (await Refused(territoryId, rows.Count, by, cancel) is { } refused)
        {
            return refused;
        }

        var problems = new List<ImportProblem>();
        var organisations = await database.Organisations.AsNoTracking().Include(o => o.Roles).Where(o => o.TerritoryId == territoryId).ToListAsync(cancel);
        var byName = organisations.ToDictionary(o => o.Name, StringComparer.Ordinal);
        var byCode = organisations.Where(o => o.Code is not null).DistinctBy(o => o.Code).ToDictionary(o => o.Code!, StringComparer.Ordinal);
        var taken = await Taken(rows.Select(r => users.NormalizeName(PlainText.Code(r.UserName)) ?? ""), cancel);
        var labels = (await Books(territoryId, cancel)).SelectMany(b => b.Roles.Select(r => (b.Id, r.Label, r.Name))).ToLookup(r => (r.Id, r.Name), r => r.Label);
        var made = new List<(User Person, ImportedAccount Account)>();
        foreach (var row in rows)
        {
            var person = new User { Id = Guid.CreateVersion7(clock.GetUtcNow()), UserName = PlainText.Code(row.UserName), DisplayName = PlainText.Of(row.DisplayName), MustChangePassword = true, LockoutEnabled = true };
            await Describe(person, row, taken, Wrong);
            var wanted = PlainText.Of(row.Organisation);
            if ((byName.GetValueOrDefault(wanted) ?? byCode.GetValueOrDefault(SocialCreditCode.Normal(wanted))) is not { } unit)
            {
                Wrong(row.Row, ImportColumns.Organisation, wanted.Length == 0 ? "没有填；写单位全称或统一社会信用代码" : $"本地区没有叫“{wanted}”的单位；核对全称，或先导入单位");
                continue;
            }

            var grants = Named(
                row.Roles,
                (role, book) => [.. unit.Roles.Where(r => (book is null || r.RulebookId == book) && (r.Role == role || labels[(r.RulebookId, r.Role)].Contains(role))).Select(r => new RoleGrant(r.RulebookId, r.Role))],
                role => Wrong(row.Row, ImportColumns.Roles, $"{unit.Name}没有“{role}”这个角色；{(unit.Roles.Count == 0 ? "先给单位定角色" : "可写：" + Some(unit.Roles.Select(r => r.Role)))}"));
            person.OrganisationId = unit.Id;
            person.RequestedRoles.AddRange(grants.Select(g => new RequestedRole { UserId = person.Id, RulebookId = g.RulebookId, Role = g.Role }));
            made.Add((person, new ImportedAccount(person.UserName, person.DisplayName, unit.Name, Password())));
        }

        if (problems.Count > 0)
        {
            return new ImportOutcome(0, [.. problems]);
        }

        foreach (var (person, account) in made)
        {
            person.NormalizedUserName = users.NormalizeName(person.UserName);
            person.SecurityStamp = Guid.NewGuid().ToString();
            person.PasswordHash = s_quick.HashPassword(person, account.Password);
        }

        database.Users.AddRange(made.Select(m => m.Person));
        await log.Append(
            made.Select(m => new LogEntry(AdminEventKind.Account, "新建账号", m.Person.UserName!, $"{m.Person.DisplayName}，{m.Account.Organisation}{(m.Person.RequestedRoles.Count == 0 ? "" : "；申请" + RoleGrant.Words(m.Person.RequestedRoles.Select(r => new RoleGrant(r.RulebookId, r.Role))))}", territoryId))
                .Append(new LogEntry(AdminEventKind.Import, "从Excel导入账号", $"{made.Count}个", "", territoryId)),
            by,
            cancel);
        await transaction.CommitAsync(CancellationToken.None);
        return new ImportOutcome(made.Count, []) { Accounts = [.. made.Select(m => m.Account)] };

        void Wrong(int row, string column, string message) => problems.Add(new ImportProblem(row, column, message));
    }

    /// <summary>Checks the names of an account; a name that is free is taken by it.</summary>
    private async Task Describe(User person, PersonRow row, Dictionary<string, int?> taken, Action<int, string, string> wrong)
    {
        if (person.DisplayName.Length is 0 or > LongestName)
        {
            wrong(row.Row, ImportColumns.DisplayName, person.DisplayName.Length == 0 ? "没有填；写姓名" : "超过100字；写姓名");
        }

        if (person.UserName!.Length == 0)
        {
            wrong(row.Row, ImportColumns.UserName, "没有填；写账号");
            return;
        }

        foreach (var rule in users.UserValidators.OfType<UserNameRule>())
        {
            var checkedName = await rule.ValidateAsync(users, person);
            if (!checkedName.Succeeded)
            {
                wrong(row.Row, ImportColumns.UserName, string.Join("；", checkedName.Errors.Select(e => e.Description)));
                return;
            }
        }

        if (!taken.TryAdd(users.NormalizeName(person.UserName)!, row.Row))
        {
            var first = taken[users.NormalizeName(person.UserName)!];
            wrong(row.Row, ImportColumns.UserName, first is { } there ? $"“{person.UserName}”和第{there}行重复；换一个" : $"“{person.UserName}”已经有人用；换一个");
        }
    }

    private async Task<ImportOutcome?> Refused(Guid territoryId, int count, AdminActor by, CancellationToken cancel)
    {
        if (by.Lacks(AdminKind.System) is { } lacks)
        {
            return new ImportOutcome(0, [new ImportProblem(null, null, lacks)]);
        }

        if (!by.Reaches(territoryId) || !await database.Territories.AnyAsync(t => t.Id == territoryId, cancel))
        {
            return new ImportOutcome(0, [new ImportProblem(null, null, "没有这个地区")]) { Missing = true };
        }

        return count == 0 ? new ImportOutcome(0, [new ImportProblem(null, null, "标题下面一行也没有；填好再传")]) : null;
    }

    private async Task<ImmutableArray<Rulebook>> Books(Guid territoryId, CancellationToken cancel)
    {
        var ids = (await database.TerritoryRulebooks.Where(r => r.TerritoryId == territoryId).Select(r => r.RulebookId).ToListAsync(cancel)).ToHashSet();
        return [.. library.All.Where(b => ids.Contains(b.Id))];
    }

    /// <summary>Those of the names that accounts have already.</summary>
    private async Task<Dictionary<string, int?>> Taken(IEnumerable<string> names, CancellationToken cancel)
    {
        var taken = new Dictionary<string, int?>(StringComparer.Ordinal);
        foreach (var some in names.Distinct().Chunk(Piece))
        {
            foreach (var name in await database.Users.Where(u => some.Contains(u.NormalizedUserName)).Select(u => u.NormalizedUserName!).ToListAsync(cancel))
            {
                taken[name] = null;
            }
        }

        return taken;
    }

    /// <summary>Roles written as 单位、数据局 or, for one rulebook only, 数据局（county-2026）.</summary>
    private static List<RoleGrant> Named(string text, Func<string, string?, List<RoleGrant>> find, Action<string> unknown)
    {
        var all = new List<RoleGrant>();
        foreach (var written in (text ?? "").Split(s_between, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var open = written.IndexOfAny(['（', '(']);
            var role = PlainText.Of(open > 0 ? written[..open] : written);
            var book = open > 0 ? PlainText.Of(written[(open + 1)..].TrimEnd('）', ')')) : null;
            var found = find(role, book);
            if (found.Count == 0)
            {
                unknown(PlainText.Of(written));
            }

            all.AddRange(found);
        }

        return [.. all.Distinct()];
    }

    private static string Some(IEnumerable<string> names)
    {
        var all = names.Distinct().ToList();
        return string.Join("、", all.Take(20)) + (all.Count > 20 ? " 等" : "");
    }

    /// <summary>Random, with a letter and a digit at least.</summary>
    private static string Password()
    {
        while (true)
        {
            var password = RandomNumberGenerator.GetString(PasswordCharacters, PasswordLength);
            if (password.Any(char.IsAsciiDigit) && password.Any(char.IsAsciiLetterLower) && password.Distinct().Count() >= 4)
            {
                return password;
            }
        }
    }
}
