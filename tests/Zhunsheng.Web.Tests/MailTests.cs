using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;
using Zhunsheng.Storage;
using Zhunsheng.Web.Mail;

namespace Zhunsheng.Web.Tests;

public sealed class MailTests
{
    [Fact]
    public async Task Notice_ByMail_SaysWhatWhichUntilWhenWhyAndWhere_InChinese()
    {
        await using var server = await MailServer.Start();
        await using var site = await server.For(new TestSite()).WithPeople();
        var shuju = await site.SignedIn("shuju");
        await Confirm(site, server, shuju, "shuju@example.org");
        await Everything(shuju, NoticeFrequency.AtOnce);
        var number = await Town.Declare(await site.SignedIn("jia"));
        await Drain(site);

        var mail = Assert.Single(server.Mails, m => m.Subject!.Contains("审核申报", StringComparison.Ordinal));
        Assert.Equal($"【准绳】等你办：审核申报（{number} 镇办事平台）", mail.Subject);
        Assert.Equal("shuju@example.org", mail.Headers["X-To"]);
        Assert.Equal(("shuju的人", "某镇准绳"), (((MailboxAddress)mail.To[0]).Name, ((MailboxAddress)mail.From[0]).Name));
        Assert.EndsWith("@xm.example.org", mail.MessageId, StringComparison.Ordinal);
        Assert.StartsWith("=?utf-8?", mail.Headers.First(h => h.Field == "Subject").RawValue is { } raw ? System.Text.Encoding.ASCII.GetString(raw).Trim() : "", StringComparison.OrdinalIgnoreCase);
        foreach (var said in new[] { "等你办：审核申报", $"项目：镇办事平台（{number}）", "单位：甲单位", "期限：2026年4月27日（星期一）", "依据：第二条", "打开：https://xm.example.org/notices/" })
        {
            Assert.Contains(said, mail.TextBody, StringComparison.Ordinal);
        }

        var link = mail.TextBody!.Split("https://xm.example.org")[1].Split('\r', '\n')[0];
        var opened = await shuju.Get(link);
        Assert.Equal((303, $"/cases/{number}/steps/%E5%AE%A1%E6%A0%B8"), (opened.Status, opened.Location));
        Assert.Equal(404, (await (await site.SignedIn("caizheng")).Get(link)).Status);
    }

    [Fact]
    public async Task Mail_OfAFileHandledOffline_HoldsItsNumberAndNothingElse()
    {
        await using var server = await MailServer.Start();
        await using var site = await server.For(new TestSite()).WithPeople();
        var caizheng = await site.SignedIn("caizheng");
        await Confirm(site, server, caizheng, "caizheng@example.org");
        await Everything(caizheng, NoticeFrequency.AtOnce);
        var jia = await site.SignedIn("jia");
        var fill = Town.Declaration("绝密工程");
        fill["f.密级"] = "秘密";
        var done = await jia.Submit(await jia.Get("/projects/new"), "登记线下", fill, new() { ["p.0"] = TestFile.Pdf(), ["p.1"] = TestFile.Pdf("保密方案.pdf") });
        Assert.True(done.Status == 303, done.Text);
        await Drain(site);
        var mail = server.Mails[^1];
        Assert.Contains("MZ-2026-0001", mail.TextBody, StringComparison.Ordinal);
        Assert.DoesNotContain("绝密工程", mail.TextBody + mail.Subject, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_WithTwoHostsOnOneDatabase_AndARestart_SendsEachMailOnce()
    {
        Assert.SkipWhen(Storage.Tests.PrivatePostgreSql.Programs is null, "PostgreSQL 没有安装");
        await using var server = await MailServer.Start();
        var database = await Storage.Tests.PrivatePostgreSql.NewDatabase();
        await using var first = await OnOne(server, database, null).WithPeople();
        await using var second = OnOne(server, database, first);
        var shuju = await first.SignedIn("shuju");
        await Confirm(first, server, shuju, "shuju@example.org");
        await Everything(shuju, NoticeFrequency.AtOnce);
        var jia = await first.SignedIn("jia");
        for (var i = 1; i <= 8; i++)
        {
            await Town.Declare(jia, $"项目{i}");
        }

        await Task.WhenAll(Drain(first), Drain(second), Drain(first), Drain(second));
        await second.DisposeAsync();
        await using var restarted = OnOne(server, database, first);
        await Drain(restarted);
        var sent = server.Mails.Where(m => m.Subject!.Contains("审核申报", StringComparison.Ordinal)).ToList();
        Assert.Equal(8, sent.Count);
        Assert.Equal(8, sent.Select(m => m.MessageId).Distinct().Count());
        Assert.Equal(8, await Count(first, MailState.Sent) - 1);
    }

    [Fact]
    public async Task Send_ToARefusedRecipient_FailsForGood_AndTheAdministratorSeesIt()
    {
        await using var server = await MailServer.Start();
        await using var site = await server.For(new TestSite()).WithPeople();
        var guanli = await site.SignedIn("guanli");
        foreach (var address in new[] { "nobody@example.org", "later@example.org", "cut@example.org", "fine@example.org" })
        {
            Assert.Equal(303, (await guanli.Submit(await guanli.Get("/admin/mail"), "试发一封", new() { ["address"] = address })).Status);
        }

        await Drain(site);
        var page = await guanli.Get("/admin/mail");
        Row("nobody@example.org", "没有发出", "拒收（550）");
        Row("later@example.org", "待发", "拒收（451）");
        Row("cut@example.org", "不确定", "为免重发");
        Row("fine@example.org", "已发", "");
        Assert.Equal(["cut@example.org", "fine@example.org"], server.Mails.Select(m => m.Headers["X-To"]).Order());
        Assert.Equal(404, (await (await site.SignedIn("anquan")).Get("/admin/mail")).Status);
        Assert.Equal(404, (await (await site.SignedIn("jia")).Get("/admin/mail")).Status);

        void Row(string to, string state, string why)
        {
            var row = page.Document.QuerySelectorAll("tbody tr").Single(r => r.TextContent.Contains(to, StringComparison.Ordinal));
            Assert.Contains(state, row.QuerySelector("[data-l=状态]")!.TextContent, StringComparison.Ordinal);
            Assert.Contains(why, row.TextContent, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Send_WhileTheServerIsAway_WaitsAndGoesLater_Once()
    {
        var server = await MailServer.Start();
        var port = server.Port;
        await server.DisposeAsync();
        await using var site = await MailServer.Set(new TestSite(), port).WithPeople();
        await site.Services.GetRequiredService<MailOutbox>().Test("fine@example.org");
        await Drain(site);
        var waiting = Assert.Single(await site.Services.GetRequiredService<MailOutbox>().Latest(9));
        Assert.Equal((MailState.Waiting, 1), (waiting.State, waiting.Attempts));
        Assert.Contains("连不上邮件服务器", waiting.Error, StringComparison.Ordinal);

        await using var back = await MailServer.Start(port);
        await Drain(site);
        Assert.Empty(back.Mails);
        site.Clock.Forward(TimeSpan.FromMinutes(2));
        await Drain(site);
        await Drain(site);
        Assert.Single(back.Mails);
    }

    [Fact]
    public async Task Digest_GoesOnceADay_WithWhatIsStillOpenToThePerson()
    {
        await using var server = await MailServer.Start();
        await using var site = await server.For(new TestSite()).WithPeople();
        var shuju = await site.SignedIn("shuju");
        await Confirm(site, server, shuju, "shuju@example.org");
        await Everything(shuju, NoticeFrequency.Daily);
        var jia = await site.SignedIn("jia");
        var done = await Town.Declare(jia, "办完的");
        var open = await Town.Declare(jia, "没办的");
        await Town.Act(shuju, done, "审核", "通过");
        await Drain(site);
        Assert.Single(server.Mails);

        site.Clock.Set(new DateOnly(2026, 4, 21));
        await Drain(site);
        await Drain(site);
        var digest = Assert.Single(server.Mails.Skip(1));
        Assert.Contains(open, digest.TextBody, StringComparison.Ordinal);
        Assert.DoesNotContain("等你办：审核申报\r\n项目：办完的", digest.TextBody, StringComparison.Ordinal);
        Assert.Contains("每天汇总", digest.Subject, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_AfterAccessIsLost_SendsNothing()
    {
        await using var server = await MailServer.Start();
        await using var site = await server.For(new TestSite()).WithPeople();
        var shuju = await site.SignedIn("shuju");
        await Confirm(site, server, shuju, "shuju@example.org");
        await Everything(shuju, NoticeFrequency.Daily);
        await Town.Declare(await site.SignedIn("jia"));
        await using (var scope = site.Services.CreateAsyncScope())
        {
            var context = scope.ServiceProvider.GetRequiredService<ZhunshengDbContext>();
            await context.Database.ExecuteSqlRawAsync("DELETE FROM user_case_roles WHERE user_id = (SELECT id FROM users WHERE user_name = 'shuju')");
        }

        Assert.Contains("还没有消息", (await shuju.Get("/notices")).Text, StringComparison.Ordinal);
        Assert.Null((await shuju.Get("/notices")).Document.QuerySelector(".bell b"));
        site.Clock.Set(new DateOnly(2026, 4, 21));
        await Drain(site);
        Assert.Single(server.Mails);
        Assert.Equal(1, await Count(site, MailState.Dropped));
    }

    private static TestSite OnOne(MailServer server, string database, TestSite? shared)
    {
        var site = server.For(new TestSite());
        site.Set("Database:Provider", "postgresql");
        site.Set("Database:ConnectionString", database);
        if (shared is not null)
        {
            site.Set("Data", Path.Combine(shared.Folder, "data"));
            site.Set("Rulebooks", shared.Rulebooks);
        }

        return site;
    }

    /// <summary>Confirms an address by the link that was mailed to it.</summary>
    private static async Task Confirm(TestSite site, MailServer server, Browser person, string address)
    {
        Assert.Equal(303, (await person.Submit(await person.Get("/account/notices"), "寄确认信", new() { ["address"] = address })).Status);
        await Drain(site);
        var link = server.Mails[^1].TextBody!.Split("https://xm.example.org")[1].Split('\r', '\n')[0];
        Assert.Equal(422, (await (await site.SignedIn("yi")).Get(link)).Status);
        Assert.Equal("/account/notices?done=confirmed", (await person.Get(link)).Location);
    }

    private static async Task Everything(Browser person, NoticeFrequency frequency) =>
        Assert.Equal(303, (await person.Submit(await person.Get("/account/notices"), "保存", Enum.GetValues<NoticeKind>().ToDictionary(k => $"k{(int)k}", k => (string?)$"{(int)frequency}"))).Status);

    /// <summary>Sends until nothing is under way, here or in the background.</summary>
    private static async Task Drain(TestSite site)
    {
        var (delivery, outbox) = (site.Services.GetRequiredService<MailDelivery>(), site.Services.GetRequiredService<MailOutbox>());
        for (var i = 0; i < 200; i++)
        {
            var looked = await delivery.Send(CancellationToken.None);
            var counts = await outbox.Count();
            if (counts.GetValueOrDefault(MailState.Claimed) + counts.GetValueOrDefault(MailState.Handing) + looked == 0)
            {
                return;
            }

            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        Assert.Fail("Mails are still under way");
    }

    private static async Task<int> Count(TestSite site, MailState state) => (await site.Services.GetRequiredService<MailOutbox>().Count()).GetValueOrDefault(state);
}
