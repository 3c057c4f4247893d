using System.Collections.Immutable;

namespace Zhunsheng.Rulebooks;

/// <summary>The time line, the supervisor's work and the yearly reports.</summary>
internal sealed partial class RulebookBuilder
{
    private TimelineRules ReadTimeline()
    {
        if (root.Map("timeline") is not { } map)
        {
            return TimelineRules.Empty;
        }

        var read = new TimelineRules(Rows(map, "milestones", TimelineRules.MilestoneFields), Rows(map, "suspensions", TimelineRules.SuspensionFields));
        map.Finish();
        return read;
    }

    private SupervisionRules? ReadSupervision()
    {
        if (root.Map("supervision") is not { } map)
        {
            return null;
        }

        var role = map.RequireString("role");
        if (role.Length > 0)
        {
            CheckRole(role, map.Take("role")!);
        }

        var read = new SupervisionRules(
            role, RequiredStep(map, "log"), RequiredFact(map, "day", FactType.Date), RequiredStep(map, "notice"), RequiredFact(map, "subject", FactType.Text), RequiredFact(map, "due", FactType.Date),
            RequiredStep(map, "reply"), RequiredStep(map, "check"), RequiredStep(map, "opinion"));
        map.Finish();
        return read;
    }

    private PerformanceRules? ReadPerformance()
    {
        if (root.Map("performance") is not { } map)
        {
            return null;
        }

        var targets = map.Strings("targets");
        foreach (var (name, node) in targets.Where(t => !_facts.ContainsKey(t.Text)))
        {
            text.Error(node, $"没有叫“{name}”的要素{Nearest.Hint(name, _facts.Keys)}");
        }

        var read = new PerformanceRules(RequiredStep(map, "step"), [.. targets.Select(t => t.Text)]);
        map.Finish();
        return read;
    }

    private string RequiredFact(YamlMap map, string key, FactType type)
    {
        var name = map.RequireString(key);
        if (name.Length > 0 && _facts.GetValueOrDefault(name)?.Type != type)
        {
            text.Error(map.Take(key)!, $"{map.What}的 {key} 要写一个{(type == FactType.Date ? "日期" : "文字")}要素，没有叫“{name}”的{Nearest.Hint(name, _facts.Values.Where(f => f.Type == type).Select(f => f.Name))}");
        }

        return name;
    }
}
