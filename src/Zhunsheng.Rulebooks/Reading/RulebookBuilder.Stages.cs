namespace Zhunsheng.Rulebooks;

/// <summary>Which steps answer the stages of approval, and which documents contain others.</summary>
internal sealed partial class RulebookBuilder
{
    private readonly List<StageRule> _stages = [];

    private void ReadStages()
    {
        foreach (var (name, key, value) in root.Map("stages")?.Entries ?? [])
        {
            if (root.AsMap(value, "审批环节" + name) is not { } map)
            {
                continue;
            }

            var step = map.RequireString("step");
            var approving = _steps.Find(s => s.Name == step);
            if (approving is null && step.Length > 0)
            {
                text.Error(map.Take("step")!, $"审批环节{name}：没有叫“{step}”的环节{Nearest.Hint(step, _stepNames)}");
            }

            var article = approving is null ? null : map.Has("article") ? Cite(map, null, key) : approving.Article;
            var merges = map.Strings("merges").Select(m => m.Text).ToList();
            if (merges.Contains(name))
            {
                text.Error(map.Take("merges")!, $"审批环节{name}：merges 里写了它自己；写并进它的别的文件");
            }

            map.Finish();
            if (approving is not null)
            {
                _stages.Add(new StageRule(name, step, [.. merges], article!));
            }
        }
    }
}
