using System.Collections.Immutable;
using Zhunsheng.Feel.Evaluation;

namespace Zhunsheng.Feel.Functions;

/// <summary>A signature that a call may mean, and which argument goes to which parameter.</summary>
/// <param name="Function">The signature.</param>
/// <param name="Order">For named arguments: the parameter position of each argument; null when arguments stand in order.</param>
internal sealed record BuiltinCandidate(FeelBuiltin Function, int[]? Order)
{
    /// <summary>The signatures that take so many arguments.</summary>
    public static BuiltinCandidate[] ForPositions(ImmutableArray<FeelBuiltin> overloads, int count) =>
        [.. overloads.Where(f => count >= f.Fewest && count <= f.Most).Select(f => new BuiltinCandidate(f, null))];

    /// <summary>The signatures that take arguments of these names.</summary>
    public static BuiltinCandidate[] ForNames(ImmutableArray<FeelBuiltin> overloads, IReadOnlyList<string> names)
    {
        var candidates = new List<BuiltinCandidate>();
        foreach (var function in overloads)
        {
            var order = names.Select(n => Position(function, n)).ToArray();
            var complete = function.Parameters.Select((p, i) => p.Optional || order.Contains(i)).All(given => given);
            if (complete && !order.Contains(-1) && order.Distinct().Count() == order.Length)
            {
                candidates.Add(new(function, order));
            }
        }

        // Where two signatures have the same names (before(point, range) and before(range, point)), the one in the order written is meant.
        return [.. candidates.OrderBy(c => c.Order!.Order().SequenceEqual(c.Order!) ? 0 : 1)];
    }

    /// <summary>Calls the first signature whose parameters can take the arguments; null if none can.</summary>
    public static FeelValue Invoke(BuiltinCandidate[] candidates, ReadOnlySpan<FeelValue> arguments, ref Run run)
    {
        foreach (ref readonly var argument in arguments)
        {
            if (!run.SpendOn(argument))
            {
                return FeelValue.Null;
            }
        }

        foreach (var candidate in candidates)
        {
            if (candidates.Length > 1 && !candidate.Fits(arguments))
            {
                continue;
            }

            var count = candidate.Order is null ? arguments.Length : candidate.Function.Parameters.Length;
            if (count > ArgumentRoom.Capacity)
            {
                return candidate.Invoke(arguments, new FeelValue[count], ref run);
            }

            var room = default(ArgumentRoom);
            Span<FeelValue> values = room;
            return candidate.Invoke(arguments, values[..count], ref run);
        }

        return FeelValue.Null;
    }

    /// <summary>The parameter for the argument at a position.</summary>
    public FeelParameter ParameterFor(int argument) => Function.ParameterAt(Order is null ? argument : Order[argument]);

    private static int Position(FeelBuiltin function, string name)
    {
        for (var i = 0; i < function.Parameters.Length; i++)
        {
            if (function.Parameters[i].Name == name)
            {
                return i;
            }
        }

        return -1;
    }

    private bool Fits(ReadOnlySpan<FeelValue> arguments)
    {
        for (var i = 0; i < arguments.Length; i++)
        {
            ref readonly var argument = ref arguments[i];
            var type = ParameterFor(i).Type;
            if (!argument.IsNull && Coercion.To(argument, type).IsNull)
            {
                return false;
            }
        }

        return true;
    }

    private FeelValue Invoke(ReadOnlySpan<FeelValue> arguments, Span<FeelValue> values, ref Run run)
    {
        for (var i = 0; i < arguments.Length; i++)
        {
            var parameter = ParameterFor(i);
            ref readonly var argument = ref arguments[i];
            var value = parameter.Type.Kind is null || argument.IsNull ? argument : run.Bounded(Coercion.To(argument, parameter.Type));
            if (value.IsNull && (!parameter.TakesNull || !argument.IsNull))
            {
                return FeelValue.Null;
            }

            values[Order is null ? i : Order[i]] = value;
        }

        try
        {
            return run.Bounded(Function.Body(values, ref run));
        }
        catch (OverflowException)
        {
            // A result beyond what a decimal holds is no result.
            return FeelValue.Null;
        }
    }
}
