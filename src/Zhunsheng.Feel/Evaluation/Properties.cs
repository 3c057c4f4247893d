using System.Collections.Frozen;
using System.Runtime.CompilerServices;

namespace Zhunsheng.Feel.Evaluation;

/// <summary>What <c>value.name</c> gives: entries of contexts, the parts of temporal values and of ranges; over a list, the list of what its items give.</summary>
internal static class Properties
{
    /// <summary>The property names of the kinds that are no contexts, and the types they have.</summary>
    public static readonly FrozenDictionary<FeelKind, FrozenDictionary<string, FeelType>> Known = new Dictionary<FeelKind, FrozenDictionary<string, FeelType>>
    {
        [FeelKind.Date] = Numbers("year", "month", "day", "weekday"),
        [FeelKind.Time] = Timed("hour", "minute", "second"),
        [FeelKind.DateTime] = Timed("year", "month", "day", "weekday", "hour", "minute", "second"),
        [FeelKind.DaysTimeDuration] = Numbers("days", "hours", "minutes", "seconds"),
        [FeelKind.YearsMonthsDuration] = Numbers("years", "months"),
        [FeelKind.Range] = new Dictionary<string, FeelType>
        {
            ["start"] = FeelType.Any, ["end"] = FeelType.Any, ["start included"] = FeelType.Boolean, ["end included"] = FeelType.Boolean,
        }.ToFrozenDictionary(),
    }.ToFrozenDictionary();

    /// <summary>The property of a value; null where it has none of that name.</summary>
    public static FeelValue Get(in FeelValue value, string name)
    {
        switch (value.Kind)
        {
            case FeelKind.Context:
                return value.AsContext![name];
            case FeelKind.List:
                var items = value.Items;
                var result = new FeelValue[items.Length];
                for (var i = 0; i < items.Length; i++)
                {
                    result[i] = items[i].Kind == FeelKind.List && !RuntimeHelpers.TryEnsureSufficientExecutionStack() ? FeelValue.Null : Get(items[i], name);
                }

                return FeelValue.OfOwned(result);
            case FeelKind.Date:
                return OfDay((long)value.Raw, name);
            case FeelKind.Time:
                return OfTime(value.Raw, value, name);
            case FeelKind.DateTime:
                var day = decimal.Floor(value.Raw / FeelValue.SecondsPerDay);
                var part = OfDay((long)day, name);
                return part.IsNull ? OfTime(value.Raw - (day * FeelValue.SecondsPerDay), value, name) : part;
            case FeelKind.DaysTimeDuration:
                return OfSeconds(value.Raw, name);
            case FeelKind.YearsMonthsDuration:
                return name switch
                {
                    "years" => FeelValue.Of(decimal.Truncate(value.Raw / 12m)),
                    "months" => FeelValue.Of(value.Raw % 12m),
                    _ => FeelValue.Null,
                };
            case FeelKind.Range:
                return OfRange(value.AsRange!, name);
            default:
                return FeelValue.Null;
        }
    }

    private static FeelValue OfDay(long number, string name)
    {
        switch (name)
        {
            case "year":
                return FeelValue.Of((decimal)GregorianDay.FromNumber(number).Year);
            case "month":
                return FeelValue.Of((decimal)GregorianDay.FromNumber(number).Month);
            case "day":
                return FeelValue.Of((decimal)GregorianDay.FromNumber(number).Day);
            case "weekday":
                return FeelValue.Of((decimal)GregorianDay.Weekday(number));
            default:
                return FeelValue.Null;
        }
    }

    private static FeelValue OfTime(decimal seconds, in FeelValue value, string name) => name switch
    {
        "hour" => FeelValue.Of(decimal.Floor(seconds / 3600m)),
        "minute" => FeelValue.Of(decimal.Floor(seconds / 60m) % 60m),
        "second" => FeelValue.Of(decimal.Floor(seconds) % 60m),
        "time offset" => value.Zone is { } zone ? FeelValue.OfSeconds(zone.OffsetOf(value)) : FeelValue.Null,
        "timezone" => FeelValue.Of(value.Zone?.Name),
        _ => FeelValue.Null,
    };

    private static FeelValue OfSeconds(decimal seconds, string name) => name switch
    {
        "days" => FeelValue.Of(decimal.Truncate(seconds / FeelValue.SecondsPerDay)),
        "hours" => FeelValue.Of(decimal.Truncate(seconds / 3600m) % 24m),
        "minutes" => FeelValue.Of(decimal.Truncate(seconds / 60m) % 60m),
        "seconds" => FeelValue.Of(seconds % 60m),
        _ => FeelValue.Null,
    };

    private static FeelValue OfRange(FeelRange range, string name) => name switch
    {
        "start" => range.Low,
        "end" => range.High,
        "start included" => FeelValue.Of(range.LowIncluded),
        "end included" => FeelValue.Of(range.HighIncluded),
        _ => FeelValue.Null,
    };

    private static FrozenDictionary<string, FeelType> Numbers(params string[] names) => names.ToFrozenDictionary(n => n, _ => FeelType.Number);

    private static FrozenDictionary<string, FeelType> Timed(params string[] names)
    {
        var all = names.ToDictionary(n => n, _ => FeelType.Number);
        all["time offset"] = FeelType.Of(FeelKind.DaysTimeDuration);
        all["timezone"] = FeelType.String;
        return all.ToFrozenDictionary();
    }
}
