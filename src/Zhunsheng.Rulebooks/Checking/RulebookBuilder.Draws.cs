using YamlDotNet.RepresentationModel;

namespace Zhunsheng.Rulebooks;

/// <summary>After both passes: persons drawn by lot.</summary>
internal sealed partial class RulebookBuilder
{
    /// <summary>A draw names a role, facts that exist, and common facts to record it in; each drawn person acts for himself.</summary>
    private void CheckDraws()
    {
        foreach (var raw in _rawFacts.Values.Where(f => f.Fact.Draw is not null))
        {
            CheckDraw(raw, raw.Fact.Draw!);
        }

        foreach (var step in _steps)
        {
            var at = _rawSteps.First(s => s.Name == step.Name).Map.Node;
            foreach (var role in _roles.Where(r => step.PossibleRoles.Contains(r.Name) && r.Named is { } n && _facts.GetValueOrDefault(n) is { Draw: not null } && step.Each?.People != n))
            {
                text.Error(at, $"环节{step.Name}：{role.Name}是抽取的人，各办各的，写 each: {{people: {role.Named}}}");
            }

            foreach (var outcome in step.Outcomes.Where(o => o.Withdraws && step.Each?.People is null))
            {
                text.Error(at, $"环节{step.Name}的结果{outcome.Name}：withdraws 只用在 each: {{people: …}} 的环节");
            }

            foreach (var asked in step.Asks.SelectMany(s => s.Facts).Concat(step.Outcomes.SelectMany(o => o.Asks)).Where(a => a.Fact.Draw is not null || DrawRecord.Facts.Contains(a.Fact.Name)))
            {
                text.Error(at, $"环节{step.Name}：{asked.Fact.Name}由系统抽取，不能问；写在结果的 draws 里");
            }
        }
    }

    private void CheckDraw(RawFact raw, DrawRule draw)
    {
        void Error(string message) => raw.Text.Error(raw.Node, $"抽取名单{raw.Fact.Name}：{message}");
        if (_roles.All(r => r.Name != draw.Role))
        {
            Error($"没有叫“{draw.Role}”的角色{Nearest.Hint(draw.Role, _roles.Select(r => r.Name))}");
        }
        else if (_roles.All(r => r.Name != draw.Role || r.Named != raw.Fact.Name))
        {
            Error($"角色{draw.Role}要写 named: {raw.Fact.Name}，只有抽中的人看得到案卷");
        }

        if (_facts.GetValueOrDefault(draw.Count) is not { Type: FactType.Number })
        {
            Error($"count 要写一个数字要素，没有叫“{draw.Count}”的{Nearest.Hint(draw.Count, _facts.Values.Where(f => f.Type == FactType.Number).Select(f => f.Name))}");
        }

        if (draw.Specialty is { } specialty && _facts.GetValueOrDefault(specialty) is not { Type: FactType.List or FactType.Choice or FactType.Text })
        {
            Error($"specialty 要写一个 list、choice 或 text 要素，没有叫“{specialty}”的{Nearest.Hint(specialty, _facts.Keys)}");
        }

        foreach (var avoid in draw.Avoid.Where(a => _facts.GetValueOrDefault(a) is not { Type: FactType.Text or FactType.List }))
        {
            Error($"avoid 要写单位名称的要素（text 或 list），没有叫“{avoid}”的{Nearest.Hint(avoid, _facts.Keys)}");
        }

        if (_facts.GetValueOrDefault(DrawRecord.Roll) is not { Type: FactType.Records } || _facts.GetValueOrDefault(DrawRecord.Draw) is not { Type: FactType.Records })
        {
            Error($"共用要素里要有{DrawRecord.Roll}和{DrawRecord.Draw}（records），抽取才记得下来");
        }
    }
}
