using System.Collections.Immutable;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Zhunsheng.Documents;

/// <summary>Which cell styles of a workbook show a number as a day or a time: a workbook keeps days as numbers and only the style tells.</summary>
internal sealed class DateStyles
{
    private readonly ImmutableHashSet<uint> _styles;

    private DateStyles(ImmutableHashSet<uint> styles) => _styles = styles;

    /// <summary>Reads them from the styles of a workbook.</summary>
    public static DateStyles Of(Stylesheet? styles)
    {
        var own = styles?.NumberingFormats?.Elements<NumberingFormat>()
            .Where(f => f.NumberFormatId?.Value is not null)
            .GroupBy(f => f.NumberFormatId!.Value)
            .ToDictionary(g => g.Key, g => g.Last().FormatCode?.Value ?? "") ?? [];
        var found = ImmutableHashSet.CreateBuilder<uint>();
        uint index = 0;
        foreach (var format in styles?.CellFormats?.Elements<CellFormat>() ?? [])
        {
            var id = format.NumberFormatId?.Value ?? 0;
            if (own.TryGetValue(id, out var code) ? ShowsADay(code) : IsBuiltIn(id))
            {
                found.Add(index);
            }

            index++;
        }

        return new DateStyles(found.ToImmutable());
    }

    /// <summary>Whether cells of this style show days or times.</summary>
    public bool Has(uint? style) => style is { } s && _styles.Contains(s);

    /// <summary>The numbers that the standard and its East Asian annex give to formats of days and times.</summary>
    private static bool IsBuiltIn(uint id) => id is (>= 14 and <= 22) or (>= 27 and <= 36) or (>= 45 and <= 47) or (>= 50 and <= 58);

    /// <summary>Whether a format code has a year, month, day, hour or second outside of quoted text, escapes and brackets.</summary>
    private static bool ShowsADay(string code)
    {
        var section = code.Split(';')[0];
        for (var i = 0; i < section.Length; i++)
        {
            switch (section[i])
            {
                case '"':
                    i = End(section, '"', i);
                    break;
                case '[':
                    var end = End(section, ']', i);
                    if (section[(i + 1)..Math.Min(end, section.Length)] is "h" or "hh" or "m" or "mm" or "s" or "ss")
                    {
                        return true;
                    }

                    i = end;
                    break;
                case '\\' or '_' or '*':
                    i++;
                    break;
                case 'y' or 'Y' or 'm' or 'M' or 'd' or 'D' or 'h' or 'H' or 's' or 'S':
                    return true;
                default:
                    break;
            }
        }

        return false;
    }

    private static int End(string text, char closing, int from) => text.IndexOf(closing, from + 1) is var at and >= 0 ? at : text.Length;
}
