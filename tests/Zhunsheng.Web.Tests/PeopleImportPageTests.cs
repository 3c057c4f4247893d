using Zhunsheng.Documents;

namespace Zhunsheng.Web.Tests;

public sealed class PeopleImportPageTests
{
    [Fact]
    public async Task Template_FilledAndImported_MakesAnOfficeAndAPerson()
    {
        await using var site = await new TestSite().WithPeople();
        var admin = await site.SignedIn("guanli");
        var template = await admin.Get("/admin/import/organisations.xlsx");
        var sheet = await SheetReader.Read(await template.Response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken), cancel: TestContext.Current.CancellationToken);
        Assert.Equal(["单位名称", "简称", "统一社会信用代码", "角色"], sheet.Sheet!.Headings.Select(h => h.Text));

        var page = await admin.Get("/admin/import");
        var offices = await admin.Submit(page, "导入单位", null, new() { ["file"] = await Sheet(["单位名称", "简称", "统一社会信用代码", "角色"], ["丙单位", "丙", "91350100M000100Y43", "单位"]) });
        Assert.Equal(200, offices.Status);
        Assert.Contains("单位导入了1行", offices.Text, StringComparison.Ordinal);
        var people = await admin.Submit(page, "导入人员", null, new() { ["file"] = await Sheet(["账号", "姓名", "单位", "角色"], ["bing", "丙某", "丙单位", "单位"]) });
        Assert.Contains("人员导入了1行", people.Text, StringComparison.Ordinal);
        var password = people.Document.QuerySelector("td.mono")!.TextContent;
        var browser = site.Browser();
        Assert.Equal("/account/password", (await browser.Submit(await browser.Get("/sign-in"), "登录", new() { ["userName"] = "bing", ["password"] = password })).Location);
        Assert.Contains("丙某", (await (await site.SignedIn("anquan")).Get("/admin/grants")).Document.QuerySelector("#requests")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task BrokenSheet_ImportsNothing_AndNamesEveryCell()
    {
        await using var site = await new TestSite().WithPeople();
        var admin = await site.SignedIn("guanli");
        var page = await admin.Get("/admin/import");
        var refused = await admin.Submit(page, "导入单位", null, new() { ["file"] = await Sheet(["角色", "单位名称", "统一社会信用代码"], ["单位", "好单位", ""], ["县长", "甲单位", "91350100M000100Y44"]) });
        Assert.Equal(422, refused.Status);
        Assert.Contains("什么也没有导入：共2行，1行不对，3处要改", refused.Text, StringComparison.Ordinal);
        var lines = refused.Document.QuerySelectorAll("tbody tr").Select(r => string.Join('|', r.QuerySelectorAll("td").Take(2).Select(c => c.TextContent))).ToList();
        Assert.Equal(["3|B3（单位名称）", "3|C3（统一社会信用代码）", "3|A3（角色）"], lines);
        Assert.DoesNotContain("好单位", (await admin.Get("/admin/organisations")).Text, StringComparison.Ordinal);

        var heads = await admin.Submit(page, "导入人员", null, new() { ["file"] = await Sheet(["账号", "姓名", "部门"], ["bing", "丙某", "x"]) });
        Assert.Contains("C1不认识“部门”这一列；只有账号、姓名、单位、角色", heads.Text, StringComparison.Ordinal);
        Assert.Contains("缺少“单位”这一列", heads.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FileThatIsNone_OrNoFile_SaysSo()
    {
        await using var site = await new TestSite().WithPeople();
        var admin = await site.SignedIn("guanli");
        var page = await admin.Get("/admin/import");
        var text = await admin.Submit(page, "导入单位", null, new() { ["file"] = new TestFile("单位.xlsx", "名称\n甲"u8.ToArray()) });
        Assert.Equal(422, text.Status);
        Assert.Contains("不是 Excel 工作簿", text.Text, StringComparison.Ordinal);
        Assert.Contains("选要导入的文件", (await admin.Submit(page, "导入单位")).Text, StringComparison.Ordinal);
        Assert.Equal(422, (await admin.Submit(page, "导入人员", new() { ["jurisdiction"] = "nonsense" }, new() { ["file"] = await Sheet(["账号"], ["x"]) })).Status);
    }

    private static async Task<TestFile> Sheet(string[] headings, params string[][] rows)
    {
        using var memory = new MemoryStream();
        await Worksheet.Write(memory, "表", [.. headings.Select(h => new SheetColumn(h, SheetColumnKind.Text, 20))], rows.Select(r => (IReadOnlyList<SheetCell>)[.. r.Select(c => SheetCell.Of(c))]).ToAsyncEnumerable());
        return new TestFile("表.xlsx", memory.ToArray());
    }
}
