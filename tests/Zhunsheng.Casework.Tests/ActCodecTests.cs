using System.Collections.Immutable;
using System.Text;
using Zhunsheng.Feel;

namespace Zhunsheng.Casework.Tests;

public class ActCodecTests
{
    private static Act Sample => new()
    {
        CaseId = Guid.Parse("0F0F0F0F-0000-0000-0000-000000000001"),
        Number = 2,
        Kind = ActKind.Deed,
        Step = "申报",
        Outcome = "提交",
        Key = FeelValue.Of(3m),
        At = new DateTimeOffset(2026, 4, 30, 23, 59, 59, 123, TimeSpan.FromHours(8)),
        On = new DateOnly(2026, 4, 30),
        Actor = new Actor(Guid.Empty, "张“三”\n", Guid.Empty, "县水利局", "单位"),
        Asked = CaseBuilder.Facts(
            ("总投资", 350.500m),
            ("名单", new[] { "甲", "乙\"丙\\" }),
            ("日子", new DateOnly(2026, 1, 2)),
            ("未知", null),
            ("明细", FeelValue.ListOf(FeelValue.Of(new FeelContext([KeyValuePair.Create("金额", FeelValue.Of(1m)), KeyValuePair.Create("费用", FeelValue.Of("设备"))]))))),
        Set = CaseBuilder.Facts(("已列入", true)),
        Papers = [new Attachment("申请书", "申请书.pdf", new string('a', 64), 12, "application/pdf")],
        Note = "控制\u0001字符与😀",
        RulebookId = "county-2026",
        RulebookVersion = 3,
        RulebookDigest = "d",
        Because = [new ActReason("第二条", "环节申报", null), new ActReason("第三条", "红线概算上限", "通过")],
        Told = [new Told("抄送", "财政局", "第二条")],
        ConveyedFrom = new ActReference(Guid.Empty, "MX-计划-2026-0001", 2),
        SubmissionId = Guid.Parse("00000000-0000-0000-0000-00000000000f"),
        PreviousDigest = new string('0', 64),
        Digest = "",
    };

    [Fact]
    public void Encode_Sample_IsSortedPlainAndInUtc()
    {
        var text = Encoding.UTF8.GetString(ActCodec.Encode(Sample));
        Assert.StartsWith("{\"actor\":{\"organisation\":\"00000000-0000-0000-0000-000000000000\",\"organisationName\":\"县水利局\",\"role\":\"单位\",", text, StringComparison.Ordinal);
        Assert.Contains("\"at\":\"2026-04-30T15:59:59.123Z\"", text, StringComparison.Ordinal);
        Assert.Contains("\"on\":\"2026-04-30\"", text, StringComparison.Ordinal);
        Assert.Contains("\"总投资\":350.5", text, StringComparison.Ordinal);
        Assert.Contains("\"日子\":{\"date\":\"2026-01-02\"}", text, StringComparison.Ordinal);
        Assert.Contains("\"明细\":[{\"record\":{\"费用\":\"设备\",\"金额\":1}}]", text, StringComparison.Ordinal);
        Assert.Contains("\"未知\":null", text, StringComparison.Ordinal);
        Assert.Contains("\"note\":\"控制\\u0001字符与😀\"", text, StringComparison.Ordinal);
        Assert.DoesNotContain("digest\":\"0000", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Decode_OfEncode_GivesTheSameAct()
    {
        var act = ActCodec.Seal(Sample);
        var back = ActCodec.Decode(ActCodec.Encode(act), act.PreviousDigest, act.Digest);
        Assert.Equal(ActCodec.Encode(act), ActCodec.Encode(back));
        Assert.Equal(act.Digest, back.Digest);
        Assert.Equal(act.At, back.At);
        Assert.Equal(TimeSpan.Zero, back.At.Offset);
        Assert.Equal(act.Actor, back.Actor);
        Assert.Equal(act.Key, back.Key);
        Assert.Equal(act.ConveyedFrom, back.ConveyedFrom);
        Assert.Equal(act.Note, back.Note);
        Assert.Equal<Attachment>(act.Papers, back.Papers);
        Assert.Equal<ActReason>(act.Because, back.Because);
        Assert.Equal<Told>(act.Told, back.Told);
        Assert.Equal(act.Asked["明细"], back.Asked["明细"]);
        Assert.True(back.Asked["未知"].IsNull);
        Assert.True(back.Facts["已列入"].IsTrue);
    }

    [Fact]
    public void Encode_ActOfADeputy_SaysForWhom_AndTheOthersAreAsBefore()
    {
        var principal = new Principal(Guid.Parse("00000000-0000-0000-0000-0000000000a9"), "李四");
        var deputised = Sample with { Actor = Sample.Actor with { For = principal } };
        Assert.Contains("\"for\":{\"user\":\"00000000-0000-0000-0000-0000000000a9\",\"userName\":\"李四\"}", Encoding.UTF8.GetString(ActCodec.Encode(deputised)), StringComparison.Ordinal);
        Assert.Equal(principal, ActCodec.Decode(ActCodec.Encode(deputised), deputised.PreviousDigest, "").Actor.For);
        Assert.Equal($"{Sample.Actor.UserName}（代李四）", deputised.Actor.Shown);
        Assert.DoesNotContain("\"for\"", Encoding.UTF8.GetString(ActCodec.Encode(Sample)), StringComparison.Ordinal);
        Assert.Equal(Sample.Actor.UserName, Sample.Actor.Shown);
    }

    [Fact]
    public void Seal_Sample_HashesPreviousDigestThenBody()
    {
        var act = ActCodec.Seal(Sample);
        Assert.Equal(Sm3.HashHex([.. Encoding.ASCII.GetBytes(new string('0', 64)), .. ActCodec.Encode(Sample)]), act.Digest);
        Assert.Equal(64, act.Digest.Length);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("{\"actor\":1}")]
    [InlineData("{\"case\":\"x\"}")]
    public void Decode_NotAnAct_ThrowsFormatException(string text) =>
        Assert.Throws<FormatException>(() => ActCodec.Decode(Encoding.UTF8.GetBytes(text), "", ""));

    [Theory]
    [InlineData("2026")]
    [InlineData("1.5")]
    [InlineData("true")]
    [InlineData("null")]
    [InlineData("\"内网\"")]
    [InlineData("{\"date\":\"2026-02-28\"}")]
    [InlineData("[1,\"a\"]")]
    public void EncodeValue_OfDecodeValue_GivesTheSameText(string text) => Assert.Equal(text, ActCodec.EncodeValue(ActCodec.DecodeValue(text)));

    [Theory]
    [InlineData("{\"date\":\"2026-02-30\"}")]
    [InlineData("{\"x\":1}")]
    [InlineData("nul")]
    [InlineData("")]
    public void DecodeValue_NoValue_ThrowsFormatException(string text) => Assert.Throws<FormatException>(() => ActCodec.DecodeValue(text));

    [Theory]
    [InlineData("2026-04-30T15:59:59Z", "2026-04-30")]
    [InlineData("2026-04-30T16:00:00Z", "2026-05-01")]
    [InlineData("2026-05-01T00:00:00+08:00", "2026-05-01")]
    public void LegalDay_AroundMidnight_IsTheDayInBeijing(string moment, string day) =>
        Assert.Equal(DateOnly.Parse(day), LegalDay.Of(DateTimeOffset.Parse(moment)));
}
