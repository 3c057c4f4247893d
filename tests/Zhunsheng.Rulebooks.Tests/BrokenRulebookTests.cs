using static Zhunsheng.Rulebooks.Tests.SmallRulebook;

namespace Zhunsheng.Rulebooks.Tests;

/// <summary>Each mistake an author can make brings one error at its place, with the words that help to mend it.</summary>
public class BrokenRulebookTests
{
    private static readonly string Whole = Head + "\n" + Articles;

    public static TheoryData<string, string, string[]> Mistakes => new()
    {
        { "gist: 规模与环节", "gits: 规模与环节", ["不认识的键 gits", "是不是 gist"] },
        { "holds: 有要求, unless", "holds: 有要球, unless", ["有要球", "有要求"] },
        { "[总投资]\n        rows", "[总投次]\n        rows", ["总投次"] },
        { "by: 数据局", "by: 数剧局", ["没有叫“数剧局”的角色", "数据局"] },
        { "after: [登记]", "after: [登己]", ["没有叫“登己”的环节", "登记"] },
        { "blocks: 可否验收", "blocks: 可否检收", ["可否检收", "可否验收"] },
        { "within: 5 工作日", "within: 5 个工日", ["不是期间", "5 工作日"] },
        { "article: 第三条}", "article: 第三十条}", ["引用了不存在的第三十条"] },
        { "phase: 审核, by: 数据局", "phase: 审合, by: 数据局", ["没有“审合”这个阶段"] },
        { "strength: default, grant: {by: 县政府}", "strength: default", ["原则上", "grant"] },
        { "strength: default, grant", "strength: soft, grant", ["hard", "soft"] },
        { "第五条:", "第七条:", ["第七条之前缺少第五条"] },
        { "declaratory: 只讲目的", "notes: [甲]", ["第一条没有任何规则"] },
        { "{途径: [增补]}", "{途经: [增补]}", ["没有参数途经", "途径"] },
        { "stops: [审核]", "stops: [审合]", ["没有叫“审合”的期限"] },
        { "asks: [补正要求]", "asks: [补证要求]", ["补证要求", "补正要求"] },
        { "密级 != \"非涉密\"", "密级 != \"不涉密\"", ["不涉密"] },
        { "then: [批准]}\n          - {when: 总投资", "then: 批准, thn: 1}\n          - {when: 总投资", ["不认识的键 thn"] },
        { "open: [停表]", "open: [停标]", ["没有叫“停标”的设定", "停表"] },
        { "type: boolean, value: true, article", "type: bool, value: true, article", ["bool", "boolean"] },
        { "after: [审核]", "after: [批准]", ["绕成了圈"] },
        { "title: 小县信息化项目办法", "title: [小县", ["YAML"] },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Read_Mistake_IsAnErrorAtItsLine(string right, string wrong, string[] words)
    {
        Assert.Contains(right, Whole, StringComparison.Ordinal);
        var at = Whole.IndexOf(right, StringComparison.Ordinal);
        var reading = Read(Whole[..at] + wrong + Whole[(at + right.Length)..]);
        Assert.Null(reading.Rulebook);
        var finding = Assert.Single(reading.Findings, f => f.Severity == FindingSeverity.Error && words.All(w => f.Message.Contains(w, StringComparison.Ordinal)));
        Assert.Equal("small-2025/rulebook.yaml", finding.Path);
        Assert.True(finding.Line >= 1 && finding.Column >= 1);
    }

    [Fact]
    public void Read_UnknownName_PointsAtLineAndColumn()
    {
        var reading = Read(Whole.Replace("holds: 有要求, unless", "holds: 有要球, unless", StringComparison.Ordinal));
        var finding = reading.Findings.First(f => f.Severity == FindingSeverity.Error);
        var line = Whole.Split('\n')[finding.Line - 1];
        Assert.Equal(line.IndexOf("有要求, unless", StringComparison.Ordinal) + 1, finding.Column);
    }

    [Theory]
    [InlineData("            gist: 规模与环节", "\t\t\tgist: 规模与环节", "制表符")]
    [InlineData("title: 小县信息化项目办法", "title: [小县", "没有配对")]
    public void Read_MalformedYaml_PointsAtTheLine(string right, string wrong, string words)
    {
        right = right.TrimStart();
        var line = Whole.Split('\n').ToList().FindIndex(l => l.TrimStart() == right) + 1;
        var broken = string.Join('\n', Whole.Split('\n').Select((l, i) => i == line - 1 ? wrong : l));
        var finding = Assert.Single(Read(broken).Findings);
        Assert.Equal(line, finding.Line);
        Assert.Contains(words, finding.Message);
    }

    [Fact]
    public void Read_SinceThatIsNoDate_IsAnError() =>
        Assert.Contains(Read(Whole.Replace("            gist: 规模与环节", "            gist: 规模与环节", StringComparison.Ordinal).Replace("gist: 规模与环节", "gist: 规模与环节\n    facts:\n      受理日期: {since: 总投资}", StringComparison.Ordinal)).Findings, f => f.Message.Contains("since 要写一个日期要素", StringComparison.Ordinal));

    [Fact]
    public void Read_Whole_CountsArticles()
    {
        var reading = Read(Whole);
        Assert.Equal((6, 5, 1, 0), (reading.Articles, reading.Executable, reading.Declaratory, reading.Missing));
    }

    [Fact]
    public void Read_DecisionsInACircle_IsAnError()
    {
        var reading = Read(Whole.Replace("            decisions:", "            decisions:\n              甲: {feel: 乙 = 1}\n              乙: {feel: 'if 甲 then 1 else 2'}", StringComparison.Ordinal).Replace("    decisions:\n      规模", "    decisions:\n      甲: {feel: 乙 = 1}\n      乙: {feel: 'if 甲 then 1 else 2'}\n      规模", StringComparison.Ordinal));
        Assert.Contains(reading.Findings, f => f.Message.Contains("绕成了圈", StringComparison.Ordinal));
    }

    [Fact]
    public void Read_CommonFileMissing_SaysWhich()
    {
        var reading = RulebookReader.Read(new RulebookText("x/rulebook.yaml", Whole), [Common[0], Common[1]]);
        Assert.Contains(reading.Findings, f => f.Path == "common/calendar.yaml");
    }
}
