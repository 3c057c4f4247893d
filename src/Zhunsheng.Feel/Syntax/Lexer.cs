using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Zhunsheng.Feel.Syntax;

/// <summary>
/// Reads tokens, one at a time and on demand: which characters form a name depends on the names known at that point, so the parser decides when to read on.
/// </summary>
internal sealed class Lexer(string text, Diagnostics diagnostics)
{
    private static readonly ImmutableArray<string> Symbols =
        ["..", "**", "!=", "<=", ">=", "->", "(", ")", "[", "]", "{", "}", ",", ":", ".", "+", "-", "*", "/", "=", "<", ">"];

    private static readonly FrozenSet<string> Keywords =
    [
        "and", "or", "between", "in", "if", "then", "else", "for", "return", "some", "every", "satisfies", "instance", "function", "true", "false", "null",
    ];

    /// <summary>Signs of a Chinese keyboard and what FEEL wants in their place.</summary>
    private static readonly FrozenDictionary<char, string> FullWidth = new Dictionary<char, string>
    {
        ['，'] = ",", ['（'] = "(", ['）'] = ")", ['：'] = ":", ['“'] = "\"", ['”'] = "\"", ['；'] = ",", ['＝'] = "=", ['＞'] = ">", ['＜'] = "<",
        ['【'] = "[", ['】'] = "]", ['、'] = ",", ['≥'] = ">=", ['≤'] = "<=", ['≠'] = "!=", ['－'] = "-", ['＋'] = "+", ['×'] = "*", ['÷'] = "/",
        ['。'] = ".", ['｛'] = "{", ['｝'] = "}", ['—'] = "-", ['…'] = "..", ['‘'] = "\"", ['’'] = "\"", ['\''] = "\"",
    }.ToFrozenDictionary();

    /// <summary>The text being read.</summary>
    public string Text => text;

    /// <summary>The next token at or after the index.</summary>
    public Token Read(int index, KnownNames names)
    {
        index = SkipSpace(index);
        if (index >= text.Length)
        {
            return new(TokenKind.End, text.Length, text.Length, "");
        }

        var c = text[index];
        if (char.IsAsciiDigit(c) && names.Longest(text, index, out var end) is { } declared)
        {
            return new(TokenKind.Name, index, end, declared);
        }

        if (char.IsAsciiDigit(c) || (c == '.' && index + 1 < text.Length && char.IsAsciiDigit(text[index + 1])))
        {
            return ReadNumber(index);
        }

        if (c == '"')
        {
            return ReadString(index, index, TokenKind.String);
        }

        if (c == '@')
        {
            var quote = SkipSpace(index + 1);
            return quote < text.Length && text[quote] == '"'
                ? ReadString(index, quote, TokenKind.At)
                : Fail(index, "“@”后面要跟引号里的日期，例如 @\"2025-01-01\"");
        }

        return ReadName(index, names) ?? ReadSymbol(index);
    }

    /// <summary>The index of the first character at or after the index that is neither white space nor a comment.</summary>
    public int SkipSpace(int index)
    {
        while (index < text.Length)
        {
            if (NameCharacters.IsSpace(text[index]))
            {
                index++;
            }
            else if (Starts(index, "//"))
            {
                while (index < text.Length && text[index] is not ('\n' or '\r'))
                {
                    index++;
                }
            }
            else if (Starts(index, "/*"))
            {
                var close = text.IndexOf("*/", index + 2, StringComparison.Ordinal);
                if (close < 0)
                {
                    diagnostics.Error(index, "注释“/*”没有用“*/”结束");
                    return text.Length;
                }

                index = close + 2;
            }
            else
            {
                break;
            }
        }

        return index;
    }

    private bool Starts(int index, string symbol) => string.CompareOrdinal(text, index, symbol, 0, symbol.Length) == 0;

    private Token Fail(int index, string message)
    {
        diagnostics.Error(index, message);
        return new(TokenKind.End, index, text.Length, "");
    }

    private Token? ReadName(int index, KnownNames names)
    {
        var first = NameCharacters.At(text, index, out var length);
        var end = first.Value == '?' ? index + 1 : NameCharacters.IsStart(first) ? NameCharacters.EndOfWord(text, index + length) : index;
        var known = names.Longest(text, index, out var knownEnd);
        if (known is not null && knownEnd > end && !StartsWithKeyword(index, end))
        {
            return new(TokenKind.Name, index, knownEnd, known);
        }

        if (end == index)
        {
            return null;
        }

        var word = text[index..end];
        return new(Keywords.Contains(word) ? TokenKind.Keyword : TokenKind.Name, index, end, word);
    }

    private bool StartsWithKeyword(int index, int end) => end > index && Keywords.Contains(text[index..end]);

    private Token ReadSymbol(int index)
    {
        foreach (var symbol in Symbols)
        {
            if (Starts(index, symbol))
            {
                return new(TokenKind.Symbol, index, index + symbol.Length, symbol);
            }
        }

        var rune = NameCharacters.At(text, index, out _);
        if (FullWidth.TryGetValue(text[index], out var wanted))
        {
            return Fail(index, $"这里写的是“{text[index]}”，要的是半角的 {wanted}");
        }

        return Fail(index, $"不认识的符号“{rune}”");
    }

    private Token ReadNumber(int index)
    {
        var end = index;
        while (end < text.Length && char.IsAsciiDigit(text[end]))
        {
            end++;
        }

        if (end + 1 < text.Length && text[end] == '.' && char.IsAsciiDigit(text[end + 1]))
        {
            end++;
            while (end < text.Length && char.IsAsciiDigit(text[end]))
            {
                end++;
            }
        }

        if (end < text.Length && text[end] is 'e' or 'E')
        {
            var exponent = end + 1;
            if (exponent < text.Length && text[exponent] is '+' or '-')
            {
                exponent++;
            }

            if (exponent < text.Length && char.IsAsciiDigit(text[exponent]))
            {
                end = exponent;
                while (end < text.Length && char.IsAsciiDigit(text[end]))
                {
                    end++;
                }
            }
        }

        if (NameCharacters.IsPartAt(text, end))
        {
            var word = text[index..NameCharacters.EndOfWord(text, end)];
            return Fail(index, $"名称不能以数字开头：“{word}”；如果是数字，单位不要写在后面");
        }

        return new(TokenKind.Number, index, end, text[index..end]);
    }

    private Token ReadString(int start, int quote, TokenKind kind)
    {
        var content = new StringBuilder();
        for (var i = quote + 1; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '"')
            {
                return new(kind, start, i + 1, content.ToString());
            }

            if (c != '\\' || i + 1 >= text.Length)
            {
                content.Append(c);
                continue;
            }

            i++;
            switch (text[i])
            {
                case 'n': content.Append('\n'); break;
                case 'r': content.Append('\r'); break;
                case 't': content.Append('\t'); break;
                case '"' or '\'' or '\\': content.Append(text[i]); break;
                case 'u' when Hex(i + 1, 4) is { } unit:
                    content.Append((char)unit);
                    i += 4;
                    break;
                case 'U' when Hex(i + 1, 6) is { } rune && Rune.IsValid(rune):
                    content.Append(new Rune(rune).ToString());
                    i += 6;
                    break;
                default:
                    content.Append('\\').Append(text[i]);
                    break;
            }
        }

        return Fail(start, "文本缺少右引号");
    }

    private int? Hex(int index, int digits) => index + digits <= text.Length
        && int.TryParse(text.AsSpan(index, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value) ? value : null;
}
