using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Zhunsheng.Documents;

/// <summary>Makes of a cell of a workbook what a person sees in it.</summary>
/// <param name="shared">The texts that cells refer to by number.</param>
/// <param name="dates">The styles that show days.</param>
/// <param name="from1904">Whether the workbook counts days from 1904 on, as old Macintosh programs did.</param>
internal sealed partial class CellReading(List<string> shared, DateStyles dates, bool from1904)
{
    /// <summary>The digits that a workbook keeps of a number.</summary>
    private const int KeptDigits = 15;

    /// <summary>The day after which the count of days is right: the count has a 29 February 1900 that never was.</summary>
    private const int LeapError = 60;

    private const double LastSerial = 2_958_466;

    /// <summary>The cell at an address.</summary>
    public ReadCell Of(Cell cell, string address)
    {
        var raw = cell.CellValue?.Text ?? "";
        var read = Value(cell, raw, address);
        if (read.Text.Length > Worksheet.MostCharacters)
        {
            return new ReadCell(address, "", $"超过{Worksheet.MostCharacters}个字；请写短一些");
        }

        if (cell.CellFormula is null)
        {
            return read;
        }

        return read.Problem is null && read.Text.Length == 0 && cell.CellValue is null
            ? new ReadCell(address, "", "是公式，却没有算出的值；请在 Excel 或 WPS 里打开存一次，或复制后只粘贴数值") { IsFormula = true }
            : read with { IsFormula = true };
    }

    /// <summary>The whole text of a shared or inline string: its runs one after the other, without the reading aids above them.</summary>
    public static string TextOf(SharedStringItem item) => item.Text is { } plain
        ? Clean(plain.Text)
        : Clean(string.Concat(item.Elements<Run>().Select(r => r.Text?.Text ?? "")));

    private static string TextOf(InlineString item) => item.Text is { } plain
        ? Clean(plain.Text)
        : Clean(string.Concat(item.Elements<Run>().Select(r => r.Text?.Text ?? "")));

    private ReadCell Value(Cell cell, string raw, string address)
    {
        var type = cell.DataType?.Value;
        if (type == CellValues.SharedString)
        {
            return int.TryParse(raw, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at < shared.Count
                ? new ReadCell(address, shared[at])
                : new ReadCell(address, "", "的文字在文件里找不到；请用 Excel 或 WPS 打开另存一次");
        }

        if (type == CellValues.InlineString)
        {
            return new ReadCell(address, cell.InlineString is { } inline ? TextOf(inline) : "");
        }

        if (type == CellValues.Error)
        {
            return new ReadCell(address, "", $"是错误值 {Clean(raw)}；请改成正确的值");
        }

        if (type == CellValues.Boolean)
        {
            return new ReadCell(address, raw is "1" or "true" ? "是" : "否");
        }

        if (type == CellValues.String)
        {
            return new ReadCell(address, Clean(raw));
        }

        if (type == CellValues.Date)
        {
            return DateTime.TryParse(raw, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var moment) ? Moment(moment, address) : new ReadCell(address, Clean(raw));
        }

        return raw.Length == 0 ? new ReadCell(address, "") : Number(raw, cell.StyleIndex?.Value, address);
    }

    private ReadCell Number(string raw, uint? style, string address)
    {
        if (!double.TryParse(raw, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || !double.IsFinite(number))
        {
            return new ReadCell(address, Clean(raw));
        }

        if (dates.Has(style))
        {
            return DayOf(number) is { } moment ? Moment(moment, address) : new ReadCell(address, Clean(raw), "是日期格式，值却不是日子；请重新填写，例如 2026-04-30");
        }

        if (Math.Abs(number) >= 1e15 && Math.Floor(number) == number)
        {
            return new ReadCell(address, Clean(raw), $"是超过{KeptDigits}位的数字，表格存不下后面的位数；请先把这一格设成文本格式，再重新填写");
        }

        // A workbook keeps doubles and shows fifteen digits of them: 0.1 + 0.2 is 0.3 to whoever looks at it.
        return decimal.TryParse(number.ToString($"G{KeptDigits}", CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture, out var exact)
            ? new ReadCell(address, Plain(exact)) { Number = exact }
            : new ReadCell(address, Clean(raw), "的数字太大或太小；请改成正确的值");
    }

    /// <summary>The moment of a count of days; null where there is none.</summary>
    private DateTime? DayOf(double serial)
    {
        if (serial is < 0 or >= LastSerial)
        {
            return null;
        }

        var whole = (int)Math.Floor(serial);
        if (!from1904 && whole is 0 or LeapError)
        {
            return null;
        }

        var start = from1904 ? new DateTime(1904, 1, 1) : new DateTime(1899, 12, whole < LeapError ? 31 : 30);
        var seconds = Math.Round((serial - whole) * TimeSpan.SecondsPerDay);
        return start.AddDays(whole) > DateTime.MaxValue.AddDays(-2) ? null : start.AddDays(whole).AddSeconds(seconds);
    }

    private static ReadCell Moment(DateTime moment, string address) => moment.TimeOfDay == TimeSpan.Zero
        ? new ReadCell(address, moment.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)) { Day = DateOnly.FromDateTime(moment) }
        : new ReadCell(address, moment.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture));

    private static string Plain(decimal number)
    {
        var text = number.ToString(CultureInfo.InvariantCulture);
        return text.Contains('.', StringComparison.Ordinal) ? text.TrimEnd('0').TrimEnd('.') : text;
    }

    /// <summary>Without what cannot be seen: spaces at the ends, also wide and unbreakable ones, zero-width marks, and characters written as _x000D_.</summary>
    private static string Clean(string text)
    {
        if (text.Contains("_x", StringComparison.Ordinal))
        {
            text = Escape().Replace(text, m => ((char)int.Parse(m.Groups[1].ValueSpan, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString());
        }

        if (!text.Any(Unseen))
        {
            return text.Trim();
        }

        var clean = new StringBuilder(text.Length);
        foreach (var c in text.Where(c => !Unseen(c)))
        {
            clean.Append(c);
        }

        return clean.ToString().Trim();

        static bool Unseen(char c) => c is '\u200B' or '\u200C' or '\u200D' or '\u2060' or '\uFEFF' or '\r' || (c < ' ' && c is not ('\n' or '\t'));
    }

    [GeneratedRegex("_x([0-9A-Fa-f]{4})_")]
    private static partial Regex Escape();
}
