using System.Collections.Immutable;
using System.Globalization;
using Zhunsheng.Web.Api.Problems;

namespace Zhunsheng.Web.Api.Description;

/// <summary>Where a parameter stands.</summary>
internal enum ParameterPlace
{
    /// <summary>Behind the question mark.</summary>
    Query,
    /// <summary>In a header.</summary>
    Header,
    /// <summary>In the path.</summary>
    Path,
}

/// <summary>How a text must be written.</summary>
/// <param name="Format">The name of the form in JSON schema; null where that has none.</param>
/// <param name="Words">How to write it, in Chinese.</param>
/// <param name="Fits">Whether a text is written so.</param>
internal sealed record TextForm(string? Format, string Words, Func<string, bool> Fits)
{
    /// <summary>The id of something.</summary>
    public static TextForm Uuid { get; } = new("uuid", "编号，例如 0190c9a4-8d1e-7c3b-9a55-3f1c2b7d6e10", text => Guid.TryParseExact(text, "D", out _));

    /// <summary>A day.</summary>
    public static TextForm Day { get; } = new("date", "日期，例如 2026-04-30", text => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _));

    /// <summary>A year, or none.</summary>
    public static TextForm YearOrNone { get; } = new(null, "年度，例如 2027，没有填的写 none",
        text => text == "none" || (text.Length == 4 && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year is > 1900 and < 2200));
}

/// <summary>A parameter of an operation: what the description shows of it is what is checked.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Place">Where it stands.</param>
/// <param name="Text">What it means, in Chinese.</param>
internal sealed record ApiParameter(string Name, ParameterPlace Place, string Text)
{
    /// <summary>Whether it must be there.</summary>
    public bool Required { get; init; }

    /// <summary>The values it can take; empty where it is open.</summary>
    public ImmutableArray<string> Values { get; init; } = [];

    /// <summary>For a whole number: least and greatest; null for a text.</summary>
    public (int Least, int Greatest)? Range { get; init; }

    /// <summary>How a text must be written; null for any.</summary>
    public TextForm? Form { get; init; }

    /// <summary>The value when it is left out, as text; null for none.</summary>
    public string? Standard { get; init; }

    /// <summary>An example.</summary>
    public string? Example { get; init; }

    /// <summary>What is wrong with a text given for it, in Chinese; null when nothing is.</summary>
    public string? Fault(string text)
    {
        if (text.Length > 2000 || text.Any(c => char.IsControl(c)))
        {
            return "太长，或者有不能显示的字符";
        }

        if (Range is { } range)
        {
            return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= range.Least && number <= range.Greatest
                ? null
                : string.Create(CultureInfo.InvariantCulture, $"要的是{range.Least}到{range.Greatest}之间的整数，写的是“{Short(text)}”");
        }

        if (Form is { } form && !form.Fits(text))
        {
            return $"要的是{form.Words}，写的是“{Short(text)}”";
        }

        return Values.IsEmpty || Values.Contains(text) ? null : $"没有“{Short(text)}”这个取值{Rulebooks.Nearest.Hint(text, Values)}；可以写：{string.Join("、", Values)}";
    }

    private static string Short(string text) => text.Length > 40 ? text[..40] + "…" : text;
}

/// <summary>An answer that an operation gives when all is well.</summary>
/// <param name="Status">The status code.</param>
/// <param name="Shape">The shape of the body; null for a body that is no JSON.</param>
/// <param name="Text">When it comes, in Chinese.</param>
internal sealed record ApiAnswer(int Status, Type? Shape, string Text);

/// <summary>An operation of the interface, described for those who call it; parameters are checked by this too.</summary>
/// <param name="Id">Its name in programs.</param>
/// <param name="Group">The group it is shown in.</param>
/// <param name="Summary">What it does, in a few words.</param>
/// <param name="Text">What one should know of it.</param>
internal sealed record ApiOperation(string Id, string Group, string Summary, string Text)
{
    /// <summary>Its parameters.</summary>
    public ImmutableArray<ApiParameter> Parameters { get; init; } = [];

    /// <summary>The shape of the body of the request; null for none.</summary>
    public Type? Request { get; init; }

    /// <summary>Whether the request carries a file.</summary>
    public bool TakesFile { get; init; }

    /// <summary>An example of the body, as JSON text.</summary>
    public string? RequestExample { get; init; }

    /// <summary>The answer when all is well.</summary>
    public required ApiAnswer Answer { get; init; }

    /// <summary>An example of the answer, as JSON text.</summary>
    public string? AnswerExample { get; init; }

    /// <summary>The kinds of problem it can end with, besides those of every operation.</summary>
    public ImmutableArray<ProblemKind> Problems { get; init; } = [];

    /// <summary>The kinds of problem that any operation can end with.</summary>
    public static ImmutableArray<ProblemKind> Always { get; } =
        [ProblemKind.BadRequest, ProblemKind.Unauthorised, ProblemKind.NotAcceptable, ProblemKind.TooMany, ProblemKind.Failed, ProblemKind.Unavailable];
}
