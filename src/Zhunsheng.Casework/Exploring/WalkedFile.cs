using Zhunsheng.Feel;
using Zhunsheng.Rulebooks;

namespace Zhunsheng.Casework.Exploring;

/// <summary>A case file of a small world, with what the walk remembers about it.</summary>
internal sealed class WalkedFile(int number, string kind, DateOnly wake)
{
    private (int Head, DateOnly Day, int World, Evaluation Evaluation)? _seen;

    /// <summary>Its number in the walk; 0 for one that was opened because others needed it.</summary>
    public int Number => number;

    public string Kind => kind;

    /// <summary>The file; null until its first act.</summary>
    public CaseFile? File { get; set; }

    /// <summary>The next day on which somebody looks at it.</summary>
    public DateOnly Wake { get; set; } = wake;

    /// <summary>How it ended; null while it goes on.</summary>
    public string? End { get; set; }

    public List<Blockage> Blockages { get; } = [];

    /// <summary>What left no other way than to give the file up.</summary>
    public List<Blockage> Cornered { get; } = [];

    public bool Finished => End is not null || Blockages.Count > 0;

    public List<WalkEvent> Events { get; } = [];

    /// <summary>How often each step was done.</summary>
    public Dictionary<string, int> Times { get; } = [];

    /// <summary>How often each step was returned.</summary>
    public Dictionary<string, int> Returns { get; } = [];

    /// <summary>Facts that stood in the way of something.</summary>
    public HashSet<string> WantedFacts { get; } = [];

    /// <summary>Papers that stood in the way.</summary>
    public HashSet<string> WantedPapers { get; } = [];

    /// <summary>Gates that stood in the way.</summary>
    public HashSet<string> WantedGates { get; } = [];

    /// <summary>What was required and refused last, by step.</summary>
    public Dictionary<string, Refusal> Refused { get; } = [];

    /// <summary>The calls that were last answered with a refusal.</summary>
    public Dictionary<string, (Step Step, FeelValue Key, QuestionCall Call)> RefusedCalls { get; } = [];

    /// <summary>What no way of filling in a form could mend, by step.</summary>
    public Dictionary<string, string> Fields { get; } = [];

    /// <summary>The outcomes that could not be chosen.</summary>
    public Dictionary<string, (Step Step, FeelValue Key, Outcome Outcome)> RefusedOutcomes { get; } = [];

    /// <summary>The organisation that must begin it; null for any.</summary>
    public Guid? OwnerWanted { get; init; }

    /// <summary>How often in a row nothing could be done.</summary>
    public int Idle { get; set; }

    /// <summary>How often it was looked at.</summary>
    public int Turns { get; set; }

    public int Corrections { get; set; }

    /// <summary>At which head corrections were tried in vain, and how often.</summary>
    public (int Head, int Times) Mended { get; set; }

    /// <summary>Whether its owner may give it up.</summary>
    public bool MayBeGivenUp { get; set; }

    /// <summary>The rulebook applied to the file on a day; kept while neither the file nor the day nor other files change.</summary>
    public Evaluation See(Rulebook rulebook, DateOnly day, int world)
    {
        if (_seen is { } seen && seen.Head == File!.Head && seen.Day == day && (seen.World == world || rulebook.Registers.IsEmpty))
        {
            return seen.Evaluation;
        }

        var evaluation = new Evaluation(rulebook, CaseFold.Situation(File!, rulebook, day));
        _seen = (File!.Head, day, world, evaluation);
        return evaluation;
    }

    /// <summary>Something was done: forgets what stood in the way. What need not be done brings the file no nearer to its end.</summary>
    /// <param name="nearer">Whether it had to be done.</param>
    /// <param name="back">Whether it was returned: what is to be said anew stays in mind.</param>
    public void Moved(bool nearer, bool back)
    {
        Idle = nearer ? 0 : Idle;
        if (back)
        {
            return;
        }

        WantedFacts.Clear();
        WantedPapers.Clear();
        WantedGates.Clear();
        Refused.Clear();
        RefusedCalls.Clear();
        RefusedOutcomes.Clear();
        Fields.Clear();
    }

    /// <summary>Remembers what stands in the way of a step that other files bring about.</summary>
    public void Remember(StepState state)
    {
        foreach (var answer in state.Requires.Where(a => !a.Value.IsTrue && !a.Gates.IsEmpty))
        {
            RefusedCalls[$"{state.Step.Name}/{answer.Question}"] = (state.Step, state.Key, answer.Question);
            foreach (var gate in answer.Gates.Where(g => g.Holds != true))
            {
                WantedGates.Add(gate.Gate.Name);
                WantedFacts.UnionWith(gate.Facts.Select(f => f.Name).Concat(gate.Unknown));
            }
        }
    }

    /// <summary>Remembers what stood in the way.</summary>
    public void Remember(ActCheck check)
    {
        if (check.Refusals.IsEmpty && check.Fields.Concat(check.Papers).FirstOrDefault() is { } field)
        {
            Fields[check.Proposal.Step] = $"{field.Name}：{field.Message}";
        }

        foreach (var refusal in check.Refusals)
        {
            if (!Refused.TryGetValue(check.Proposal.Step, out var worse) || Rank(refusal) >= Rank(worse))
            {
                Refused[check.Proposal.Step] = refusal;
            }

            if (refusal.Kind == RefusalKind.Outcome && check.Outcome is { When: { } when, Settles: true } outcome)
            {
                WantedFacts.UnionWith(when.Uses.SelectMany(u => PlainCalls.FactsUnder(check.Rulebook, u.Name)));
                RefusedOutcomes[$"{check.Proposal.Step}/{outcome.Name}"] = (check.Step!, check.Proposal.Key, outcome);
            }

            WantedFacts.UnionWith(refusal.Facts.Select(f => f.Name));
            WantedFacts.UnionWith(refusal.Unknown);
            if (refusal.Gate is { } gate)
            {
                WantedGates.Add(gate.Name);
                if (gate.Paper is { } paper)
                {
                    WantedPapers.Add(paper);
                }
            }
        }

        foreach (var answer in check.Requires.Where(a => !a.Value.IsTrue && !a.Gates.IsEmpty))
        {
            RefusedCalls[$"{check.Proposal.Step}/{answer.Question}"] = (check.Step!, check.Proposal.Key, answer.Question);
        }
    }

    /// <summary>How much a refusal says about why a file cannot go on.</summary>
    private static int Rank(Refusal refusal) => refusal.Kind switch
    {
        RefusalKind.Rulebook => 5,
        RefusalKind.Blocked => 4,
        RefusalKind.Undecidable => 3,
        RefusalKind.Conveyed or RefusalKind.KeyTaken => 2,
        RefusalKind.Outcome => 1,
        _ => 0,
    };
}
