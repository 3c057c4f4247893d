using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.Extensions.DependencyInjection;
using Zhunsheng.Storage;

namespace Zhunsheng.Web.Tests;

/// <summary>Forms sent back with a list, drawn experts, opinions on one page and meeting records, through pages.</summary>
public sealed class ReviewTests
{
    private const string Facts = """

          补正清单: {type: records, fields: {环节: {type: text}, 类别: {type: choice, values: [材料, 内容, 其他]}, 对象: {type: text, optional: true}, 要求: {type: text, long: true, optional: true}}}
          全部可改: {type: boolean, ask: 别的也可以改}
          抽取名册: {type: records, fields: {专家: {type: text}, 工作单位: {type: text}, 专业: {type: text, optional: true}, 结果: {type: choice, values: [抽中, 未抽中, 留任, 回避, 专业不符]}, 理由: {type: text, optional: true}}}
          抽取记录: {type: records, fields: {名单: {type: text}, 抽取人数: {type: number}, 名册摘要: {type: text}, 种子: {type: text}}}
          抽取专家人数: {type: number}
          专家结论: {type: choice, values: [同意, 不同意]}
          专家评分: {type: number, unit: 分}
          专家意见内容: {type: text, long: true}
          回避理由: {type: text}
          上会名称: {type: text, ask: 会议名称}
          上会日期: {type: date, past: true}
          会议主持人: {type: text}
          参会人员: {type: records, fields: {单位: {type: text}, 姓名: {type: text, optional: true}}}
          议定事项: {type: text, long: true}
          表决情况: {type: text}
        """;

    private const string Steps = """
              抽取专家:
                phase: 审核
                by: 数据局
                after: [申报]
                optional: true
                repeats: true
                when: 抽取专家人数 = null or 专家名单 = null or count(专家名单) < 抽取专家人数
                asks: [抽取专家人数]
                outcomes: {抽取: {draws: 专家名单, sets: {抽取专家人数: {feel: 抽取专家人数}}}}
              专家意见:
                phase: 审核
                by: 专家
                after: [申报]
                optional: true
                each: {people: 专家名单}
                outcomes: {出具意见: {asks: [专家结论, 专家评分, 专家意见内容]}, 申明回避: {withdraws: true, asks: [回避理由]}}
              上会:
                phase: 审核
                by: 财政局
                after: [申报]
                optional: true
                meeting: true
                outcomes: {通过: {}}
        """;

    private const string Form = "申报";

    [Fact]
    public async Task Return_NeedsAnItem_AndTheFormOpensWithTheList()
    {
        await using var site = await Site();
        var jia = await site.SignedIn("jia");
        var number = await Town.Declare(jia);
        var shuju = await site.SignedIn("shuju");
        var form = await shuju.Get($"/cases/{number}/steps/审核");
        var none = await shuju.Submit(form, "退回补正", new() { ["o1.补正要求"] = "补" });
        Assert.Equal(422, none.Status);
        Assert.Contains("补正清单", none.Document.QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(303, (await shuju.Submit(form, "退回补正", Listed("核对金额"))).Status);

        var open = await jia.Get("/cases/" + number);
        Assert.Contains("补正清单：申报项目", open.Text, StringComparison.Ordinal);
        Assert.Contains("核对金额", open.Text, StringComparison.Ordinal);
        Assert.Contains("起停表", open.Text, StringComparison.Ordinal);
        Assert.Contains("还剩", open.Text, StringComparison.Ordinal);

        var desk = await jia.Get("/workbench");
        Assert.Equal(["总投资：核对金额"], desk.Document.QuerySelectorAll("[data-l='要办'] li").Select(l => l.TextContent.Trim()));

        var again = await jia.Get($"/cases/{number}/steps/{Form}");
        Assert.Contains("只能改清单里的", again.Text, StringComparison.Ordinal);
        Assert.NotNull(again.Document.QuerySelector("[name='f.总投资']"));
        Assert.Null(again.Document.QuerySelector("[name='f.项目名称']"));
        Assert.Contains("镇办事平台", again.Document.QuerySelector("[data-field='f.项目名称'] .kept")!.TextContent, StringComparison.Ordinal);
        Assert.Null(again.Document.QuerySelector("[name='p.0']"));
        Assert.Equal(303, (await jia.Submit(again, "提交", new() { ["f.总投资"] = "300" })).Status);

        var back = await shuju.Get($"/cases/{number}/steps/审核");
        Assert.Contains("上次要求补正的", back.Text, StringComparison.Ordinal);
        Assert.Contains("原来：350.00；现在：300.00", back.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("要补正", (await jia.Get("/workbench")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LockedField_SentAllTheSame_IsRefusedWithItsReason()
    {
        await using var site = await Site();
        var jia = await site.SignedIn("jia");
        var number = await Town.Declare(jia);
        var shuju = await site.SignedIn("shuju");
        Assert.Equal(303, (await Town.Act(shuju, number, "审核", "退回补正", Listed("核对金额"))).Status);
        var again = await jia.Get($"/cases/{number}/steps/{Form}");
        var forged = (IHtmlInputElement)again.Document.CreateElement("input");
        forged.Name = "f.项目名称";
        forged.Value = "换个名字";
        again.Document.QuerySelector("form[enctype]")!.AppendChild(forged);
        var refused = await jia.Submit(again, "提交", new() { ["f.总投资"] = "300" });
        Assert.Equal(422, refused.Status);
        Assert.Contains("不在补正清单里，只能照原来的“镇办事平台”", refused.Text, StringComparison.Ordinal);
        var file = (IHtmlInputElement)again.Document.CreateElement("input");
        (file.Type, file.Name) = ("file", "p.0");
        again.Document.QuerySelector("form[enctype]")!.AppendChild(file);
        forged.Remove();
        var replaced = await jia.Submit(again, "提交", new() { ["f.总投资"] = "300" }, new() { ["p.0"] = new TestFile("换过的.pdf", [.. TestFile.Pdf().Content, 10]) });
        Assert.Equal(422, replaced.Status);
        Assert.Contains("不能换", replaced.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Experts_SeeOnlyTheirCase_AndOpinionsWhenAllAreIn()
    {
        await using var site = await Site();
        await Pool(site);
        var jia = await site.SignedIn("jia");
        var (number, other) = (await Town.Declare(jia), await Town.Declare(jia, "另一个项目"));
        var shuju = await site.SignedIn("shuju");
        Assert.Equal(303, (await Town.Act(shuju, number, "抽取专家", "抽取", new() { ["f.抽取专家人数"] = "2" })).Status);
        var drawn = new List<(Browser Browser, string Login)>();
        Browser? outsider = null;
        foreach (var login in new[] { "zj1", "zj2", "zj3" })
        {
            var browser = await site.SignedIn(login);
            if ((await browser.Get("/cases/" + number)).Status == 200)
            {
                drawn.Add((browser, login));
            }
            else
            {
                outsider = browser;
            }

            Assert.Equal(404, (await browser.Get("/cases/" + other)).Status);
            Assert.DoesNotContain(other, (await browser.Get("/projects")).Text, StringComparison.Ordinal);
        }

        Assert.Equal(2, drawn.Count);
        Assert.DoesNotContain(number, (await outsider!.Get("/workbench")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain(number, (await outsider.Get("/projects")).Text, StringComparison.Ordinal);

        // Each finds the own form in the workbench, and nobody the other's.
        var (first, second) = (drawn[0].Browser, drawn[1].Browser);
        var mine = (await first.Get("/workbench")).Document.QuerySelectorAll<IHtmlAnchorElement>("#mine a, details a").Select(a => a.GetAttribute("href")!).First(h => h.Contains("/steps/", StringComparison.Ordinal));
        var theirs = (await second.Get("/workbench")).Document.QuerySelectorAll<IHtmlAnchorElement>("#mine a, details a").Select(a => a.GetAttribute("href")!).First(h => h.Contains("/steps/", StringComparison.Ordinal));
        Assert.NotEqual(mine, theirs);
        Assert.Equal(403, (await first.Get(theirs)).Status);
        Assert.Equal(404, (await outsider.Get(theirs)).Status);
        Assert.Equal(303, (await first.Submit(await first.Get(mine), "出具意见", Opinion("80", "甲的话"))).Status);
        Assert.DoesNotContain("甲的话", (await second.Get($"/cases/{number}/opinions")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("甲的话", (await second.Get("/cases/" + number)).Text, StringComparison.Ordinal);
        Assert.Equal(404, (await second.Get($"/cases/{number}/acts/3")).Status);
        Assert.Contains("甲的话", (await shuju.Get($"/cases/{number}/opinions")).Text, StringComparison.Ordinal);
        Assert.Equal(303, (await second.Submit(await second.Get(theirs), "出具意见", Opinion("91", "乙的话"))).Status);
        var all = (await second.Get($"/cases/{number}/opinions")).Text;
        Assert.Contains("甲的话", all, StringComparison.Ordinal);
        Assert.Contains("平均85.5分，最高91分，最低80分", all, StringComparison.Ordinal);
        Assert.Equal(200, (await second.Get($"/cases/{number}/acts/3")).Status);
        Assert.Contains("平均", (await shuju.Get($"/cases/{number}/steps/审核")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Conflict_Declared_EndsTheAccess_AndAnotherIsDrawn()
    {
        await using var site = await Site();
        await Pool(site);
        var jia = await site.SignedIn("jia");
        var number = await Town.Declare(jia);
        var shuju = await site.SignedIn("shuju");
        Assert.Equal(303, (await Town.Act(shuju, number, "抽取专家", "抽取", new() { ["f.抽取专家人数"] = "1" })).Status);
        Browser? chosen = null;
        foreach (var login in new[] { "zj1", "zj2", "zj3" })
        {
            var browser = await site.SignedIn(login);
            chosen = (await browser.Get("/cases/" + number)).Status == 200 ? browser : chosen;
        }

        var href = (await chosen!.Get("/workbench")).Document.QuerySelectorAll<IHtmlAnchorElement>("a").Select(a => a.GetAttribute("href")!).First(h => h.Contains("/steps/", StringComparison.Ordinal));
        Assert.Equal(303, (await chosen.Submit(await chosen.Get(href), "申明回避", new() { ["o1.回避理由"] = "亲戚在申报单位" })).Status);
        Assert.Equal(404, (await chosen.Get("/cases/" + number)).Status);
        Assert.Equal(303, (await Town.Act(shuju, number, "抽取专家", "抽取", new() { ["f.抽取专家人数"] = "1" })).Status);
        var act = await shuju.Get($"/cases/{number}/acts/4");
        Assert.Contains("已申明回避", act.Text, StringComparison.Ordinal);
        Assert.Contains("所在单位是本案卷的单位（甲单位）", act.Text, StringComparison.Ordinal);
        Assert.Empty((await site.Services.GetRequiredService<ChainVerifier>().VerifyAll()).Findings);
    }

    [Fact]
    public async Task ExpertPool_IsKeptByTheOfficeThatDraws_AndDoesNotExistForOthers()
    {
        await using var site = await Site();
        await People(site);
        Assert.Equal(404, (await (await site.SignedIn("jia")).Get("/experts")).Status);
        Assert.Equal(404, (await (await site.SignedIn("zj1")).Get("/experts")).Status);
        Assert.Equal(404, (await (await site.SignedIn("guanli")).Get("/experts")).Status);
        var shuju = await site.SignedIn("shuju");
        var page = await shuju.Get("/experts");
        var account = page.Document.QuerySelectorAll<IHtmlOptionElement>("#account option").First(o => o.TextContent.Contains("zj1", StringComparison.Ordinal)).Value;
        var empty = await shuju.Submit(page, "登记", new() { ["account"] = account });
        Assert.Equal(422, empty.Status);
        Assert.Contains("写工作单位", empty.Text, StringComparison.Ordinal);
        Assert.Equal(303, (await shuju.Submit(page, "登记", new() { ["account"] = account, ["name"] = "石静怡", ["unit"] = "省城大学" })).Status);
        var listed = await shuju.Get("/experts");
        Assert.Contains("省城大学", listed.Text, StringComparison.Ordinal);
        var edit = listed.Document.QuerySelectorAll<IHtmlAnchorElement>("table a").Single().GetAttribute("href")!;
        var first = await shuju.Get(edit);
        var second = await shuju.Get(edit);
        Assert.Equal(303, (await shuju.Submit(first, "保存", new() { ["unit"] = "邻县大学" })).Status);
        var stale = await shuju.Submit(second, "保存", new() { ["unit"] = "别处" });
        Assert.Equal(409, stale.Status);
        Assert.Contains("别人改过", stale.Text, StringComparison.Ordinal);
        Assert.Contains("邻县大学", (await shuju.Get("/experts")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Meeting_IsRecorded_AndPrintsAsADocument()
    {
        await using var site = await Site();
        var jia = await site.SignedIn("jia");
        var number = await Town.Declare(jia);
        var caizheng = await site.SignedIn("caizheng");
        var form = await caizheng.Get($"/cases/{number}/steps/上会");
        Assert.Contains("会议记录", form.Text, StringComparison.Ordinal);
        Assert.Equal(303, (await caizheng.Submit(form, "通过", new() { ["f.上会名称"] = "第三次镇长办公会", ["f.表决情况"] = "一致同意", ["f.参会人员.0.单位"] = "镇数据局" })).Status);
        var document = await caizheng.Get($"/cases/{number}/acts/2/documents/上会会议记录");
        Assert.Equal(200, document.Status);
        Assert.Contains("第三次镇长办公会", document.Text, StringComparison.Ordinal);
        Assert.Contains("镇数据局", document.Text, StringComparison.Ordinal);
    }

    private static Dictionary<string, string?> Listed(string wanted) => new() { ["o1.补正要求"] = "补", ["o1.补正清单.申报|内容|总投资"] = wanted };

    private static Dictionary<string, string?> Opinion(string score, string words) => new() { ["o0.专家结论"] = "同意", ["o0.专家评分"] = score, ["o0.专家意见内容"] = words };

    /// <summary>The town with lists, experts and meetings.</summary>
    private static async Task<TestSite> Site()
    {
        var site = new TestSite();
        var facts = Path.Combine(site.Rulebooks, "common", "facts.yaml");
        await File.AppendAllTextAsync(facts, Facts);
        var book = Path.Combine(site.Rulebooks, TownRulebook.Id, "rulebook.yaml");
        var text = await File.ReadAllTextAsync(book);
        var changed = text.Replace("  数据局: {}", "  数据局: {}\n  专家: {named: 专家名单}", StringComparison.Ordinal)
            .Replace("    notes: [五日从受理次日起算]\n", "    notes: [五日从受理次日起算]\n    facts:\n      专家名单: {type: records, draw: {from: 专家, count: 抽取专家人数}}\n", StringComparison.Ordinal)
            .Replace("      审核:\n        title: 审核申报", Steps + "\n      审核:\n        title: 审核申报", StringComparison.Ordinal);
        Assert.NotEqual(text, changed);
        await File.WriteAllTextAsync(book, changed);
        return await site.WithPeople();
    }

    /// <summary>Accounts of four experts, one of whom works for a unit that has projects.</summary>
    private static async Task<List<Guid>> People(TestSite site)
    {
        await using var scope = site.Services.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<Accounts>();
        var by = new AdminActor(null, "测试");
        RoleGrant[] grants = [new RoleGrant(TownRulebook.Id, "专家")];
        var home = (await accounts.CreateOrganisation("专家之家", null, null, grants, by)).Value!;
        var people = new List<Guid>();
        foreach (var login in new[] { "zj1", "zj2", "zj3", "zj4" })
        {
            people.Add((await accounts.CreateUser(login, login + "先生", home.Id, TestSite.Password, grants, by, mustChangePassword: false)).Value!.Id);
        }

        return people;
    }

    private static async Task Pool(TestSite site)
    {
        var people = await People(site);
        var pool = site.Services.GetRequiredService<ExpertPool>();
        for (var i = 0; i < people.Count; i++)
        {
            var outcome = await pool.Add(TownRulebook.Id, "专家", people[i], new ExpertProfile($"专家{i + 1}", i == 3 ? "甲单位" : $"第{i + 1}大学", "", [], "", true), new AdminActor(null, "测试"));
            Assert.Empty(outcome.Errors);
        }
    }
}
