using System.Text.RegularExpressions;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.DocumentLayoutAnalysis.TextExtractor;
using UglyToad.PdfPig.Exceptions;

namespace Zhunsheng.Documents;

/// <summary>Reads the text of PDF files page by page, in the order in which it was set.</summary>
internal static partial class PdfText
{
    /// <summary>Reads on until the end, or until nothing more fits.</summary>
    /// <exception cref="InvalidDataException">It is no PDF that can be read, or it is locked.</exception>
    /// <returns>Whether all pages were read.</returns>
    public static bool Read(Stream file, GatheredText into, PaperTextLimits limits, CancellationToken cancel)
    {
        try
        {
            using var document = PdfDocument.Open(file, new ParsingOptions { UseLenientParsing = true, SkipMissingFonts = true });
            var last = Math.Min(document.NumberOfPages, limits.Pages);
            for (var number = 1; number <= last && !into.Full; number++)
            {
                cancel.ThrowIfCancellationRequested();
                into.Take(Broken().Replace(ContentOrderTextExtractor.GetText(document.GetPage(number)), ""));
                into.End();
            }

            return last == document.NumberOfPages;
        }
        catch (Exception failure) when (failure is PdfDocumentFormatException or PdfDocumentEncryptedException or InvalidOperationException or KeyNotFoundException or NullReferenceException or InvalidCastException or IndexOutOfRangeException)
        {
            // The library answers broken files with whatever befalls it; whichever it is, the file is broken.
            throw new InvalidDataException(failure.Message, failure);
        }
    }

    /// <summary>A line that breaks off between two Chinese characters goes on in the next: the break is of the page, not of the sentence.</summary>
    [GeneratedRegex(@"(?<=[\u2E80-\u9FFF\uF900-\uFAFF\u3000-\u303F\uFF00-\uFFEF])[ \r\n]+(?=[\u2E80-\u9FFF\uF900-\uFAFF\u3000-\u303F\uFF00-\uFFEF])", RegexOptions.CultureInvariant)]
    private static partial Regex Broken();
}
