using System.Collections.Immutable;
using System.Xml;

namespace Zhunsheng.Documents;

/// <summary>Where the text stands in the XML of a kind of document.</summary>
/// <param name="Texts">The elements whose content is text.</param>
/// <param name="Lines">The elements whose end ends a line.</param>
/// <param name="Passed">The elements that are passed over with all they hold.</param>
internal sealed record MarkedTextForm(ImmutableHashSet<string> Texts, ImmutableHashSet<string> Lines, ImmutableHashSet<string> Passed)
{
    /// <summary>The body of a Word file. What is deleted under tracking and the codes of fields are no text; of text boxes the newer form is read.</summary>
    public static MarkedTextForm Word { get; } = new(["t"], ["p", "br", "tab"], ["del", "moveFrom", "instrText", "Fallback"]);

    /// <summary>Strings of a workbook: shared ones, and those written in the cells themselves. The readings of Japanese names are no text.</summary>
    public static MarkedTextForm Sheet { get; } = new(["t"], ["si", "is"], ["rPh"]);

    /// <summary>A page of an OFD (GB/T 33190-2016, 11.2): text objects with text codes.</summary>
    public static MarkedTextForm Ofd { get; } = new(["TextCode"], ["TextObject"], []);
}

/// <summary>Reads the text out of the XML of a document.</summary>
internal static class MarkedText
{
    private const int PieceLength = 4096;

    /// <summary>Reads on until the end, or until nothing more fits.</summary>
    /// <exception cref="InvalidDataException">It nests too deep.</exception>
    public static void Read(XmlReader reader, MarkedTextForm form, GatheredText into, int mostDepth)
    {
        var piece = new char[PieceLength];
        var inText = 0;
        var passedAt = -1;
        while (!into.Full && reader.Read())
        {
            if (reader.Depth > mostDepth)
            {
                throw new InvalidDataException();
            }

            if (passedAt >= 0)
            {
                passedAt = reader.Depth > passedAt || reader.NodeType != XmlNodeType.EndElement ? passedAt : -1;
                continue;
            }

            switch (reader.NodeType)
            {
                case XmlNodeType.Element when form.Passed.Contains(reader.LocalName):
                    passedAt = reader.IsEmptyElement ? -1 : reader.Depth;
                    break;
                case XmlNodeType.Element when form.Texts.Contains(reader.LocalName) && !reader.IsEmptyElement:
                    inText++;
                    break;
                case XmlNodeType.Element when reader.IsEmptyElement && form.Lines.Contains(reader.LocalName):
                    into.End();
                    break;
                case XmlNodeType.EndElement when form.Texts.Contains(reader.LocalName):
                    inText--;
                    break;
                case XmlNodeType.EndElement when form.Lines.Contains(reader.LocalName):
                    into.End();
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace when inText > 0:
                    for (int read; !into.Full && (read = reader.ReadValueChunk(piece, 0, PieceLength)) > 0;)
                    {
                        into.Take(piece.AsSpan(0, read));
                    }

                    break;
            }
        }
    }
}
