namespace Zhunsheng.Storage;

/// <summary>Names and codes as people type or paste them.</summary>
internal static class PlainText
{
    private const char FirstWide = '\uFF01';
    private const char LastWide = '\uFF5E';
    private const char WideSpace = '\u3000';

    /// <summary>The text on one line: without control and zero-width characters, without spaces at its ends (wide ones included), spaces inside made single.</summary>
    public static string Of(string? text) => string.Join(
        ' ', new string([.. (text ?? "").Where(c => !char.IsControl(c) || char.IsWhiteSpace(c)).Where(c => c is not ('\u200B' or '\u200C' or '\u200D' or '\u2060' or '\uFEFF'))]).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>A code or account name: the same, with full-width letters, digits and signs made half-width, and without any space.</summary>
    public static string Code(string? text) => Narrow(Of(text)).Replace(" ", "", StringComparison.Ordinal);

    /// <summary>Full-width forms of ASCII characters as those characters. (The program runs without the tables of the compatibility normalisation; these are what Chinese input methods write.)</summary>
    public static string Narrow(string text) => text.Any(c => c is >= FirstWide and <= LastWide or WideSpace)
        ? string.Create(text.Length, text, (span, from) =>
        {
            for (var i = 0; i < span.Length; i++)
            {
                span[i] = from[i] switch { >= FirstWide and <= LastWide => (char)(from[i] - FirstWide + '!'), WideSpace => ' ', var other => other };
            }
        })
        : text;
}
