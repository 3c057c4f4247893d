namespace Zhunsheng.Cli;

/// <summary>Where a command writes and reads: results on one side, complaints on the other.</summary>
/// <param name="Out">Results.</param>
/// <param name="Error">What went wrong.</param>
/// <param name="In">Typed input.</param>
internal sealed record Terminal(TextWriter Out, TextWriter Error, TextReader In);

/// <summary>How a command ends.</summary>
internal static class ExitCode
{
    /// <summary>Done, nothing wrong.</summary>
    public const int Good = 0;

    /// <summary>Done, and something is wrong with what was examined: findings, failing cases, a broken chain.</summary>
    public const int Bad = 1;

    /// <summary>Not done: the command line or what it names cannot be used.</summary>
    public const int Unusable = 2;
}

/// <summary>The command cannot be carried out; the message says what, where and how to mend it, in Chinese.</summary>
internal sealed class UnusableException(string message) : Exception(message);
