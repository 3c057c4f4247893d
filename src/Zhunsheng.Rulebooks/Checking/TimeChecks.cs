using Zhunsheng.Feel;

namespace Zhunsheng.Rulebooks;

/// <summary>Deadlines that never start, belong to no step, or hold still without anything that stops them.</summary>
internal sealed class TimeChecks(Rulebook rulebook, Places places, RuleUses uses, ReachedSteps reached, IReadOnlyList<RulebookCase> cases, List<Finding> findings)
{
    public void Run()
    {
        foreach (var deadline in rulebook.Deadlines.Where(d => d.None is null))
        {
            var steps = deadline.Steps.Select(rulebook.FindStep).OfType<Step>().ToList();
            if (steps.Count == 0)
            {
                if (!Asked(deadline))
                {
                    findings.Add(places.At(FindingSeverity.Warning, $"期限{deadline.Name}不管任何环节，例题也没有问它；写 steps: [环节名]{Nearest.Hint(deadline.Name, rulebook.Steps.Select(s => s.Name))}", "deadlines", deadline.Name));
                }

                continue;
            }

            foreach (var (expression, key) in new[] { (deadline.From, "from"), (deadline.DueOn, "due"), (deadline.OpensOn, "opens") })
            {
                if (expression is not null && !steps.Exists(s => !reached.Contains(s.Name)) && !steps.Exists(s => Starts(s, expression, reached)) && !steps.Exists(s => Starts(s, expression, ReachedSteps.All(rulebook))))
                {
                    var leaves = uses.Of(expression);
                    var unsaid = leaves.Facts.Where(f => rulebook.Facts[f] is { Source: FactSource.Act, Derive: null } && steps.TrueForAll(s => reached.Values(f, s.Kind, s) is { Any: false, Set.Count: 0 })).Order(StringComparer.Ordinal).ToList();
                    findings.Add(places.At(
                        FindingSeverity.Error,
                        $"期限{deadline.Name}永远{(key == "from" ? "不起算" : "定不下来")}：{key}（{expression.Text}）得不出日子" + (unsaid.Count == 0 ? "" : $"，{steps[0].Kind}案卷里没有环节问或设{string.Join("、", unsaid)}") + "；让某个环节问或设起算的日子",
                        "deadlines", deadline.Name, key));
                }
            }

            if (deadline.When is { } when && steps.TrueForAll(s => reached.Contains(s.Name) && Trial(s, when).CanBe(e => (e.Evaluate(when).IsTrue, [])) == false))
            {
                findings.Add(places.At(FindingSeverity.Error, $"期限{deadline.Name}永远不适用：when（{when.Text}）在它管的环节里不可能成立", "deadlines", deadline.Name, "when"));
            }

            if (deadline.Pauses is not null && !rulebook.Steps.Any(s => s.Outcomes.Any(o => o.Stops.Contains(deadline.Name))))
            {
                findings.Add(places.At(FindingSeverity.Warning, $"期限{deadline.Name}写了 pauses，却没有哪个结果停它的表；给退回补正的结果写 stops: [{deadline.Name}]", "deadlines", deadline.Name, "pauses"));
            }
        }
    }

    private bool Starts(Step step, FeelExpression expression, ReachedSteps possible) => new Trial(rulebook, uses.Of(expression), possible, step.Kind, step).CanBe(e => (e.Evaluate(expression).AsDate is not null, [])) != false;

    private Trial Trial(Step step, FeelExpression expression) => new(rulebook, uses.Of(expression), reached, step.Kind, step);

    private bool Asked(Deadline deadline) => cases.Any(c => c.Args.ValueKind == System.Text.Json.JsonValueKind.Object
        && c.Args.EnumerateObject().Any(a => a.Value.ValueKind == System.Text.Json.JsonValueKind.String && (a.Value.GetString() == deadline.Name || deadline.Steps.Contains(a.Value.GetString()!))));
}
