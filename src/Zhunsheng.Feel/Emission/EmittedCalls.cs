using System.Runtime.CompilerServices;
using Zhunsheng.Feel.Evaluation;

namespace Zhunsheng.Feel.Emission;

/// <summary>What emitted code calls when it runs: arithmetic that reports instead of throwing, and the way back to the bound tree for what is out of the ordinary.</summary>
internal static class EmittedCalls
{
    /// <summary>left + right; false when too great.</summary>
    public static bool TryAdd(decimal left, decimal right, out decimal result)
    {
        try
        {
            result = left + right;
            return true;
        }
        catch (OverflowException)
        {
            result = 0;
            return false;
        }
    }

    /// <summary>left - right; false when too great.</summary>
    public static bool TrySubtract(decimal left, decimal right, out decimal result)
    {
        try
        {
            result = left - right;
            return true;
        }
        catch (OverflowException)
        {
            result = 0;
            return false;
        }
    }

    /// <summary>left * right; false when too great.</summary>
    public static bool TryMultiply(decimal left, decimal right, out decimal result)
    {
        try
        {
            result = left * right;
            return true;
        }
        catch (OverflowException)
        {
            result = 0;
            return false;
        }
    }

    /// <summary>left / right; false when too great or without meaning.</summary>
    public static bool TryDivide(decimal left, decimal right, out decimal result)
    {
        result = 0;
        if (right == 0)
        {
            return false;
        }

        try
        {
            result = left / right;
            return true;
        }
        catch (OverflowException)
        {
            return false;
        }
    }

    /// <summary>The truth of a node by the bound tree, in a run of its own; sets the flag when there was too much work.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static FeelTruth Test(Code code, FeelValue[] frame, in FeelValue tested, int locals, bool unknown, ref bool spent)
    {
        var run = new Run(frame, locals == 0 ? [] : new FeelValue[locals], tested, unknown);
        var result = code.Test(ref run);
        spent |= run.IsSpent;
        return result;
    }

    /// <summary>The value of a node by the bound tree, in a run of its own; sets the flag when there was too much work.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static FeelValue Evaluate(Code code, FeelValue[] frame, in FeelValue tested, int locals, bool unknown, ref bool spent)
    {
        var run = new Run(frame, locals == 0 ? [] : new FeelValue[locals], tested, unknown);
        var result = code.Evaluate(ref run);
        spent |= run.IsSpent;
        return result;
    }

    /// <summary>Whether a value passes a test by the bound tree, in a run of its own; sets the flag when there was too much work.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static FeelTruth Matches(TestCode test, in FeelValue value, FeelValue[] frame, in FeelValue tested, int locals, bool unknown, ref bool spent)
    {
        var run = new Run(frame, locals == 0 ? [] : new FeelValue[locals], tested, unknown);
        var result = test.Matches(value, ref run);
        spent |= run.IsSpent;
        return result;
    }

    /// <summary>The room for an expression's own names.</summary>
    public static FeelValue[] Locals(int count) => count == 0 ? [] : new FeelValue[count];
}
