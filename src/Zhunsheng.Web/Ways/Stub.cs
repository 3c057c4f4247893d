using Zhunsheng.Rulebooks;

namespace Zhunsheng.Web.Ways;

/// <summary>Forms of which it is foreseen, while they are filled in, that they open a file and close it at once.</summary>
internal static class Stub
{
    /// <summary>The outcome that closes the file at once, when with what is known an opening step can end in no other way; null otherwise.</summary>
    /// <param name="step">The step.</param>
    /// <param name="offered">Whether an outcome is offered; null when that cannot be said yet.</param>
    public static Outcome? ClosingOnly(Step step, Func<Outcome, bool?> offered)
    {
        if (!step.Opens)
        {
            return null;
        }

        var left = step.Outcomes.Select(o => (Outcome: o, Offered: offered(o))).Where(p => p.Offered is not false).ToList();
        return left.TrueForAll(p => p.Outcome.Closes) ? left.Find(p => p.Offered is true).Outcome : null;
    }

    /// <summary>What is said in the place of the way.</summary>
    public static string Sentence(Outcome outcome) => $"按这样填，案卷登记后即结案：“{outcome.Name}”；其余在线下办理";
}
