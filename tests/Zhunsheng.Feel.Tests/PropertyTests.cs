using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;

namespace Zhunsheng.Feel.Tests;

/// <summary>Laws that hold for all values: what is written reads back, three-valued logic, order, dates, lists.</summary>
public class PropertyTests
{
    private static readonly Gen<FeelValue> s_number = Gen.Choose(-1_000_000, 1_000_000).SelectMany(n => Gen.Choose(0, 6).Select(scale => FeelValue.Of(new decimal(Math.Abs(n), 0, 0, n < 0, (byte)scale))));

    private static readonly Gen<FeelValue> s_text = Gen.Elements("a", "新建", "\"", "\\", "🐎", "\n", "é", " ", "Z").ListOf().Select(p => FeelValue.Of(string.Concat(p)));

    private static readonly Gen<FeelValue> s_date = Gen.Choose(0, DateOnly.MaxValue.DayNumber).Select(d => FeelValue.Of(DateOnly.FromDayNumber(d)));

    private static readonly Gen<FeelValue> s_truth = Gen.Elements(FeelValue.True, FeelValue.False, FeelValue.Null);

    private static readonly Gen<FeelValue> s_scalar = Gen.OneOf(
        s_number, s_text, s_date, s_truth,
        Gen.Choose(0, 86_399).Select(s => FeelValue.Of(new TimeOnly(s * TimeSpan.TicksPerSecond))),
        Gen.Choose(-100_000, 100_000).Select(s => FeelValue.Of(TimeSpan.FromSeconds(s))),
        Gen.Choose(-1000, 1000).Select(m => FeelValue.OfMonths((long)m)),
        Gen.Choose(0, 1_000_000).Select(m => FeelValue.Of(new DateTimeOffset(2025, 1, 1, 0, 0, 0, TimeSpan.FromHours(8)).AddMinutes(m))));

    private static readonly Gen<FeelValue> s_value = Gen.Sized(size => Value(Math.Min(size, 4)));

    private static readonly FeelSchema s_schema = new([new("a", FeelType.Any), new("b", FeelType.Any), new("c", FeelType.Any)]);

    [Fact]
    public void ToString_AnyValue_ReadsBackAsTheSame() =>
        Holds(s_value, value => Eval.Compile(value.ToString()).Evaluate([]) == value);

    [Fact]
    public void Json_AnyScalar_ReadsBackAsTheSame() => Holds(s_scalar, value =>
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            FeelJson.Write(writer, value);
        }

        using var json = JsonDocument.Parse(stream.ToArray());
        return FeelJson.Read(json.RootElement, value.IsNull ? FeelType.Any : FeelType.Of(value.Kind)) == value;
    });

    [Theory]
    [InlineData("(a and b) = (b and a) or (a and b) = null", FeelNullMode.Standard)]
    [InlineData("is(a and b, not(not(a) or not(b)))", FeelNullMode.Unknown)]
    [InlineData("is(a or b, not(not(a) and not(b)))", FeelNullMode.Unknown)]
    [InlineData("is(a and (b or c), (a and b) or (a and c))", FeelNullMode.Unknown)]
    [InlineData("is(some x in [a, b, c] satisfies x, a or b or c)", FeelNullMode.Unknown)]
    [InlineData("is(every x in [a, b, c] satisfies x, a and b and c)", FeelNullMode.Unknown)]
    [InlineData("is(all([a, b, c]), a and b and c)", FeelNullMode.Unknown)]
    [InlineData("is(any([a, b, c]), a or b or c)", FeelNullMode.Unknown)]
    public void Logic_AnyTruths_ObeysItsLaws(string law, FeelNullMode mode) => Law(law, s_truth, mode);

    [Theory]
    [InlineData("(a < b) = not(a >= b)")]
    [InlineData("(a <= b) = (a < b or a = b)")]
    [InlineData("(a in [b..c]) = (a >= b and a <= c) or b > c")]
    [InlineData("(a in (b..c)) = (a > b and a < c) or b > c")]
    [InlineData("(a between b and c) = (b <= a and a <= c)")]
    [InlineData("min(a, b, c) <= a and max(a, b, c) >= a")]
    [InlineData("sort([c, a, b], function(x, y) x < y)[1] = min([a, b, c])")]
    [InlineData("sort([a, b, c]) = sort([c, b, a])")]
    [InlineData("(before(a, b) or after(a, b)) = (a != b)")]
    public void Order_AnyNumbersOrDates_ObeysItsLaws(string law)
    {
        Law(law, s_number, FeelNullMode.Standard);
        Law(law, s_date, FeelNullMode.Standard);
    }

    [Theory]
    [InlineData("a + b - b = a")]
    [InlineData("a + b = b + a")]
    [InlineData("a * b = b * a")]
    [InlineData("-(-a) = a")]
    [InlineData("floor(a) <= a and ceiling(a) >= a and ceiling(a) - floor(a) in [0..1]")]
    [InlineData("b = 0 or modulo(a, b) = a - b * floor(a / b) or abs(a / b) > 1e15 or floor(a / b) * b > a")]
    [InlineData("sum(a, b, c) = a + b + c and product(a, b) = a * b")]
    [InlineData("abs(a) = if a < 0 then -a else a")]
    [InlineData("number(string(a)) = a")]
    public void Arithmetic_AnyNumbers_ObeysItsLaws(string law) => Law(law, s_number, FeelNullMode.Standard);

    [Theory]
    [InlineData("string length(a + b) = string length(a) + string length(b)")]
    [InlineData("contains(a + b + c, b) and starts with(a + b, a) and ends with(a + b, b)")]
    [InlineData("b = \"\" or not(contains(a, b)) or substring before(a, b) + b + substring after(a, b) = a")]
    [InlineData("a = \"\" or substring(a, 1) = a")]
    [InlineData("string join([a, b, c], \"-\") = a + \"-\" + b + \"-\" + c")]
    [InlineData("replace(a, \"Z\", \"\") = string join(split(a, \"Z\"))")]
    [InlineData("upper case(lower case(upper case(a))) = upper case(a)")]
    public void Text_AnyTexts_ObeysItsLaws(string law) => Law(law, s_text, FeelNullMode.Standard);

    [Theory]
    [InlineData("a + @\"P1D\" - @\"P1D\" = a")]
    [InlineData("a + (b - a) = b")]
    [InlineData("date(a.year, a.month, a.day) = a and date(string(a)) = a")]
    [InlineData("years and months duration(a, b) = -years and months duration(b, a)")]
    [InlineData("a > b or a + years and months duration(a, b) <= b")]
    [InlineData("day of year(a) in [1..366] and week of year(a) in [1..53]")]
    [InlineData("a.year > 9990 or count(for d in a..a + @\"P6D\" return day of week(d)) = count(distinct values(for d in a..a + @\"P6D\" return day of week(d)))")]
    public void Days_AnyDates_ObeyTheirLaws(string law) => Law(law, s_date, FeelNullMode.Standard);

    [Theory]
    [InlineData("count(append([a, b], c)) = 3 and reverse(reverse([a, b, c])) = [a, b, c]")]
    [InlineData("distinct values(distinct values([a, b, c, a])) = distinct values([a, b, c, a])")]
    [InlineData("list contains([a, b, c], b) and index of([a, b, c], c)[-1] = 3")]
    [InlineData("concatenate([a], [b, c]) = flatten([a, [b, [c]]])")]
    [InlineData("remove(insert before([a, b], 2, c), 2) = [a, b]")]
    [InlineData("get value(context put({x: a}, \"y\", b), \"y\") = b and context(get entries({x: a, y: b})) = {x: a, y: b}")]
    [InlineData("[a, b, c][item = b][1] = b")]
    public void Lists_AnyScalars_ObeyTheirLaws(string law) => Law(law, Gen.OneOf(s_number, s_text, s_date), FeelNullMode.Standard);

    [Fact]
    public void Explain_ItemThatIsNullInAFilter_NamesThePlace()
    {
        var expression = FeelCompiler.Expression("count(付款[金额 = 0 and item.已核]) > 4", Eval.Project, FeelOptions.UnknownPropagates with { Typing = FeelTyping.Lenient }).Expression!;
        var frame = new FeelValue[Eval.Project.Count];
        frame[Eval.Project.Find("付款")!.Slot] = FeelValue.ListOf(FeelValue.Null);
        Assert.Equal(["金额", "item"], expression.Explain(frame).Select(r => r.Text));
    }

    [Fact]
    public void Explain_AnyExpression_GivesReasonsExactlyForNull() => Holds(Gen.Choose(0, int.MaxValue), seed =>
    {
        var writer = new ExpressionWriter(seed);
        var text = writer.Expression(4);
        if (FeelCompiler.Expression(text, Eval.Project, FeelOptions.UnknownPropagates with { Typing = FeelTyping.Lenient }).Expression is not { } expression)
        {
            return true;
        }

        var frame = writer.Frame();
        var reasons = expression.Explain(frame);
        return expression.Evaluate(frame).IsNull == reasons.Length > 0
            && reasons.All(r => r.Message.Length > 0 && r.Text.Length > 0 && string.CompareOrdinal(text, r.Offset, r.Text, 0, r.Text.Length) == 0);
    });

    private static Gen<FeelValue> Value(int depth) => depth <= 0
        ? s_scalar
        : Gen.OneOf(
            s_scalar,
            Value(depth - 1).ListOf().Select(items => FeelValue.ListOf(items)),
            Value(depth - 1).ListOf().Select(items => FeelValue.Of(new FeelContext(items.Select((v, i) => KeyValuePair.Create(i % 2 == 0 ? $"甲{i}" : $"a b\"{i}", v))))));

    private static void Law(string law, Gen<FeelValue> values, FeelNullMode mode)
    {
        var expression = Eval.Compile(law, s_schema, new FeelOptions(mode) { Typing = FeelTyping.Lenient });
        Holds(Gen.Three(values), v => expression.Evaluate([v.Item1, v.Item2, v.Item3]).IsTrue);
    }

    private static void Holds<T>(Gen<T> gen, Func<T, bool> law) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300).WithReplay(20260101UL, 20260103UL), Prop.ForAll(gen.ToArbitrary(), law));
}
