using System.Collections.Immutable;
using Zhunsheng.Feel;
using Zhunsheng.Rulebooks;

namespace Zhunsheng.Casework;

/// <summary>The rules of working on a case file: what may become an act, and how it is made.</summary>
public static class CaseWork
{
    /// <summary>
    /// Checks a form against the rulebook and the file. For a step that opens a case file <paramref name="file"/> is null and the acting organisation becomes the owner.
    /// Nothing is thrown for bad input: everything wrong is in the answer, not only the first thing.
    /// </summary>
    /// <param name="rulebook">The rulebook the file is bound to.</param>
    /// <param name="file">The file; null, or one without acts, when the step opens one.</param>
    /// <param name="proposal">What was handed in.</param>
    /// <param name="actor">Who acts; that the person holds the role has been checked by the caller.</param>
    /// <param name="today">The legal day of the act.</param>
    public static ActCheck Check(Rulebook rulebook, CaseFile? file, ActProposal proposal, Actor actor, DateOnly today)
    {
        Bound(rulebook, file);
        return new ActChecker(rulebook, file, proposal, actor, today).Direct();
    }

    /// <summary>
    /// For a form that was sent back with a list of what is missing: the answers not on the list that the rules, as they stand on the day, would not take as they were.
    /// These may be changed as well, so that nobody is caught between the list and the rules.
    /// </summary>
    /// <param name="rulebook">The rulebook the file is bound to.</param>
    /// <param name="file">The file.</param>
    /// <param name="mending">The list.</param>
    /// <param name="facts">The form as it is filled, with what is not on the list as it was.</param>
    /// <param name="actor">Who acts.</param>
    /// <param name="today">The legal day of the act.</param>
    public static ImmutableHashSet<string> Demanded(Rulebook rulebook, CaseFile file, Mending mending, ImmutableDictionary<string, FeelValue> facts, Actor actor, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(mending);
        Bound(rulebook, file);
        var proposal = new ActProposal(mending.Step.Name, mending.Earlier.Act.Outcome, facts.RemoveRange(ReturnList.Facts)) { Key = mending.Earlier.Act.Key };
        return [.. ActChecker.DemandsOf(new ActChecker(rulebook, file, proposal, actor, today).Direct())];
    }

    /// <summary>
    /// Checks an act that another act brings about here. Role and direct access are not asked: the authority is that of the act that conveys it. What the form asks is
    /// taken from the facts of the conveying file where it knows them, else from this file.
    /// </summary>
    /// <param name="rulebook">The rulebook this file is bound to.</param>
    /// <param name="file">The file in which the act is brought about.</param>
    /// <param name="order">The step and outcome.</param>
    /// <param name="source">The check of the conveying act.</param>
    /// <param name="actor">Who made the conveying act.</param>
    /// <param name="today">The legal day.</param>
    public static ActCheck CheckConveyed(Rulebook rulebook, CaseFile file, ConveyanceOrder order, ActCheck source, Actor actor, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(order);
        ArgumentNullException.ThrowIfNull(source);
        Bound(rulebook, file);
        var proposal = Conveyed.Proposal(rulebook, file, order, source, today);
        return new ActChecker(rulebook, file, proposal, actor, today).Conveyed(source.Step?.Kind);
    }

    /// <summary>
    /// Checks a correction: the same organisation in the same role says anew what the act said, under the types and questions of the original form.
    /// What the outcome set is worked out again on the day of the original. Gates are not asked again: what was true must be recordable.
    /// </summary>
    public static ActCheck CheckCorrection(Rulebook rulebook, CaseFile file, CorrectionProposal proposal, Actor actor)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(proposal);
        Bound(rulebook, file);
        return Correcting.Check(rulebook, file, proposal, actor);
    }

    /// <summary>
    /// The act that a successful check permits, next in the file. Throws <see cref="InvalidOperationException"/> when the check failed or numbers are still to be given (<see cref="ActCheck.Numbered"/>).
    /// </summary>
    /// <param name="file">The file, with its number, as it was checked.</param>
    /// <param name="check">The check.</param>
    /// <param name="actor">Who acts.</param>
    /// <param name="at">The moment; kept to the millisecond.</param>
    /// <param name="submission">Names the submission.</param>
    /// <param name="conveyedFrom">The act that brings it about; null when it is done directly.</param>
    public static Act Make(CaseFile file, ActCheck check, Actor actor, DateTimeOffset at, Guid submission, ActReference? conveyedFrom = null)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(check);
        if (!check.Ok)
        {
            throw new InvalidOperationException("The check failed: there is no act to make");
        }

        if (!check.Numbers.IsEmpty)
        {
            throw new InvalidOperationException($"No number was given to {check.Numbers[0].Fact.Name}");
        }

        var moment = at.ToUniversalTime();
        moment = new DateTimeOffset(moment.Ticks - (moment.Ticks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero);
        return ActCodec.Seal(new Act
        {
            CaseId = file.Id,
            Number = file.Head + 1,
            Kind = check.Corrects is null ? ActKind.Deed : ActKind.Correction,
            Step = check.Step!.Name,
            Outcome = check.Outcome!.Name,
            Key = check.Proposal.Key,
            At = moment,
            On = LegalDay.Of(moment),
            Actor = actor,
            Asked = check.Asked,
            Set = check.Set,
            Papers = check.Proposal.Papers,
            Note = string.IsNullOrWhiteSpace(check.Proposal.Note) ? null : check.Proposal.Note.Trim(),
            RulebookId = check.Rulebook.Id,
            RulebookVersion = check.Rulebook.Version,
            RulebookDigest = check.Rulebook.Digest,
            Because = check.Because,
            Told = check.Told,
            Corrects = check.Corrects,
            ConveyedFrom = conveyedFrom,
            SubmissionId = submission,
            PreviousDigest = file.HeadDigest,
            Digest = "",
        });
    }

    private static void Bound(Rulebook rulebook, CaseFile? file)
    {
        ArgumentNullException.ThrowIfNull(rulebook);
        if (file is not null && (file.RulebookId != rulebook.Id || file.RulebookDigest != rulebook.Digest))
        {
            throw new ArgumentException($"Case file {file.Number} is bound to another rulebook or version", nameof(rulebook));
        }
    }
}
