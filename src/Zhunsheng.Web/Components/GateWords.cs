using Zhunsheng.Rulebooks;

namespace Zhunsheng.Web.Components;

/// <summary>How a gate stands, as one reads it.</summary>
internal static class GateWords
{
    /// <summary>In words, and as a light.</summary>
    public static (string Words, string Light) Of(GateVerdict verdict)
    {
        return verdict switch
        {
            { Applies: false } => ("不适用", "none"),
            { Excepted: true } => ("已批准例外", "done"),
            { Holds: true } => ("没有这个问题", "done"),
            { Holds: false } => ("挡住", "late"),
            _ => ("还判断不了", "soon"),
        };
    }
}
