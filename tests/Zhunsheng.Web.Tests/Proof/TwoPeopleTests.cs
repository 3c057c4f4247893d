using Microsoft.Extensions.DependencyInjection;
using Zhunsheng.Storage;

namespace Zhunsheng.Web.Tests.Proof;

/// <summary>Two colleagues of one office give the same opinion: one is first, the other sees it beside what was typed. Two people at one plan: PlanPageTests; at one draft: DraftPageTests; on both databases: AppendTests, DraftTests.</summary>
public sealed class TwoPeopleTests
{
    [Fact]
    public async Task Opinion_OfTwoColleagues_TheSecondSeesTheFirstAndKeepsWhatWasTyped()
    {
        await using var site = await new TestSite().WithPeople();
        await using (var scope = site.Services.CreateAsyncScope())
        {
            var accounts = scope.ServiceProvider.GetRequiredService<Accounts>();
            var office = (await accounts.Organisations()).Single(o => o.Name == "镇数据局");
            Assert.Empty((await accounts.CreateUser("shuju2", "数据局的同事", office.Id, TestSite.Password, [new RoleGrant(TownRulebook.Id, "数据局")], new AdminActor(null, "测试"), mustChangePassword: false)).Errors);
        }

        var number = await (await site.Token("甲单位")).Declare();
        var (first, second) = (await site.SignedIn("shuju"), await site.SignedIn("shuju2"));
        var (one, two) = (await first.Get($"/cases/{number}/steps/审核"), await second.Get($"/cases/{number}/steps/审核"));
        Assert.Equal(303, (await first.Submit(one, "通过")).Status);
        var control = two.Document.QuerySelector("[name$='.补正要求']")!.GetAttribute("name")!;
        var told = await second.Submit(two, "退回补正", new() { [control] = "写清效益和人数" });
        Assert.Equal(409, told.Status);
        Assert.Contains("别人先办了1件", told.Text, StringComparison.Ordinal);
        Assert.Equal("写清效益和人数", told.Value(control));
        var again = await second.Submit(told, "退回补正");
        Assert.Equal(422, again.Status);
        Assert.Contains("已经由", again.Text, StringComparison.Ordinal);
        Assert.Equal("写清效益和人数", again.Value(control));
        Assert.Equal(2, (await site.Services.GetRequiredService<CaseStore>().LoadByNumber(number))!.Head);
    }
}
