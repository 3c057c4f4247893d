using Zhunsheng.Documents;
using Zhunsheng.Web.Components;

namespace Zhunsheng.Web.Hosting;

/// <summary>Any list as a workbook: written row by row into a temporary file, then sent. Who took how many rows is logged before the first byte leaves.</summary>
internal sealed class SheetDownload(IHttpContextAccessor request, Clock clock)
{
    private static readonly object RowsKey = new();

    /// <summary>The workbook as an answer.</summary>
    /// <param name="name">What the list is called: names the sheet and the file.</param>
    /// <param name="columns">The columns.</param>
    /// <param name="rows">The rows, read while they are written.</param>
    /// <param name="cancel">Stops it; the file then goes.</param>
    public async Task<IResult> Of(string name, IReadOnlyList<SheetColumn> columns, IAsyncEnumerable<IReadOnlyList<SheetCell>> rows, CancellationToken cancel)
    {
        var file = new FileStream(
            Path.Combine(Path.GetTempPath(), "zhunsheng-" + Path.GetRandomFileName()), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 65536, FileOptions.DeleteOnClose | FileOptions.Asynchronous);
        try
        {
            request.HttpContext!.Items[RowsKey] = await Worksheet.Write(file, name, columns, rows, cancel);
            file.Position = 0;
            return Results.Stream(file, Worksheet.MediaType, $"{name}-{DayText.Iso(clock.Today)}.xlsx");
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    /// <summary>How many rows the workbook of this request has; null when it has none or was made otherwise.</summary>
    public static int? RowsOf(HttpContext context) => context.Items[RowsKey] as int?;
}
