using System.Collections.Concurrent;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Zhunsheng.Storage;

namespace Zhunsheng.EndToEnd;

/// <summary>A process killed in the middle of submissions: nothing acknowledged is lost, nothing half-written is left, the chains verify.</summary>
public sealed partial class KilledServerTests
{
    private const int Clerks = 6;

    [Fact]
    public async Task Kill_InTheMiddleOfSubmissions_LosesNoAcknowledgedAct()
    {
        var people = Enumerable.Range(1, Clerks).ToDictionary(i => $"clerk{i}", i => new LifePerson($"第{i}单位", ["建设单位"]));
        await using var server = await ServerProcess.Start(people, "heilongjiang-2023");
        var acknowledged = new ConcurrentBag<string>();
        using var stop = new CancellationTokenSource();
        var clerks = people.Keys.Select(user => Register(server, user, acknowledged, stop.Token)).ToList();
        for (var i = 0; i < 600 && acknowledged.Count < 20; i++)
        {
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        await server.Kill();
        await stop.CancelAsync();
        await Task.WhenAll(clerks);
        Assert.True(acknowledged.Count >= 20, $"only {acknowledged.Count} acts before the kill: {server.Output}");

        await server.Run();
        await server.Kill();
        await LifeChecks.ChainVerifies(server);
        await using var services = server.OpenStorage();
        await services.GetRequiredService<RulebookLibrary>().Reload(TestContext.Current.CancellationToken);
        var store = services.GetRequiredService<CaseStore>();
        foreach (var number in acknowledged)
        {
            var file = await store.LoadByNumber(number, TestContext.Current.CancellationToken);
            Assert.True(file is { Head: 1 }, $"{number} was acknowledged and is lost");
        }
    }

    /// <summary>Registers one project after the other until the server is gone.</summary>
    private static async Task Register(ServerProcess server, string user, ConcurrentBag<string> acknowledged, CancellationToken stop)
    {
        using var handler = new HttpClientHandler { CookieContainer = new CookieContainer(), AllowAutoRedirect = false };
        using var http = new HttpClient(handler) { BaseAddress = server.Address };
        try
        {
            var form = await http.GetStringAsync("/sign-in", stop);
            using var signIn = new FormUrlEncodedContent([new("antiforgery", Token(form)), new("userName", user), new("password", ServerProcess.Password)]);
            (await http.PostAsync("/sign-in", signIn, stop)).Dispose();
            for (var i = 0; i < 1000; i++)
            {
                var page = await http.GetStringAsync("/projects/new", stop);
                using var content = new MultipartFormDataContent
                {
                    { new StringContent(Token(page)), "antiforgery" },
                    { new StringContent(SubmissionPattern().Match(page).Groups[1].Value), "submission" },
                    { new StringContent("0"), "head" },
                    { new StringContent("登记"), "outcome" },
                };
                foreach (var (name, value) in new[]
                {
                    ("密级", "非涉密"), ("项目名称", $"{user}的第{i}个项目"), ("层级", "省级"), ("项目类型", "新建"), ("建设内容类别", "业务信息系统"), ("符合政务信息系统定义", "是"),
                    ("总投资", "100"), ("计划年度", "2025"), ("跨部门共建", "否"), ("跨层级协同", "否"), ("单独建设", "否"), ("依托电子政务内网", "否"), ("申请不共享", "否"),
                })
                {
                    content.Add(new StringContent(value), "f." + name);
                }

                using var answer = await http.PostAsync("/projects/new", content, stop);
                Assert.True(answer.StatusCode == HttpStatusCode.SeeOther, await answer.Content.ReadAsStringAsync(stop));
                acknowledged.Add(NumberPattern().Match(answer.Headers.Location!.ToString()).Groups[1].Value);
            }
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
            // the server is gone
        }
    }

    private static string Token(string page) => TokenPattern().Match(page).Groups[1].Value;

    [GeneratedRegex("name=\"antiforgery\" value=\"([^\"]+)\"")]
    private static partial Regex TokenPattern();

    [GeneratedRegex("name=\"submission\" value=\"([^\"]+)\"")]
    private static partial Regex SubmissionPattern();

    [GeneratedRegex("/cases/([^/?#]+)")]
    private static partial Regex NumberPattern();
}
