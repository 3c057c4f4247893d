using System.Text;
using System.Text.Json;

namespace Zhunsheng.Feel.Tests;

/// <summary>Values to JSON and back.</summary>
public class JsonTests
{
    [Theory]
    [InlineData("{a: [1, 2.50, null, true], b: @\"2025-01-31\", \"c d\": \"文\"}", """{"a":[1,2.5,null,true],"b":"2025-01-31","c d":"文"}""")]
    [InlineData("79228162514264337593543950335", "79228162514264337593543950335")]
    [InlineData("@\"P1DT2H\"", "\"P1DT2H\"")]
    public void Write_Values_GivesPlainJson(string feel, string json) => Assert.Equal(json, Write(Eval.Compile(feel).Evaluate([])));

    [Fact]
    public void TryRead_TypedValues_BecomeThoseKinds()
    {
        Assert.Equal(FeelValue.Of(new DateOnly(2025, 1, 31)), Read("\"2025-01-31\"", FeelType.Date));
        Assert.Equal(FeelValue.Of("2025-01-31"), Read("\"2025-01-31\"", FeelType.Any));
        Assert.Equal(FeelValue.Of(400.10m), Read("400.1", FeelType.Number));
        Assert.Equal(FeelValue.Null, Read("null", FeelType.Number));
        Assert.Equal("[{金额: 1}]", Read("""[{"金额":1}]""", FeelType.ListOf(FeelType.ContextOf([new("金额", FeelType.Number)]))).ToString());
    }

    [Theory]
    [InlineData("\"400\"", "要的是数字，写的是文本“400”")]
    [InlineData("true", "要的是数字，写的是是否 true")]
    [InlineData("[1]", "要的是数字，写的是列表")]
    [InlineData("1e40", "超出了范围")]
    public void TryRead_WrongKind_SaysWhatWasWanted(string json, string part)
    {
        using var document = JsonDocument.Parse(json);
        Assert.False(FeelJson.TryRead(document.RootElement, FeelType.Number, out var value, out var error));
        Assert.True(value.IsNull);
        Assert.Contains(part, error, StringComparison.Ordinal);
        Assert.Throws<FormatException>(() => FeelJson.Read(document.RootElement, FeelType.Number));
    }

    [Fact]
    public void TryRead_Inside_SaysWhere()
    {
        using var document = JsonDocument.Parse("""[{"金额":1},{"金额":"x"}]""");
        FeelJson.TryRead(document.RootElement, FeelType.ListOf(FeelType.ContextOf([new("金额", FeelType.Number)])), out _, out var error);
        Assert.Equal("第2项：“金额”：要的是数字，写的是文本“x”", error);
        using var other = JsonDocument.Parse("""{"金":1}""");
        FeelJson.TryRead(other.RootElement, FeelType.ContextOf([new("金额", FeelType.Number)]), out _, out error);
        Assert.Equal("没有叫“金”的要素，是不是“金额”？", error);
        using var choice = JsonDocument.Parse("\"改建\"");
        Assert.False(FeelJson.TryRead(choice.RootElement, FeelType.OneOf(["新建", "扩建"]), out _, out error));
        Assert.Contains("只能是：新建、扩建", error, StringComparison.Ordinal);
    }

    private static FeelValue Read(string json, FeelType type)
    {
        using var document = JsonDocument.Parse(json);
        return FeelJson.Read(document.RootElement, type);
    }

    private static string Write(FeelValue value)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            FeelJson.Write(writer, value);
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
