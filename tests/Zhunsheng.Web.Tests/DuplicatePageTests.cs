namespace Zhunsheng.Web.Tests;

public sealed class DuplicatePageTests
{
    private const string Goal = "覆盖全镇灌区，用水量每小时采一次，支撑统一调度。";

    private static async Task<string> Declare(Browser unit, string name, string total, string goal)
    {
        var form = Town.Declaration(name);
        (form["f.总投资"], form["f.情况说明"]) = (total, goal);
        var done = await unit.Submit(await unit.Get("/projects/new"), "提交", form, Town.Papers());
        Assert.True(done.Status == 303, done.Text);
        return done.Location!.Split('/')[2].Split('?')[0];
    }

    [Fact]
    public async Task SimilarPage_Office_ComparesAllSideBySide()
    {
        await using var site = await new TestSite().WithPeople();
        var (jia, yi, office) = (await site.SignedIn("jia"), await site.SignedIn("yi"), await site.SignedIn("shuju"));
        var first = await Declare(jia, "灌区用水监测平台", "150", Goal);
        var second = await Declare(yi, "灌区用水监测系统", "260", "一期：" + Goal);
        await Declare(yi, "镇政府网站改版", "20", "更换首页栏目和样式，适配手机。");

        var page = await office.Get($"/cases/{first}/similar");
        Assert.Equal([second], page.Document.QuerySelectorAll("section[aria-labelledby^=s-] h2 a").Select(a => a.GetAttribute("href")!.Split('/')[^1]));
        Assert.Contains("名称相似71%，情况说明相似9", page.Text, StringComparison.Ordinal);
        Assert.Contains(page.Document.QuerySelectorAll("td[data-l=本项目] mark"), m => m.TextContent == "灌区用水监测");
        Assert.Contains("260.00万元", page.Text, StringComparison.Ordinal);
        Assert.Contains($"/cases/{first}/steps/%E5%AE%A1%E6%A0%B8", page.Document.QuerySelectorAll(".note a").Select(a => a.GetAttribute("href")));
        Assert.DoesNotContain("拆成", page.Text, StringComparison.Ordinal);
        Assert.Contains((await office.Get("/cases/" + first)).Document.QuerySelectorAll("a"), a => a.GetAttribute("href") == $"/cases/{first}/similar");
    }

    [Fact]
    public async Task Duplicates_Unit_SeesNothingOfOthers_NotEvenACount()
    {
        await using var site = await new TestSite().WithPeople();
        var (jia, yi) = (await site.SignedIn("jia"), await site.SignedIn("yi"));
        var own = await Declare(jia, "灌区用水监测平台", "150", Goal);
        Assert.Equal(404, (await yi.Get($"/cases/{own}/similar")).Status);
        Assert.Equal(404, (await (await site.SignedIn("wenhua")).Get($"/cases/{own}/similar")).Status);
        Assert.Equal(302, (await site.Browser().Get($"/cases/{own}/similar")).Status);

        var form = Town.Declaration("灌区用水监测平台");
        form["f.情况说明"] = Goal;
        var panel = (await yi.Submit(await yi.Get("/projects/new"), "重新推算", form)).Document.QuerySelector("section[aria-labelledby=duplicates]")!.TextContent;
        Assert.Contains("没有名称、目标、内容相近的", panel, StringComparison.Ordinal);
        Assert.Contains("由审核单位核对", panel, StringComparison.Ordinal);
        Assert.DoesNotContain("甲单位", panel, StringComparison.Ordinal);
        Assert.DoesNotContain("MZ-2026", panel, StringComparison.Ordinal);
        var other = await Declare(yi, "灌区用水监测平台", "150", Goal);
        Assert.Contains("没有相近的项目", (await yi.Get($"/cases/{other}/similar")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Split_PartsBelowTheThreshold_NamesRouteSumAndArticle()
    {
        await using var site = await new TestSite().WithPeople();
        var (jia, office) = (await site.SignedIn("jia"), await site.SignedIn("shuju"));
        await Declare(jia, "灌区用水监测平台一期", "150", Goal);

        var form = Town.Declaration("灌区用水监测平台二期");
        form["f.总投资"] = "50";
        Assert.DoesNotContain("会不会是", (await jia.Submit(await jia.Get("/projects/new"), "重新推算", form)).Text, StringComparison.Ordinal);
        form["f.总投资"] = "50.01";
        var hint = (await jia.Submit(await jia.Get("/projects/new"), "重新推算", form)).Document.QuerySelector("section[aria-labelledby=duplicates] .note")!.TextContent;
        Assert.Contains("合起来200.01万元", hint, StringComparison.Ordinal);

        var second = await Declare(jia, "灌区用水监测平台二期", "60", "更换二十台水位计，接入已有平台。");
        var page = await office.Get($"/cases/{second}/similar");
        Assert.Contains("会不会是一个项目拆成了2个", page.Text, StringComparison.Ordinal);
        Assert.Contains("审批环节：合起来要过 审核 → 列入计划第二条", page.Text, StringComparison.Ordinal);
        Assert.Contains("本项目单独报只过 审核", page.Text, StringComparison.Ordinal);
        Assert.Contains("项目拆开申报的，要合成一个项目再报 第二条", page.Text, StringComparison.Ordinal);

        // Thirteen months later it is another matter.
        site.Clock.Set(new DateOnly(2027, 5, 21));
        jia = await site.SignedIn("jia");
        form["f.总投资"] = "190";
        form["f.项目名称"] = "灌区用水监测平台三期";
        Assert.DoesNotContain("会不会是", (await jia.Submit(await jia.Get("/projects/new"), "重新推算", form)).Text, StringComparison.Ordinal);
    }
}
