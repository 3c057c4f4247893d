namespace Zhunsheng.Feel.Tests;

/// <summary>Functions as values: literals, types, external declarations, named arguments of functions with several signatures.</summary>
public class FunctionValueTests
{
    [Theory]
    [InlineData("(function(x: number) external {java: {class: \"java.lang.Math\", method signature: \"abs(double)\"}})(1)", "null")]
    [InlineData("(function(x) external {pmml: {document: \"a\", model: \"b\"}}) instance of function<Any> -> Any", "true")]
    [InlineData("(function(x: number) x) instance of function<number> -> number", "true")]
    [InlineData("(function(x: number) x) instance of function<string> -> number", "false")]
    [InlineData("(function(x: number) \"a\") instance of function<number> -> number", "false")]
    [InlineData("(function(x, y) x) instance of function<number> -> number", "false")]
    [InlineData("sqrt instance of function<number> -> number", "true")]
    [InlineData("(function(x) function(y) x + y)(1)(2)", "3")]
    [InlineData("before(range: [1..2], point: 3)", "true")]
    [InlineData("before(point: 3, range: [1..2])", "false")]
    [InlineData("is(value1: 1)", "false")]
    [InlineData("is(1)", "null")]
    [InlineData("get or else(null, 3)", "3")]
    [InlineData("get or else(2, 3)", "2")]
    [InlineData("sqrt(79228162514264337593543950335)", "281474976710656")]
    [InlineData("sqrt(16.81)", "4.1")]
    [InlineData("date and time(2017, 8, 10, 10, 20, 30, \"Europe/Paris\")", "@\"2017-08-10T10:20:30@Europe/Paris\"")]
    [InlineData("@\"10:00:00@Europe/Paris\" = @\"10:00:00+01:00\"", "true")]
    [InlineData("@\"2025-03-30T01:30:00@Europe/Paris\" + @\"PT1H\"", "@\"2025-03-30T03:30:00@Europe/Paris\"")]
    [InlineData("@\"2025-03-30T03:30:00@Europe/Paris\" - @\"PT1H\"", "@\"2025-03-30T01:30:00@Europe/Paris\"")]
    [InlineData("@\"2025-03-30T03:30:00@Europe/Paris\" - @\"2025-03-30T01:30:00@Europe/Paris\"", "@\"PT1H\"")]
    [InlineData("@\"2025-06-01T10:00:00@Asia/Shanghai\" + @\"PT1H\"", "@\"2025-06-01T11:00:00@Asia/Shanghai\"")]
    [InlineData("@\"2025-01-01T10:00:00+08:00\" + @\"P1D\"", "@\"2025-01-02T10:00:00+08:00\"")]
    [InlineData("date and time(@\"2025-03-30T00:59:00Z\", \"Europe/Paris\")", "@\"2025-03-30T01:59:00@Europe/Paris\"")]
    [InlineData("date and time(@\"2025-03-30T01:00:00Z\", \"Europe/Paris\")", "@\"2025-03-30T03:00:00@Europe/Paris\"")]
    [InlineData("[1..3] in [[1..3]]", "true")]
    [InlineData("{fib: function(n) if n < 2 then n else fib(n - 1) + fib(n - 2), r: fib(10)}.r", "55")]
    [InlineData("{f: function(n) if n = 0 then \"z\" else f(n - 1)}.f(3)", "\"z\"")]
    [InlineData("{f: function(n) f(n)}.f(3)", "null")]
    public void Evaluate_FunctionsAsValues_GiveTheirResult(string text, string expected) => Assert.Equal(expected, Eval.Loose(text));
}
