using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text;

namespace Zhunsheng.Feel.Syntax;

/// <content>Operands: literals, names, brackets, invocations, loops and the like.</content>
internal sealed partial class Parser
{
    private Node ParsePostfix()
    {
        var node = ParsePrimary();
        while (_token.Kind != TokenKind.End)
        {
            if (_token.Is("."))
            {
                Advance();
                if (_token.Kind is not (TokenKind.Name or TokenKind.Keyword))
                {
                    return Fail(_token.Start, $"“.”后面要的是名称，写的是{Shown(_token)}");
                }

                node = new PathNode(node.Start, _token.End, node, _token.Text, _token.Start) { Height = Up(node) };
                Advance();
            }
            else if (_token.Is("[") && !(_inEndpoint && ClosesRange()))
            {
                Advance();
                var condition = ParseExpression();
                Expect("]", "筛选条件后面");
                node = new FilterNode(node.Start, _lastEnd, node, condition) { Height = Up(node, condition) };
            }
            else if (_token.Is("("))
            {
                var arguments = ParseArguments();
                node = new CallNode(node.Start, _lastEnd, node, arguments) { Height = Up([node, .. arguments.Select(a => a.Value)]) };
            }
            else if (_token.IsWord("instance"))
            {
                Advance();
                if (_token is not { Kind: TokenKind.Name, Text: "of" })
                {
                    return Fail(_token.Start, $"instance 后面要的是“of”，写的是{Shown(_token)}");
                }

                Advance();
                var type = ParseType();
                node = new InstanceOfNode(node.Start, _lastEnd, node, type) { Height = Up(node) };
            }
            else
            {
                break;
            }
        }

        return node;
    }

    /// <summary>Whether a "[" after the upper end point closes the range (<c>]1..2[</c>) rather than opening a filter: nothing follows that could be a condition.</summary>
    private bool ClosesRange()
    {
        var next = _lexer.SkipSpace(_token.End);
        if (next >= _lexer.Text.Length)
        {
            return true;
        }

        var mark = _diagnostics.Mark;
        var token = _lexer.Read(next, _names);
        _diagnostics.Reset(mark);
        return token.Kind switch
        {
            TokenKind.Symbol => token.Text is not ("(" or "[" or "-" or "{" or "<" or ">" or "<=" or ">="),
            TokenKind.Keyword => token.Text is "and" or "or" or "then" or "else" or "return" or "satisfies" or "in" or "between" or "instance",
            _ => false,
        };
    }

    private Node ParsePrimary()
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            return TooDeep();
        }

        var token = _token;
        switch (token.Kind)
        {
            case TokenKind.Number:
                Advance();
                return ParseNumber(token) ?? (Node)Fail(token.Start, $"数字“{token.Text}”超出了范围（最多约28位）");
            case TokenKind.String:
                Advance();
                return new LiteralNode(token.Start, token.End, FeelValue.Of(token.Text));
            case TokenKind.At:
                Advance();
                return new AtNode(token.Start, token.End, token.Text);
            case TokenKind.Name:
                Advance();
                return new NameNode(token.Start, token.End, token.Text);
            case TokenKind.Keyword:
                return ParseKeyword(token);
            case TokenKind.Symbol:
                return token.Text switch
                {
                    "(" => ParseParenthesis(token.Start),
                    "[" => ParseSquare(token.Start),
                    "]" => ParseOpenRange(token.Start),
                    "{" => ParseContext(token.Start),
                    _ => Fail(token.Start, $"这里要的是一个值，写的是{Shown(token)}"),
                };
            default:
                return Fail(token.Start, "这里要的是一个值，表达式却已结束");
        }
    }

    private Node ParseKeyword(Token token)
    {
        switch (token.Text)
        {
            case "true":
                Advance();
                return new LiteralNode(token.Start, token.End, FeelValue.True);
            case "false":
                Advance();
                return new LiteralNode(token.Start, token.End, FeelValue.False);
            case "null":
                Advance();
                return new LiteralNode(token.Start, token.End, FeelValue.Null);
            case "if":
                return ParseIf(token.Start);
            case "for":
                return ParseFor(token.Start);
            case "some" or "every":
                return ParseQuantified(token.Start, token.Text == "every");
            case "function":
                return ParseFunction(token.Start);
            default:
                return Fail(token.Start, $"这里要的是一个值，写的是“{token.Text}”");
        }
    }

    private Node ParseParenthesis(int start)
    {
        Advance();
        var node = ParseExpression();
        if (_token.Is(".."))
        {
            return ParseRangeAfterLow(start, node, false);
        }

        Expect(")", "括号里的表达式后面");
        return node;
    }

    private Node ParseSquare(int start)
    {
        Advance();
        if (Accept("]"))
        {
            return new ListNode(start, _lastEnd, []);
        }

        var first = ParseExpression();
        if (_token.Is(".."))
        {
            return ParseRangeAfterLow(start, first, true);
        }

        var items = ImmutableArray.CreateBuilder<Node>();
        items.Add(first);
        while (Accept(","))
        {
            items.Add(ParseExpression());
        }

        Expect("]", "列表里");
        return new ListNode(start, _lastEnd, items.ToImmutable()) { Height = Up([.. items]) };
    }

    private Node ParseOpenRange(int start)
    {
        Advance();
        var low = ParseExpression();
        return _token.Is("..") ? ParseRangeAfterLow(start, low, false) : Fail(_token.Start, $"区间的下限后面要的是“..”，写的是{Shown(_token)}");
    }

    private Node ParseRangeAfterLow(int start, Node low, bool lowIncluded)
    {
        Advance();
        if (++_nesting > MostNesting)
        {
            return TooDeep();
        }

        var inEndpoint = _inEndpoint;
        _inEndpoint = true;
        var high = ParseAdditive();
        _inEndpoint = inEndpoint;
        _nesting--;
        if (_token.Is("]") || _token.Is(")") || _token.Is("["))
        {
            var highIncluded = _token.Text == "]";
            Advance();
            return new RangeNode(start, _lastEnd, low, lowIncluded, high, highIncluded) { Height = Up(low, high) };
        }

        return Fail(_token.Start, $"区间要用“]”（含上限）或“)”（不含上限）结束，写的是{Shown(_token)}");
    }

    private ContextNode ParseContext(int start)
    {
        Advance();
        var entries = ImmutableArray.CreateBuilder<EntryNode>();
        if (!_token.Is("}"))
        {
            do
            {
                entries.Add(ParseEntry());
            }
            while (Accept(","));
        }

        Expect("}", "记录里");
        return new(start, _lastEnd, entries.ToImmutable()) { Height = entries.Count == 0 ? 1 : Up([.. entries.Select(e => e.Value)]) };
    }

    private EntryNode ParseEntry()
    {
        var start = _token.Start;
        string name;
        if (_token.Kind == TokenKind.String)
        {
            name = _token.Text;
            Advance();
        }
        else if (ScanName(start, ":", out var end) is { } scanned)
        {
            name = scanned;
            JumpTo(end);
        }
        else
        {
            Fail(start, $"记录里要的是“名称: 值”，写的是{Shown(_token)}");
            return new(start, start, "", new ErrorNode(start));
        }

        _names.Add(name);
        Expect(":", $"名称“{name}”后面");
        var value = ParseExpression();
        return new(start, value.End, name, value);
    }

    private ImmutableArray<ArgumentNode> ParseArguments()
    {
        Advance();
        var arguments = ImmutableArray.CreateBuilder<ArgumentNode>();
        if (!_token.Is(")"))
        {
            do
            {
                var start = _token.Start;
                string? name = null;
                if (_token.Kind is TokenKind.Name or TokenKind.Keyword && ScanName(start, ":", out var end) is { } scanned)
                {
                    name = scanned;
                    JumpTo(end);
                    Advance();
                }

                var value = ParseExpression();
                arguments.Add(new(start, value.End, name, value));
            }
            while (Accept(","));
        }

        Expect(")", "参数后面");
        return arguments.ToImmutable();
    }

    private IfNode ParseIf(int start)
    {
        Advance();
        var condition = ParseExpression();
        ExpectWord("then", "if 的条件后面");
        var then = ParseExpression();
        ExpectWord("else", "then 的值后面");
        var otherwise = ParseExpression();
        return new(start, otherwise.End, condition, then, otherwise) { Height = Up(condition, then, otherwise) };
    }

    private ForNode ParseFor(int start)
    {
        Advance();
        var iterators = ParseIterators();
        ExpectWord("return", "循环后面");
        var body = ParseExpression();
        return new(start, body.End, iterators, body) { Height = Up([body, .. iterators.Select(i => i.In)]) };
    }

    private QuantifiedNode ParseQuantified(int start, bool isEvery)
    {
        Advance();
        var iterators = ParseIterators();
        ExpectWord("satisfies", "量词后面");
        var condition = ParseExpression();
        return new(start, condition.End, isEvery, iterators, condition) { Height = Up([condition, .. iterators.Select(i => i.In)]) };
    }

    private ImmutableArray<IteratorNode> ParseIterators()
    {
        var iterators = ImmutableArray.CreateBuilder<IteratorNode>();
        do
        {
            var start = _token.Start;
            if (ScanName(start, "in", out var end) is not { } name)
            {
                Fail(start, $"这里要的是“名称 in 列表”，写的是{Shown(_token)}");
                return [];
            }

            _names.Add(name);
            JumpTo(end);
            ExpectWord("in", $"“{name}”后面");
            var list = ParseExpression();
            var to = Accept("..") ? ParseExpression() : null;
            iterators.Add(new(start, _lastEnd, name, list, to) { Height = list.Height });
        }
        while (Accept(","));
        return iterators.ToImmutable();
    }

    private Node ParseFunction(int start)
    {
        Advance();
        Expect("(", "function 后面");
        var parameters = ImmutableArray.CreateBuilder<ParameterNode>();
        if (!_token.Is(")"))
        {
            do
            {
                var at = _token.Start;
                if (ScanName(at, ",):", out var end) is not { } name)
                {
                    return Fail(at, $"这里要的是参数名，写的是{Shown(_token)}");
                }

                _names.Add(name);
                JumpTo(end);
                var type = Accept(":") ? ParseType() : null;
                parameters.Add(new(at, _lastEnd, name, type));
            }
            while (Accept(","));
        }

        Expect(")", "参数后面");
        var external = _token is { Kind: TokenKind.Name, Text: "external" };
        if (external)
        {
            Advance();
        }

        var body = ParseExpression();
        return new FunctionNode(start, body.End, parameters.ToImmutable(), body, external) { Height = Up(body) };
    }

    /// <summary>
    /// A name that the text itself introduces: everything up to the stop, which is one of the given characters, or the word "in".
    /// White space inside counts as one space. Null when something stands there that no name holds.
    /// </summary>
    private string? ScanName(int index, string stops, out int end)
    {
        var text = _lexer.Text;
        var name = new StringBuilder();
        end = index;
        if (index >= text.Length || !NameCharacters.IsStart(NameCharacters.At(text, index, out _)))
        {
            return null;
        }

        while (index < text.Length)
        {
            var c = text[index];
            if (stops != "in" && stops.Contains(c, StringComparison.Ordinal))
            {
                return name.ToString();
            }

            if (NameCharacters.IsSpace(c))
            {
                index = _lexer.SkipSpace(index);
                if (stops == "in" && string.CompareOrdinal(text, index, "in", 0, 2) == 0 && !NameCharacters.IsPartAt(text, index + 2))
                {
                    end = index;
                    return name.ToString();
                }

                if (index >= text.Length || stops == "in" || !stops.Contains(text[index], StringComparison.Ordinal))
                {
                    name.Append(' ');
                }

                end = index;
                continue;
            }

            var rune = NameCharacters.At(text, index, out var length);
            if (!NameCharacters.IsPart(rune) && c is not ('+' or '-' or '*' or '/' or '.' or '\''))
            {
                return null;
            }

            name.Append(text, index, length);
            index += length;
            end = index;
        }

        return null;
    }
}
