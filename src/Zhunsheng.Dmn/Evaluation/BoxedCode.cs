using System.Runtime.CompilerServices;
using Zhunsheng.Dmn.Compilation;
using Zhunsheng.Feel;

namespace Zhunsheng.Dmn.Evaluation;

/// <summary>A compiled boxed expression. Immutable, shared by all threads; evaluation never throws.</summary>
internal abstract class BoxedCode(Origin origin)
{
    /// <summary>Where it stands.</summary>
    public Origin Origin { get; } = origin;

    /// <summary>What is known about its values.</summary>
    public FeelType Type { get; init; } = FeelType.Any;

    /// <summary>The value, with the names of its scope in the frame.</summary>
    public abstract FeelValue Evaluate(FeelValue[] frame, DmnRun run);

    /// <summary>Notes in the run why the value is null, as far as that can be told; evaluates again.</summary>
    public virtual void Explain(FeelValue[] frame, DmnRun run)
    {
    }
}

/// <summary>Always null, for a reason.</summary>
internal sealed class NullCode(Origin origin, DmnReasonKind kind, string message) : BoxedCode(origin)
{
    public override FeelValue Evaluate(FeelValue[] frame, DmnRun run) => run.Null(kind, Origin, message);
}

/// <summary>FEEL; the place of the text is where messages about it count from.</summary>
internal sealed class LiteralCode(Origin origin, FeelExpression expression) : BoxedCode(origin)
{
    public override void Explain(FeelValue[] frame, DmnRun run)
    {
        foreach (var reason in expression.Explain(frame, FeelValue.Null, run.Session))
        {
            run.Null(DmnReasonKind.ExpressionIsNull, Origin, reason.Message, reason);
        }
    }

    public override FeelValue Evaluate(FeelValue[] frame, DmnRun run) => expression.Evaluate(frame, FeelValue.Null, run.Session);
}

/// <summary>An expression that says its type.</summary>
internal sealed class ConformCode(BoxedCode inner, DmnType type) : BoxedCode(inner.Origin)
{
    public override void Explain(FeelValue[] frame, DmnRun run) => inner.Explain(frame, run);

    public override FeelValue Evaluate(FeelValue[] frame, DmnRun run) => Conform(inner.Evaluate(frame, run), type, Origin, run);

    /// <summary>Makes a value one of a type; notes when that cannot be.</summary>
    public static FeelValue Conform(in FeelValue value, DmnType type, Origin origin, DmnRun run)
    {
        var conforming = type.Coerce(value);
        return conforming.IsNull && !value.IsNull ? run.Null(DmnReasonKind.NotOfType, origin, $"得到的值不是“{type.Name}”类型的") : conforming;
    }
}

/// <summary>A context: entries one after another, each of which sees those before it.</summary>
internal sealed class ContextCode(Origin origin, int frameCount, (string Name, int Slot, BoxedCode Value)[] entries, BoxedCode? result) : BoxedCode(origin)
{
    public override FeelValue Evaluate(FeelValue[] frame, DmnRun run)
    {
        var inner = NameScope.Extend(frame, frameCount);
        foreach (var (_, slot, value) in entries)
        {
            inner[slot] = value.Evaluate(inner, run);
        }

        return result is not null
            ? result.Evaluate(inner, run)
            : FeelValue.Of(new FeelContext(entries.Select(e => KeyValuePair.Create(e.Name, inner[e.Slot]))));
    }
}

/// <summary>A list.</summary>
internal sealed class ListCode(Origin origin, BoxedCode[] items) : BoxedCode(origin)
{
    public override FeelValue Evaluate(FeelValue[] frame, DmnRun run) => FeelValue.ListOf(items.Select(i => i.Evaluate(frame, run)));
}

/// <summary>A list of contexts with the same entries.</summary>
internal sealed class RelationCode(Origin origin, string[] columns, BoxedCode[][] rows) : BoxedCode(origin)
{
    public override FeelValue Evaluate(FeelValue[] frame, DmnRun run) =>
        FeelValue.ListOf(rows.Select(row => FeelValue.Of(new FeelContext(columns.Select((name, i) => KeyValuePair.Create(name, row[i].Evaluate(frame, run)))))));
}

/// <summary>if … then … else …: a condition that is false or null takes the else branch, one that is no truth value at all makes the whole null.</summary>
internal sealed class ConditionalCode(Origin origin, BoxedCode condition, BoxedCode then, BoxedCode otherwise) : BoxedCode(origin)
{
    public override FeelValue Evaluate(FeelValue[] frame, DmnRun run)
    {
        var value = condition.Evaluate(frame, run);
        return value.Kind is FeelKind.Boolean or FeelKind.Null
            ? value.IsTrue ? then.Evaluate(frame, run) : otherwise.Evaluate(frame, run)
            : run.Null(DmnReasonKind.NotOfType, Origin, "if 的条件不是“是否”（true 或 false）");
    }
}

/// <summary>A function that is boxed: its value captures the frame.</summary>
internal sealed class FunctionCode(Origin origin, Callable callable) : BoxedCode(origin)
{
    public override FeelValue Evaluate(FeelValue[] frame, DmnRun run) => FeelValue.Of(callable.Over(frame));
}

/// <summary>A call with named arguments.</summary>
internal sealed class InvocationCode(Origin origin, BoxedCode function, (string Name, BoxedCode Value)[] bindings) : BoxedCode(origin)
{
    public override FeelValue Evaluate(FeelValue[] frame, DmnRun run)
    {
        if (function.Evaluate(frame, run).AsFunction is not { } target)
        {
            return run.Null(DmnReasonKind.NotAFunction, Origin, "要调用的不是函数");
        }

        var arguments = new FeelValue[bindings.Length];
        var given = new bool[bindings.Length];
        foreach (var (name, value) in bindings)
        {
            var at = target.Parameters.IndexOf(name);
            if (at < 0 || at >= arguments.Length || given[at])
            {
                return run.Null(DmnReasonKind.ArgumentsDoNotFit, Origin, $"参数“{name}”对不上：函数的参数是（{string.Join("，", target.Parameters)}）");
            }

            given[at] = true;
            arguments[at] = value.Evaluate(frame, run);
        }

        return target.Call(arguments, run.Session);
    }
}

/// <summary>What can be called: parameters with their types and a body over a frame.</summary>
internal sealed class Callable(Origin origin, string[] names, DmnType[] types, int firstSlot, int frameCount, DmnType result)
{
    private BoxedCode? _body;

    /// <summary>The body; set once, while the model is compiled, since bodies may call each other.</summary>
    public BoxedCode Body
    {
        set => _body = value;
    }

    /// <summary>The function over a frame of the scope around it.</summary>
    public FeelFunction Over(FeelValue[] outer) => FeelFunction.Of([.. names], (arguments, session) => Invoke(arguments, outer, DmnRun.Of(session)));

    private FeelValue Invoke(ReadOnlySpan<FeelValue> arguments, FeelValue[] outer, DmnRun run)
    {
        var frame = NameScope.Extend(outer, frameCount);
        for (var i = 0; i < arguments.Length; i++)
        {
            frame[firstSlot + i] = types[i].Coerce(arguments[i]);
            if (frame[firstSlot + i].IsNull && !arguments[i].IsNull)
            {
                return run.Null(DmnReasonKind.ArgumentsDoNotFit, origin, $"参数“{names[i]}”的值不是“{types[i].Name}”类型的");
            }
        }

        // A call costs a frame and what it is filled with.
        if (_body is null || !run.Session.TrySpend(4) || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            return run.Null(DmnReasonKind.TooMuchWork, origin, "调用嵌套太深");
        }

        return ConformCode.Conform(_body.Evaluate(frame, run), result, origin, run);
    }
}
