using System.Collections.Immutable;
using Zhunsheng.Feel;

namespace Zhunsheng.Rulebooks;

/// <summary>
/// A rulebook applied to one situation. Answers are worked out when asked and kept.
/// Not safe for use from several threads at once; make one per request.
/// </summary>
public sealed partial class Evaluation
{
    /// <summary>Applies a rulebook to a situation.</summary>
    public Evaluation(Rulebook rulebook, Situation situation) => throw new NotImplementedException();

    /// <summary>The rulebook.</summary>
    public Rulebook Rulebook => throw new NotImplementedException();

    /// <summary>The situation.</summary>
    public Situation Situation => throw new NotImplementedException();

    /// <summary>The value of a fact, stated or derived; null when unknown.</summary>
    public FeelValue Fact(string name) => throw new NotImplementedException();

    /// <summary>Answers a question. An unknown question or argument throws <see cref="ArgumentException"/>; validate input from outside with <see cref="SituationReader"/>.</summary>
    public Answer Ask(string question, IReadOnlyDictionary<string, FeelValue>? arguments = null) => throw new NotImplementedException();

    /// <summary>Answers a call with fixed arguments.</summary>
    public Answer Ask(QuestionCall call) => throw new NotImplementedException();

    /// <summary>Every step of the situation's kind of case file, in the order of the rulebook; a step that occurs once per value appears once for each.</summary>
    public ImmutableArray<StepState> Steps() => throw new NotImplementedException();

    /// <summary>One step; for a step that occurs once per value, for that value. Throws <see cref="ArgumentException"/> for an unknown step.</summary>
    public StepState Step(string name, FeelValue key = default) => throw new NotImplementedException();

    /// <summary>The papers of a dossier, those not needed included.</summary>
    public ImmutableArray<PaperState> Papers(string dossier) => throw new NotImplementedException();

    /// <summary>Who is told when this step or filing (环节) is done; a receiver list that cannot be decided is left out.</summary>
    public ImmutableArray<(string Kind, string To, Citation Article)> Notices(string step) => throw new NotImplementedException();

    /// <summary>The deadlines that stand in this situation, once per step occurrence they limit, worked out.</summary>
    public ImmutableArray<DeadlineReckoning> Deadlines() => throw new NotImplementedException();

    /// <summary>Evaluates an expression or value of the rulebook in this situation.</summary>
    public FeelValue Evaluate(FeelExpression expression) => throw new NotImplementedException();

    /// <summary>Evaluates a value of the rulebook in this situation.</summary>
    public FeelValue Evaluate(ValueRule value) => throw new NotImplementedException();

    /// <summary>
    /// The same situation with an act that is being made: its facts lie over those of the file, its papers join the dossier of the step,
    /// the key of a repetition is known under its name, and 行为日期 is the given day. Used to check a form before it becomes an act.
    /// </summary>
    public Evaluation With(Step step, FeelValue key, IEnumerable<KeyValuePair<string, FeelValue>> facts, IEnumerable<string> papers, DateOnly on) => throw new NotImplementedException();

    /// <summary>Whether the form asks this fact, given what is known: false only when its condition is known to be false.</summary>
    public bool Asks(AskedFact asked) => throw new NotImplementedException();
}
