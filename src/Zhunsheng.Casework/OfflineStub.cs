using Zhunsheng.Rulebooks;

namespace Zhunsheng.Casework;

/// <summary>
/// Case files that are closed by the act that opens them, because what they are about is handled elsewhere: of them only number, unit and outcome are shown, listed and searched,
/// whatever the form said before.
/// </summary>
public static class OfflineStub
{
    /// <summary>Whether an outcome of this step opens a file and closes it at once.</summary>
    public static bool Is(Step step, Outcome? outcome)
    {
        ArgumentNullException.ThrowIfNull(step);
        return step.Opens && outcome is { Closes: true };
    }

    /// <summary>Whether the file was closed by the act that opened it.</summary>
    public static bool Is(CaseFile file, Rulebook book)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(book);
        return file.Acts is [var first, ..] && book.FindStep(first.Step) is { } step && Is(step, step.FindOutcome(first.Outcome));
    }
}
