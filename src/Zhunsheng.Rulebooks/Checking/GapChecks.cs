using Zhunsheng.Feel;

namespace Zhunsheng.Rulebooks;

/// <summary>Combinations of facts that no case of a value covers, where the author gave no “otherwise”; each shown with values.</summary>
internal sealed class GapChecks(Rulebook rulebook, Places places, RuleUses uses, List<Finding> findings)
{
    public void Run()
    {
        foreach (var part in rulebook.Decisions.Values.SelectMany(d => d))
        {
            string[] path = part.Selector.IsEmpty ? [] : [part.Selector.Keys.First(), part.Selector.Values.First()];
            Check(part.Value, "判定" + part.Question + (part.Selector.IsEmpty ? "" : $"（{part.Selector.Values.First()}）"), null, "decisions", part.Question, path);
        }

        foreach (var notice in rulebook.Notices)
        {
            Check(notice.To, $"告知{notice.Step}的{notice.Kind}", null, "notices", notice.Step, [notice.Kind]);
        }

        foreach (var step in rulebook.Steps)
        {
            Check(step.By, $"环节{step.Name}的 by", step, "steps", step.Name, ["by"]);
            foreach (var (outcome, set) in step.Outcomes.SelectMany(o => o.Sets.Select(s => (o, s))))
            {
                Check(set.Value, $"环节{step.Name}的结果{outcome.Name}设的{set.Fact.Name}", step, "steps", step.Name, ["outcomes", outcome.Name, "sets", set.Fact.Name]);
            }
        }
    }

    private void Check(ValueRule rule, string what, Step? step, string section, string name, string[] path)
    {
        if (rule is not ValueRule.FirstOf first || places.Has(section, name, [.. path, "otherwise"]))
        {
            return;
        }

        var leaves = first.Branches.Aggregate(Leaves.None, (all, b) => all.Union(uses.Of(b.When)));
        if (!leaves.Steps.IsEmpty || leaves.Facts.Count == 0)
        {
            return;
        }

        var trial = new Trial(rulebook, leaves, null, step?.Kind, null, unknown: false);
        if (trial.CanBe(e => (first.Branches.All(b => e.Evaluate(b.When).IsFalse), [])) == true)
        {
            findings.Add(places.At(FindingSeverity.Warning, $"{what}：有情形没有一种管到：{trial.Shown}；补上这种情形，或者写 otherwise（没有规定的写 otherwise: null）", section, name, [.. path, "cases"]));
        }
    }
}
