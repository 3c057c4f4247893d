using System.Collections.Immutable;
using System.Linq.Expressions;
using Zhunsheng.Feel.Binding;
using Zhunsheng.Feel.Emission;
using Zhunsheng.Feel.Evaluation;
using Zhunsheng.Feel.Syntax;

namespace Zhunsheng.Feel;

/// <summary>
/// A compiled expression or compiled unary tests. Immutable and safe to use from many threads.
/// Evaluation never throws: what cannot be computed is null.
/// </summary>
public sealed class FeelExpression
{
    private readonly Code _code;
    private readonly int _locals;
    private readonly int _highestSlot;
    private readonly bool _unknown;
    private readonly bool _isCell;
    private int _uses;
    private EmittedExpression? _emitted;

    internal FeelExpression(string text, Code code, int locals, ImmutableArray<FeelVariable> uses, FeelNullMode nullMode, bool isCell)
    {
        Text = text;
        Uses = uses;
        _code = code;
        _locals = locals;
        _unknown = nullMode == FeelNullMode.Unknown;
        _isCell = isCell;
        _highestSlot = uses.IsEmpty ? -1 : uses.Max(v => v.Slot);
    }

    /// <summary>The text it was compiled from.</summary>
    public string Text { get; }

    /// <summary>The type the checker worked out.</summary>
    public FeelType Type => _code.Type;

    /// <summary>The schema variables it reads, each once, in order of first appearance.</summary>
    public ImmutableArray<FeelVariable> Uses { get; }

    /// <summary>
    /// Evaluates against a frame (see <see cref="FeelSchema"/>). For unary tests: the tested value is the last argument.
    /// Null when there was too much work, whatever the rest would have given: a part that was given up is not an unknown one.
    /// A frame shorter than the schema is a mistake of the caller and throws <see cref="ArgumentException"/>.
    /// </summary>
    public FeelValue Evaluate(FeelValue[] frame, FeelValue input = default)
    {
        if (_emitted is { } emitted && IsWhole(frame))
        {
            return emitted.Evaluate(frame, input);
        }

        CountUse();
        var run = Start(frame, input);
        var value = _code.Evaluate(ref run);
        return run.IsSpent ? FeelValue.Null : _isCell && !_unknown && value.IsNull ? FeelValue.False : value;
    }

    /// <summary>
    /// As <see cref="Evaluate(FeelValue[], FeelValue)"/>, as a part of a larger evaluation: it shares the session's limits and knows its clock reading.
    /// Throws <see cref="OperationCanceledException"/> when the session's token says so.
    /// </summary>
    public FeelValue Evaluate(FeelValue[] frame, FeelValue input, FeelSession? session)
    {
        if (session is null)
        {
            return Evaluate(frame, input);
        }

        var run = Start(frame, input, session);
        var value = _code.Evaluate(ref run);
        session.Cancellation.ThrowIfCancellationRequested();
        return run.IsSpent ? FeelValue.Null : _isCell && !_unknown && value.IsNull ? FeelValue.False : value;
    }

    /// <summary>
    /// Evaluates as a condition: true, false, or null where it is neither. Spares the making of a value.
    /// </summary>
    public bool? Test(FeelValue[] frame, in FeelValue input = default) => TruthOf(frame, input) switch
    {
        FeelTruth.True => true,
        FeelTruth.False => false,
        _ => null,
    };

    /// <summary>As <see cref="Test(FeelValue[], in FeelValue)"/>, as a part of a larger evaluation.</summary>
    public bool? Test(FeelValue[] frame, in FeelValue input, FeelSession? session)
    {
        if (session is null)
        {
            return Test(frame, input);
        }

        var run = Start(frame, input, session);
        var truth = _code.Test(ref run);
        session.Cancellation.ThrowIfCancellationRequested();
        return run.IsSpent ? null : truth == FeelTruth.Unknown ? _isCell && !_unknown ? false : null : truth == FeelTruth.True;
    }

    /// <summary>As <see cref="Test(FeelValue[], in FeelValue)"/>, without the detour over a nullable boolean.</summary>
    public FeelTruth TruthOf(FeelValue[] frame, in FeelValue input = default)
    {
        if (_emitted is { } emitted && IsWhole(frame))
        {
            return emitted.Test(frame, input);
        }

        CountUse();
        var run = Start(frame, input);
        var truth = _code.Test(ref run);
        return run.IsSpent ? FeelTruth.Unknown : truth == FeelTruth.Unknown && _isCell && !_unknown ? FeelTruth.False : truth;
    }

    /// <summary>
    /// Turns the expression into machine code now, where that makes it faster, and gives it back. Without the call that happens by itself after
    /// <see cref="UsesBeforeCompilation"/> uses: most expressions of a rulebook are evaluated a few times and would lose more by being compiled (about a millisecond each)
    /// than they gain; those in a loop over many cases gain. Results are the same either way.
    /// </summary>
    public FeelExpression Compiled()
    {
        _emitted ??= EmittedExpression.Of(this, _code);
        return this;
    }

    /// <summary>After how many evaluations by the bound tree an expression is compiled.</summary>
    public const int UsesBeforeCompilation = 2000;

    private void CountUse()
    {
        // Several threads may count over one another: then it happens a little later.
        var uses = _uses + 1;
        _uses = uses;
        if (uses == UsesBeforeCompilation)
        {
            Compiled();
        }
    }

    private bool IsWhole(FeelValue[] frame)
    {
        ArgumentNullException.ThrowIfNull(frame);
        return frame.Length > _highestSlot;
    }

    /// <summary>
    /// Why the expression is null on a frame: the smallest parts that explain it, in the order of the text; none when it is not null. For unary tests: why they
    /// are neither passed nor failed. Evaluates again, some ten times slower.
    /// </summary>
    public ImmutableArray<FeelReason> Explain(FeelValue[] frame, FeelValue input = default, FeelSession? session = null)
    {
        var run = Start(frame, input, session);
        return new Explainer(Text).Explain(_code, ref run);
    }

    /// <summary>
    /// The schema variables whose values decided the outcome, under three-valued logic: for a false <c>and</c> those of its false parts, for a true <c>or</c>
    /// those of its true parts, for a null those of the parts that are null, else all that were read. In the order of <see cref="Uses"/>.
    /// </summary>
    public ImmutableArray<FeelVariable> Decisive(FeelValue[] frame, FeelValue input = default)
    {
        if (Uses.Length == 0 || _code is VariableCode or VariableNumberCode or VariableEqualityCode)
        {
            return Uses;
        }

        var run = Start(frame, input);
        var decisive = new Tracer(_locals).Trace(_code, ref run);
        var all = true;
        for (var i = 0; i < Uses.Length && all; i++)
        {
            all = decisive.Contains(i);
        }

        return all ? Uses : [.. Uses.Where((_, i) => decisive.Contains(i))];
    }

    /// <summary>
    /// For unary tests that depend on nothing but the tested value: the values at which the outcome can change, so that between two neighbours it is the same throughout.
    /// Null where that cannot be told (variables are read, or functions are called). Lets gaps and overlaps of a decision table be found by trying.
    /// </summary>
    public ImmutableArray<FeelValue>? Breakpoints => _isCell && Uses.Length == 0 ? Evaluation.Breakpoints.Of(_code) : null;

    /// <summary>
    /// Code that gives what <see cref="Test(FeelValue[], in FeelValue)"/> gives, as an expression of type <see cref="FeelTruth"/>. Always there: parts without a form of their own are called.
    /// One method should not hold too much of it (some hundreds of conditions): the just-in-time compiler gives up on giants.
    /// </summary>
    public Expression EmitTruth(FeelEmission on)
    {
        ArgumentNullException.ThrowIfNull(on);
        return CodeEmitter.Truth(_code, on, _locals, _unknown, _isCell && !_unknown);
    }

    /// <summary>
    /// Code that does what <see cref="Test(FeelValue[], in FeelValue)"/> does, as an expression without a value that always ends in a jump to one of the labels; they must stand in a block around it.
    /// Two of the labels may be the same. The fastest form inside a greater condition or a decision table.
    /// </summary>
    public Expression EmitBranch(FeelEmission on, LabelTarget isTrue, LabelTarget isFalse, LabelTarget isUnknown)
    {
        ArgumentNullException.ThrowIfNull(on);
        return CodeEmitter.Branch(_code, on, _locals, _unknown, (isTrue, isFalse, isUnknown), _isCell && !_unknown);
    }

    /// <summary>Code that gives what <see cref="Evaluate(FeelValue[], FeelValue)"/> gives, as an expression of type <see cref="FeelValue"/>.</summary>
    public Expression EmitValue(FeelEmission on)
    {
        ArgumentNullException.ThrowIfNull(on);
        return _isCell ? CodeEmitter.CellValue(_code, on, _locals, _unknown) : CodeEmitter.Value(_code, on, _locals, _unknown);
    }

    private Run Start(FeelValue[] frame, in FeelValue input, FeelSession? session = null)
    {
        if (!IsWhole(frame))
        {
            throw new ArgumentException($"The frame has {frame.Length} entries; the expression reads slot {_highestSlot}.", nameof(frame));
        }

        FeelValue[] locals = _locals == 0 ? [] : new FeelValue[_locals];
        return new(frame, locals, input, _unknown, session);
    }
}

/// <summary>The outcome of a compilation: the expression, or the reasons why there is none.</summary>
/// <param name="Expression">The compiled expression; null when there is an error.</param>
/// <param name="Diagnostics">Errors and warnings, in the order of the text.</param>
public sealed record FeelCompilation(FeelExpression? Expression, ImmutableArray<FeelDiagnostic> Diagnostics);

/// <summary>The door to the language: from text to something that can be evaluated.</summary>
public static class FeelCompiler
{
    /// <summary>How long a text may be, in characters.</summary>
    public const int LongestText = 100_000;

    /// <summary>Compiles an expression against the names of a schema.</summary>
    public static FeelCompilation Expression(string text, FeelSchema schema, FeelOptions? options = null) => Compile(text, null, schema, options);

    /// <summary>Compiles unary tests (a cell of a decision table: <c>&lt;= 200</c>, <c>(200..400]</c>, <c>"a","b"</c>, <c>-</c>) on an input of a type.</summary>
    public static FeelCompilation UnaryTests(string text, FeelType input, FeelSchema schema, FeelOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(input);
        return Compile(text, input, schema, options);
    }

    private static FeelCompilation Compile(string text, FeelType? input, FeelSchema schema, FeelOptions? options)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(schema);
        options ??= FeelOptions.Standard;
        var diagnostics = new Diagnostics(text);
        if (text.Length > LongestText)
        {
            diagnostics.Error(0, $"表达式太长：{text.Length}个字符，最多{LongestText}个");
            return new(null, diagnostics.ToImmutable());
        }

        var names = new KnownNames(schema.KnownNames, options.Functions.KnownNames);
        var tree = input is null ? Parser.Expression(text, names, diagnostics) : Parser.UnaryTests(text, names, diagnostics);
        if (diagnostics.HasErrors)
        {
            return new(null, diagnostics.ToImmutable());
        }

        var binder = new Binder(schema, options, diagnostics);
        var code = input is null ? binder.Bind(tree) : binder.BindCell((UnaryTestsNode)tree, input);
        var expression = diagnostics.HasErrors ? null : new FeelExpression(text, code, binder.LocalCount, binder.Uses, options.NullMode, input is not null);
        return new(expression, diagnostics.ToImmutable());
    }
}
