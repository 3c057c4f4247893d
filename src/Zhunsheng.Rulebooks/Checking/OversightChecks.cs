namespace Zhunsheng.Rulebooks;

/// <summary>Measures that are said to close something and close nothing, and claims that can never be found wrong.</summary>
internal sealed class OversightChecks(Rulebook rulebook, Places places, RuleUses uses, List<Finding> findings)
{
    public void Run()
    {
        foreach (var rung in rulebook.Oversight.Ladder)
        {
            foreach (var question in rung.Closes.Where(q => !rulebook.Gates.Any(g => g.Blocks.Any(b => b.Question == q) && uses.Of(g).Meets(uses.Of(rung.Taken)))))
            {
                findings.Add(places.AtHead(
                    FindingSeverity.Error, $"处置{rung.Name}：closes 写了{question}，却没有一条管{question}的红线看 taken 里的要素，执行期间挡不住；给它加一条红线，或者去掉", "oversight", "ladder", rung.Name, "closes", question));
            }

            foreach (var step in rung.Refuses.Where(s => rulebook.FindStep(s) is { } step && !step.Outcomes.Select(o => o.When).Append(step.When).Any(w => uses.Of(w).Meets(uses.Of(rung.Taken)))))
            {
                findings.Add(places.AtHead(FindingSeverity.Error, $"处置{rung.Name}：refuses 写了{step}，这个环节和它的结果都不看 taken 里的要素，执行期间照样办得了；给结果写 when 和 reason，或者去掉", "oversight", "ladder", rung.Name, "refuses", step));
            }
        }

        foreach (var rule in rulebook.Evidence.Where(e => uses.Of(e.Contradicts) is { Facts.IsEmpty: true, Steps.IsEmpty: true }))
        {
            findings.Add(places.AtHead(FindingSeverity.Error, $"核对{rule.Name}：contradicts（{rule.Contradicts.Text}）不看任何要素，和谁都对不上或者都对得上", "evidence", rule.Name, "contradicts"));
        }
    }
}
