using System.Collections.Immutable;
using Zhunsheng.Feel.Evaluation;
using Zhunsheng.Feel.Syntax;

namespace Zhunsheng.Feel.Functions;

/// <summary>Reads a range from a text that holds nothing but a range of literals: <c>"[1..10)"</c>.</summary>
internal static class RangeText
{
    /// <summary>The range; null if the text is none.</summary>
    public static FeelValue Read(string text)
    {
        var diagnostics = new Diagnostics(text);
        var names = new KnownNames();
        names.Add("date and time");
        var node = text.Length > 1000 ? null : Parser.Expression(text, names, diagnostics);
        if (diagnostics.HasErrors || node is not RangeNode range)
        {
            return FeelValue.Null;
        }

        var low = Literal(range.Low);
        var high = Literal(range.High);
        return low.IsNull || high.IsNull || !Order.TryCompare(low, high, out var order) || order > 0
            ? FeelValue.Null
            : FeelValue.Of(new FeelRange(low, range.LowIncluded, high, range.HighIncluded));
    }

    private static FeelValue Literal(Node node) => node switch
    {
        LiteralNode literal => literal.Value,
        AtNode at => TemporalText.Any(at.Text),
        NegateNode negate => Arithmetic.Negate(Literal(negate.Operand)),
        CallNode { Target: NameNode name, Arguments: [{ Value: LiteralNode { Value.Kind: FeelKind.String } text }] } => name.Name switch
        {
            "date" => TemporalText.Date(text.Value.Chars),
            "time" => TemporalText.Time(text.Value.Chars),
            "date and time" => TemporalText.DateTime(text.Value.Chars),
            "duration" => TemporalText.Duration(text.Value.Chars),
            _ => FeelValue.Null,
        },
        _ => FeelValue.Null,
    };
}
