using System.Collections.Immutable;
using System.Text.Json;
using Zhunsheng.Casework;
using Zhunsheng.Feel;
using Zhunsheng.Rulebooks;
using Zhunsheng.Storage;
using Zhunsheng.Web.Access;
using Zhunsheng.Web.Forms;

namespace Zhunsheng.Web.Pages.Steps;

/// <summary>What a form is about, or why the visitor does not get it.</summary>
/// <param name="Subject">What it is about; null when the visitor does not get it.</param>
/// <param name="Refusal">Why the visitor may not act, in Chinese; null when there is no such thing for the visitor. The refusal has been logged.</param>
internal sealed record StepOccasion(StepSubject? Subject, string? Refusal)
{
    /// <summary>There is no such thing, or none that the visitor may see.</summary>
    public static StepOccasion NotFound { get; } = new(null, null);
}

/// <summary>The one place that decides who gets the form of a step: pages and interface ask here.</summary>
internal static class StepOccasions
{
    /// <summary>A step of an existing file.</summary>
    /// <param name="services">What forms need.</param>
    /// <param name="number">The number of the file.</param>
    /// <param name="name">The name of the step.</param>
    /// <param name="key">For a step that occurs once per value: the value as canonical text; null or empty otherwise.</param>
    /// <param name="cancel">Stops the search.</param>
    public static async Task<StepOccasion> InCase(StepServices services, string number, string name, string? key, CancellationToken cancel)
    {
        if (await services.Access.Open(number, cancel) is not { } open || open.Book.FindStep(name) is not { Via: null } step || step.Kind != open.File.Kind)
        {
            return StepOccasion.NotFound;
        }

        return TryKey(key, out var value) && value.IsNull == step.Each is null ? await InCase(services, open, step, value, cancel) : StepOccasion.NotFound;
    }

    /// <summary>A step of a file that the visitor has open.</summary>
    public static async Task<StepOccasion> InCase(StepServices services, OpenCase open, Step step, FeelValue key, CancellationToken cancel)
    {
        var subject = new StepSubject(open.Book, step, key, open.User, open, null);
        var state = subject.Before(services.Clock.Today).Step(step.Name, key);
        if (open.RoleFor(state) is not null)
        {
            return new StepOccasion(subject, null);
        }

        await services.Access.Refuse($"办理 {open.File.Number} {step.Name}", cancel);
        var named = string.Join("、", state.Roles.SelectMany(r => open.NamedFor(r, state.Key)).Distinct());
        return new StepOccasion(null, named.Length > 0
            ? $"“{step.Title}”在本案卷由{named}办理，你的单位不办这件事。本次访问已记录。"
            : $"“{step.Title}”由{Ways.Way.WhoOf(open.Book, state) ?? "别的单位"}办理，你的角色不办这件事。本次访问已记录。");
    }

    /// <summary>The correction of an earlier act.</summary>
    public static async Task<StepOccasion> Correction(StepServices services, string number, int act, CancellationToken cancel)
    {
        if (await services.Access.Open(number, cancel) is not { } open
            || CaseFold.Effective(open.File).FirstOrDefault(a => a.Number == act) is not { } effective || open.Book.FindStep(effective.Act.Step) is not { } step)
        {
            return StepOccasion.NotFound;
        }

        if (effective.Act.Actor.OrganisationId != open.User.OrganisationId || !open.MayActAs(effective.Act.Actor.Role) || effective.Act.ConveyedFrom is not null)
        {
            await services.Access.Refuse($"更正 {number} 第{act}号行为", cancel);
            return new StepOccasion(null, "行为只能由当时办理的单位更正。本次访问已记录。");
        }

        return new StepOccasion(new StepSubject(open.Book, step, effective.Act.Key, open.User, open, effective), null);
    }

    /// <summary>A step that opens a file.</summary>
    /// <param name="services">What forms need.</param>
    /// <param name="kind">The kind of file, where no step is named.</param>
    /// <param name="wanted">The name of the step; empty for the first of the kind that the visitor may do.</param>
    /// <param name="rulebook">The rulebook; empty for the first that has such a step.</param>
    /// <param name="cancel">Stops the search.</param>
    public static async Task<StepOccasion> Opening(StepServices services, string kind, string wanted, string rulebook, CancellationToken cancel)
    {
        var user = services.Visitor.User!;
        StepSubject? subject = null;
        foreach (var book in CaseAccess.BooksOf(user, services.Library).Where(b => rulebook.Length == 0 || b.Id == rulebook))
        {
            var begun = new Dictionary<string, CaseFile>();
            foreach (var step in book.Steps.Where(s => s.Opens && (wanted.Length > 0 ? s.Name == wanted : s.Kind == kind)))
            {
                if (subject is not null)
                {
                    break;
                }

                if (!begun.TryGetValue(step.Kind, out var file))
                {
                    begun[step.Kind] = file = await services.Cases.Begin(book, step.Kind, user.OrganisationId, user.OrganisationName, cancel);
                }

                var candidate = new StepSubject(book, step, FeelValue.Null, user, null, null) { Begun = file };
                if (candidate.Before(services.Clock.Today).Step(step.Name).Roles.Any(user.RolesIn(book.Id).Contains))
                {
                    subject = candidate;
                }
            }
        }

        if (subject is null)
        {
            await services.Access.Refuse($"新建{kind}", cancel);
            return new StepOccasion(null, $"新建{kind}不由你的角色办理。本次访问已记录。");
        }

        return new StepOccasion(subject, null);
    }

    /// <summary>What is handed to the store: the visitor in the role in which the step may be done, and what the form says.</summary>
    /// <param name="subject">What the form is about.</param>
    /// <param name="state">Where the step stands.</param>
    /// <param name="submission">Names the submission.</param>
    /// <param name="head">The number of the last act that the visitor has seen.</param>
    /// <param name="outcome">The outcome chosen.</param>
    /// <param name="facts">What was filled in.</param>
    /// <param name="papers">The papers.</param>
    /// <param name="note">The remark; for a correction its reason.</param>
    public static Submission SubmissionOf(
        StepSubject subject, StepState state, Guid submission, int head, string outcome, ImmutableDictionary<string, FeelValue> facts, ImmutableArray<Attachment> papers, string note)
    {
        var role = subject.RoleIn(state);
        var actor = subject.User.ActorAs(subject.Book.Id, role);
        if (subject.Corrects is { } corrected)
        {
            return new CorrectionSubmission(submission, actor, subject.Open!.File.Id, head, new CorrectionProposal(corrected.Number, facts, note) { Papers = papers });
        }

        var proposal = new ActProposal(subject.Step.Name, outcome, facts) { Key = subject.Key, Papers = papers, Note = note.Length > 0 ? note : null };
        return subject.Open is null
            ? new OpeningSubmission(submission, actor, subject.Book.Id, proposal)
            : new ActSubmission(submission, actor, subject.Open.File.Id, head, proposal);
    }

    /// <summary>What is wrong with a submission, without handing it in; null when its file or rulebook is not to be had.</summary>
    public static async Task<ActCheck?> Check(StepServices services, Submission submission, CancellationToken cancel) => submission switch
    {
        OpeningSubmission opening when services.Library.Current(opening.RulebookId) is { } book => CaseWork.Check(book, null, opening.Proposal, opening.Actor, services.Clock.Today),
        ActSubmission act when await services.Cases.Load(act.CaseId, cancel) is { } file && await services.Cases.RulebookOf(file, cancel) is { } book => CaseWork.Check(book, file, act.Proposal, act.Actor, services.Clock.Today),
        CorrectionSubmission correction when await services.Cases.Load(correction.CaseId, cancel) is { } file && await services.Cases.RulebookOf(file, cancel) is { } book => CaseWork.CheckCorrection(book, file, correction.Correction, correction.Actor),
        _ => null,
    };

    /// <summary>Whether the act that bears the number of a submission is the one that this form makes.</summary>
    public static bool Made(CaseFile file, Act act, StepSubject subject) =>
        act.Step == subject.Step.Name && act.Key == subject.Key && act.Corrects == subject.Corrects?.Number
        && (subject.Open is { } open ? file.Id == open.File.Id : act.Number == 1 && file.RulebookId == subject.Book.Id);

    private static bool TryKey(string? text, out FeelValue key)
    {
        key = FeelValue.Null;
        if (string.IsNullOrEmpty(text))
        {
            return true;
        }

        try
        {
            key = ActCodec.DecodeValue(text);
            return true;
        }
        catch (Exception e) when (e is FormatException or JsonException or ArgumentException)
        {
            return false;
        }
    }
}
