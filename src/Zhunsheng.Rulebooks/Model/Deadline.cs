using System.Collections.Immutable;
using Zhunsheng.Feel;

namespace Zhunsheng.Rulebooks;

/// <summary>The unit in which a period is counted.</summary>
public enum PeriodUnit
{
    /// <summary>工作日, by the official calendar.</summary>
    WorkingDay,
    /// <summary>自然日.</summary>
    Day,
    /// <summary>个月, to the same-numbered day, else the last of the month.</summary>
    Month,
    /// <summary>年, likewise.</summary>
    Year,
}

/// <summary>A length of time as a regulation states it. The starting day is not counted, the last day is included.</summary>
/// <param name="Amount">How many, at least 1.</param>
/// <param name="Unit">Of what.</param>
public readonly record struct Period(int Amount, PeriodUnit Unit)
{
    /// <summary>The unit as written: 工作日, 天, 个月, 年.</summary>
    public string UnitText => Unit switch { PeriodUnit.WorkingDay => "工作日", PeriodUnit.Day => "天", PeriodUnit.Month => "个月", _ => "年" };

    /// <summary>5工作日, 6个月.</summary>
    public override string ToString() => Amount.ToString(System.Globalization.CultureInfo.InvariantCulture) + UnitText;

    /// <summary>Reads “5 工作日”, “30 天”, “6 个月”, “1 年”.</summary>
    public static bool TryParse(string text, out Period period)
    {
        ArgumentNullException.ThrowIfNull(text);
        period = default;
        var trimmed = text.Trim();
        var digits = trimmed.TakeWhile(char.IsAsciiDigit).Count();
        PeriodUnit? unit = trimmed[digits..].Trim() switch
        {
            "工作日" or "个工作日" => PeriodUnit.WorkingDay,
            "天" or "日" or "个自然日" or "自然日" => PeriodUnit.Day,
            "个月" or "月" => PeriodUnit.Month,
            "年" => PeriodUnit.Year,
            _ => null,
        };
        if (unit is null || !int.TryParse(trimmed.AsSpan(0, digits), out var amount) || amount is < 1 or > 9999)
        {
            return false;
        }

        period = new Period(amount, unit.Value);
        return true;
    }
}

/// <summary>A time limit or a window (期限).</summary>
public sealed record Deadline
{
    /// <summary>Its name: the 环节 under which it is asked.</summary>
    public required string Name { get; init; }

    /// <summary>The article.</summary>
    public required Citation Article { get; init; }

    /// <summary>The steps it limits.</summary>
    public required ImmutableArray<string> Steps { get; init; }

    /// <summary>When it applies; null for always.</summary>
    public FeelExpression? When { get; init; }

    /// <summary>The day it runs from; null for fixed days.</summary>
    public FeelExpression? From { get; init; }

    /// <summary>How long it runs; null for fixed days or windows.</summary>
    public Period? Within { get; init; }

    /// <summary>First and last length of a window; null when there is none.</summary>
    public (Period Opens, Period Closes)? Window { get; init; }

    /// <summary>The fixed first day; null when open from the start.</summary>
    public FeelExpression? OpensOn { get; init; }

    /// <summary>The fixed last day.</summary>
    public FeelExpression? DueOn { get; init; }

    /// <summary>Why there is no period: the words of the text (及时, 定期); null when there is one.</summary>
    public string? None { get; init; }

    /// <summary>Hard or in principle.</summary>
    public Strength Strength { get; init; }

    /// <summary>When reminders begin, after the start; empty: the last quarter is not guessed, none is given.</summary>
    public ImmutableArray<Period> Remind { get; init; } = [];

    /// <summary>Whether its clock stands while papers are being completed; null: it never stands.</summary>
    public FeelExpression? Pauses { get; init; }

    /// <summary>Under which condition it is extended; null for never.</summary>
    public FeelExpression? ExtendedWhen { get; init; }

    /// <summary>The last day after the extension; null when not said.</summary>
    public FeelExpression? ExtendedUntil { get; init; }

    /// <summary>What about it is the platform's reading and not the text.</summary>
    public ImmutableArray<string> PlatformNotes { get; init; } = [];

    /// <summary>What being late brings, in Chinese; may be null.</summary>
    public string? Late { get; init; }
}
