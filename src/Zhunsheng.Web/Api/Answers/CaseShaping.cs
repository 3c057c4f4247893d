using System.Globalization;
using Zhunsheng.Casework;
using Zhunsheng.Feel;
using Zhunsheng.Rulebooks;
using Zhunsheng.Storage;
using Zhunsheng.Web.Api.Problems;
using Zhunsheng.Web.Components;
using Zhunsheng.Web.Pages.CaseFiles;

namespace Zhunsheng.Web.Api.Answers;

/// <summary>Case files and acts as the interface shows them: what the pages show, and nothing more.</summary>
internal static class CaseShaping
{
    /// <summary>A row of the list.</summary>
    public static CaseSummary Summary(CaseRow row) => new()
    {
        Number = row.Number,
        Title = row.Title,
        Kind = row.Kind,
        Rulebook = row.RulebookId,
        Owner = row.OwnerName,
        Phase = row.Phase,
        PlanYear = row.PlanYear,
        Money = row.Money,
        Next = row.Next,
        Closed = row.Closed,
        Head = row.Head,
        Updated = row.Updated,
    };

    /// <summary>A whole file. One that was closed by the act that opened it shows nothing but its acts.</summary>
    public static CaseDetail Detail(CaseView view)
    {
        var (file, book, stub) = (view.File, view.Book, view.IsStub);
        return new CaseDetail
        {
            Number = file.Number,
            Title = view.Title,
            Kind = file.Kind,
            Rulebook = book.Id,
            RulebookDigest = file.RulebookDigest,
            Owner = file.OwnerName,
            Today = view.Today,
            Closed = view.Closed,
            Head = file.Head,
            ChainWhole = view.ChainWhole,
            Stub = stub,
            Facts = stub ? [] : [.. view.Facts.Select(f => new KnownFactShape(f.Fact.Name, f.Fact.Label, ShownValues.Of(book, f.Fact.Name, f.Value), f.Act))],
            Unknown = stub ? [] : view.Unknown,
            Phases = stub ? [] : [.. view.Life.Select(l => new PhaseShape(l.Name, l.State, l.Note))],
            OpenSteps = stub || view.Closed ? [] : [.. view.Next.Select(s => Open(view, s, false)).Concat(view.AnyTime.Select(s => Open(view, s, true)))],
            BlockedSteps = stub || view.Closed ? [] : [.. view.Blocked.Select(b => new BlockedStepShape(
                b.State.Step.Name, b.State.Step.Title, RulebookShaping.Word(b.State.Status.ToString()), b.State.Step.Article.Text, [.. b.Obstacles.Select(o => Obstacle(book, o))]))],
            Deadlines = stub ? [] : [.. view.Deadlines.Select(d => Deadline(d.Reckoning, d.Light))],
            Dossiers = stub ? [] : [.. view.Dossiers.Select(d => Dossier(file.Number, d))],
            Acts = [.. file.Acts.Select(a => Act(file.Number, a))],
        };
    }

    /// <summary>A dossier with the files handed in.</summary>
    public static DossierShape Dossier(string number, Dossier dossier) =>
        new(dossier.Name, [.. dossier.Papers.Select(p => Paper(p.Paper) with { Files = [.. p.Files.Select(f => PaperFile(number, f.Act, f.Index, f.File))] })]);

    /// <summary>An act.</summary>
    public static ActShape Act(string number, Act act) => new()
    {
        Case = number,
        Number = act.Number,
        Kind = act.Kind == ActKind.Correction ? "更正" : "行为",
        Step = act.Step,
        Outcome = act.Outcome,
        Key = act.Key,
        At = act.At,
        On = act.On,
        Actor = act.Actor.UserName,
        Organisation = act.Actor.OrganisationName,
        Role = act.Actor.Role,
        Asked = Sorted(act.Asked),
        Set = Sorted(act.Set),
        Papers = [.. act.Papers.Select((p, i) => PaperFile(number, act.Number, i, p))],
        Note = act.Note,
        Because = [.. act.Because.Select(b => new ReasonShape(b.Article, b.Rule, b.Text))],
        Told = [.. act.Told.Select(t => new ToldShape(t.Kind, t.To, t.Article))],
        Rulebook = new ActRulebook(act.RulebookId, act.RulebookVersion, act.RulebookDigest),
        Corrects = act.Corrects,
        ConveyedFrom = act.ConveyedFrom is { } from ? new ActOrigin(from.CaseNumber, from.Number) : null,
        Digest = act.Digest,
        PreviousDigest = act.PreviousDigest,
    };

    /// <summary>An act in one line.</summary>
    public static ActHeader Header(Act act) => new() { Number = act.Number, Step = act.Step, Outcome = act.Outcome, On = act.On, Organisation = act.Actor.OrganisationName };

    /// <summary>What stands in the way.</summary>
    public static ObstacleShape Obstacle(Rulebook book, Obstacle obstacle) => new()
    {
        Article = obstacle.Article?.Text,
        Strength = RulebookShaping.StrengthOf(obstacle.Strength),
        Platform = obstacle.Platform,
        Reason = obstacle.Reason,
        Remedy = obstacle.Remedy,
        Facts = ShownValues.Of(book, obstacle.Facts.IsDefault ? [] : obstacle.Facts),
        Unknown = obstacle.Unknown.IsDefault ? [] : obstacle.Unknown,
    };

    /// <summary>A time limit.</summary>
    public static DeadlineShape Deadline(DeadlineReckoning reckoning, DeadlineLight light) => new()
    {
        Name = reckoning.Deadline.Name,
        Article = reckoning.Deadline.Article.Text,
        Strength = RulebookShaping.StrengthOf(reckoning.Deadline.Strength),
        Light = RulebookShaping.Word(light.Light.ToString()),
        From = reckoning.From,
        Opens = reckoning.Opens,
        Due = reckoning.Due,
        Provisional = reckoning.Provisional,
        ExtendedUntil = reckoning.ExtendedUntil,
        Sum = reckoning.Sum,
        Note = reckoning.Note,
        Pauses = [.. reckoning.Pauses.Select(p => new PauseShape(p.From, p.To, p.Cause))],
        Unknown = reckoning.Unknown,
    };

    /// <summary>A paper as the rulebook sees it.</summary>
    public static PaperShape Paper(PaperState state) => new()
    {
        Title = state.Paper.Title,
        Article = state.Paper.Article.Text,
        Due = state.Due,
        Optional = state.Paper.Optional,
        HandedIn = state.HandedIn,
        When = state.Paper.When?.Text,
        Within = state.Paper.Within,
        Fact = state.Paper.From,
        Chapters = state.Paper.Chapters,
        Hint = state.Paper.Hint,
    };

    /// <summary>A file handed in.</summary>
    public static PaperFileShape PaperFile(string number, int act, int index, Attachment file) => new(
        file.Title, file.FileName, file.Digest, file.Size, file.MediaType, string.Create(CultureInfo.InvariantCulture, $"{ApiRoutes.Root}/projects/{Uri.EscapeDataString(number)}/acts/{act}/papers/{index}"));

    /// <summary>The address of the form of a step.</summary>
    public static string FormHref(string number, Step step, FeelValue key) =>
        $"{ApiRoutes.Root}/projects/{Uri.EscapeDataString(number)}/steps/{Uri.EscapeDataString(step.Name)}{(key.IsNull ? "" : "?key=" + Uri.EscapeDataString(ActCodec.EncodeValue(key)))}";

    private static OpenStepShape Open(CaseView view, OpenStep open, bool anyTime) => new()
    {
        Step = open.State.Step.Name,
        Title = open.State.Step.Title,
        Key = open.State.Key,
        Article = open.State.Step.Article.Text,
        Roles = open.State.Roles,
        Mine = open.Mine,
        Optional = anyTime,
        Returned = open.State.Returned,
        Deadline = open.State.Deadline is { } deadline ? Deadline(deadline, open.Light) : null,
        Href = FormHref(view.File.Number, open.State.Step, open.State.Key),
    };

    private static Dictionary<string, FeelValue> Sorted(IEnumerable<KeyValuePair<string, FeelValue>> values) =>
        values.OrderBy(v => v.Key, StringComparer.Ordinal).ToDictionary(v => v.Key, v => v.Value);
}
