using System.Collections.Immutable;

namespace Zhunsheng.Rulebooks;

/// <summary>After both passes: every outcome that sends forms of others back asks what is missing.</summary>
internal sealed partial class RulebookBuilder
{
    private void AskWhatIsMissing()
    {
        var list = _facts.GetValueOrDefault(ReturnList.Fact);
        var everything = _facts.GetValueOrDefault(ReturnList.Everything);
        var known = list is { Type: FactType.Records } && everything is { Type: FactType.Boolean };
        for (var i = 0; i < _steps.Count; i++)
        {
            var step = _steps[i];
            _steps[i] = step with { Outcomes = [.. step.Outcomes.Select(o => known && o.Returns && step.Via is null ? Listing(step, o, list!, everything!) : o with { Returns = false })] };
        }
    }

    private Outcome Listing(Step step, Outcome outcome, FactDefinition list, FactDefinition everything)
    {
        ImmutableArray<string> forms = [.. outcome.Reopens.Distinct().Where(r => IsSentBack(step, outcome, r))];
        return forms.IsEmpty
            ? outcome with { Returns = false }
            : outcome with { Forms = forms, Asks = [.. outcome.Asks, new AskedFact(list, null, false, null), new AskedFact(everything, null, true, null)] };
    }

    /// <summary>Whether a step opened again is a form sent back to somebody else: it asks or takes something, and nothing before it is opened again too.</summary>
    private bool IsSentBack(Step step, Outcome outcome, string name) =>
        _steps.Find(s => s.Name == name) is { } form && form != step
        && (form.Dossier is not null || form.Asks.Any(a => !a.Facts.IsEmpty))
        && (form.PossibleRoles.IsEmpty || form.PossibleRoles.Any(r => !step.PossibleRoles.Contains(r)))
        && !ComesAfterAny(form, outcome.Reopens);

    private bool ComesAfterAny(Step step, ImmutableArray<string> others)
    {
        var seen = new HashSet<string>();
        var open = new Stack<string>(step.After);
        while (open.TryPop(out var name))
        {
            if (others.Contains(name))
            {
                return true;
            }

            if (seen.Add(name))
            {
                foreach (var before in _steps.Find(s => s.Name == name)?.After ?? [])
                {
                    open.Push(before);
                }
            }
        }

        return false;
    }
}
