using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Zhunsheng.Feel;
using Zhunsheng.Rulebooks;

namespace Zhunsheng.Casework.Tests;

/// <summary>What bars the new projects of a unit under the rulebooks that are shipped: from which file, from which day, to which day.</summary>
public class UnitBarTests
{
    private static readonly DateOnly s_today = new(2026, 3, 2);

    [Fact]
    public void Tongliao_LittleUsedSystem_BarsToTheDayAYearAfterAcceptance_AndNotTheDayAfter()
    {
        var rows = Row(("系统使用率不高", true), ("竣工验收日期", new DateOnly(2025, 6, 1)));
        var bar = Assert.Single(Bars("tongliao-2024", "本单位其他项目", rows, s_today), b => b.Gate.Name == "使用率不高一年内不新建");
        Assert.Equal(("第十二条第二款第五项", new DateOnly(2026, 6, 2)), (bar.Gate.Article.Text, bar.Free!.Value));
        Assert.Equal([("TL-2024-0001", "别的项目")], bar.Sources);
        Assert.Equal(["属新建"], bar.Depends);
        Assert.Contains(Bars("tongliao-2024", "本单位其他项目", rows, new DateOnly(2026, 6, 1)), b => b.Gate.Name == bar.Gate.Name);
        Assert.DoesNotContain(Bars("tongliao-2024", "本单位其他项目", rows, new DateOnly(2026, 6, 2)), b => b.Gate.Name == bar.Gate.Name);
    }

    [Theory]
    [InlineData("fangchenggang-2022", "数据已共享", false, "第二十九条")]
    [InlineData("fangchenggang-2022", "重复采集数据", true, "第二十九条")]
    [InlineData("fangchenggang-2022", "密码应用合规", false, "第二十九条")]
    [InlineData("fangchenggang-2022", "网络安全合规", false, "第二十九条")]
    [InlineData("fangchenggang-2022", "重大安全隐患", true, "第二十九条")]
    [InlineData("liangping-2022", "数据已共享", false, "第二十九条")]
    [InlineData("liangping-2022", "重复采集数据", true, "第二十九条")]
    [InlineData("liangping-2022", "密码应用合规", false, "第三十条")]
    [InlineData("liangping-2022", "网络安全合规", false, "第三十条")]
    [InlineData("liangping-2022", "重大安全隐患", true, "第三十条")]
    [InlineData("liangping-2022", "应整合未整合", true, "第三十一条")]
    public void SystemInDisorder_BarsUntilItIsMended(string book, string fact, bool value, string article)
    {
        (string, object)[] inUse = book == "liangping-2022" ? [("竣工验收结论", "通过"), ("项目类型", "新建"), ("系统状态", "在用")] : [];
        var bars = Bars(book, "本单位其他项目", Row([.. inUse, (fact, value)]), s_today);
        var bar = Assert.Single(bars, b => b.Gate.Article.Article == article);
        Assert.Null(bar.Free);
        Assert.Single(bar.Sources);
        Assert.DoesNotContain(Bars(book, "本单位其他项目", Row([.. inUse, (fact, !value)]), s_today), b => b.Gate.Article.Article == article);
    }

    [Theory]
    [InlineData("heilongjiang-2023")]
    [InlineData("tongliao-2024")]
    [InlineData("liangping-2022")]
    [InlineData("fangchenggang-2022")]
    [InlineData("taixing-2023")]
    public void NoOtherFiles_NoBar(string book) => Assert.Empty(UnitBar.Of(Begun(Read(book)), Read(book), s_today));

    private static ImmutableArray<UnitBar> Bars(string id, string register, FeelContext row, DateOnly on)
    {
        var book = Read(id);
        var begun = Begun(book);
        var fields = book.Facts[register].Fields.Select(f => KeyValuePair.Create(f.Name, row[f.Name])).Concat(
        [
            KeyValuePair.Create(RegisterSource.Number, FeelValue.Of("TL-2024-0001")), KeyValuePair.Create(RegisterSource.Title, FeelValue.Of("别的项目")), KeyValuePair.Create(RegisterSource.Owner, FeelValue.Of("甲局")), KeyValuePair.Create(RegisterSource.Closed, FeelValue.False),
        ]);
        return UnitBar.Of(begun with { Registers = begun.Registers.SetItem(register, FeelValue.ListOf([FeelValue.Of(new FeelContext(fields))])) }, book, on);
    }

    private static CaseFile Begun(Rulebook book) => CaseFile.Begin(Guid.Empty, "", book, book.Kinds[0].Name, Guid.NewGuid(), "甲局") with
    {
        Registers = book.Registers.Where(r => r.Register!.In is null || r.Register.In == book.Kinds[0].Name).ToImmutableDictionary(r => r.Name, _ => FeelValue.ListOf(Array.Empty<FeelValue>())),
    };

    private static FeelContext Row(params (string Name, object Value)[] facts) => new(CaseBuilder.Facts([.. facts.Select(f => (f.Name, (object?)f.Value))]));

    private static Rulebook Read(string id)
    {
        RulebookText Text(string path) => new(path, File.ReadAllText(Path.Combine(Root(), "rulebooks", path)));
        return RulebookReader.Read(Text(id + "/rulebook.yaml"), [Text("common/facts.yaml"), Text("common/questions.yaml"), Text("common/calendar.yaml")]).Rulebook!;
    }

    private static string Root([CallerFilePath] string path = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "..", ".."));
}
