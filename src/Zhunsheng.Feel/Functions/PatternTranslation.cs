using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Zhunsheng.Feel.Functions;

/// <summary>
/// XPath's dialect of regular expressions into .NET's. Characters are Unicode's: one that takes two places in a text is one. Which texts will be searched decides
/// how much is written: for texts without such characters the pairs are left out.
/// </summary>
internal sealed class PatternTranslation
{
    private readonly string _pattern;
    private readonly bool _dotAll;
    private readonly bool _multiline;
    private readonly bool _ignoreCase;
    private readonly bool _pairs;
    private readonly StringBuilder _result = new();
    private readonly HashSet<int> _closed = [];
    private int _at;
    private int _groups;

    private PatternTranslation(string pattern, string flags, bool pairs)
    {
        _pattern = pattern;
        _dotAll = flags.Contains('s', StringComparison.Ordinal);
        _multiline = flags.Contains('m', StringComparison.Ordinal);
        _ignoreCase = flags.Contains('i', StringComparison.Ordinal);
        _pairs = pairs;
    }

    /// <summary>The pattern as .NET has it; null for what XPath does not allow.</summary>
    /// <param name="pattern">The pattern.</param>
    /// <param name="flags">XPath's flags.</param>
    /// <param name="pairs">Whether texts with characters of two places will be searched.</param>
    public static string? Of(string pattern, string? flags, bool pairs)
    {
        flags ??= "";
        if (flags.Contains('q', StringComparison.Ordinal))
        {
            return Regex.Escape(pattern);
        }

        var translation = new PatternTranslation(flags.Contains('x', StringComparison.Ordinal) ? Stripped(pattern) : pattern, flags, pairs);
        return translation.Alternatives(0) && translation._at == translation._pattern.Length ? translation._result.ToString() : null;
    }

    private bool AtEnd => _at >= _pattern.Length;

    private char Here => _pattern[_at];

    private bool Alternatives(int depth)
    {
        while (!AtEnd && Here != ')')
        {
            if (Here == '|')
            {
                _result.Append('|');
                _at++;
            }
            else if (depth > 500 || !Piece(depth))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>One atom with its quantifier.</summary>
    private bool Piece(int depth)
    {
        var canRepeat = Here is not ('^' or '$');
        if (!Atom(depth))
        {
            return false;
        }

        if (AtEnd || Here is not ('*' or '+' or '?' or '{'))
        {
            return true;
        }

        return canRepeat && Quantifier();
    }

    private bool Quantifier()
    {
        var from = _at++;
        if (_pattern[from] == '{')
        {
            var close = _pattern.IndexOf('}', from);
            var counts = close < 0 ? [] : _pattern[_at..close].Split(',');
            if (counts.Length is 0 or > 2 || counts[0].Length == 0 || counts.Any(c => c.Length > 9 || !c.All(char.IsAsciiDigit))
                || (counts.Length == 2 && counts[1].Length > 0 && int.Parse(counts[1], CultureInfo.InvariantCulture) < int.Parse(counts[0], CultureInfo.InvariantCulture)))
            {
                return false;
            }

            _at = close + 1;
        }

        _at += !AtEnd && Here == '?' ? 1 : 0;
        _result.Append(_pattern, from, _at - from);
        return AtEnd || Here is not ('*' or '+' or '?' or '{');
    }

    private bool Atom(int depth)
    {
        var c = _pattern[_at++];
        switch (c)
        {
            case '(':
                return Group(depth);
            case '[':
                return Class(0, out var set) && Add(set);
            case '.':
                return Add(_dotAll ? CharacterSet.All : CharacterSet.Of(('\n', '\n'), ('\r', '\r')).Others());
            case '^':
                _result.Append('^');
                return true;
            case '$':
                _result.Append(_multiline ? "$" : "\\z");
                return true;
            case '\\' when !AtEnd && char.IsAsciiDigit(Here):
                return BackReference();
            case '\\':
                return Escape(out var escaped) && Add(escaped);
            case '*' or '+' or '?' or '{' or '}' or ']':
                return false;
            default:
                _at--;
                var character = Character();
                _result.Append(character.Utf16SequenceLength == 1 ? Regex.Escape(character.ToString()) : $"(?:{character})");
                return true;
        }
    }

    private bool Group(int depth)
    {
        var number = 0;
        if (!AtEnd && Here == '?')
        {
            if (_at + 1 >= _pattern.Length || _pattern[_at + 1] != ':')
            {
                return false;
            }

            _at += 2;
            _result.Append("(?:");
        }
        else
        {
            number = ++_groups;
            _result.Append('(');
        }

        if (!Alternatives(depth + 1) || AtEnd)
        {
            return false;
        }

        _at++;
        _result.Append(')');
        _closed.Add(number);
        return true;
    }

    /// <summary>A reference to what a group matched: as many digits as make the number of a group that there is.</summary>
    private bool BackReference()
    {
        var number = _pattern[_at++] - '0';
        while (!AtEnd && char.IsAsciiDigit(Here) && (number * 10) + (Here - '0') <= _groups)
        {
            number = (number * 10) + (_pattern[_at++] - '0');
        }

        _result.Append(CultureInfo.InvariantCulture, $"(?:\\{number})");
        return number > 0 && _closed.Contains(number);
    }

    private bool Add(CharacterSet set)
    {
        var pattern = (_ignoreCase ? set.InEitherCase() : set).Pattern(_pairs);
        _result.Append(_ignoreCase ? $"(?-i:{pattern})" : pattern);
        return true;
    }

    private Rune Character()
    {
        if (Rune.TryGetRuneAt(_pattern, _at, out var rune))
        {
            _at += rune.Utf16SequenceLength;
            return rune;
        }

        _at++;
        return Rune.ReplacementChar;
    }

    /// <summary>What stands between brackets, the opening one already read.</summary>
    private bool Class(int depth, out CharacterSet set)
    {
        set = CharacterSet.Of();
        var negated = !AtEnd && Here == '^';
        _at += negated ? 1 : 0;
        var isEmpty = true;
        var subtracted = CharacterSet.Of();
        while (!AtEnd && Here != ']')
        {
            if (Here == '-' && !isEmpty && _at + 1 < _pattern.Length && _pattern[_at + 1] == '[')
            {
                _at += 2;
                if (depth > 50 || !Class(depth + 1, out subtracted) || AtEnd || Here != ']')
                {
                    return false;
                }

                break;
            }

            if (!Member(ref set))
            {
                return false;
            }

            isEmpty = false;
        }

        if (AtEnd || isEmpty)
        {
            return false;
        }

        _at++;
        if (_ignoreCase)
        {
            (set, subtracted) = (set.InEitherCase(), subtracted.InEitherCase());
        }

        set = (negated ? set.Others() : set).Without(subtracted);
        return true;
    }

    /// <summary>A character, a range or an escape inside brackets.</summary>
    private bool Member(ref CharacterSet set)
    {
        if (!ClassCharacter(out var one, out var first))
        {
            return false;
        }

        var isRange = first is not null && !AtEnd && Here == '-' && _at + 1 < _pattern.Length && _pattern[_at + 1] is not (']' or '[');
        if (!isRange)
        {
            set = set.With(one);
            return true;
        }

        _at++;
        if (!ClassCharacter(out _, out var last) || last is null || last < first)
        {
            return false;
        }

        // A range over the halves of pairs leaves them out.
        set = set.With(CharacterSet.Of((first!.Value, last.Value)).Others().Others());
        return true;
    }

    private bool ClassCharacter(out CharacterSet set, out int? character)
    {
        (set, character) = (CharacterSet.All, null);
        if (Here == '[')
        {
            return false;
        }

        if (Here == '\\')
        {
            _at++;
            var letter = AtEnd ? ' ' : Here;
            if (AtEnd || char.IsAsciiDigit(letter) || !Escape(out set))
            {
                return false;
            }

            character = letter switch
            {
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                _ => char.IsAsciiLetter(letter) ? null : letter,
            };
            return true;
        }

        character = Character().Value;
        set = CharacterSet.Of((character.Value, character.Value));
        return true;
    }

    /// <summary>What an escape stands for, the backslash already read.</summary>
    private bool Escape(out CharacterSet set)
    {
        set = CharacterSet.All;
        if (AtEnd)
        {
            return false;
        }

        var letter = _pattern[_at++];
        CharacterSet? found = char.ToLowerInvariant(letter) switch
        {
            'n' when letter == 'n' => CharacterSet.Of(('\n', '\n')),
            'r' when letter == 'r' => CharacterSet.Of(('\r', '\r')),
            't' when letter == 't' => CharacterSet.Of(('\t', '\t')),
            's' => CharacterSet.Of(c => c is UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
                .With(CharacterSet.Of(('\t', '\r'), (0x85, 0x85))),
            'd' => CharacterSet.Of(c => c == UnicodeCategory.DecimalDigitNumber),
            'w' => CharacterSet.Of(c => c <= UnicodeCategory.SpacingCombiningMark || c is UnicodeCategory.DecimalDigitNumber or UnicodeCategory.ConnectorPunctuation)
                .With(CharacterSet.Of((0x200C, 0x200D))),
            'i' => CharacterSet.Of(IsLetter).With(CharacterSet.Of(('_', '_'), (':', ':'))),
            'c' => CharacterSet.Of(c => IsLetter(c) || c is >= UnicodeCategory.NonSpacingMark and <= UnicodeCategory.OtherNumber)
                .With(CharacterSet.Of(('_', '_'), (':', ':'), ('-', '.'))),
            'p' => Property(),
            _ => null,
        };
        if (found is null)
        {
            set = CharacterSet.Of((letter, letter));
            return letter != '0' && !char.IsAsciiLetterOrDigit(letter) && !char.IsSurrogate(letter);
        }

        set = char.IsAsciiLetterUpper(letter) ? found.Others() : found;
        return true;
    }

    private static bool IsLetter(UnicodeCategory category) => category <= UnicodeCategory.OtherLetter;

    /// <summary>A category or a block of Unicode in braces; null when there is none of that name.</summary>
    private CharacterSet? Property()
    {
        var close = _pattern.IndexOf('}', _at);
        if (AtEnd || Here != '{' || close < 0)
        {
            return null;
        }

        var name = _pattern[(_at + 1)..close];
        _at = close + 1;
        return UnicodeNames.Category(name) is { } categories ? CharacterSet.Of(categories.Contains) : UnicodeNames.Block(name);
    }

    /// <summary>The pattern without the white space outside brackets, as the flag x has it.</summary>
    private static string Stripped(string pattern)
    {
        var result = new StringBuilder();
        var inClass = 0;
        var escaped = false;
        foreach (var c in pattern)
        {
            if (inClass == 0 && char.IsWhiteSpace(c))
            {
                continue;
            }

            inClass += escaped ? 0 : c == '[' ? 1 : c == ']' && inClass > 0 ? -1 : 0;
            escaped = !escaped && c == '\\';
            result.Append(c);
        }

        return result.ToString();
    }
}
