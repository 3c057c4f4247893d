using Npgsql;
using Zhunsheng.Storage.Tests;

namespace Zhunsheng.Web.Tests;

public sealed class DatabaseAwayTests
{
    [Fact]
    public async Task DatabaseAway_PagesAndInterfaceSaySo_NothingIsHalfWritten_AndAllGoesOnWhenItIsBack()
    {
        Assert.SkipWhen(PrivatePostgreSql.Programs is null, "PostgreSQL 没有安装");
        var connection = await PrivatePostgreSql.NewDatabase();
        await using var site = new TestSite();
        site.Set("Database:Provider", "postgresql");
        site.Set("Database:ConnectionString", connection);
        await site.WithPeople();
        var jia = await site.SignedIn("jia");
        var unit = await site.Token("甲单位");
        var form = await jia.Get("/projects/new");

        await Rename(connection, away: true);
        var page = await jia.Submit(form, "提交", Town.Declaration("停着的时候报的"), Town.Papers());
        Assert.Equal(503, page.Status);
        Assert.Contains("数据库服务器现在不能用", page.Text, StringComparison.Ordinal);
        Assert.Contains("后退", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Npgsql", page.Text, StringComparison.Ordinal);
        foreach (var (address, status) in new[] { ("/workbench", 503), ("/healthz", 200), ("/readyz", 503) })
        {
            Assert.Equal((address, status), (address, (await jia.Get(address)).Status));
        }

        unit.Http.DefaultRequestHeaders.Authorization = new("Bearer", unit.Secret);
        using var answer = await unit.Http.GetAsync(new Uri("/api/v1/me", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal((503, "application/problem+json", TimeSpan.FromSeconds(10)), ((int)answer.StatusCode, answer.Content.Headers.ContentType!.MediaType, answer.Headers.RetryAfter!.Delta));

        await Rename(connection, away: false);
        Assert.Contains("还没有", (await jia.Get("/projects")).Text, StringComparison.Ordinal);
        Assert.Equal(303, (await jia.Submit(form, "提交", Town.Declaration("回来以后报的"), Town.Papers())).Status);
        Assert.Equal(200, (await jia.Get("/readyz")).Status);
    }

    /// <summary>Takes the database away from everybody, or gives it back.</summary>
    private static async Task Rename(string connection, bool away)
    {
        var name = new NpgsqlConnectionStringBuilder(connection).Database!;
        var (from, to) = away ? (name, name + "_away") : (name + "_away", name);
        await using var server = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connection) { Database = "postgres", Pooling = false }.ConnectionString);
        await server.OpenAsync();
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await using var command = new NpgsqlCommand($"SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = '{from}'; ALTER DATABASE {from} RENAME TO {to}", server);
                await command.ExecuteNonQueryAsync();
                return;
            }
            catch (PostgresException inUse) when (attempt < 20 && inUse.SqlState == PostgresErrorCodes.ObjectInUse)
            {
                // Somebody came back in between.
            }
        }
    }
}
