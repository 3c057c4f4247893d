using System.Collections.Immutable;

namespace Zhunsheng.Web.Pages.RulebookReader;

/// <summary>A worked case as the reader page shows it.</summary>
/// <param name="Id">Its identifier.</param>
/// <param name="Title">What it is about.</param>
/// <param name="Facts">The facts given, in one line.</param>
/// <param name="Ask">The question.</param>
/// <param name="Expect">The answer; null when it cannot be decided.</param>
/// <param name="BlockedBy">The articles that block.</param>
public sealed record WorkedCase(string Id, string Title, string Facts, string Ask, string? Expect, ImmutableArray<string> BlockedBy);
