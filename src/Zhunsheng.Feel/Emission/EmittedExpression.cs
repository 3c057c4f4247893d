using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using Zhunsheng.Feel.Evaluation;

namespace Zhunsheng.Feel.Emission;

/// <summary>The truth of an emitted condition over a frame and a tested value.</summary>
internal delegate FeelTruth EmittedTruth(FeelValue[] frame, in FeelValue tested);

/// <summary>The value of an emitted expression over a frame and a tested value.</summary>
internal delegate FeelValue EmittedValue(FeelValue[] frame, in FeelValue tested);

/// <summary>One expression as a delegate: for conditions one that gives a truth, for the rest one that gives a value.</summary>
internal sealed class EmittedExpression
{
    private readonly EmittedTruth? _truth;
    private readonly EmittedValue? _value;

    private EmittedExpression(EmittedTruth? truth, EmittedValue? value)
    {
        _truth = truth;
        _value = value;
    }

    /// <summary>The delegate; null where nothing would be gained, or where the runtime does not compile.</summary>
    public static EmittedExpression? Of(FeelExpression expression, Code code)
    {
        if (!RuntimeFeature.IsDynamicCodeCompiled || !CodeEmitter.IsWorthIt(code))
        {
            return null;
        }

        var frame = Expression.Parameter(typeof(FeelValue[]), "frame");
        var tested = Expression.Parameter(typeof(FeelValue).MakeByRefType(), "tested");
        var on = new FeelEmission(frame) { Tested = tested };
        return code is TruthCode
            ? new(Expression.Lambda<EmittedTruth>(expression.EmitTruth(on), frame, tested).Compile(), null)
            : new(null, Expression.Lambda<EmittedValue>(expression.EmitValue(on), frame, tested).Compile());
    }

    /// <summary>The truth.</summary>
    public FeelTruth Test(FeelValue[] frame, in FeelValue tested) => _truth is not null ? _truth(frame, tested) : _value!(frame, tested).Truth;

    /// <summary>The value.</summary>
    public FeelValue Evaluate(FeelValue[] frame, in FeelValue tested) => _value is not null ? _value(frame, tested) : _truth!(frame, tested).Value();
}
