using System.Globalization;
using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;

namespace Zhunsheng.Storage;

/// <summary>Reading the list of case files from a place on, so that what is added meanwhile neither repeats nor hides a file.</summary>
public sealed partial class CaseStore
{
    /// <summary>The files, one after another, as they are read from the database.</summary>
    public async IAsyncEnumerable<CaseRow> Browse(CaseBrowse browse, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(browse);
        await using var database = await databases.CreateDbContextAsync(cancel);
        var query = browse.Query with { Scope = browse.Scope };
        var files = database.Filter(query);
        await foreach (var row in Sorted(files, query, browse.After).Take(Math.Clamp(browse.Limit, 1, 500)).AsAsyncEnumerable().WithCancellation(cancel))
        {
            yield return row.ToRow();
        }
    }

    /// <summary>The file of a number as the list shows it; null when there is none.</summary>
    public async Task<CaseRow?> Row(string number, CancellationToken cancel = default)
    {
        await using var database = await databases.CreateDbContextAsync(cancel);
        return (await database.CaseList.AsNoTracking().SingleOrDefaultAsync(c => c.Number == number, cancel))?.ToRow();
    }

    /// <summary>The place of a file in an order.</summary>
    public static CasePlace PlaceOf(CaseRow row, CaseSort sort)
    {
        ArgumentNullException.ThrowIfNull(row);
        return new CasePlace(
            sort switch
            {
                CaseSort.Number => row.Number,
                CaseSort.Title => row.Title,
                CaseSort.Owner => row.OwnerName,
                CaseSort.Money => row.Money is { } money ? ((long)decimal.Round(money * CaseListRecord.MoneyScale)).ToString(CultureInfo.InvariantCulture) : null,
                CaseSort.PlanYear => row.PlanYear?.ToString(CultureInfo.InvariantCulture),
                _ => row.Updated.UtcTicks.ToString(CultureInfo.InvariantCulture),
            },
            row.Number);
    }

    /// <summary>Whether a place can stand in an order: what comes from outside need not have been given out here.</summary>
    public static bool IsPlaceOf(CasePlace place, CaseSort sort)
    {
        ArgumentNullException.ThrowIfNull(place);
        return sort switch
        {
            CaseSort.Number or CaseSort.Title or CaseSort.Owner => place.Value is { } text && !text.Contains('\0', StringComparison.Ordinal),
            CaseSort.Money => place.Value is null || long.TryParse(place.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
            CaseSort.PlanYear => place.Value is null || int.TryParse(place.Value, NumberStyles.None, CultureInfo.InvariantCulture, out _),
            CaseSort.Updated => long.TryParse(place.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var ticks) && ticks <= DateTimeOffset.MaxValue.UtcTicks,
            _ => false,
        } && !place.Number.Contains('\0', StringComparison.Ordinal);
    }

    private static IQueryable<CaseListRecord> Sorted(IQueryable<CaseListRecord> files, CaseQuery query, CasePlace? after)
    {
        var down = query.Descending;
        var (value, number) = (after?.Value, after?.Number ?? "");
        switch (query.Sort)
        {
            case CaseSort.Number:
                files = after is null ? files : down ? files.Where(c => string.Compare(c.Number, number) < 0) : files.Where(c => string.Compare(c.Number, number) > 0);
                return down ? files.OrderByDescending(c => c.Number) : files.OrderBy(c => c.Number);
            case CaseSort.Title:
                files = after is null ? files
                    : down ? files.Where(c => string.Compare(c.Title, value) < 0 || (c.Title == value && string.Compare(c.Number, number) > 0))
                    : files.Where(c => string.Compare(c.Title, value) > 0 || (c.Title == value && string.Compare(c.Number, number) > 0));
                return By(files, c => c.Title, down);
            case CaseSort.Owner:
                files = after is null ? files
                    : down ? files.Where(c => string.Compare(c.OwnerName, value) < 0 || (c.OwnerName == value && string.Compare(c.Number, number) > 0))
                    : files.Where(c => string.Compare(c.OwnerName, value) > 0 || (c.OwnerName == value && string.Compare(c.Number, number) > 0));
                return By(files, c => c.OwnerName, down);
            case CaseSort.Money:
                if (after is not null)
                {
                    long? money = value is null ? null : long.Parse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
                    files = money is null ? files.Where(c => c.Money == null && string.Compare(c.Number, number) > 0)
                        : down ? files.Where(c => c.Money == null || c.Money < money || (c.Money == money && string.Compare(c.Number, number) > 0))
                        : files.Where(c => c.Money == null || c.Money > money || (c.Money == money && string.Compare(c.Number, number) > 0));
                }

                var byMoney = files.OrderBy(c => c.Money == null);
                return (down ? byMoney.ThenByDescending(c => c.Money) : byMoney.ThenBy(c => c.Money)).ThenBy(c => c.Number);
            case CaseSort.PlanYear:
                if (after is not null)
                {
                    int? year = value is null ? null : int.Parse(value, NumberStyles.None, CultureInfo.InvariantCulture);
                    files = year is null ? files.Where(c => c.PlanYear == null && string.Compare(c.Number, number) > 0)
                        : down ? files.Where(c => c.PlanYear == null || c.PlanYear < year || (c.PlanYear == year && string.Compare(c.Number, number) > 0))
                        : files.Where(c => c.PlanYear == null || c.PlanYear > year || (c.PlanYear == year && string.Compare(c.Number, number) > 0));
                }

                var byYear = files.OrderBy(c => c.PlanYear == null);
                return (down ? byYear.ThenByDescending(c => c.PlanYear) : byYear.ThenBy(c => c.PlanYear)).ThenBy(c => c.Number);
            default:
                if (after is not null)
                {
                    var moment = new DateTimeOffset(long.Parse(value!, NumberStyles.None, CultureInfo.InvariantCulture), TimeSpan.Zero);
                    files = down ? files.Where(c => c.Updated < moment || (c.Updated == moment && string.Compare(c.Number, number) > 0))
                        : files.Where(c => c.Updated > moment || (c.Updated == moment && string.Compare(c.Number, number) > 0));
                }

                return By(files, c => c.Updated, down);
        }
    }

    private static IQueryable<CaseListRecord> By<T>(IQueryable<CaseListRecord> files, Expression<Func<CaseListRecord, T>> by, bool down) =>
        (down ? files.OrderByDescending(by) : files.OrderBy(by)).ThenBy(c => c.Number);
}
