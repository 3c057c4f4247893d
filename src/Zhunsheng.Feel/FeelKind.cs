namespace Zhunsheng.Feel;

/// <summary>The kinds of value that FEEL computes with (DMN 1.5, table 47 ff.).</summary>
public enum FeelKind : byte
{
    /// <summary>Null: no value, or not known.</summary>
    Null,
    /// <summary>true or false.</summary>
    Boolean,
    /// <summary>An exact decimal number.</summary>
    Number,
    /// <summary>Text.</summary>
    String,
    /// <summary>A day.</summary>
    Date,
    /// <summary>A time of day, with or without offset or zone.</summary>
    Time,
    /// <summary>A day with a time of day.</summary>
    DateTime,
    /// <summary>A duration in days and parts of a day.</summary>
    DaysTimeDuration,
    /// <summary>A duration in years and months.</summary>
    YearsMonthsDuration,
    /// <summary>A list of values, in order.</summary>
    List,
    /// <summary>A context: named entries, in order.</summary>
    Context,
    /// <summary>A range between two end points.</summary>
    Range,
    /// <summary>A function.</summary>
    Function,
}
