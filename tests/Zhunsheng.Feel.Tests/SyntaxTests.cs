using Zhunsheng.Feel.Syntax;

namespace Zhunsheng.Feel.Tests;

/// <summary>Text to tokens to tree.</summary>
public class SyntaxTests
{
    [Theory]
    [InlineData("总投资>=400", "Name 总投资|Symbol >=|Number 400")]
    [InlineData("a-b", "Name a|Symbol -|Name b")]
    [InlineData("x-y z+1", "Name x-y z|Symbol +|Number 1")]
    [InlineData("x-y  z", "Name x-y z")]
    [InlineData("1..2", "Number 1|Symbol ..|Number 2")]
    [InlineData("1.5..2", "Number 1.5|Symbol ..|Number 2")]
    [InlineData("if如果 then", "Name if如果|Keyword then")]
    [InlineData("date and time and date", "Name date and time|Keyword and|Name date")]
    [InlineData("\"a\\tb\" @\"2025\"", "String a\tb|At 2025")]
    [InlineData("可研_2已批", "Name 可研_2已批")]
    [InlineData("5G应用+5", "Name 5G应用|Symbol +|Number 5")]
    public void Lexer_Text_IsCutIntoTokens(string text, string expected)
    {
        var names = new KnownNames();
        names.Add("x-y z");
        names.Add("date and time");
        names.Add("5G应用");
        var lexer = new Lexer(text, new Diagnostics(text));
        var tokens = new List<string>();
        for (var token = lexer.Read(0, names); token.Kind != TokenKind.End; token = lexer.Read(token.End, names))
        {
            tokens.Add($"{token.Kind} {token.Text}");
        }

        Assert.Equal(expected, string.Join('|', tokens));
    }

    [Theory]
    [InlineData("甲、乙", 1, "半角")]
    [InlineData("（1）", 0, "半角")]
    [InlineData("1 /* x", 2, "注释")]
    [InlineData("a # b", 2, "不认识")]
    public void Lexer_ForeignSign_IsReported(string text, int index, string part)
    {
        var diagnostics = new Diagnostics(text);
        Parser.Expression(text, new KnownNames(), diagnostics);
        var found = Assert.Single(diagnostics.ToImmutable());
        Assert.Equal(index + 1, found.Column);
        Assert.Contains(part, found.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a + b * c", "(a Add (b Multiply c))")]
    [InlineData("a - b - c", "((a Subtract b) Subtract c)")]
    [InlineData("a or b and c or d", "or(a, and(b, c), d)")]
    [InlineData("a < b and b = c", "and((a Less b), (b Equal c))")]
    [InlineData("-a ** b", "(-a Power b)")]
    [InlineData("a.b[c].d(e)", "a.b[c].d(e)")]
    [InlineData("[a..b[", "[a..b)")]
    [InlineData("]a..b[c]]", "(a..b[c]]")]
    [InlineData("a in (1, < 2)", "a in(1, Less 2)")]
    [InlineData("a between b and c and d", "and(a between b, c, d)")]
    [InlineData("if a then b else c + d", "if(a, b, (c Add d))")]
    public void Parser_Precedence_IsThatOfTheStandard(string text, string expected)
    {
        var diagnostics = new Diagnostics(text);
        var tree = Parser.Expression(text, new KnownNames(), diagnostics);
        Assert.False(diagnostics.HasErrors, string.Join(";", diagnostics.ToImmutable()));
        Assert.Equal(expected, Show(tree));
    }

    [Fact]
    public void Parser_Nodes_KnowWhereTheyStand()
    {
        const string Text = "甲 + (乙 * 丙丁)";
        var sum = Assert.IsType<BinaryNode>(Parser.Expression(Text, new KnownNames(), new Diagnostics(Text)));
        var product = Assert.IsType<BinaryNode>(sum.Right);
        Assert.Equal("乙 * 丙丁", Text[product.Start..product.End]);
        Assert.Equal((0, 1), (sum.Left.Start, sum.Left.End));
    }

    [Theory]
    [InlineData("-", false, 0)]
    [InlineData("not(\"a\", \"b\")", true, 2)]
    [InlineData("not(a) and b", false, 1)]
    [InlineData("1, 2, > 3", false, 3)]
    [InlineData("-1", false, 1)]
    public void Parser_Cells_AreTests(string text, bool negated, int count)
    {
        var diagnostics = new Diagnostics(text);
        var tests = Assert.IsType<UnaryTestsNode>(Parser.UnaryTests(text, new KnownNames(), diagnostics));
        Assert.False(diagnostics.HasErrors);
        Assert.Equal((negated, count), (tests.Negated, tests.Tests.Length));
    }

    private static string Show(Node node) => node switch
    {
        NameNode n => n.Name,
        LiteralNode n => n.Value.ToString(),
        BinaryNode n => $"({Show(n.Left)} {n.Operator} {Show(n.Right)})",
        LogicNode n => $"{(n.IsAnd ? "and" : "or")}({string.Join(", ", n.Parts.Select(Show))})",
        NegateNode n => "-" + Show(n.Operand),
        PathNode n => $"{Show(n.Source)}.{n.Name}",
        FilterNode n => $"{Show(n.Source)}[{Show(n.Condition)}]",
        CallNode n => $"{Show(n.Target)}({string.Join(", ", n.Arguments.Select(a => Show(a.Value)))})",
        RangeNode n => $"{(n.LowIncluded ? '[' : '(')}{Show(n.Low)}..{Show(n.High)}{(n.HighIncluded ? ']' : ')')}",
        InNode n => $"{Show(n.Value)} in({string.Join(", ", n.Tests.Select(Show))})",
        HalfComparisonNode n => $"{n.Operator} {Show(n.Operand)}",
        BetweenNode n => $"{Show(n.Value)} between {Show(n.Low)}, {Show(n.High)}",
        IfNode n => $"if({Show(n.Condition)}, {Show(n.Then)}, {Show(n.Else)})",
        _ => node.GetType().Name,
    };
}
