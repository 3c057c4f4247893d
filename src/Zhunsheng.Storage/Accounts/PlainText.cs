using System.Text;

namespace Zhunsheng.Storage;

/// <summary>Names and codes as people type or paste them.</summary>
internal static class PlainText
{
    /// <summary>The text on one line: without control and zero-width characters, without spaces at its ends (wide ones included), spaces inside made single.</summary>
    public static string Of(string? text) => string.Join(
        ' ', new string([.. (text ?? "").Where(c => !char.IsControl(c) || char.IsWhiteSpace(c)).Where(c => c is not ('\u200B' or '\u200C' or '\u200D' or '\u2060' or '\uFEFF'))]).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>A code or account name: the same, in half-width characters and without any space (compatibility normalisation, NFKC).</summary>
    public static string Code(string? text)
    {
        var plain = Of(text);
        return (plain.Any(char.IsSurrogate) ? plain : plain.Normalize(NormalizationForm.FormKC)).Replace(" ", "", StringComparison.Ordinal);
    }
}
