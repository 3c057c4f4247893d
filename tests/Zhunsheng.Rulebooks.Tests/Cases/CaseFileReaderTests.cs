namespace Zhunsheng.Rulebooks.Tests.Cases;

public class CaseFileReaderTests
{
    [Fact]
    public void Read_CompleteCase_KeepsEveryValueWithItsType()
    {
        var reading = Read("""
            # a comment
            - id: a-1
              article: 第十条第三款
              title: 标题
              facts: {数: 1.50, 文: "1.50", 是: true, 日: 2026-03-10, 空: null, 列: [甲, 乙], 记录: [{费用: 培训, 金额: 3}]}
              at: 2026-03-10
              ask: 可否验收
              args: {环节: 竣工验收, 年度: 2024}
              expect: false
              blocked_by: [第十条, 附件]
              certainty: debatable
              note: 说明
            """);
        Assert.Empty(reading.Findings);
        var read = Assert.Single(reading.Cases);
        Assert.Equal("""{"数":1.50,"文":"1.50","是":true,"日":"2026-03-10","空":null,"列":["甲","乙"],"记录":[{"费用":"培训","金额":3}]}""", read.Facts.GetRawText());
        Assert.Equal(1.50m, read.Facts.GetProperty("数").GetDecimal());
        Assert.Equal("第十条", Assert.Single(read.Articles).Article);
        Assert.Equal(new DateOnly(2026, 3, 10), read.At);
        Assert.Equal(2024, read.Args.GetProperty("年度").GetInt32());
        Assert.Equal(["第十条", "附件"], read.BlockedBy!.Value);
        Assert.True(read.Debatable);
        Assert.Equal(2, read.Line);
    }

    [Fact]
    public void Read_ShortestCase_HasNoDayNoArgumentsAndIsSure()
    {
        var read = Assert.Single(Read("- {id: a, article: 附件, title: t, facts: {}, ask: q, expect: null}").Cases);
        Assert.Null(read.At);
        Assert.Null(read.BlockedBy);
        Assert.False(read.Debatable);
        Assert.Equal("{}", read.Args.GetRawText());
    }

    [Theory]
    [InlineData("- {id: a, article: 附件, title: t, facts: {}, ask: q}", 1, "expect")]
    [InlineData("- {id: a, article: 附件, title: t, facts: {}, ask: q, expect: 1, asks: q}", 1, "不认识的键 asks，是不是 ask？")]
    [InlineData("- {id: a, article: 十条, title: t, facts: {}, ask: q, expect: 1}", 1, "不是条文的写法")]
    [InlineData("- {id: a, article: 附件, title: t, facts: [], ask: q, expect: 1}", 1, "facts 应写成映射")]
    [InlineData("- {id: a, article: 附件, title: t, facts: {}, at: 2026-02-30, ask: q, expect: 1}", 1, "at 应写成日期")]
    [InlineData("- {id: a, article: 附件, title: t, facts: {}, ask: q, expect: 1, certainty: maybe}", 1, "certainty")]
    [InlineData("- {id: a, article: 附件, title: t, facts: {}, ask: q, expect: 1, blocked_by: 附件}", 1, "blocked_by 应写成")]
    [InlineData("- {id: a, article: 附件, title: t, facts: {}, ask: q, expect: 1e99}", 1, "数字太大")]
    [InlineData("- 只有文字", 1, "例题是一个映射")]
    [InlineData("id: a", 1, "例题文件是一个列表")]
    [InlineData("- {id: a, article: 附件, title: t, facts: {}, ask: q, expect: 1}\n- {id: a, article: 附件, title: t, facts: {}, ask: q, expect: 1}", 2, "第 1 行")]
    [InlineData("- id: a\n  id: b", 2, "YAML")]
    [InlineData("- id: [", 2, "YAML")]
    public void Read_FaultyText_ReportsThePlaceAndTheFault(string text, int line, string message)
    {
        var finding = Read(text).Findings[0];
        Assert.Equal(("x/cases.yaml", line), (finding.Path, finding.Line));
        Assert.Contains(message, finding.Message, StringComparison.Ordinal);
        Assert.Equal(FindingSeverity.Error, finding.Severity);
    }

    [Fact]
    public void Read_OneFaultyCase_KeepsTheOthers()
    {
        var reading = Read("""
            - {id: a, article: 附件, title: t, facts: {}, ask: q, expect: 1}
            - {id: b, article: 附件, title: t, facts: {}, ask: q}
            - {id: c, article: 附件, title: t, facts: {}, ask: q, expect: 1}
            """);
        Assert.Equal(["a", "c"], reading.Cases.Select(c => c.Id));
        Assert.Equal(1, reading.Refused);
    }

    [Theory]
    [InlineData("")]
    [InlineData("# nothing yet\n")]
    [InlineData("[]")]
    public void Read_EmptyFile_HasNoCasesAndNoFindings(string text)
    {
        var reading = Read(text);
        Assert.Empty(reading.Cases);
        Assert.Empty(reading.Findings);
    }

    [Fact]
    public void ReadMapping_JsonOrYaml_GivesTheSameObject()
    {
        var json = CaseFileReader.ReadMapping(new RulebookText("x", """{"总投资": 400, "列": ["甲"]}"""));
        var yaml = CaseFileReader.ReadMapping(new RulebookText("x", "总投资: 400\n列: [甲]\n"));
        Assert.Null(json.Error);
        Assert.Equal(json.Value!.Value.GetRawText(), yaml.Value!.Value.GetRawText());
    }

    private static CaseReading Read(string text) => CaseFileReader.Read(new RulebookText("x/cases.yaml", text));
}
