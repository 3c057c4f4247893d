using System.Collections.Immutable;
using Zhunsheng.Rulebooks;

namespace Zhunsheng.Web.Pages.RulebookReader;

/// <summary>A worked case as the reader page shows it, put to the rulebook in force.</summary>
/// <param name="Id">Its identifier.</param>
/// <param name="Title">What it is about.</param>
/// <param name="Facts">The facts given, in one line.</param>
/// <param name="Ask">The question with its arguments.</param>
/// <param name="Expect">The expected answer; null when it cannot be decided or the text is silent.</param>
/// <param name="BlockedBy">The articles that block.</param>
/// <param name="Passed">Whether the rulebook answers so.</param>
/// <param name="Debatable">Whether the answer rests on a setting of the rulebook.</param>
public sealed record WorkedCase(string Id, string Title, string Facts, string Ask, string? Expect, ImmutableArray<string> BlockedBy, bool Passed, bool Debatable)
{
    /// <summary>The case put to the rulebook.</summary>
    public static WorkedCase Of(Rulebook book, RulebookCase example)
    {
        ArgumentNullException.ThrowIfNull(book);
        ArgumentNullException.ThrowIfNull(example);
        var result = CaseRunner.Run(book, example);
        var (facts, _) = SituationReader.Facts(book, example.Facts);
        var (arguments, _) = book.Questions.ContainsKey(example.Ask) ? SituationReader.Arguments(book, example.Ask, example.Args) : ([], []);
        var given = example.Facts.EnumerateObject().Where(f => facts.ContainsKey(f.Name))
            .Select(f => $"{book.Facts[f.Name].Label}＝{SituationReader.Shown(facts[f.Name], book.Facts[f.Name])}");
        var day = example.At is { } at ? [$"{Components.DayText.Iso(at)}问"] : Array.Empty<string>();
        return new WorkedCase(
            example.Id, example.Title, string.Join("，", given.Concat(day)),
            arguments.IsEmpty ? example.Ask : $"{example.Ask}（{string.Join("、", arguments.Values.Select(v => SituationReader.Shown(v)))}）",
            Words(example.Expect), example.BlockedBy ?? [], result.Passed, example.Debatable);
    }

    private static string? Words(System.Text.Json.JsonElement expect) => expect.ValueKind switch
    {
        System.Text.Json.JsonValueKind.Null or System.Text.Json.JsonValueKind.Undefined => null,
        System.Text.Json.JsonValueKind.True => "是",
        System.Text.Json.JsonValueKind.False => "否",
        System.Text.Json.JsonValueKind.Array => expect.GetArrayLength() == 0 ? "无" : string.Join("、", expect.EnumerateArray().Select(Words)),
        System.Text.Json.JsonValueKind.String => expect.GetString(),
        _ => expect.GetRawText(),
    };
}
