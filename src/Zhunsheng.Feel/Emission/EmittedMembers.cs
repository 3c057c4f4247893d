using System.Reflection;
using Zhunsheng.Feel.Evaluation;

namespace Zhunsheng.Feel.Emission;

/// <summary>The members that emitted code refers to, looked up once.</summary>
internal sealed class EmittedMembers
{
    private const BindingFlags Any = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    public static readonly EmittedMembers All = new();

    private EmittedMembers()
    {
    }

    public readonly FieldInfo Kind = typeof(FeelValue).GetField("_kind", Any)!;
    public readonly FieldInfo Truth = typeof(FeelValue).GetField("_truth", Any)!;
    public readonly FieldInfo Number = typeof(FeelValue).GetField("_number", Any)!;
    public readonly FieldInfo Reference = typeof(FeelValue).GetField("_reference", Any)!;
    public readonly MethodInfo OfNumber = typeof(FeelValue).GetMethod(nameof(FeelValue.Of), [typeof(decimal)])!;
    public readonly ConstructorInfo NewRun = typeof(Run).GetConstructors(Any).Single(c => c.GetParameters().Length == 4);
    public readonly MethodInfo Evaluate = typeof(Code).GetMethod(nameof(Code.Evaluate), Any)!;
    public readonly MethodInfo Test = typeof(Code).GetMethod(nameof(Code.Test), Any)!;
    public readonly MethodInfo Matches = typeof(TestCode).GetMethod(nameof(TestCode.Matches), Any)!;
    public readonly PropertyInfo IsSpent = typeof(Run).GetProperty(nameof(Run.IsSpent), Any)!;
    public readonly MethodInfo Locals = typeof(EmittedCalls).GetMethod(nameof(EmittedCalls.Locals), Any)!;
    public readonly MethodInfo TreeTest = typeof(EmittedCalls).GetMethod(nameof(EmittedCalls.Test), Any)!;
    public readonly MethodInfo TreeEvaluate = typeof(EmittedCalls).GetMethod(nameof(EmittedCalls.Evaluate), Any)!;
    public readonly MethodInfo TreeMatches = typeof(EmittedCalls).GetMethod(nameof(EmittedCalls.Matches), Any)!;
    public readonly MethodInfo Holds = typeof(Order).GetMethod(nameof(Order.Holds), Any, [typeof(Comparison), typeof(FeelValue).MakeByRefType(), typeof(FeelValue).MakeByRefType()])!;
    public readonly MethodInfo Equal = typeof(Equality).GetMethod(nameof(Equality.Test), Any)!;
    public readonly MethodInfo Not = typeof(NotCode).GetMethod(nameof(NotCode.Of), Any)!;
    public readonly MethodInfo ListContains = typeof(ListContainsCode).GetMethod(nameof(ListContainsCode.Of), Any)!;
    public readonly MethodInfo CountOf = typeof(CountCode).GetMethod(nameof(CountCode.Of), Any)!;
    public readonly MethodInfo Property = typeof(Properties).GetMethod(nameof(Properties.Get), Any)!;
    public readonly MethodInfo ValueOf = typeof(Truths).GetMethod(nameof(Truths.Value), Any)!;
    public readonly MethodInfo TextEquals = typeof(string).GetMethod(nameof(string.Equals), [typeof(string), typeof(string)])!;
    public readonly MethodInfo TextCompare = typeof(string).GetMethod(nameof(string.CompareOrdinal), [typeof(string), typeof(string)])!;
    private readonly MethodInfo _add = Call(nameof(EmittedCalls.TryAdd));
    private readonly MethodInfo _subtract = Call(nameof(EmittedCalls.TrySubtract));
    private readonly MethodInfo _multiply = Call(nameof(EmittedCalls.TryMultiply));
    private readonly MethodInfo _divide = Call(nameof(EmittedCalls.TryDivide));
    private readonly MethodInfo _addValues = typeof(Arithmetic).GetMethod(nameof(Evaluation.Arithmetic.Add), Any)!;
    private readonly MethodInfo _subtractValues = typeof(Arithmetic).GetMethod(nameof(Evaluation.Arithmetic.Subtract), Any)!;
    private readonly MethodInfo _multiplyValues = typeof(Arithmetic).GetMethod(nameof(Evaluation.Arithmetic.Multiply), Any)!;
    private readonly MethodInfo _divideValues = typeof(Arithmetic).GetMethod(nameof(Evaluation.Arithmetic.Divide), Any)!;
    private readonly MethodInfo _powerValues = typeof(Arithmetic).GetMethod(nameof(Evaluation.Arithmetic.Power), Any)!;
    public readonly MethodInfo NegateValue = typeof(Arithmetic).GetMethod(nameof(Evaluation.Arithmetic.Negate), Any)!;

    /// <summary>The arithmetic on plain numbers; null for powers.</summary>
    public MethodInfo? OnNumbers(Syntax.BinaryOperator operation) => operation switch
    {
        Syntax.BinaryOperator.Add => _add,
        Syntax.BinaryOperator.Subtract => _subtract,
        Syntax.BinaryOperator.Multiply => _multiply,
        Syntax.BinaryOperator.Divide => _divide,
        _ => null,
    };

    /// <summary>The arithmetic on values of any kind.</summary>
    public MethodInfo OnValues(Syntax.BinaryOperator operation) => operation switch
    {
        Syntax.BinaryOperator.Add => _addValues,
        Syntax.BinaryOperator.Subtract => _subtractValues,
        Syntax.BinaryOperator.Multiply => _multiplyValues,
        Syntax.BinaryOperator.Divide => _divideValues,
        _ => _powerValues,
    };

    private static MethodInfo Call(string name) => typeof(EmittedCalls).GetMethod(name, Any)!;
}
