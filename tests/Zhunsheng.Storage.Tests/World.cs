using System.Collections.Immutable;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Zhunsheng.Casework;
using Zhunsheng.Casework.Tests;

namespace Zhunsheng.Storage.Tests;

/// <summary>An installation of its own in a temporary folder, on one of the databases, with the county's rulebook.</summary>
internal sealed class World : IAsyncDisposable
{
    private bool _owner;

    private World(StorageOptions options, SteppingClock clock, ServiceProvider services) => (Options, Clock, Services) = (options, clock, services);

    /// <summary>The databases on which every test of the storage runs.</summary>
    public static TheoryData<DatabaseProvider> Databases { get; } = [DatabaseProvider.Sqlite, DatabaseProvider.PostgreSql];

    public StorageOptions Options { get; }

    public SteppingClock Clock { get; }

    public ServiceProvider Services { get; }

    public CaseStore Store => Services.GetRequiredService<CaseStore>();

    public IDbContextFactory<ZhunshengDbContext> Factory => Services.GetRequiredService<IDbContextFactory<ZhunshengDbContext>>();

    public CaseLists Lists => Services.GetRequiredService<CaseLists>();

    public AttachmentStore Attachments => Services.GetRequiredService<AttachmentStore>();

    public Drafts Drafts => Services.GetRequiredService<Drafts>();

    public PendingForms Pending => Services.GetRequiredService<PendingForms>();

    public RulebookLibrary Library => Services.GetRequiredService<RulebookLibrary>();

    public StorageStartup Startup => Services.GetRequiredService<StorageStartup>();

    public string Rulebooks => RulebookFolder(Options);

    public string RulebookFile => Path.Combine(Rulebooks, "county-2026", "rulebook.yaml");

    /// <summary>An installation that is ready for use.</summary>
    public static async Task<World> Start(DatabaseProvider provider)
    {
        var options = await NewOptions(provider);
        WriteRulebooks(options);
        var world = Owning(options);
        await world.Startup.Prepare();
        await world.Library.Reload();
        return world;
    }

    /// <summary>An installation that is not brought up yet; its folder goes when it is disposed of.</summary>
    public static World Owning(StorageOptions options)
    {
        var world = On(options);
        world._owner = true;
        return world;
    }

    /// <summary>Another process of the same installation.</summary>
    public static World On(StorageOptions options)
    {
        var clock = new SteppingClock();
        return new World(options, clock, new ServiceCollection().AddSingleton<TimeProvider>(clock).AddZhunshengStorage(options, RulebookFolder(options)).BuildServiceProvider());
    }

    /// <summary>Where a new installation keeps its data. Skips the test when the database is not to be had.</summary>
    public static async Task<StorageOptions> NewOptions(DatabaseProvider provider)
    {
        Assert.SkipWhen(provider == DatabaseProvider.PostgreSql && PrivatePostgreSql.Programs is null, "PostgreSQL 没有安装（也没有用 ZHUNSHENG_POSTGRES 指明它的程序在哪里），不能在它上面测试");
        var folder = Directory.CreateTempSubdirectory("zhunsheng-test-").FullName;
        return provider == DatabaseProvider.Sqlite
            ? StorageOptions.Embedded(folder)
            : new StorageOptions(provider, await PrivatePostgreSql.NewDatabase(), folder);
    }

    public static void WriteRulebooks(StorageOptions options)
    {
        foreach (var text in CountyRulebook.Common.Add(new("county-2026/rulebook.yaml", CountyRulebook.Text)))
        {
            var path = Path.Combine(RulebookFolder(options), text.Path);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text.Text);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Services.DisposeAsync();
        if (!_owner)
        {
            return;
        }

        if (Options.Provider == DatabaseProvider.Sqlite)
        {
            SqliteConnection.ClearAllPools();
        }
        else
        {
            // A database of its own has a pool of its own: what stays open in it nobody uses again.
            await using var connection = new NpgsqlConnection(Options.ConnectionString);
            NpgsqlConnection.ClearPool(connection);
        }

        Directory.Delete(Options.DataFolder, recursive: true);
    }

    /// <summary>Does something with the accounts, as one request.</summary>
    public async Task<T> Accounts<T>(Func<Accounts, Task<T>> work)
    {
        await using var scope = Services.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<Accounts>());
    }

    /// <summary>Does something with one of the scoped services, as one request.</summary>
    public async Task<T> With<TService, T>(Func<TService, Task<T>> work)
        where TService : notnull
    {
        await using var scope = Services.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<TService>());
    }

    /// <summary>Keeps a small paper and names it.</summary>
    public async Task<Attachment> Paper(string title)
    {
        using var content = new MemoryStream([.. "%PDF-1.4\n"u8, .. System.Text.Encoding.UTF8.GetBytes(title)]);
        var stored = (await Attachments.Save(content, title + ".pdf")).Stored!;
        return new Attachment(title, stored.FileName, stored.Digest, stored.Size, stored.MediaType);
    }

    public async Task<ActProposal> Declaration(params (string Name, object? Value)[] over) =>
        CaseBuilder.Declaration(over) with { Papers = [await Paper("申请书"), await Paper("效益分析")] };

    /// <summary>Opens a project.</summary>
    public async Task<CaseFile> Project(params (string Name, object? Value)[] over) =>
        Done(await Store.Append(new OpeningSubmission(Guid.NewGuid(), CaseBuilder.Unit, "county-2026", await Declaration(over)))).File;

    /// <summary>Opens a project and lets it pass the review.</summary>
    public async Task<CaseFile> ReviewedProject(params (string Name, object? Value)[] over) => await Act(await Project(over), "审核", "通过", CaseBuilder.Office("数据局"));

    /// <summary>Opens the plan of a year.</summary>
    public async Task<AppendResult> OpenPlan(int year) => await Store.Append(new OpeningSubmission(
        Guid.NewGuid(), CaseBuilder.Office("数据局"), "county-2026", new ActProposal("编制计划", "提交", CaseBuilder.Facts(("计划年度", year)))));

    /// <summary>Does a step.</summary>
    public async Task<CaseFile> Act(CaseFile file, string step, string outcome, Actor actor, params (string Name, object? Value)[] facts) =>
        Done(await Try(file, step, outcome, actor, facts)).File;

    public Task<AppendResult> Try(CaseFile file, string step, string outcome, Actor actor, params (string Name, object? Value)[] facts) =>
        Store.Append(new ActSubmission(Guid.NewGuid(), actor, file.Id, file.Head, new ActProposal(step, outcome, CaseBuilder.Facts(facts))));

    public static AppendResult.Done Done(AppendResult result) => result switch
    {
        AppendResult.Done done => done,
        AppendResult.Refused refused => throw new InvalidOperationException(CaseBuilder.Words(refused.Check)),
        _ => throw new InvalidOperationException(result.ToString()),
    };

    public async Task<ImmutableArray<string>> Verify() =>
        [.. (await Services.GetRequiredService<ChainVerifier>().VerifyAll()).Findings.Select(f => $"{f.CaseNumber}#{f.ActNumber}: {f.Message}")];

    /// <summary>Changes the tables behind the program's back.</summary>
    public async Task Tamper(string statements)
    {
        await using DbConnection connection = Options.Provider == DatabaseProvider.Sqlite
            ? new SqliteConnection(Options.ConnectionString + ";Foreign Keys=False")
            : new NpgsqlConnection(Options.ConnectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = statements;
        await command.ExecuteNonQueryAsync();
    }

    public async Task<T> Query<T>(Func<ZhunshengDbContext, Task<T>> query)
    {
        await using var database = await Services.GetRequiredService<IDbContextFactory<ZhunshengDbContext>>().CreateDbContextAsync();
        return await query(database);
    }

    private static string RulebookFolder(StorageOptions options) => Path.Combine(options.DataFolder, "rulebooks");
}
