using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Zhunsheng.Storage;

namespace Zhunsheng.Web.Tests;

/// <summary>The whole program on an empty database in a folder of its own, with the town's rulebook, one person an office, and a clock that the test sets.</summary>
public sealed class TestSite : WebApplicationFactory<Program>
{
    public const string Password = "Zhunsheng-2026";

    private readonly Dictionary<string, string> _settings = [];

    public TestSite()
    {
        TownRulebook.WriteTo(Rulebooks);
        Set("Data", Path.Combine(Folder, "data"));
        Set("Rulebooks", Rulebooks);
        Set("Demo", "false");
        Set("Port", "0");
        Set("Uploads:PerFileMB", "1");
        Set("Uploads:TotalMB", "3");
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("zhunsheng-web-").FullName;

    public string Rulebooks => Path.Combine(Folder, "rulebooks");

    internal TestClock Clock { get; } = new();

    /// <summary>Sets a setting; before the first request.</summary>
    public void Set(string name, string value) => _settings[name] = value;

    /// <summary>A browser without anybody signed in.</summary>
    public Browser Browser() => new(CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false }));

    /// <summary>A browser in which a person is signed in.</summary>
    public async Task<Browser> SignedIn(string userName)
    {
        var browser = Browser();
        var page = await browser.Get("/sign-in");
        var after = await browser.Submit(page, "登录", new() { ["userName"] = userName, ["password"] = Password });
        Assert.Equal(303, after.Status);
        return browser;
    }

    /// <summary>Enters the offices and their people: jia and yi are units, jianshe and wenhua oversee units, shuju and caizheng are offices, guanli, anquan and shenjiyuan the system, security and audit administrators.</summary>
    public async Task<TestSite> WithPeople()
    {
        await using var scope = Services.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<Accounts>();
        var by = new AdminActor(null, "测试");
        foreach (var (login, office, role) in new[] { ("jia", "甲单位", "单位"), ("yi", "乙单位", "单位"), ("jianshe", "镇建设所", "主管单位"), ("wenhua", "镇文化站", "主管单位"), ("shuju", "镇数据局", "数据局"), ("caizheng", "镇财政局", "财政局") })
        {
            var grants = new[] { new RoleGrant(TownRulebook.Id, role) };
            var organisation = await accounts.CreateOrganisation(office, null, null, grants, by);
            Assert.Empty(organisation.Errors);
            var user = await accounts.CreateUser(login, login + "的人", organisation.Value!.Id, Password, grants, by, mustChangePassword: false);
            Assert.Empty(user.Errors);
        }

        Assert.Empty((await accounts.CreateAdministrator("guanli", "管理员", Password, by)).Errors);
        Assert.Empty((await accounts.CreateAdministrator("anquan", "安全员", Password, by, AdminKind.Security)).Errors);
        Assert.Empty((await accounts.CreateAdministrator("shenjiyuan", "审计员", Password, by, AdminKind.Audit)).Errors);
        return this;
    }

    /// <summary>Lays another rulebook beside the town's and enters offices of it, without people.</summary>
    public async Task<TestSite> With(string rulebook, string text, params (string Office, string Role)[] offices)
    {
        Directory.CreateDirectory(Path.Combine(Rulebooks, rulebook));
        await File.WriteAllTextAsync(Path.Combine(Rulebooks, rulebook, "rulebook.yaml"), text);
        await using var scope = Services.CreateAsyncScope();
        foreach (var (office, role) in offices)
        {
            Assert.Empty((await scope.ServiceProvider.GetRequiredService<Accounts>().CreateOrganisation(office, null, null, [new RoleGrant(rulebook, role)], new AdminActor(null, "测试"))).Errors);
        }

        return this;
    }

    /// <summary>Works the lists out for the day of the clock, as the program does at the beginning of a day.</summary>
    public Task Refresh() => Services.GetRequiredService<CaseLists>().Refresh();

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Testing");
        foreach (var (name, value) in _settings)
        {
            builder.UseSetting(name, value);
        }

        builder.ConfigureTestServices(services =>
        {
            services.AddSingleton<TimeProvider>(Clock);
            // Passwords of tests need not withstand anybody.
            services.Configure<PasswordHasherOptions>(o => o.IterationCount = 1);
        });
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        try
        {
            Directory.Delete(Folder, true);
        }
        catch (IOException)
        {
            // A file still open somewhere: the folder of temporary files is emptied by the system.
        }
    }
}

/// <summary>A clock that stands until it is set.</summary>
internal sealed class TestClock : TimeProvider
{
    private DateTimeOffset _now = new(2026, 4, 20, 2, 0, 0, TimeSpan.Zero);

    public void Set(DateOnly day) => _now = new DateTimeOffset(day, new TimeOnly(2, 0), TimeSpan.Zero);

    public void Forward(TimeSpan time) => _now += time;

    public override DateTimeOffset GetUtcNow() => _now;
}
