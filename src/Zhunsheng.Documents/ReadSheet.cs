using System.Collections.Immutable;

namespace Zhunsheng.Documents;

/// <summary>A cell as it was read.</summary>
/// <param name="Address">Where it stands, as a workbook writes it: B7.</param>
/// <param name="Text">
/// What it says, without spaces at its ends: a text as it stands, a number without exponent, thousands commas or trailing zeros, a day as 2026-04-30 (with a time of day 2026-04-30 10:30:00), a truth value as 是 or 否.
/// Empty when there is nothing. For a formula, the value that was last worked out.
/// </param>
/// <param name="Problem">Why its value cannot be relied on and how to mend that, in Chinese (a formula that was never worked out, an error value, digits that a workbook cannot hold, a merged cell); null when it can.</param>
public readonly record struct ReadCell(string Address, string Text, string? Problem = null)
{
    /// <summary>The number, when the cell holds one as a number; null for texts, also for those that look like numbers, and for days.</summary>
    public decimal? Number { get; init; }

    /// <summary>The day, when the cell is a number shown as a day; null otherwise.</summary>
    public DateOnly? Day { get; init; }

    /// <summary>Whether a formula gives the value.</summary>
    public bool IsFormula { get; init; }

    /// <summary>Whether there is neither a text nor a problem.</summary>
    public bool IsEmpty => Problem is null && string.IsNullOrEmpty(Text);
}

/// <summary>A row below the heading with at least one cell that is not empty.</summary>
/// <param name="Number">Its number in the sheet, counted from 1 as a workbook shows it.</param>
/// <param name="Cells">One cell for each column of the heading, in its order; empty cells have an address too.</param>
/// <param name="Strays">Cells with something in them beside or between the columns that have a heading.</param>
public sealed record ReadRow(int Number, ImmutableArray<ReadCell> Cells, ImmutableArray<ReadCell> Strays);

/// <summary>The first sheet of a workbook.</summary>
/// <param name="Name">Its name.</param>
/// <param name="HeadingRow">The number of the row that holds the headings: the first row with anything in it.</param>
/// <param name="Headings">The cells of that row that are not empty, from left to right.</param>
/// <param name="Rows">The rows below it; empty rows are left out.</param>
public sealed record ReadSheet(string Name, int HeadingRow, ImmutableArray<ReadCell> Headings, ImmutableArray<ReadRow> Rows)
{
    /// <summary>The place of a heading in <see cref="Headings"/> and in <see cref="ReadRow.Cells"/>; -1 when there is none. The first counts when there are several.</summary>
    public int Column(string heading)
    {
        for (var i = 0; i < Headings.Length; i++)
        {
            if (Headings[i].Text == heading)
            {
                return i;
            }
        }

        return -1;
    }
}

/// <summary>What came of reading a file as a workbook.</summary>
/// <param name="Sheet">The sheet; null when the file cannot be used.</param>
/// <param name="Problem">Why it cannot be used and how to mend that, in Chinese; null when it can.</param>
public sealed record SheetReading(ReadSheet? Sheet, string? Problem);

/// <summary>How much a workbook may hold, so that a small file cannot fill the memory.</summary>
/// <param name="Rows">Rows with something in them, without the heading.</param>
/// <param name="Columns">Columns with something in them.</param>
/// <param name="Bytes">The file.</param>
/// <param name="Characters">Each part of the unpacked file, in characters.</param>
public sealed record SheetLimits(int Rows = 20_000, int Columns = 200, int Bytes = 20 * 1024 * 1024, long Characters = 64 * 1024 * 1024)
{
    /// <summary>The limits unless said otherwise: 20,000 rows, 200 columns, 20 MB, 64 million characters a part.</summary>
    public static SheetLimits Usual { get; } = new();
}
