using Zhunsheng.Feel;

namespace Zhunsheng.Dmn.Tests;

/// <summary>Gaps, overlaps and dead rows found without running the table.</summary>
public class TableCheckTests
{
    private static string[] Run(HitPolicy hit, string inputs, string[] rows, string standard = "null") =>
        [.. TableCheck.Run(Tables.Source(hit, inputs, rows, standard), Tables.Schema).Select(d => $"{d.Line} {d.Message}")];

    [Fact]
    public void Unique_CompleteTable_HasNoFindings() =>
        Assert.Empty(Run(HitPolicy.Unique, "已纳入规划 | 总投资", ["true | > 400 | 1", "false | > 400 | 2", "- | [0..400] | 3"]));

    [Fact]
    public void Unique_MissingBoundary_IsAGap() =>
        Assert.Equal(["9 有情形没有一行管到：总投资 = 400"], Run(HitPolicy.Unique, "总投资", ["> 400 | 1", "< 400 | 2"]));

    [Fact]
    public void Unique_MissingCombination_IsNamed() =>
        Assert.Equal(["9 有情形没有一行管到：已纳入规划 = false、总投资 > 400"], Run(HitPolicy.Unique, "已纳入规划 | 总投资", ["true | - | 1", "false | <= 400 | 2"]));

    [Fact]
    public void Unique_MissingChoice_IsNamed() =>
        Assert.Equal(["9 有情形没有一行管到：项目类别 = \"运维\""], Run(HitPolicy.Unique, "项目类别", ["\"新建\" | 1", "\"扩建\" | 2"]));

    [Fact]
    public void Unique_WithDefault_HasNoGap() =>
        Assert.Empty(Run(HitPolicy.Unique, "项目类别", ["\"新建\" | 1", "\"扩建\" | 2"], "3"));

    [Fact]
    public void Unique_Overlap_NamesBothRowsAndTheValues() =>
        Assert.Equal(["11 第2行和第1行重叠：总投资 = 400"], Run(HitPolicy.Unique, "总投资", [">= 400 | 1", "<= 400 | 2"]));

    [Fact]
    public void Any_OverlapWithEqualOutputs_IsFine()
    {
        Assert.Empty(Run(HitPolicy.Any, "总投资", [">= 400 | 1", "<= 400 | 1"]));
        Assert.Single(Run(HitPolicy.Any, "总投资", [">= 400 | 1", "<= 400 | 2"]));
    }

    [Fact]
    public void First_RowCoveredByEarlierOnes_IsUnreachable() =>
        Assert.Equal(["12 第3行永远轮不到：前面的行已经把它管的情形都管了"], Run(HitPolicy.First, "总投资", ["> 400 | 1", "<= 400 | 2", "(200..300] | 3"]));

    [Fact]
    public void First_CoveredByTwoColumns_IsUnreachable() =>
        Assert.Equal(["12 第3行永远轮不到：前面的行已经把它管的情形都管了"],
            Run(HitPolicy.First, "已纳入规划 | 总投资", ["true | - | 1", "false | > 100 | 2", "- | > 200 | 3", "- | - | 4"]));

    [Fact]
    public void First_RowThatNothingPasses_IsDead() =>
        Assert.Equal(["10 第1行永远不会成立：“项目类别”这一格没有值能满足"],
            Run(HitPolicy.First, "项目类别", ["not(\"新建\", \"扩建\", \"运维\") | 1", "- | 2"]));

    [Fact]
    public void Check_CellsThatReadVariables_GetTheBenefitOfTheDoubt() =>
        Assert.Empty(Run(HitPolicy.Unique, "总投资", ["> string length(备注) | 1", "<= 10 | 2"]));

    [Fact]
    public void Check_Dates_AreCutAtDays() =>
        Assert.Equal(["9 有情形没有一行管到：受理日期 = @\"2025-01-01\""],
            Run(HitPolicy.Unique, "受理日期", ["< @\"2025-01-01\" | 1", ">= @\"2025-01-02\" | 2"]));

    [Fact]
    public void Check_ManyColumns_EndsSoon()
    {
        var inputs = string.Join(" | ", Enumerable.Repeat("总投资", 12));
        var rows = Enumerable.Range(0, 40).Select(r => string.Join(" | ", Enumerable.Range(0, 12).Select(c => $"> {(r * 7) + c}")) + " | 1").ToArray();
        Assert.True(Run(HitPolicy.Unique, inputs, rows).Length <= 10);
    }
}
