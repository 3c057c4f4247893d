namespace Zhunsheng.Feel.Tests;

/// <summary>Conditions that can never or always hold are pointed out, at their place, as warnings.</summary>
public class ContradictionTests
{
    private static readonly FeelSchema s_schema = new(
    [
        new("总投资", FeelType.Within(new FeelRange(FeelValue.Of(0m), true, FeelValue.Null, false))),
        new("比例", FeelType.Within(new FeelRange(FeelValue.Of(0m), true, FeelValue.Of(100m), true))),
        new("金额", FeelType.Number),
        new("类别", FeelType.OneOf(["新建", "扩建", "运维"])),
        new("备注", FeelType.String),
        new("已核", FeelType.Boolean),
        new("受理日期", FeelType.Date),
        new("付款", FeelType.ListOf(FeelType.ContextOf([new("金额", FeelType.Number)]))),
        new("任意", FeelType.Any),
    ]);

    [Theory]
    [InlineData("金额 < 3 and 金额 > 5", "1:12 关于“金额”的这几个条件不能同时成立，用 and 连起来就永远不成立")]
    [InlineData("金额 < 3 and 已核 and 金额 >= 3", "1:19 关于“金额”的这几个条件不能同时成立，用 and 连起来就永远不成立")]
    [InlineData("金额 in [1..3] and 金额 in (> 3, 0)", "1:18 关于“金额”的这几个条件不能同时成立，用 and 连起来就永远不成立")]
    [InlineData("类别 = \"新建\" and 类别 = \"扩建\"", "1:15 关于“类别”的这几个条件不能同时成立，用 and 连起来就永远不成立")]
    [InlineData("类别 != \"新建\" and 类别 != \"扩建\" and 类别 != \"运维\"", "1:31 关于“类别”的这几个条件不能同时成立，用 and 连起来就永远不成立")]
    [InlineData("备注 = \"a\" and 备注 = \"b\"", "1:14 关于“备注”的这几个条件不能同时成立，用 and 连起来就永远不成立")]
    [InlineData("已核 and not(已核)", "1:8 关于“已核”的这几个条件不能同时成立，用 and 连起来就永远不成立")]
    [InlineData("金额 = null and 金额 > 3", "1:15 关于“金额”的这几个条件不能同时成立，用 and 连起来就永远不成立")]
    [InlineData("受理日期 < @\"2025-01-01\" and 受理日期 >= @\"2025-01-01\"", "1:26 关于“受理日期”的这几个条件不能同时成立，用 and 连起来就永远不成立")]
    [InlineData("金额 > 3 or 金额 <= 3", "1:11 关于“金额”的这几个条件总有一个成立，用 or 连起来等于没有条件")]
    [InlineData("类别 != \"新建\" or 类别 != \"扩建\"", "1:15 关于“类别”的这几个条件总有一个成立，用 or 连起来等于没有条件")]
    [InlineData("count(付款[金额 < 3 and 金额 > 5]) > 0", "1:21 关于“金额”的这几个条件不能同时成立，用 and 连起来就永远不成立")]
    [InlineData("比例 > 100", "1:1 取值只在 [0..100] 之内，这个条件永远不成立")]
    [InlineData("比例 <= 100", "1:1 取值只在 [0..100] 之内，这个条件总是成立")]
    [InlineData("总投资 < 0", "1:1 取值只在 [0..null) 之内，这个条件永远不成立")]
    [InlineData("比例 between 120 and 130", "1:1 取值只在 [0..100] 之内，这个条件永远不成立")]
    [InlineData("已核 and\n 1 > 2", "2:2 这个条件里没有会变的东西，永远不成立")]
    [InlineData("if 1 < 2 then 3 else 4", "1:4 这个条件里没有会变的东西，总是成立")]
    public void Expression_ConditionThatNeverOrAlwaysHolds_WarnsWithPlace(string text, string expected)
    {
        var compilation = FeelCompiler.Expression(text, s_schema, FeelOptions.UnknownPropagates);
        Assert.NotNull(compilation.Expression);
        Assert.Equal(expected, string.Join("\n", compilation.Diagnostics.Select(d => $"{d.Line}:{d.Column} {d.Message}")));
    }

    [Theory]
    [InlineData("金额 > 3 and 金额 < 5")]
    [InlineData("金额 >= 3 and 金额 <= 3")]
    [InlineData("金额 > 3 or 金额 < 3")]
    [InlineData("金额 = null or 金额 > 3")]
    [InlineData("金额 != null and 金额 > 3")]
    [InlineData("类别 != \"新建\" and 类别 != \"扩建\"")]
    [InlineData("备注 > \"a\" and 备注 < \"b\"")]
    [InlineData("备注 != \"a\" and 备注 != \"b\"")]
    [InlineData("任意 < 3 and 任意 > 5")]
    [InlineData("金额 < 总投资 and 金额 > 总投资 + 1")]
    [InlineData("比例 > 0 and 比例 < 100")]
    [InlineData("受理日期 > @\"2025-01-01\" and 受理日期 <= @\"2025-01-02\"")]
    [InlineData("count(付款[金额 > 5]) > 0 and count(付款[金额 < 3]) > 0")]
    public void Expression_ConditionThatCanBeEither_SaysNothing(string text) =>
        Assert.Empty(FeelCompiler.Expression(text, s_schema, FeelOptions.UnknownPropagates).Diagnostics);
}
