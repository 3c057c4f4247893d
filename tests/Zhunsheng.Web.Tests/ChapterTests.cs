using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace Zhunsheng.Web.Tests;

/// <summary>Chapters that a paper must hold, looked for in Word files.</summary>
public sealed class ChapterTests
{
    private const string Chapter = "效益分析";

    [Fact]
    public async Task Chapter_FoundInTheWordFile_NeedsNoTicking()
    {
        await using var site = await new TestSite().WithPeople();
        var jia = await site.SignedIn("jia");
        var fill = Town.Declaration();
        fill["p.2"] = null;
        var done = await jia.Submit(await jia.Get("/projects/new"), "提交", fill, With("第一章 总论", "第四章　效益、分析"));
        Assert.True(done.Status == 303, done.Text);
        var act = await jia.Get("/cases/MZ-2026-0001/acts/1");
        Assert.Contains(Chapter, act.Document.QuerySelector("#act-papers")!.Closest("section")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Chapter_OfAKeptFile_IsShownWithItsHeading_TheOthersWithWhatIsMissing()
    {
        await using var site = await new TestSite().WithPeople();
        var jia = await site.SignedIn("jia");
        var page = await jia.Submit(await jia.Get("/projects/new"), "重新推算", Town.Declaration(), With("四、效益分析", "二、项目建设目标"));
        var rows = page.Document.QuerySelectorAll("#papers .paper-list > li");
        Assert.Contains("在《申请书》里找到了：“四、效益分析”", rows[2].TextContent, StringComparison.Ordinal);
        var box = rows[2].QuerySelector<IHtmlInputElement>("input[type=checkbox]")!;
        Assert.Equal((true, true, null), (box.IsChecked, box.IsDisabled, box.Name));
        Assert.Equal(["建设目标：在“二、项目建设目标”", "数据流：标题里没有找到"], rows[0].QuerySelectorAll(".chapters li").Select(l => l.TextContent.Trim()));
        Assert.Contains("box--yes", rows[2].QuerySelector("i.box")!.ClassName, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Chapter_NotFound_NamesTheArticle_AndMayBeConfirmedUnderAnotherName()
    {
        await using var site = await new TestSite().WithPeople();
        var jia = await site.SignedIn("jia");
        var fill = Town.Declaration();
        fill["p.2"] = null;
        var refused = await jia.Submit(await jia.Get("/projects/new"), "提交", fill, With("第一章 总论"));
        Assert.Equal(422, refused.Status);
        var row = refused.Document.QuerySelectorAll("#papers .paper-list > li")[2];
        Assert.Contains("在《申请书》的标题里没有找到；写在别的标题下的，请自己勾选", row.TextContent, StringComparison.Ordinal);
        Assert.Equal("第二条", row.QuerySelector("a.cite")!.TextContent);
        Assert.Equal(303, (await jia.Submit(refused, "提交", new() { ["p.2"] = "是" })).Status);
    }

    [Fact]
    public async Task Chapter_FileReplacedByOneWithout_IsNotFoundAnyMore()
    {
        await using var site = await new TestSite().WithPeople();
        var jia = await site.SignedIn("jia");
        var fill = Town.Declaration();
        fill["p.2"] = null;
        var page = await jia.Submit(await jia.Get("/projects/new"), "重新推算", fill, With("效益分析"));
        var refused = await jia.Submit(page, "提交", null, With("总论"));
        Assert.Equal(422, refused.Status);
        Assert.Contains("“申请书”里要有这一章", refused.Document.QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Chapter_InAFileThatCannotBeRead_AsksToTick()
    {
        await using var site = await new TestSite().WithPeople();
        var jia = await site.SignedIn("jia");
        var pdf = await jia.Submit(await jia.Get("/projects/new"), "重新推算", Town.Declaration(), Town.Papers());
        var row = pdf.Document.QuerySelectorAll("#papers .paper-list > li")[2];
        Assert.Contains("《申请书》不是 Word 文件，不能自动核对，请自己勾选", row.TextContent, StringComparison.Ordinal);
        Assert.True(row.QuerySelector<IHtmlInputElement>("input[type=checkbox]")!.IsChecked);
        var broken = TestFile.Word("申请书.docx", "<坏的");
        var odd = await jia.Submit(await jia.Get("/projects/new"), "重新推算", Town.Declaration(), new() { ["p.0"] = broken });
        Assert.Contains("《申请书》文件已损坏，或者展开后太大，不能自动核对，请自己勾选", odd.Text, StringComparison.Ordinal);
        Assert.Equal(303, (await jia.Submit(odd, "提交")).Status);
    }

    private static Dictionary<string, TestFile> With(params string[] headings) => new() { ["p.0"] = TestFile.Word("申请书.docx", headings) };
}
