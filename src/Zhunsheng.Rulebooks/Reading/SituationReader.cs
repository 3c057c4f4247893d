using System.Collections.Immutable;
using System.Text.Json;
using Zhunsheng.Feel;

namespace Zhunsheng.Rulebooks;

/// <summary>A finding about input that came from outside: a case, a form, a request.</summary>
/// <param name="Name">The fact or argument; null when it is about the whole.</param>
/// <param name="Message">What is wrong and how to mend it, in Chinese.</param>
public sealed record InputError(string? Name, string Message);

/// <summary>Reads facts and arguments from outside, strictly: unknown names and wrong types are errors, null is unknown.</summary>
public static class SituationReader
{
    /// <summary>Facts from a JSON object. Returns what could be read and every error.</summary>
    public static (ImmutableDictionary<string, FeelValue> Facts, ImmutableArray<InputError> Errors) Facts(Rulebook rulebook, JsonElement json) => throw new NotImplementedException();

    /// <summary>The arguments of a question from a JSON object.</summary>
    public static (ImmutableDictionary<string, FeelValue> Arguments, ImmutableArray<InputError> Errors) Arguments(Rulebook rulebook, string question, JsonElement json) => throw new NotImplementedException();

    /// <summary>
    /// One fact from what a person typed or chose. Money accepts thousands commas; dates 2026-4-30, 2026-04-30, 20260430 and 2026年4月30日; yes/no 是 and 否; lists come as several texts.
    /// Empty text is null: not known.
    /// </summary>
    public static (FeelValue Value, string? Error) Typed(FactDefinition fact, IReadOnlyList<string> typed) => throw new NotImplementedException();

    /// <summary>A value as a person reads it: 是, 否, 1,860.00, 2026-04-30; lists joined by 、; 未填 for null.</summary>
    public static string Shown(FeelValue value, FactDefinition? fact = null) => throw new NotImplementedException();
}
