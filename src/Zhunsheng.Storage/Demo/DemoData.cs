using System.Collections.Immutable;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Zhunsheng.Rulebooks;

namespace Zhunsheng.Storage.Demo;

/// <summary>An account of the demo data, as it is printed at start.</summary>
/// <param name="UserName">The account name.</param>
/// <param name="DisplayName">The name as shown.</param>
/// <param name="Organisation">The organisation.</param>
/// <param name="Roles">The roles.</param>
public sealed record DemoAccount(string UserName, string DisplayName, string Organisation, ImmutableArray<string> Roles);

/// <summary>
/// Fills an empty installation with the demo data of its rulebooks, through the same accounts, forms, gates and acts as real use; nothing is written past them.
/// </summary>
public sealed class DemoData
{
    /// <summary>The password of all demo accounts.</summary>
    public const string Password = "Zhunsheng-2026";

    /// <summary>The account of the demo system administrator.</summary>
    public const string Administrator = "admin";

    /// <summary>The account of the demo security administrator.</summary>
    public const string SecurityAdministrator = "security";

    /// <summary>The account of the demo audit administrator.</summary>
    public const string AuditAdministrator = "auditor";

    /// <summary>The administrators, the system administrator last: while there is none the seeding is not finished.</summary>
    private static readonly ImmutableArray<(string Login, AdminKind Kind)> s_administrators =
        [(SecurityAdministrator, AdminKind.Security), (AuditAdministrator, AdminKind.Audit), (Administrator, AdminKind.System)];

    private static readonly AdminActor Author = new(null, "演示数据");

    private readonly IServiceProvider _services;

    private DemoData(IServiceProvider services) => _services = services;

    /// <summary>
    /// Seeds every rulebook that has a demo.yaml. Does nothing to an installation that has accounts already. Returns the demo accounts, in either case.
    /// Throws <see cref="InvalidOperationException"/>, in Chinese, when a step of a script is refused.
    /// </summary>
    /// <param name="options">Where the data is; the schema must be there already.</param>
    /// <param name="rulebookFolder">The folder of rulebooks.</param>
    /// <param name="today">The day from which the scripts reckon.</param>
    /// <param name="cancel">Stops it between two acts.</param>
    public static Task<ImmutableArray<DemoAccount>> Seed(StorageOptions options, string rulebookFolder, DateOnly today, CancellationToken cancel = default) =>
        Seed(options, rulebookFolder, null, today, cancel);

    /// <summary>Seeds one rulebook only; all where <paramref name="only"/> is null.</summary>
    public static async Task<ImmutableArray<DemoAccount>> Seed(StorageOptions options, string rulebookFolder, string? only, DateOnly today, CancellationToken cancel)
    {
        var scripts = Directory.EnumerateDirectories(rulebookFolder).Where(d => only is null || Path.GetFileName(d) == only).Order(StringComparer.Ordinal)
            .Select(d => (Id: Path.GetFileName(d), Path: Path.Combine(d, "demo.yaml"))).Where(s => File.Exists(s.Path))
            .Select(s => (s.Id, Script: Script(s.Id, s.Path, today))).ToList();
        var accounts = scripts.SelectMany(s => s.Script.Organisations).SelectMany(o => o.People.Select(p => new DemoAccount(p.Key, p.Value, o.Name, o.Roles)))
            .Concat(s_administrators.Reverse().Select(a => new DemoAccount(a.Login, a.Kind.Label(), "", [a.Kind.Label()]))).ToImmutableArray();
        var clock = new DemoClock();
        clock.Set(today);

        // The password of the demo accounts is known to everybody: its hash need not be slow. It is made anew, slowly, when somebody signs in.
        await using var services = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(clock).AddZhunshengStorage(options with { Relaxed = true }, rulebookFolder)
            .Configure<PasswordHasherOptions>(o => o.IterationCount = 1_000).BuildServiceProvider();
        await services.GetRequiredService<RulebookLibrary>().Reload(cancel);
        if (!await IsEmpty(services, options, cancel))
        {
            return accounts;
        }

        var demo = new DemoData(services);
        var casts = new List<(DemoScript Script, DemoCast Cast)>();
        foreach (var (id, script) in scripts)
        {
            casts.Add((script, await demo.Cast(id, script, cancel)));
        }

        // The jurisdictions know nothing of each other: they are played at the same time, and each is stored when it has been played to its end.
        var attachments = services.GetRequiredService<AttachmentStore>();
        var runs = casts.ConvertAll(c => Task.Run(() => new DemoRun(c.Cast, c.Script, attachments).Play(cancel), cancel));
        var store = new DemoStore(services.GetRequiredService<IDbContextFactory<ZhunshengDbContext>>());
        try
        {
            foreach (var run in runs)
            {
                await store.Keep(await run, today, cancel);
            }
        }
        finally
        {
            await Task.WhenAll(runs).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }

        clock.Set(today);
        await demo.MakeAdministrators(cancel);
        return accounts;
    }

    /// <summary>Whether nobody is there yet. The administrator comes last: people without one are what an interrupted seeding leaves behind.</summary>
    private static async Task<bool> IsEmpty(ServiceProvider services, StorageOptions options, CancellationToken cancel)
    {
        await using var scope = services.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<Accounts>();
        if ((await accounts.Users(cancel: cancel)).IsEmpty)
        {
            return true;
        }

        return await accounts.HasAdministrator(cancel: cancel)
            ? false
            : throw new StorageUnavailableException("上次放演示数据时中断，只放了一部分", options.DataFolder, "请清空数据后重新启动；要建正式的系统，加 --no-demo，再用 ./zs admin create 建第一个账号");
    }

    private async Task MakeAdministrators(CancellationToken cancel)
    {
        foreach (var (login, kind) in s_administrators)
        {
            await using var scope = _services.CreateAsyncScope();
            Made(await scope.ServiceProvider.GetRequiredService<Accounts>().CreateAdministrator(login, kind.Label(), Password, Author, kind, cancel: cancel));
        }
    }

    /// <summary>Reads a script; what is wrong is said with its place, as the checker of rulebooks does.</summary>
    private static DemoScript Script(string id, string path, DateOnly today)
    {
        try
        {
            return DemoScript.Read(File.ReadAllText(path), today);
        }
        catch (DemoTextException broken)
        {
            throw new FormatException(new Finding(FindingSeverity.Error, $"{id}/{Path.GetFileName(path)}", broken.Line, broken.Column, broken.Problem).ToString(), broken);
        }
    }

    /// <summary>Enters the organisations, people and experts of a script.</summary>
    private async Task<DemoCast> Cast(string rulebookId, DemoScript script, CancellationToken cancel)
    {
        var library = _services.GetRequiredService<RulebookLibrary>();
        var rulebook = library.Current(rulebookId)
            ?? throw new InvalidOperationException(string.Join('\n', library.Shelves.Where(s => s.Id == rulebookId).SelectMany(s => s.Findings).Where(f => f.Severity == FindingSeverity.Error)
                .Select(f => f.ToString()).Append($"演示数据：规则手册{rulebookId}不能用；改好后用 zs lint {rulebookId} 检查")));
        var organisations = new Dictionary<string, Organisation>();
        var people = new Dictionary<string, User>();
        var logins = new Dictionary<string, User>();
        foreach (var organisation in script.Organisations)
        {
            await using var scope = _services.CreateAsyncScope();
            var accounts = scope.ServiceProvider.GetRequiredService<Accounts>();
            var grants = organisation.Roles.Select(r => new RoleGrant(rulebookId, r)).ToList();
            var entered = Made(await accounts.CreateOrganisation(organisation.Name, null, null, grants, Author, cancel: cancel));
            organisations[organisation.Name] = entered;
            foreach (var (login, name) in organisation.People)
            {
                var user = Made(await accounts.CreateUser(login, name, entered.Id, Password, grants, Author, mustChangePassword: false, cancel: cancel));
                people.TryAdd(organisation.Name, user);
                logins[login] = user;
            }
        }

        foreach (var expert in script.Experts)
        {
            var person = logins.GetValueOrDefault(expert.Account) ?? throw new InvalidOperationException($"演示数据：没有叫{expert.Account}的账号，不能登记为专家");
            Made(await _services.GetRequiredService<ExpertPool>().Add(
                rulebookId, expert.Role, person.Id, new ExpertProfile(person.DisplayName, expert.Unit, expert.Title, expert.Specialties, "", true), Author, cancel));
        }

        var pools = (await _services.GetRequiredService<CaseStore>().Begin(rulebook, rulebook.Kinds[0].Name, Guid.Empty, "", cancel)).Pools;
        return new DemoCast(rulebook, organisations, people, logins, pools);
    }

    private static T Made<T>(AccountOutcome<T> outcome)
        where T : class => outcome.Value ?? throw new InvalidOperationException("演示数据：" + string.Join("；", outcome.Errors));
}
