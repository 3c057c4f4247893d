using System.Collections.Immutable;
using Zhunsheng.Feel.Evaluation;

namespace Zhunsheng.Feel.Binding;

/// <summary>What the checker knows about types: how they join, which go together, what they are called in Chinese.</summary>
internal static class Types
{
    /// <summary>The type as rule authors call it.</summary>
    public static string Chinese(FeelType type) => type.Kind switch
    {
        null => "任意值",
        FeelKind.Null => "空值",
        FeelKind.Boolean => "是否",
        FeelKind.Number => "数字",
        FeelKind.String => "文本",
        FeelKind.Date => "日期",
        FeelKind.Time => "时间",
        FeelKind.DateTime => "日期时间",
        FeelKind.DaysTimeDuration => "时长（天、时、分、秒）",
        FeelKind.YearsMonthsDuration => "时长（年、月）",
        FeelKind.List => type.Item is { Kind: not null } item ? $"列表（每项是{Chinese(item)}）" : "列表",
        FeelKind.Context => "记录",
        FeelKind.Range => "区间",
        _ => "函数",
    };

    /// <summary>The least type that holds both.</summary>
    public static FeelType Join(FeelType left, FeelType right)
    {
        if (left == right || right.Kind == FeelKind.Null)
        {
            return left;
        }

        if (left.Kind == FeelKind.Null)
        {
            return right;
        }

        if (left.Kind != right.Kind || left.Kind is null)
        {
            return FeelType.Any;
        }

        return left.Kind switch
        {
            FeelKind.List => FeelType.ListOf(Join(left.Item ?? FeelType.Any, right.Item ?? FeelType.Any)),
            FeelKind.String when left.AllowedValues is { } a && right.AllowedValues is { } b => FeelType.OneOf(a.Union(b)),
            FeelKind.Context when left.Entries is { } a && right.Entries is { } b => JoinContexts(a, b),
            _ => FeelType.Of(left.Kind.Value),
        };
    }

    /// <summary>Of contexts with different entries: all of them, since a missing entry is null.</summary>
    private static FeelType JoinContexts(ImmutableDictionary<string, FeelType> left, ImmutableDictionary<string, FeelType> right) =>
        FeelType.ContextOf(left.Keys.Union(right.Keys).Select(name => KeyValuePair.Create(name,
            left.TryGetValue(name, out var a) ? right.TryGetValue(name, out var b) ? Join(a, b) : a : right[name])));

    /// <summary>The type of a value.</summary>
    public static FeelType Of(in FeelValue value, int depth = 0)
    {
        if (depth > 20)
        {
            return FeelType.Any;
        }

        switch (value.Kind)
        {
            case FeelKind.List:
                FeelType? item = null;
                foreach (var element in value.Items.AsSpan(0, Math.Min(value.Items.Length, 1000)))
                {
                    var type = Of(element, depth + 1);
                    item = item is null ? type : Join(item, type);
                }

                return FeelType.ListOf(value.Items.Length > 1000 ? FeelType.Any : item ?? FeelType.Any);
            case FeelKind.Context:
                return FeelType.ContextOf(value.AsContext!.Entries.Select(e => KeyValuePair.Create(e.Key, Of(e.Value, depth + 1))));
            case FeelKind.Range:
                return FeelType.RangeOf(Join(Of(value.AsRange!.Low, depth + 1), Of(value.AsRange!.High, depth + 1)));
            default:
                return FeelType.Of(value.Kind);
        }
    }

    /// <summary>Whether values of the two types can be equal; false only when it is certain that they cannot.</summary>
    public static bool CanEqual(FeelType left, FeelType right) =>
        left.Kind is null or FeelKind.Null || right.Kind is null or FeelKind.Null
        || (left.Kind == right.Kind && (left.Kind != FeelKind.List || left.Item is null || right.Item is null || CanEqual(left.Item, right.Item)));

    /// <summary>Whether values of the two types can be put in order.</summary>
    public static bool CanCompare(FeelType left, FeelType right) => HasOrder(left) && HasOrder(right) && CanEqual(left, right);

    private static bool HasOrder(FeelType type) =>
        type.Kind is null or FeelKind.Null or FeelKind.Number or FeelKind.String or FeelKind.Date or FeelKind.Time or FeelKind.DateTime
            or FeelKind.DaysTimeDuration or FeelKind.YearsMonthsDuration;

    /// <summary>Whether an argument of a type can go to a parameter, with FEEL's conversions.</summary>
    public static bool CanPass(FeelType argument, FeelType parameter) =>
        argument.Kind is null or FeelKind.Null || parameter.Kind is null
        || (argument.Kind == parameter.Kind && (parameter.Kind != FeelKind.List || CanPassItem(argument.Item, parameter.Item)))
        || (parameter.Kind == FeelKind.List && argument.Kind != FeelKind.List && CanPassItem(argument, parameter.Item))
        || (argument.Kind == FeelKind.List && parameter.Kind != FeelKind.List && argument.Item?.Kind == parameter.Kind)
        || (argument.Kind == FeelKind.Date && parameter.Kind == FeelKind.DateTime);

    private static bool CanPassItem(FeelType? argument, FeelType? parameter) => argument is null || parameter is null || CanPass(argument, parameter);

    /// <summary>The type of left op right; null when they can never go together.</summary>
    public static FeelType? Arithmetic(Syntax.BinaryOperator operation, FeelType left, FeelType right)
    {
        if (left.Kind is null or FeelKind.Null || right.Kind is null or FeelKind.Null)
        {
            return AnySide(operation, left, right);
        }

        return ResultKind(operation, left.Kind.Value, right.Kind.Value) is { } kind ? FeelType.Of(kind) : null;
    }

    private static FeelType? AnySide(Syntax.BinaryOperator operation, FeelType left, FeelType right)
    {
        var results = Enum.GetValues<FeelKind>()
            .Where(k => left.Kind is null or FeelKind.Null || k == left.Kind)
            .SelectMany(l => Enum.GetValues<FeelKind>().Where(k => right.Kind is null or FeelKind.Null || k == right.Kind).Select(r => ResultKind(operation, l, r)))
            .Where(k => k is not null).Distinct().ToList();
        return results.Count switch
        {
            0 => null,
            1 => FeelType.Of(results[0]!.Value),
            _ => FeelType.Any,
        };
    }

    private static FeelKind? ResultKind(Syntax.BinaryOperator operation, FeelKind left, FeelKind right) => (operation, left, right) switch
    {
        (_, FeelKind.Number, FeelKind.Number) => FeelKind.Number,
        (Syntax.BinaryOperator.Power, _, _) => null,
        (Syntax.BinaryOperator.Add, FeelKind.String, FeelKind.String) => FeelKind.String,
        (Syntax.BinaryOperator.Add or Syntax.BinaryOperator.Subtract, FeelKind.DaysTimeDuration, FeelKind.DaysTimeDuration) => FeelKind.DaysTimeDuration,
        (Syntax.BinaryOperator.Add or Syntax.BinaryOperator.Subtract, FeelKind.YearsMonthsDuration, FeelKind.YearsMonthsDuration) => FeelKind.YearsMonthsDuration,
        (Syntax.BinaryOperator.Add or Syntax.BinaryOperator.Subtract, FeelKind.Date or FeelKind.DateTime, FeelKind.DaysTimeDuration or FeelKind.YearsMonthsDuration) => left,
        (Syntax.BinaryOperator.Add or Syntax.BinaryOperator.Subtract, FeelKind.Time, FeelKind.DaysTimeDuration) => left,
        (Syntax.BinaryOperator.Add, FeelKind.DaysTimeDuration or FeelKind.YearsMonthsDuration, FeelKind.Date or FeelKind.DateTime) => right,
        (Syntax.BinaryOperator.Add, FeelKind.DaysTimeDuration, FeelKind.Time) => right,
        (Syntax.BinaryOperator.Subtract, FeelKind.Date or FeelKind.DateTime, FeelKind.Date or FeelKind.DateTime) => FeelKind.DaysTimeDuration,
        (Syntax.BinaryOperator.Subtract, FeelKind.Time, FeelKind.Time) => FeelKind.DaysTimeDuration,
        (Syntax.BinaryOperator.Multiply, FeelKind.Number, FeelKind.DaysTimeDuration or FeelKind.YearsMonthsDuration) => right,
        (Syntax.BinaryOperator.Multiply or Syntax.BinaryOperator.Divide, FeelKind.DaysTimeDuration or FeelKind.YearsMonthsDuration, FeelKind.Number) => left,
        (Syntax.BinaryOperator.Divide, FeelKind.DaysTimeDuration, FeelKind.DaysTimeDuration) => FeelKind.Number,
        (Syntax.BinaryOperator.Divide, FeelKind.YearsMonthsDuration, FeelKind.YearsMonthsDuration) => FeelKind.Number,
        _ => null,
    };

    /// <summary>The type of <c>source.name</c>; null when there is certainly no such property.</summary>
    public static FeelType? Property(FeelType source, string name)
    {
        switch (source.Kind)
        {
            case null or FeelKind.Null:
                return FeelType.Any;
            case FeelKind.List:
                return Property(source.Item ?? FeelType.Any, name) is { } item ? FeelType.ListOf(item) : null;
            case FeelKind.Context:
                return source.Entries is { } entries ? entries.GetValueOrDefault(name) : FeelType.Any;
            default:
                return Properties.Known.TryGetValue(source.Kind.Value, out var known) && known.TryGetValue(name, out var type) ? type : null;
        }
    }

    /// <summary>The names that <c>source.name</c> can have, as far as known.</summary>
    public static IEnumerable<string> PropertyNames(FeelType source) => source.Kind switch
    {
        FeelKind.List when source.Item is { } item => PropertyNames(item),
        FeelKind.Context => source.Entries?.Keys ?? [],
        { } kind when Properties.Known.TryGetValue(kind, out var known) => known.Keys,
        _ => [],
    };
}
