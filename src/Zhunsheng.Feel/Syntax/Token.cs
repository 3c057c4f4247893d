namespace Zhunsheng.Feel.Syntax;

/// <summary>The kinds of token.</summary>
internal enum TokenKind : byte
{
    /// <summary>The end of the text (or the point at which reading was given up).</summary>
    End,
    /// <summary>A number.</summary>
    Number,
    /// <summary>A text in double quotes; the token's text is its content with escapes resolved.</summary>
    String,
    /// <summary><c>@"…"</c>; the token's text is the content of the quotes.</summary>
    At,
    /// <summary>A name; possibly of several words, when a known name of several words stands there.</summary>
    Name,
    /// <summary>A reserved word (<c>if</c>, <c>and</c> …).</summary>
    Keyword,
    /// <summary>An operator or a bracket.</summary>
    Symbol,
}

/// <summary>A token of the text.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Start">Index of its first character in the text.</param>
/// <param name="End">Index after its last character.</param>
/// <param name="Text">Its meaning: the name, the word, the symbol, the content of a text.</param>
internal readonly record struct Token(TokenKind Kind, int Start, int End, string Text)
{
    /// <summary>Whether it is the given symbol.</summary>
    public bool Is(string symbol) => Kind == TokenKind.Symbol && Text == symbol;

    /// <summary>Whether it is the given reserved word.</summary>
    public bool IsWord(string word) => Kind == TokenKind.Keyword && Text == word;
}
