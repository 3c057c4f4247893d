using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using Zhunsheng.Casework;
using Zhunsheng.Rulebooks;
using Zhunsheng.Storage;

namespace Zhunsheng.Web.Tests.Proof;

/// <summary>Somebody who may be at the door.</summary>
/// <param name="Login">The account name.</param>
/// <param name="UserId">The account.</param>
/// <param name="Organisation">The organisation; empty for an administrator.</param>
/// <param name="OrganisationId">Its id; <see cref="Guid.Empty"/> for an administrator.</param>
/// <param name="Roles">The roles, each with its rulebook.</param>
public sealed record Identity(string Login, Guid UserId, string Organisation, Guid OrganisationId, ImmutableArray<(string Rulebook, string Role)> Roles)
{
    /// <summary>Whether it administers and takes part in nothing.</summary>
    public bool Administrates => OrganisationId == Guid.Empty;

    /// <summary>The roles in one rulebook.</summary>
    public IEnumerable<string> In(Rulebook book) => Roles.Where(r => r.Rulebook == book.Id).Select(r => r.Role);

    /// <inheritdoc/>
    public override string ToString() => $"{Login}（{string.Join("、", Roles.Select(r => r.Role))}）";
}

/// <summary>
/// The whole program with all rulebooks and their demo data, one for all tests of a class, and for every role that not all organisations of it may exercise in every file (the unit's own, and those
/// that files name) an organisation more that no file concerns.
/// </summary>
public sealed class DemoSite : IAsyncLifetime
{
    /// <summary>The day of the demo data.</summary>
    public static readonly DateOnly Today = new(2026, 11, 22);

    private readonly ConcurrentDictionary<string, Browser> _browsers = new();
    private readonly ConcurrentDictionary<Guid, ApiClient> _programs = new();

    /// <summary>The program.</summary>
    public TestSite Site { get; } = new();

    /// <summary>All there are, administrators last.</summary>
    public ImmutableArray<Identity> People { get; private set; } = [];

    /// <summary>The rulebooks in force, by id.</summary>
    public ImmutableArray<Rulebook> Books { get; private set; } = [];

    /// <summary>The folder of the rulebooks of the product.</summary>
    public static string Folder
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(folder.FullName, "Zhunsheng.slnx")))
            {
                folder = folder.Parent!;
            }

            return Path.Combine(folder.FullName, "rulebooks");
        }
    }

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        Site.Set("Rulebooks", Folder);
        Site.Set("Demo", "true");
        Site.Set("Open:Enabled", "true");
        Site.Set("Api:PerMinute", "1000000");
        Site.Clock.Set(Today);
        Books = [.. Site.Services.GetRequiredService<RulebookLibrary>().All.OrderBy(b => b.Id, StringComparer.Ordinal)];
        await using var scope = Site.Services.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<Accounts>();
        var by = new AdminActor(null, "测试");
        foreach (var book in Books)
        {
            foreach (var (role, at) in book.Roles.Where(r => r.Own || r.Named is not null).Select((r, i) => (r, i)))
            {
                var grants = new[] { new RoleGrant(book.Id, role.Name) };
                var office = await accounts.CreateOrganisation($"旁观的{role.Name}（{book.Short}）", null, null, grants, by);
                Assert.Empty(office.Errors);
                Assert.Empty((await accounts.CreateUser($"wai_{book.Id}_{at}", "局外人", office.Value!.Id, TestSite.Password, grants, by, mustChangePassword: false)).Errors);
            }
        }

        People = [.. (await accounts.Users()).Select(u => new Identity(
            u.UserName!, u.Id, u.Organisation?.Name ?? "", u.OrganisationId ?? Guid.Empty, [.. u.Roles.Select(r => (r.RulebookId, r.Role))])).OrderBy(p => p.Administrates).ThenBy(p => p.Login, StringComparer.Ordinal)];
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Site.DisposeAsync();

    /// <summary>A browser in which this person is signed in; always the same one.</summary>
    public async Task<Browser> As(Identity who)
    {
        if (!_browsers.TryGetValue(who.Login, out var browser))
        {
            _browsers[who.Login] = browser = await Site.SignedIn(who.Login);
        }

        return browser;
    }

    /// <summary>A program of this person's organisation with all its roles; always the same one.</summary>
    public async Task<ApiClient> ProgramOf(Identity who)
    {
        if (!_programs.TryGetValue(who.OrganisationId, out var program))
        {
            await using var scope = Site.Services.CreateAsyncScope();
            var issued = await scope.ServiceProvider.GetRequiredService<TokenDesk>().Issue(
                who.OrganisationId, "系统", who.Roles.Select(r => new RoleGrant(r.Rulebook, r.Role)), new DateOnly(2027, 11, 1), new AdminActor(null, "测试"));
            Assert.True(issued.Ok, string.Join('；', issued.Errors));
            _programs[who.OrganisationId] = program = Site.Program(issued.Value!.Secret);
        }

        return program;
    }

    /// <summary>All case files of a rulebook.</summary>
    public async Task<ImmutableArray<CaseFile>> Files(Rulebook book)
    {
        var cases = Site.Services.GetRequiredService<CaseStore>();
        var files = ImmutableArray.CreateBuilder<CaseFile>();
        await foreach (var row in cases.Stream(new CaseQuery { Scope = new CaseScope([book.Id], null, []), Today = Today }))
        {
            files.Add((await cases.Load(row.Id))!);
        }

        return files.ToImmutable();
    }

    /// <summary>How many refusals the log of the administration holds.</summary>
    public async Task<int> Refusals()
    {
        await using var scope = Site.Services.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<AdminLog>().Find(new AdminEventQuery { Kind = AdminEventKind.Refusal, Size = 1 })).Total;
    }

    /// <summary>Whether somebody sees a file, as the rulebook's roles say: the owner; a role that is neither the unit's own nor one that files name; whom the file names.</summary>
    public static bool Sees(Identity who, CaseFile file, Rulebook book, Evaluation standing) => !who.Administrates
        && (file.OwnerId == who.OrganisationId || who.In(book).Select(r => book.FindRole(r)!).Any(r => (!r.Own && r.Named is null) || (r.Named is not null && Names(who, r, book, standing) is true)));

    /// <summary>Whether somebody may do a step, as its by: and the roles of the rulebook say.</summary>
    public static bool MayAct(Identity who, CaseFile file, Rulebook book, Evaluation standing, StepState state) => Sees(who, file, book, standing)
        && who.In(book).Where(r => state.Roles.Contains(r)).Select(r => book.FindRole(r)!).Any(r => r.Own ? file.OwnerId == who.OrganisationId : r.Named is null
            || (IsDrawn(r, book) ? Person(who, r, standing) is { } own && (state.Key.IsNull || state.Key.AsString == own)
                : Names(who, r, book, standing) is not false && (state.Key.AsString is not { } one || !Named(r, standing).Contains(one) || one == who.Organisation)));

    /// <summary>Whether the persons of a role are drawn by lot.</summary>
    public static bool IsDrawn(Role role, Rulebook book) => role.Named is { } fact && book.Facts.GetValueOrDefault(fact) is { Draw: not null };

    /// <summary>Whether the file names somebody for a role; null when it names nobody.</summary>
    private static bool? Names(Identity who, Role role, Rulebook book, Evaluation standing) => IsDrawn(role, book) ? Person(who, role, standing) is not null
        : Named(role, standing) is { IsEmpty: false } named ? named.Contains(who.Organisation) : null;

    private static string? Person(Identity who, Role role, Evaluation standing) => PoolMember.On(standing.Fact(role.Named!)).FirstOrDefault(p => p.Account == who.UserId).Person;

    private static ImmutableArray<string> Named(Role role, Evaluation standing) => Role.In(standing.Fact(role.Named!));
}
