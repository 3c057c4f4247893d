using Zhunsheng.Feel;

namespace Zhunsheng.Rulebooks;

/// <summary>Steps that can never open, outcomes that can never be chosen, and gates that exclude each other.</summary>
internal sealed class StepChecks(Rulebook rulebook, Places places, RuleUses uses, List<Finding> findings)
{
    private readonly ReachedSteps _reached = new(rulebook);

    /// <summary>What stands in the way of a step or outcome that was looked at and not reached.</summary>
    private readonly Dictionary<(string Step, string? Outcome), (string Message, string[] Path)> _hindrances = [];

    /// <summary>Goes from the opening steps as far as the rules let it, then reports what was not reached and why. Returns what was reached.</summary>
    public ReachedSteps Run()
    {
        foreach (var kind in rulebook.Kinds.Where(k => rulebook.Steps.Any(s => s.Kind == k.Name) && !rulebook.Steps.Any(s => s.Kind == k.Name && s.Opens)))
        {
            findings.Add(places.AtHead(FindingSeverity.Error, $"案卷种类{kind.Name}没有开卷的环节，一份也建不了；给第一个环节写 opens: true", "kinds", kind.Name));
        }

        for (var changed = true; changed;)
        {
            changed = false;
            foreach (var step in rulebook.Steps.Where(s => !s.Outcomes.All(o => _reached.Contains(s.Name, o.Name))))
            {
                changed |= Reach(step);
            }
        }

        Report();
        foreach (var kind in rulebook.Kinds.Where(k => _reached.Steps(k.Name).Any() && !_reached.Steps(k.Name).Any(s => _reached.Outcomes(s).Any(o => o.Closes))))
        {
            findings.Add(places.AtHead(FindingSeverity.Warning, $"案卷种类{kind.Name}没有一个结果写了 closes: true，这种案卷永远结不了；给收尾的结果写上，或者加一个撤销的环节", "kinds", kind.Name));
        }

        return _reached;
    }

    private bool Reach(Step step)
    {
        if (step.Opens ? !step.After.IsEmpty && !step.After.All(a => Passable(step, a)) : !rulebook.Steps.Any(s => s.Opens && s.Kind == step.Kind && _reached.Contains(s.Name)) || !step.After.All(a => Passable(step, a)))
        {
            return false;
        }

        if (step.Via is { } via && !Conveyors(step, via).Any())
        {
            return Hindered(step, null, $"环节{step.Name}只由{via}的行为传来（via），却没有哪个{via}的结果传给它；给那个结果写 conveys，或者去掉 via", ["via"]);
        }

        if (step.Each is { } each && Trial(step, uses.Of(each.In)).CanBe(e => (e.Evaluate(each.In).AsList is { Count: > 0 }, [])) == false)
        {
            return Hindered(step, null, $"环节{step.Name}：each 的 in（{each.In.Text}）永远是空的，一次也办不了；看看它数的环节和要素", ["each", "in"]);
        }

        if (step.When is { } when && !_reached.Contains(step.Name) && Trial(step, uses.Of(when)).CanBe(e => (e.Evaluate(when).IsTrue, [])) == false)
        {
            return Hindered(step, null, $"环节{step.Name}永远开不了：when（{when.Text}）在这里不可能成立{Unsaid(step, uses.Of(when))}", ["when"]);
        }

        var added = false;
        foreach (var outcome in step.Outcomes.Where(o => !_reached.Contains(step.Name, o.Name)))
        {
            if (Possible(step, outcome))
            {
                _hindrances.Remove((step.Name, outcome.Name));
                added |= _reached.Add(step, outcome);
            }
        }

        _hindrances.Remove((step.Name, null));
        return added;
    }

    private bool Possible(Step step, Outcome outcome)
    {
        if (outcome.When is { } when && Trial(step, uses.Of(when)).CanBe(e => (e.Evaluate(when).IsTrue, [])) == false)
        {
            return Hindered(step, outcome, $"环节{step.Name}的结果{outcome.Name}永远选不了：when（{when.Text}）在这里不可能成立{Unsaid(step, uses.Of(when))}", ["outcomes", outcome.Name, "when"]);
        }

        foreach (var (call, path) in Calls(step, outcome))
        {
            var gates = uses.Concerned(call).ToList();
            var leaves = uses.Of(call).Union(uses.Of(step.When));
            if (gates.Count == 0 || Trial(step, leaves).CanBe(e => Judged(e, call, _ => true)) == true)
            {
                continue;
            }

            if (Culprit(step, call, gates) is { } why)
            {
                return Hindered(step, outcome, $"环节{step.Name}{(step.Outcomes.Length > 1 ? "的结果" + outcome.Name : "")}永远办不成：{why}", path);
            }
        }

        return true;
    }

    /// <summary>What the outcome must pass, with the place where that is written.</summary>
    private static IEnumerable<(QuestionCall Call, string[] Path)> Calls(Step step, Outcome outcome) =>
        (outcome.Settles ? step.Requires.Select(r => (r, (string[])["requires"])) : [])
        .Concat(outcome.Requires.Select(r => (r, (string[])["outcomes", outcome.Name, "requires"])));

    /// <summary>The gate that can never hold here, or the two that exclude each other; null when that cannot be told for certain.</summary>
    private string? Culprit(Step step, QuestionCall call, List<Gate> gates)
    {
        foreach (var gate in gates)
        {
            if (Trial(step, uses.Of(gate).Union(uses.Of(step.When))).CanBe(e => Judged(e, call, g => g == gate.Name)) == false)
            {
                return $"{call}要过的红线{gate.Name}（{gate.Holds.Text}，{gate.Article}）在这里永远不成立{Unsaid(step, uses.Of(gate))}";
            }
        }

        for (var i = 0; i < gates.Count; i++)
        {
            for (var j = i + 1; j < gates.Count; j++)
            {
                var (first, second) = (gates[i], gates[j]);
                if (uses.Of(first).Meets(uses.Of(second))
                    && Trial(step, uses.Of(first).Union(uses.Of(second)).Union(uses.Of(step.When))).CanBe(e => Judged(e, call, g => g == first.Name || g == second.Name)) == false)
                {
                    return $"{call}要过的两条红线互相矛盾，不能同时成立：{first.Name}（{first.Holds.Text}，{first.Article}）和{second.Name}（{second.Holds.Text}，{second.Article}）；改其中一条，或用 when 分开它们管的情形";
                }
            }
        }

        return null;
    }

    private static (bool, IEnumerable<string>) Judged(Evaluation evaluation, QuestionCall call, Func<string, bool> concerned)
    {
        var failing = evaluation.Ask(call).Gates.Where(g => concerned(g.Gate.Name) && g.Holds != true).ToList();
        return (failing.Count == 0, failing.SelectMany(g => g.Facts.Select(f => f.Name).Concat(g.Unknown)));
    }

    /// <summary>Whether what comes after a step can begin: it can be done, or passed over.</summary>
    private bool Passable(Step next, string name) => rulebook.FindStep(name) is { } step && step.Kind == next.Kind
        && (_reached.Contains(name) || ((step.Optional || step.When is not null || step.Grants is not null || step.Each is not null) && step.After.All(a => Passable(step, a))));

    private IEnumerable<Step> Conveyors(Step step, string kind) =>
        _reached.Steps(kind).Where(s => _reached.Outcomes(s).Any(o => o.Conveys?.Step == step.Name));

    private Trial Trial(Step step, Leaves leaves) => new(rulebook, leaves, _reached, step.Kind, step);

    /// <summary>Which of the facts nothing states in such files.</summary>
    private string Unsaid(Step step, Leaves leaves)
    {
        var unsaid = leaves.Facts.Where(f => rulebook.Facts[f] is { Source: FactSource.Act, Derive: null } && _reached.Values(f, step.Kind, step) is { Any: false, Set.Count: 0 }).Order(StringComparer.Ordinal).ToList();
        return unsaid.Count == 0 ? "" : $"；{step.Kind}案卷里没有环节问或设{string.Join("、", unsaid)}";
    }

    private bool Hindered(Step step, Outcome? outcome, string message, string[] path)
    {
        _hindrances[(step.Name, outcome?.Name)] = (message, path);
        return false;
    }

    private void Report()
    {
        foreach (var step in rulebook.Steps)
        {
            foreach (var ((_, outcome), (message, path)) in _hindrances.Where(h => h.Key.Step == step.Name))
            {
                // When no outcome is possible, the step's own requirement says so once.
                if (outcome is null || step.Outcomes.FirstOrDefault(o => _hindrances.TryGetValue((step.Name, o.Name), out var h) && h.Message == message)?.Name is not { } first || first == outcome)
                {
                    findings.Add(places.At(FindingSeverity.Error, message, "steps", step.Name, path));
                }
            }
        }

        var behind = rulebook.Steps.Where(s => !_reached.Contains(s.Name) && !_hindrances.Keys.Any(h => h.Step == s.Name) && s.After.All(a => rulebook.FindStep(a)?.Kind == s.Kind)).Select(s => s.Name).ToList();
        if (behind.Count > 0 && rulebook.Kinds.All(k => rulebook.Steps.Any(s => s.Kind == k.Name && s.Opens)))
        {
            var first = behind[0];
            findings.Add(places.At(FindingSeverity.Error, $"这些环节前面有永远办不成的环节，所以也开不了：{string.Join("、", behind)}", "steps", first));
        }
    }
}
