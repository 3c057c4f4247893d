using static Zhunsheng.Feel.Functions.Signature;

namespace Zhunsheng.Feel.Functions;

/// <summary>Functions over truth values, and the question whether two values are the same in every respect (DMN 1.5, 10.3.4.2 and 10.3.4.9).</summary>
internal static class BooleanFunctions
{
    public static IEnumerable<FeelBuiltin> All =>
    [
        new("not", FeelType.Boolean, [Boolean("negand")], static a => FeelValue.Of(!a[0].IsTrue)),
        new("is", FeelType.Boolean, [Any("value1").Optional(), Any("value2").Optional()], static a => a.Length < 2 ? FeelValue.Null : FeelValue.Of(a[0] == a[1])),
    ];
}
