using System.Collections.Immutable;

namespace Zhunsheng.Web.Pages.Supervision;

/// <summary>The workspace of a supervisor, or of a unit whose projects are supervised.</summary>
/// <param name="Today">The day.</param>
/// <param name="Month">The first day of the month whose logs are shown.</param>
/// <param name="Files">The files, those with something owed first.</param>
/// <param name="IsSupervisor">Whether the visitor supervises.</param>
/// <param name="Page">The page of files, from 1.</param>
/// <param name="Total">How many files there are altogether.</param>
/// <param name="PageSize">How many files are shown at most.</param>
public sealed record SupervisionView(DateOnly Today, DateOnly Month, ImmutableArray<SupervisedFile> Files, bool IsSupervisor, int Page, int Total, int PageSize)
{
    /// <summary>The notices that wait for an answer, the earliest due first.</summary>
    public ImmutableArray<(SupervisedFile File, SupervisionNotice Notice)> Unanswered => [.. Files.SelectMany(f => f.Notices.Where(n => n.Unanswered).Select(n => (f, n))).OrderBy(p => p.n.Due ?? DateOnly.MaxValue)];

    /// <summary>The answers that wait to be looked at.</summary>
    public ImmutableArray<(SupervisedFile File, SupervisionNotice Notice)> Unchecked => [.. Files.SelectMany(f => f.Notices.Where(n => n.Unchecked).Select(n => (f, n))).OrderBy(p => p.n.On)];

    /// <summary>The days of the month.</summary>
    public IEnumerable<DateOnly> Days => Enumerable.Range(0, DateTime.DaysInMonth(Month.Year, Month.Month)).Select(d => Month.AddDays(d));
}
