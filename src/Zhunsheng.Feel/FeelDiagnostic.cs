namespace Zhunsheng.Feel;

/// <summary>How serious a finding is.</summary>
public enum FeelSeverity
{
    /// <summary>The expression can be used, but is suspicious (a comparison that can never hold).</summary>
    Warning,
    /// <summary>The expression cannot be used.</summary>
    Error,
}

/// <summary>What is wrong with an expression, and where.</summary>
/// <param name="Severity">Error or warning.</param>
/// <param name="Line">Line within the expression text, from 1.</param>
/// <param name="Column">Column within the line, from 1, counted in characters.</param>
/// <param name="Message">What was found, what was expected, and for an unknown name the nearest known one; Chinese, for the rule author.</param>
public sealed record FeelDiagnostic(FeelSeverity Severity, int Line, int Column, string Message);
