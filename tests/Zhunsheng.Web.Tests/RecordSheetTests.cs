using AngleSharp.Dom;
using Zhunsheng.Documents;

namespace Zhunsheng.Web.Tests;

/// <summary>Records of a form from Excel and back.</summary>
public sealed class RecordSheetTests
{
    private const string Field = "f.付款明细";

    [Fact]
    public async Task Template_HasTheColumns_AndSaysHowToFillThem()
    {
        await using var site = await new TestSite().WithPeople();
        var (jia, address) = await Payment(site);
        var page = await jia.Get(address);
        var link = page.Document.QuerySelector("a[download]")!.GetAttribute("href")!;
        var answer = await jia.Client.GetAsync(new Uri(link, UriKind.Relative));
        Assert.Equal(Worksheet.MediaType, answer.Content.Headers.ContentType!.MediaType);
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        var sheet = (await SheetReader.Read(new MemoryStream(bytes))).Sheet!;
        Assert.Equal(["费用", "金额（万元）"], sheet.Headings.Select(h => h.Text));
        Assert.Empty(sheet.Rows);
        var empty = await jia.Submit(page, "导入到上面的表", null, new() { ["sheet." + Field] = new TestFile("模板.xlsx", bytes) });
        Assert.Equal(422, empty.Status);
        Assert.Contains("表里只有栏目，没有一行内容", empty.Text, StringComparison.Ordinal);
        Assert.Equal(404, (await jia.Get(address + "?template=f.没有")).Status);
        Assert.Equal(404, (await jia.Get("/projects/new?template=f.总投资")).Status);
        Assert.Equal(404, (await (await site.SignedIn("yi")).Get(link)).Status);
    }

    [Fact]
    public async Task Import_GoodRows_StandInTheForm_AndAreHandedInOnlyByTheButton()
    {
        await using var site = await new TestSite().WithPeople();
        var (jia, address) = await Payment(site);
        var page = await jia.Submit(await jia.Get(address), "导入到上面的表", new() { [Field + ".0.费用"] = "原来的", [Field + ".0.金额"] = "1" }, await Sheet(["金额（万元）", "费用"], [12.5m, "软件"], ["30", "硬件"], [null, null], [7m, "=1+1"]));
        Assert.Equal(200, page.Status);
        Assert.Contains("从“付款.xlsx”导入3行，换掉了原来的1行。请核对，还没有提交。", page.Text, StringComparison.Ordinal);
        Assert.Equal(("软件", "12.5", "硬件", "30", "=1+1", ""), (page.Value(Field + ".0.费用"), page.Value(Field + ".0.金额"), page.Value(Field + ".1.费用"), page.Value(Field + ".1.金额"), page.Value(Field + ".2.费用"), page.Value(Field + ".3.费用")));
        Assert.Equal(404, (await jia.Get(address.Split("/steps")[0] + "/acts/3")).Status);
        Assert.Equal(303, (await jia.Submit(page, "提交")).Status);
        Assert.Contains("软件", (await jia.Get(address.Split("/steps")[0] + "/acts/3")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_WithTheBox_IsAppended_AndComesOutAgain()
    {
        await using var site = await new TestSite().WithPeople();
        var (jia, address) = await Payment(site);
        var page = await jia.Submit(
            await jia.Get(address), "导入到上面的表", new() { [Field + ".0.费用"] = "原来的", [Field + ".0.金额"] = "一块", ["append." + Field] = "是" }, await Sheet(["费用", "金额"], ["软件", 12.5m]));
        Assert.Contains("导入1行，接在原来的1行后面", page.Text, StringComparison.Ordinal);
        var (to, content) = Browser.Form(page, "导出现在的行", [], []);
        var answer = await jia.Client.PostAsync(new Uri(to, UriKind.Relative), content);
        Assert.Equal("付款明细.xlsx", answer.Content.Headers.ContentDisposition!.FileNameStar);
        var sheet = (await SheetReader.Read(await answer.Content.ReadAsStreamAsync())).Sheet!;
        Assert.Equal([["原来的", "一块"], ["软件", "12.5"]], sheet.Rows.Select(r => r.Cells.Select(c => c.Text).ToArray()));
    }

    [Fact]
    public async Task Import_BrokenCells_SaysEachAndImportsNothing()
    {
        await using var site = await new TestSite().WithPeople();
        var (jia, address) = await Payment(site);
        var page = await jia.Submit(
            await jia.Get(address), "导入到上面的表", new() { [Field + ".0.费用"] = "原来的", [Field + ".0.金额"] = "1" }, await Sheet(["费用", "金额（万元）"], ["软件", "十二块"], ["硬件", 3m], [null, 5m], ["服务", -1m]));
        Assert.Equal(422, page.Status);
        var said = page.Document.QuerySelectorAll("[role=alert] li").Select(l => l.TextContent.Trim()).ToList();
        Assert.Equal("付款明细：“付款.xlsx”有3处不对，一行也没有导入；改好再传", said[0]);
        Assert.StartsWith("第2行B2 金额（万元）：写数字", said[1], StringComparison.Ordinal);
        Assert.Equal("第4行A4 费用：空着，这一栏必填；不要这一行就整行删去", said[2]);
        Assert.StartsWith("第5行B5 金额（万元）：", said[3], StringComparison.Ordinal);
        Assert.Equal(("原来的", ""), (page.Value(Field + ".0.费用"), page.Value(Field + ".1.费用")));
    }

    [Fact]
    public async Task Import_WrongColumns_SaysWhich()
    {
        await using var site = await new TestSite().WithPeople();
        var (jia, address) = await Payment(site);
        var form = await jia.Get(address);
        var unknown = await jia.Submit(form, "导入到上面的表", null, await Sheet(["费用", "价钱"], ["软件", 1m]));
        Assert.Contains("B1：没有叫“价钱”的栏目；有的是费用、金额（万元），先下载模板", unknown.Text, StringComparison.Ordinal);
        Assert.Contains("第1行缺“金额（万元）”这一栏", unknown.Text, StringComparison.Ordinal);
        var twice = await jia.Submit(form, "导入到上面的表", null, await Sheet(["费用", "金额", "金额（万元）"], ["软件", 1m, 2m]));
        Assert.Contains("“金额（万元）”这一栏有两列", twice.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(500, 200, "导入500行")]
    [InlineData(501, 422, "表里有501行，这里最多500行")]
    [InlineData(10_000, 422, "表里有10000行，这里最多500行")]
    public async Task Import_ManyRows_UpToTheLimit(int rows, int status, string said)
    {
        await using var site = await new TestSite().WithPeople();
        var (jia, address) = await Payment(site);
        var page = await jia.Submit(await jia.Get(address), "导入到上面的表", null, await Sheet(["费用", "金额"], [.. Enumerable.Range(1, rows).Select(i => new object?[] { "第" + i, (decimal)i })]));
        Assert.Equal(status, page.Status);
        Assert.Contains(said, page.Text, StringComparison.Ordinal);
        if (status == 200)
        {
            Assert.Equal(303, (await jia.Submit(page, "提交")).Status);
        }
    }

    [Fact]
    public async Task Import_NoWorkbook_SaysSo_AlsoWithTheSubmitButton()
    {
        await using var site = await new TestSite().WithPeople();
        var (jia, address) = await Payment(site);
        var form = await jia.Get(address);
        foreach (var (name, content, said) in new[] { ("假的.xlsx", "not a workbook"u8.ToArray(), "这不是 Excel 工作簿"), ("空的.xlsx", [], "文件是空的"), ("大的.xlsx", new byte[6 * 1024 * 1024], "超过") })
        {
            var page = await jia.Submit(form, "提交", new() { [Field + ".0.费用"] = "首付", [Field + ".0.金额"] = "1" }, new() { ["sheet." + Field] = new TestFile(name, content) });
            Assert.True(page.Status is 422 or 413, page.Text);
            Assert.Contains(said, page.Text, StringComparison.Ordinal);
        }
    }

    private static async Task<(Browser Jia, string Address)> Payment(TestSite site)
    {
        var jia = await site.SignedIn("jia");
        var number = await Town.Declare(jia);
        await Town.Act(await site.SignedIn("shuju"), number, "审核", "通过");
        return (jia, $"/cases/{number}/steps/付款");
    }

    private static async Task<Dictionary<string, TestFile>> Sheet(string[] headings, params object?[][] rows)
    {
        using var memory = new MemoryStream();
        await Worksheet.Write(memory, "付款", [.. headings.Select(h => new SheetColumn(h, SheetColumnKind.Text, 12))], Each(rows));
        return new() { ["sheet." + Field] = new TestFile("付款.xlsx", memory.ToArray()) };
    }

    private static async IAsyncEnumerable<IReadOnlyList<SheetCell>> Each(object?[][] rows)
    {
        foreach (var row in rows)
        {
            yield return [.. row.Select(c => c is decimal number ? SheetCell.Of(number) : SheetCell.Of(c as string))];
        }

        await Task.CompletedTask;
    }
}
