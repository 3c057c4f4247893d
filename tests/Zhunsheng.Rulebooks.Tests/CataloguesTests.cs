using Zhunsheng.Casework.Tests;

namespace Zhunsheng.Rulebooks.Tests;

/// <summary>What an author says for the catalogues of systems and of data resources.</summary>
public class CataloguesTests
{
    private static RulebookReading Read(string text) => RulebookReader.Read(new RulebookText(CatalogueRulebook.Id + "/rulebook.yaml", text), SmallRulebook.Common);

    [Fact]
    public void Catalogues_Said_AreReadByKind()
    {
        var reading = Read(CatalogueRulebook.Text);
        Assert.Empty(reading.Findings.Where(f => f.Severity == FindingSeverity.Error));
        var catalogues = reading.Rulebook!.Catalogues;
        Assert.Equal(["项目", "老系统"], catalogues.Systems.Select(s => s.Kind));
        var rule = catalogues.SystemOf("项目")!;
        Assert.Equal(("第三条", "没有写僵尸系统"), (rule.Article.Text, rule.Silent));
        Assert.Equal(["共享了", "有隐患"], rule.Facts.Select(f => f.Name));
        Assert.Equal(new MaintenanceRule("可否验收", "钱的年度", "要钱", "要多少", "给钱", "给多少"), rule.Money);
        Assert.Null(catalogues.SystemOf("老系统")!.Money);
        Assert.Null(catalogues.SystemOf("计划"));
        var data = catalogues.ResourcesOf("项目")!;
        Assert.Equal(("资源清单", "数据清单", "第二条", "第四条"), (data.Resources.Name, data.Items!.Name, data.Article.Text, data.Repeated!.Text));
        Assert.Equal("采了两遍", data.Twice!.Name);
        Assert.Equal(["都给", "有条件给"], data.Open);
        Assert.Equal(["自己采"], data.Collected);
        Assert.Null(catalogues.ResourcesOf("老系统"));
        var acceptance = Assert.Single(reading.Rulebook.Acceptance);
        Assert.Equal(["上线", "验收"], acceptance.Route);
        Assert.Equal(("延期", "自评", "验收的人"), (acceptance.Extension[0], acceptance.Evaluation[0], acceptance.Group!.Name));
    }

    [Theory]
    [InlineData("    项目:\n      article: 第三条", "    项木:\n      article: 第三条", "系统目录：没有叫“项木”的案卷种类")]
    [InlineData("listed: 上线日期 != null", "listed: 上线日起 != null", "上线日起")]
    [InlineData("since: 上线日期", "since: 系统号", "这里要的是")]
    [InlineData("article: 第三条\n", "article: 第三十条\n", "引用了不存在的第三十条")]
    [InlineData("facts: [共享了, 有隐患]", "facts: [共享了, 有隐换]", "没有叫“有隐换”的要素")]
    [InlineData("question: 可否验收", "question: 可否检收", "question 要写一个“可否……”，没有叫“可否检收”的")]
    [InlineData("asked: 要钱", "asked: 要前", "asked 要写项目的环节，没有叫“要前”的")]
    [InlineData("grants: 给多少", "grants: 共享了", "grants 要写一个")]
    [InlineData("year: 钱的年度", "year: 要多少", "year 要写一个")]
    [InlineData("resources: 资源清单", "resources: 资源清丹", "没有叫“资源清丹”的，是不是 资源清单")]
    [InlineData("items: 数据清单", "items: 资源清单", "资源清单 要有一个文字的栏目“数据项”")]
    [InlineData("open: [都给, 有条件给]", "open: [都给, 有条件]", "open 里的“有条件”不是共享类型的值")]
    [InlineData("collected: [自己采]", "collected: [自己来]", "collected 里的“自己来”不是来源方式的值")]
    [InlineData("silent: 没有写僵尸系统", "silence: 没有写僵尸系统", "不认识的键 silence")]
    [InlineData("route: [上线, 验收]", "route: [上线, 检收]", "验收项目：没有叫“检收”的项目的环节，是不是 验收")]
    [InlineData("route: [上线, 验收]", "route: []", "缺少 route")]
    [InlineData("group: 验收的人", "group: 验收人", "group 要写一个填报的 records 要素，没有叫“验收人”的")]
    [InlineData("evaluation: [自评]", "evaluations: [自评]", "不认识的键 evaluations")]
    [InlineData("repeated: 第四条", "repeated: 第四", "不是引用条文的写法")]
    [InlineData("twice: 采了两遍", "twice: 资源清单", "twice 要写一个是否要素，没有叫“资源清单”的")]
    public void Catalogues_Mistake_IsAnErrorAtItsLine(string right, string wrong, string message)
    {
        Assert.Contains(right, CatalogueRulebook.Text, StringComparison.Ordinal);
        var at = CatalogueRulebook.Text.IndexOf(right, StringComparison.Ordinal);
        var reading = Read(CatalogueRulebook.Text[..at] + wrong + CatalogueRulebook.Text[(at + right.Length)..]);
        Assert.Null(reading.Rulebook);
        var finding = Assert.Single(reading.Findings, f => f.Severity == FindingSeverity.Error && f.Message.Contains(message, StringComparison.Ordinal));
        Assert.True(finding.Line > 1 && finding.Column >= 1);
    }
}
