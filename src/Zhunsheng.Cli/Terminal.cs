using System.Text;

namespace Zhunsheng.Cli;

/// <summary>Where a command writes and reads: results on one side, complaints on the other.</summary>
/// <param name="Out">Results.</param>
/// <param name="Error">What went wrong.</param>
/// <param name="In">Typed input.</param>
/// <param name="Interactive">Whether a person sits at the keyboard.</param>
internal sealed record Terminal(TextWriter Out, TextWriter Error, TextReader In, bool Interactive)
{
    /// <summary>The terminal of this process.</summary>
    public static Terminal OfProcess() => new(Console.Out, Console.Error, Console.In, !Console.IsInputRedirected);

    /// <summary>A line that is not shown while it is typed; from a file or pipe, the next line. Null at the end of the input.</summary>
    public string? ReadSecret(string prompt)
    {
        if (!Interactive)
        {
            return In.ReadLine();
        }

        Error.Write(prompt);
        var typed = new StringBuilder();
        while (Console.ReadKey(intercept: true) is var key && key.Key != ConsoleKey.Enter)
        {
            if (key.Key == ConsoleKey.Backspace)
            {
                typed.Length = Math.Max(0, typed.Length - 1);
            }
            else if (!char.IsControl(key.KeyChar))
            {
                typed.Append(key.KeyChar);
            }
        }

        Error.WriteLine();
        return typed.ToString();
    }
}

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
