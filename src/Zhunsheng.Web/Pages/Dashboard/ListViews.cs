using System.Collections.Immutable;
using Zhunsheng.Rulebooks;
using Zhunsheng.Storage;

namespace Zhunsheng.Web.Pages.Dashboard;

/// <summary>The files that a number counts.</summary>
/// <param name="Book">The rulebook.</param>
/// <param name="Slice">Which files.</param>
/// <param name="Words">Which files, in words.</param>
/// <param name="Found">The files.</param>
/// <param name="Today">The day.</param>
public sealed record SliceView(Rulebook Book, Slice Slice, ImmutableArray<string> Words, OversightPage Found, DateOnly Today)
{
    /// <summary>Rows on a page.</summary>
    public const int PageSize = 20;
}

/// <summary>The acts that a number counts.</summary>
/// <param name="Book">The rulebook.</param>
/// <param name="Slice">Which acts.</param>
/// <param name="Words">Which acts, in words.</param>
/// <param name="Found">The acts.</param>
/// <param name="Today">The day.</param>
public sealed record DeedSliceView(Rulebook Book, DeedSlice Slice, ImmutableArray<string> Words, DeedPage Found, DateOnly Today)
{
    /// <summary>Rows on a page.</summary>
    public const int PageSize = 30;
}
