namespace Zhunsheng.Feel.Functions;

/// <summary>Short words for writing signatures down.</summary>
internal static class Signature
{
    public static readonly FeelType AnyList = FeelType.ListOf(FeelType.Any);
    public static readonly FeelType DateAndTime = FeelType.Of(FeelKind.DateTime);
    public static readonly FeelType Time = FeelType.Of(FeelKind.Time);
    public static readonly FeelType DaysTime = FeelType.Of(FeelKind.DaysTimeDuration);
    public static readonly FeelType YearsMonths = FeelType.Of(FeelKind.YearsMonthsDuration);
    public static readonly FeelType AnyRange = FeelType.Of(FeelKind.Range);
    public static readonly FeelType Function = FeelType.Of(FeelKind.Function);
    public static readonly FeelType AnyContext = FeelType.Of(FeelKind.Context);

    /// <summary>A parameter that may be anything, null included.</summary>
    public static FeelParameter Any(string name) => new(name, FeelType.Any, TakesNull: true);

    public static FeelParameter Number(string name) => new(name, FeelType.Number);

    public static FeelParameter Text(string name) => new(name, FeelType.String);

    public static FeelParameter Boolean(string name) => new(name, FeelType.Boolean);

    public static FeelParameter List(string name) => new(name, AnyList);

    public static FeelParameter Of(string name, FeelType type) => new(name, type);

    public static FeelParameter Optional(this FeelParameter parameter) => parameter with { Optional = true };

    public static FeelParameter Repeats(this FeelParameter parameter) => parameter with { Repeats = true };

    /// <summary>A parameter that wants to see a null.</summary>
    public static FeelParameter OrNull(this FeelParameter parameter) => parameter with { TakesNull = true };
}
