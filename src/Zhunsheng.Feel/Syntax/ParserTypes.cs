using System.Collections.Immutable;

namespace Zhunsheng.Feel.Syntax;

/// <content>Types, as they stand after <c>instance of</c> and behind parameters.</content>
internal sealed partial class Parser
{
    private static readonly ImmutableArray<string> TypeNames =
        ["years and months duration", "days and time duration", "day time duration", "year month duration", "date and time"];

    private TypeNode ParseType()
    {
        var start = _token.Start;
        if (++_nesting > MostNesting || (_token.Kind != TokenKind.Name && !_token.IsWord("function") && !_token.IsWord("null")))
        {
            Fail(start, $"这里要的是类型，写的是{Shown(_token)}");
            return new(start, start, "", [], [], null);
        }

        var name = ParseTypeName();
        var arguments = ImmutableArray.CreateBuilder<TypeNode>();
        var entryNames = ImmutableArray.CreateBuilder<string>();
        TypeNode? result = null;
        if (name is "list" or "context" or "range" or "function" && Accept("<"))
        {
            if (!_token.Is(">"))
            {
                do
                {
                    if (name == "context")
                    {
                        if (ScanName(_token.Start, ":", out var end) is not { } entry)
                        {
                            Fail(_token.Start, $"这里要的是“名称: 类型”，写的是{Shown(_token)}");
                            break;
                        }

                        entryNames.Add(entry);
                        _names.Add(entry);
                        JumpTo(end);
                        Advance();
                    }

                    arguments.Add(ParseType());
                }
                while (Accept(","));
            }

            Expect(">", "类型后面");
            if (name == "function" && Accept("->"))
            {
                result = ParseType();
            }
        }

        _nesting--;
        return new(start, _lastEnd, name, arguments.ToImmutable(), entryNames.ToImmutable(), result);
    }

    private string ParseTypeName()
    {
        foreach (var known in TypeNames)
        {
            var names = new KnownNames();
            names.Add(known);
            if (names.Longest(_lexer.Text, _token.Start, out var end) is not null)
            {
                JumpTo(end);
                return known;
            }
        }

        var name = _token.Text;
        Advance();
        while (_token.Is("."))
        {
            Advance();
            name += "." + _token.Text;
            Advance();
        }

        return name;
    }
}
