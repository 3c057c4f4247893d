using Zhunsheng.Documents;
using Zhunsheng.Web.Access;
using Zhunsheng.Web.Components;
using Zhunsheng.Web.Hosting;

namespace Zhunsheng.Web.Pages.Projects;

/// <summary>Any list as a workbook: written row by row into a temporary file, then sent; the log of exports says who and how many.</summary>
internal sealed class SheetDownload(Visitor visitor, Clock clock)
{
    /// <summary>The workbook as an answer.</summary>
    /// <param name="name">What the list is called: names the sheet, the file and the entry in the log.</param>
    /// <param name="columns">The columns.</param>
    /// <param name="rows">The rows, read while they are written.</param>
    /// <param name="cancel">Stops it; the file then goes.</param>
    public async Task<IResult> Of(string name, IReadOnlyList<SheetColumn> columns, IAsyncEnumerable<IReadOnlyList<SheetCell>> rows, CancellationToken cancel)
    {
        var file = new FileStream(
            Path.Combine(Path.GetTempPath(), "zhunsheng-" + Path.GetRandomFileName()), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 65536, FileOptions.DeleteOnClose | FileOptions.Asynchronous);
        try
        {
            var count = await Worksheet.Write(file, name, columns, rows, cancel);
            visitor.Exported = count;
            file.Position = 0;
            return Results.Stream(file, Worksheet.MediaType, $"{name}-{DayText.Iso(clock.Today)}.xlsx");
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }
}
