using System.Collections.Immutable;
using Zhunsheng.Casework;
using Zhunsheng.Rulebooks;
using Zhunsheng.Web.Access;
using Zhunsheng.Web.Pages.CaseFiles;

namespace Zhunsheng.Web.Pages.Catalogue;

/// <summary>A state that a system came into.</summary>
/// <param name="State">The state; null when it cannot be said.</param>
/// <param name="Before">The state before; null when there was none.</param>
/// <param name="On">The day.</param>
/// <param name="Act">The number of the act.</param>
/// <param name="Step">The title of the step.</param>
/// <param name="By">The organisation.</param>
public sealed record StateChange(string? State, string? Before, DateOnly On, int Act, string Step, string By);

/// <summary>A system of the catalogue on a page of its own.</summary>
public sealed record SystemView
{
    /// <summary>Its file.</summary>
    public required CaseFile File { get; init; }

    /// <summary>The rulebook.</summary>
    public required Rulebook Book { get; init; }

    /// <summary>The title of the file.</summary>
    public required string Title { get; init; }

    /// <summary>The system.</summary>
    public required SystemEntry Entry { get; init; }

    /// <summary>How it came to its state, the earliest first.</summary>
    public required ImmutableArray<StateChange> Changes { get; init; }

    /// <summary>The number of the act from which each fact comes.</summary>
    public required ImmutableDictionary<string, int> Origins { get; init; }

    /// <summary>The open steps of the visitor by which money is asked for or granted: title and address.</summary>
    public required ImmutableArray<(string Title, string Href)> Steps { get; init; }

    /// <summary>Every ground of refusal, those that stand against it first, then those that cannot be decided, then those that do not.</summary>
    public ImmutableArray<GateVerdict> Grounds => Entry.Money is { } money ? [.. money.Gates.OrderBy(g => !g.Applies ? 3 : g.Holds switch { false => 0, null => 1, _ => 2 })] : [];

    /// <summary>Works it out; null where the file stands for no system, or for none yet.</summary>
    internal static SystemView? Of(OpenCase open, DateOnly today)
    {
        var (file, book) = (open.File, open.Book);
        var situation = CaseFold.Situation(file, book, today);
        var evaluation = new Evaluation(book, situation);
        var title = CaseView.TitleOf(file, book, situation);
        if (SystemEntry.Of(file, title, evaluation) is not { } entry)
        {
            return null;
        }

        var origins = CaseFold.Origins(file, book);
        if (entry.Rule.Money?.Asked is { } asked && situation.Occurrences.GetValueOrDefault(asked, []).LastOrDefault() is { } last)
        {
            origins = origins.SetItems(last.Facts.Where(f => !f.Value.IsNull).Select(f => KeyValuePair.Create(f.Key, last.Act)));
        }

        var money = new[] { entry.Rule.Money?.Asked, entry.Rule.Money?.Granted }.OfType<string>().ToHashSet();
        return new SystemView
        {
            File = file,
            Book = book,
            Title = title,
            Entry = entry,
            Changes = ChangesOf(file, book, title),
            Origins = origins,
            Steps = [.. evaluation.Steps().Where(s => s.Status == StepStatus.Open && money.Contains(s.Step.Name) && open.RoleFor(s) is not null).Select(s => (s.Step.Title, CaseView.HrefOf(file.Number, s)))],
        };
    }

    /// <summary>The acts after which the state is another than before.</summary>
    private static ImmutableArray<StateChange> ChangesOf(CaseFile file, Rulebook book, string title)
    {
        var changes = ImmutableArray.CreateBuilder<StateChange>();
        (bool Listed, string? State) before = (false, null);
        for (var i = 1; i <= file.Acts.Length; i++)
        {
            var act = file.Acts[i - 1];
            var entry = SystemEntry.Of(file with { Acts = file.Acts[..i] }, title, new Evaluation(book, CaseFold.Situation(file with { Acts = file.Acts[..i] }, book, act.On)));
            (bool Listed, string? State) now = (entry is not null, entry?.State);
            if (now != before)
            {
                changes.Add(new StateChange(now.Listed ? now.State ?? "不清楚" : "移出目录", before.Listed ? before.State : null, act.On, act.Number, book.FindStep(act.Step)?.Title ?? act.Step, act.Actor.OrganisationName));
                before = now;
            }
        }

        return changes.ToImmutable();
    }
}
