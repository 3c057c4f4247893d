using System.Collections.Immutable;
using System.Globalization;

namespace Zhunsheng.Feel.Syntax;

/// <summary>
/// Text to syntax tree, by recursive descent over DMN 1.5's grammar. The first mistake ends the reading with one diagnostic; depth is bounded, so that no text can exhaust the stack.
/// </summary>
internal sealed partial class Parser
{
    /// <summary>How deep brackets may be nested.</summary>
    public const int MostNesting = 200;

    /// <summary>How many levels the tree may have (chains of operators make levels too).</summary>
    public const int MostLevels = 500;

    private readonly Lexer _lexer;
    private readonly Diagnostics _diagnostics;
    private readonly KnownNames _names;
    private readonly int _firstMark;
    private Token _token;
    private int _lastEnd;
    private int _nesting;
    private bool _inEndpoint;

    private Parser(string text, KnownNames names, Diagnostics diagnostics)
    {
        _diagnostics = diagnostics;
        _firstMark = diagnostics.Mark;
        _names = new(names);
        _lexer = new(text, diagnostics);
        _token = _lexer.Read(0, _names);
    }

    /// <summary>Reads an expression; where the diagnostics hold an error the tree is of no use.</summary>
    public static Node Expression(string text, KnownNames names, Diagnostics diagnostics)
    {
        var parser = new Parser(text, names, diagnostics);
        if (parser._token.Kind == TokenKind.End && !diagnostics.HasErrors)
        {
            return parser.Fail(0, "这里是空的，要写一个表达式");
        }

        var node = parser.ParseExpression();
        parser.ExpectEnd();
        return node;
    }

    /// <summary>Reads unary tests, the text of a decision table's cell.</summary>
    public static Node UnaryTests(string text, KnownNames names, Diagnostics diagnostics)
    {
        var mark = diagnostics.Mark;
        var node = new Parser(text, names, diagnostics).ParseUnaryTests(true);
        if (node is not null)
        {
            return node;
        }

        // "not(a) and b" starts like negated tests but is an expression.
        diagnostics.Reset(mark);
        return new Parser(text, names, diagnostics).ParseUnaryTests(false)!;
    }

    private Node? ParseUnaryTests(bool mayNegate)
    {
        var start = _token.Start;
        if (_token.Is("-") && _lexer.SkipSpace(_token.End) >= _lexer.Text.Length)
        {
            return new UnaryTestsNode(start, _token.End, false, []);
        }

        if (_token.Kind == TokenKind.End && !_diagnostics.HasErrors)
        {
            return Fail(start, "这一格是空的；不作要求就写“-”");
        }

        if (mayNegate && _token is { Kind: TokenKind.Name, Text: "not" } && _lexer.Read(_token.End, _names).Is("("))
        {
            Advance();
            Advance();
            var negated = ParseTests();
            if (!_token.Is(")"))
            {
                return null;
            }

            Advance();
            return _token.Kind == TokenKind.End && !Failed ? new UnaryTestsNode(start, _lastEnd, true, negated) : null;
        }

        var tests = ParseTests();
        ExpectEnd();
        return new UnaryTestsNode(start, _lastEnd, false, tests) { Height = Up([.. tests]) };
    }

    private ImmutableArray<Node> ParseTests()
    {
        var tests = ImmutableArray.CreateBuilder<Node>();
        do
        {
            tests.Add(ParseExpression());
        }
        while (Accept(","));
        return tests.ToImmutable();
    }

    // ------------------------------------------------------------------ tokens

    private bool Failed => _diagnostics.Mark > _firstMark && _diagnostics.HasErrors;

    private void Advance()
    {
        _lastEnd = _token.End;
        _token = _lexer.Read(_token.End, _names);
    }

    private void JumpTo(int index)
    {
        _lastEnd = index;
        _token = _lexer.Read(index, _names);
    }

    private bool Accept(string symbol)
    {
        if (!_token.Is(symbol))
        {
            return false;
        }

        Advance();
        return true;
    }

    private bool AcceptWord(string word)
    {
        if (!_token.IsWord(word))
        {
            return false;
        }

        Advance();
        return true;
    }

    private void Expect(string symbol, string after)
    {
        if (!Accept(symbol))
        {
            Fail(_token.Start, $"{after}要的是“{symbol}”，写的是{Shown(_token)}");
        }
    }

    private void ExpectWord(string word, string after)
    {
        if (!AcceptWord(word))
        {
            Fail(_token.Start, $"{after}要的是“{word}”，写的是{Shown(_token)}");
        }
    }

    private void ExpectEnd()
    {
        if (_token.Kind != TokenKind.End)
        {
            var hint = _token.Kind is TokenKind.Name or TokenKind.String or TokenKind.Number ? "；前面是不是少了运算符，或者文本没有加引号？" : "";
            Fail(_token.Start, $"表达式到这里应当结束，多出了{Shown(_token)}{hint}");
        }
    }

    private ErrorNode Fail(int index, string message)
    {
        if (!Failed)
        {
            _diagnostics.Error(index, message);
        }

        _token = new(TokenKind.End, _lexer.Text.Length, _lexer.Text.Length, "");
        return new(index);
    }

    private static string Shown(Token token) => token.Kind switch
    {
        TokenKind.End => "结尾",
        TokenKind.String => $"文本\"{token.Text}\"",
        _ => $"“{token.Text}”",
    };

    private int Up(params ReadOnlySpan<Node> children)
    {
        var height = 0;
        foreach (var child in children)
        {
            height = Math.Max(height, child.Height);
        }

        if (++height > MostLevels)
        {
            Fail(children[0].Start, $"表达式太复杂，层数超过{MostLevels}；请拆成几条");
        }

        return height;
    }

    // ------------------------------------------------------------------ operators, from the weakest to the strongest

    private Node ParseExpression()
    {
        if (++_nesting > MostNesting)
        {
            return TooDeep();
        }

        var inEndpoint = _inEndpoint;
        _inEndpoint = false;
        var node = ComparisonOf(_token) is { } half ? ParseHalfComparison(half) : ParseLogic(false);
        _inEndpoint = inEndpoint;
        _nesting--;
        return node;
    }

    private ErrorNode TooDeep() => Fail(_token.Start, $"嵌套太深，超过{MostNesting}层；请拆成几条");

    private HalfComparisonNode ParseHalfComparison(BinaryOperator comparison)
    {
        var start = _token.Start;
        Advance();
        var operand = ParseAdditive();
        return new(start, operand.End, comparison, operand) { Height = Up(operand) };
    }

    private Node ParseLogic(bool isAnd)
    {
        var first = isAnd ? ParseComparison() : ParseLogic(true);
        var word = isAnd ? "and" : "or";
        if (!_token.IsWord(word))
        {
            return first;
        }

        var parts = ImmutableArray.CreateBuilder<Node>();
        parts.Add(first);
        while (AcceptWord(word))
        {
            parts.Add(isAnd ? ParseComparison() : ParseLogic(true));
        }

        return new LogicNode(first.Start, _lastEnd, isAnd, parts.ToImmutable()) { Height = Up([.. parts]) };
    }

    private static BinaryOperator? ComparisonOf(Token token) => token.Kind != TokenKind.Symbol ? null : token.Text switch
    {
        "=" => BinaryOperator.Equal,
        "!=" => BinaryOperator.NotEqual,
        "<" => BinaryOperator.Less,
        "<=" => BinaryOperator.LessOrEqual,
        ">" => BinaryOperator.Greater,
        ">=" => BinaryOperator.GreaterOrEqual,
        _ => null,
    };

    private Node ParseComparison()
    {
        var left = ParseAdditive();
        while (true)
        {
            if (ComparisonOf(_token) is { } comparison)
            {
                Advance();
                if (_token.Is("="))
                {
                    return Fail(_token.Start, comparison == BinaryOperator.Equal ? "相等写一个“=”" : "这里多了一个“=”");
                }

                var right = ParseAdditive();
                left = new BinaryNode(left.Start, right.End, comparison, left, right) { Height = Up(left, right) };
            }
            else if (AcceptWord("between"))
            {
                var low = ParseAdditive();
                ExpectWord("and", "between 的下限后面");
                var high = ParseAdditive();
                left = new BetweenNode(left.Start, high.End, left, low, high) { Height = Up(left, low, high) };
            }
            else if (AcceptWord("in"))
            {
                var tests = ParseInTests();
                left = new InNode(left.Start, _lastEnd, left, tests) { Height = Up([left, .. tests]) };
            }
            else
            {
                return left;
            }
        }
    }

    private ImmutableArray<Node> ParseInTests()
    {
        if (ComparisonOf(_token) is { } half)
        {
            return [ParseHalfComparison(half)];
        }

        if (!_token.Is("("))
        {
            return [ParseAdditive()];
        }

        var start = _token.Start;
        Advance();
        var first = ParseExpression();
        if (_token.Is(".."))
        {
            return [ParseRangeAfterLow(start, first, false)];
        }

        var tests = ImmutableArray.CreateBuilder<Node>();
        tests.Add(first);
        while (Accept(","))
        {
            tests.Add(ParseExpression());
        }

        Expect(")", "in 的括号里");
        return tests.ToImmutable();
    }

    private Node ParseAdditive()
    {
        var left = ParseMultiplicative();
        while (_token.Is("+") || _token.Is("-"))
        {
            var operation = _token.Text == "+" ? BinaryOperator.Add : BinaryOperator.Subtract;
            Advance();
            var right = ParseMultiplicative();
            left = new BinaryNode(left.Start, right.End, operation, left, right) { Height = Up(left, right) };
        }

        return left;
    }

    private Node ParseMultiplicative()
    {
        var left = ParsePower();
        while (_token.Is("*") || _token.Is("/"))
        {
            var operation = _token.Text == "*" ? BinaryOperator.Multiply : BinaryOperator.Divide;
            Advance();
            var right = ParsePower();
            left = new BinaryNode(left.Start, right.End, operation, left, right) { Height = Up(left, right) };
        }

        return left;
    }

    private Node ParsePower()
    {
        var left = ParseNegation();
        while (Accept("**"))
        {
            var right = ParseNegation();
            left = new BinaryNode(left.Start, right.End, BinaryOperator.Power, left, right) { Height = Up(left, right) };
        }

        return left;
    }

    private Node ParseNegation()
    {
        var start = _token.Start;
        var count = 0;
        while (Accept("-"))
        {
            count++;
        }

        var operand = ParsePostfix();
        if (count == 0)
        {
            return operand;
        }

        if (operand is LiteralNode { Value.Kind: FeelKind.Number } literal && count == 1)
        {
            return new LiteralNode(start, literal.End, FeelValue.Of(-literal.Value.AsNumber!.Value));
        }

        // Two signs cancel out for numbers and durations, and both leave null of anything else.
        var negated = new NegateNode(start, operand.End, operand) { Height = Up(operand) };
        return count % 2 == 1 ? negated : new NegateNode(start, operand.End, negated) { Height = Up(negated) };
    }

    private static LiteralNode? ParseNumber(Token token) =>
        decimal.TryParse(token.Text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var number)
            ? new(token.Start, token.End, FeelValue.Of(number))
            : null;
}
