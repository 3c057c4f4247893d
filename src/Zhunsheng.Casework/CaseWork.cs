using Zhunsheng.Feel;
using Zhunsheng.Rulebooks;

namespace Zhunsheng.Casework;

/// <summary>The rules of working on a case file: what may become an act, and how it is made.</summary>
public static partial class CaseWork
{
    /// <summary>
    /// Checks a form against the rulebook and the file. For a step that opens a case file <paramref name="file"/> is null and the acting organisation becomes the owner.
    /// Nothing is thrown for bad input: everything wrong is in the answer, not only the first thing.
    /// </summary>
    /// <param name="rulebook">The rulebook the file is bound to.</param>
    /// <param name="file">The file; null when the step opens one.</param>
    /// <param name="proposal">What was handed in.</param>
    /// <param name="actor">Who acts; that the person holds the role has been checked by the caller.</param>
    /// <param name="today">The legal day of the act.</param>
    public static ActCheck Check(Rulebook rulebook, CaseFile? file, ActProposal proposal, Actor actor, DateOnly today) => throw new NotImplementedException();

    /// <summary>Checks a correction: the same organisation in the same role says anew what the act said, under the types and questions of the original form.</summary>
    public static ActCheck CheckCorrection(Rulebook rulebook, CaseFile file, CorrectionProposal proposal, Actor actor, DateOnly today) => throw new NotImplementedException();

    /// <summary>
    /// The act that a successful check permits, next in the file. Throws <see cref="InvalidOperationException"/> when the check failed.
    /// </summary>
    /// <param name="file">The file with its number.</param>
    /// <param name="check">The check of this file as it stands.</param>
    /// <param name="actor">Who acts.</param>
    /// <param name="at">The moment.</param>
    /// <param name="submission">Names the submission.</param>
    /// <param name="conveyedFrom">The act that brings it about; null when it is done directly.</param>
    public static Act Make(CaseFile file, ActCheck check, Actor actor, DateTimeOffset at, Guid submission, ActReference? conveyedFrom = null) => throw new NotImplementedException();
}
