using System.Collections.Immutable;
using Zhunsheng.Documents;

namespace Zhunsheng.Web.Hosting;

/// <summary>The rows of a workbook from a list that is asked page by page, so that memory does not grow with it.</summary>
internal static class PagedRows
{
    /// <summary>All rows to the last page, which is the first that is not full.</summary>
    /// <typeparam name="T">A row of the list.</typeparam>
    /// <param name="size">How many rows a full page has.</param>
    /// <param name="page">Gives a page by its number, from 1.</param>
    /// <param name="cells">A row as cells.</param>
    public static async IAsyncEnumerable<IReadOnlyList<SheetCell>> Of<T>(int size, Func<int, Task<ImmutableArray<T>>> page, Func<T, IReadOnlyList<SheetCell>> cells)
    {
        for (var number = 1; ; number++)
        {
            var rows = await page(number);
            foreach (var row in rows)
            {
                yield return cells(row);
            }

            if (rows.Length < size)
            {
                yield break;
            }
        }
    }
}
