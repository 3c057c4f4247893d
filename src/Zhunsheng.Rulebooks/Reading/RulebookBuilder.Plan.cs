using System.Collections.Immutable;
using YamlDotNet.RepresentationModel;
using Zhunsheng.Feel;

namespace Zhunsheng.Rulebooks;

/// <summary>The plan of the year: which kind of case file it is, and what its steps and facts are for.</summary>
internal sealed partial class RulebookBuilder
{
    private YamlMap? _planText;

    /// <summary>What the author says of it; what follows from steps and facts is added by <see cref="CheckPlans"/>.</summary>
    private YearPlan? ReadPlan(string kind, string? key, YamlMap map)
    {
        if (map.Map("plan") is not { } plan)
        {
            return null;
        }

        if (_planText is not null)
        {
            text.Error(map.Take("plan")!, $"案卷种类{kind}：已经有一种案卷是年度计划了，一部手册只能有一种");
        }

        if (key is null)
        {
            text.Error(plan.Node, $"案卷种类{kind}：年度计划要写 key，写明哪个要素是计划年度");
        }

        _planText = plan;
        var read = new YearPlan
        {
            Kind = kind,
            Year = key ?? "",
            Amount = plan.RequireString("amount"),
            Ceiling = plan.String("ceiling"),
            CeilingIsPlatform = plan.Flag("ceiling_platform"),
            Category = plan.String("category"),
            Declare = [.. plan.Strings("declare").Select(d => d.Text)],
            Pool = plan.String("pool"),
            Issue = plan.RequireString("issue"),
            Outside = [.. plan.Strings("outside").Select(d => d.Text)],
            Agreed = plan.String("agreed"),
            Change = [.. plan.Strings("change").Select(d => d.Text)],
        };
        plan.Finish();
        return read;
    }

    /// <summary>Records that say something about each of a list of files carry the number of the file and, if they like, its place.</summary>
    private void CheckCaseRows()
    {
        foreach (var raw in _rawFacts.Values.Where(f => f.Fact.RowsFact is not null))
        {
            var rows = _facts.GetValueOrDefault(raw.Fact.RowsFact!);
            if (raw.Fact.Type != FactType.Cases)
            {
                raw.Text.Error(raw.Node, $"要素{raw.Fact.Name}：只有 cases 的要素能写 rows");
            }
            else if (rows is not { Type: FactType.Records, Source: FactSource.Act })
            {
                raw.Text.Error(raw.Node, $"要素{raw.Fact.Name}：rows 要写一个填报的 records 要素，没有叫“{raw.Fact.RowsFact}”的{Nearest.Hint(raw.Fact.RowsFact!, _facts.Values.Where(f => f.Type == FactType.Records).Select(f => f.Name))}");
            }
            else if (rows.Fields.FirstOrDefault(f => f.Name == CaseRows.Number) is not { Type: FactType.Text, Optional: false })
            {
                raw.Text.Error(raw.Node, $"要素{raw.Fact.Name}：{rows.Name} 要有一个必填的文字字段“{CaseRows.Number}”，写是哪份案卷");
            }
            else if (rows.Fields.FirstOrDefault(f => f.Name == CaseRows.Order) is { Type: not FactType.Number })
            {
                raw.Text.Error(raw.Node, $"要素{raw.Fact.Name}：{rows.Name} 的“{CaseRows.Order}”要写成 number");
            }
        }
    }

    /// <summary>Finds out what follows from the steps: who chooses, who decides, what becomes of a project.</summary>
    private void CheckPlans()
    {
        if (_planText is not { } at || _kinds.FindIndex(k => k.Plan is not null) is not (>= 0 and var index))
        {
            return;
        }

        var plan = _kinds[index].Plan!;
        var what = $"案卷种类{plan.Kind}的 plan";
        if (_facts.GetValueOrDefault(plan.Year) is not { Type: FactType.Year })
        {
            text.Error(at.Node, $"{what}：key 要是年份（year）的要素，{plan.Year}不是");
        }

        if (_steps.FirstOrDefault(s => s.Kind == plan.Kind && s.Outcomes.Any(o => o.Conveys is not null)) is not { } decide)
        {
            text.Error(at.Node, $"{what}：{plan.Kind}里没有哪个环节的结果把选中的项目传出去（conveys）");
            return;
        }

        var conveys = decide.Outcomes.First(o => o.Conveys is not null).Conveys!;
        var projects = _facts.GetValueOrDefault(conveys.Fact);
        var list = _steps.FirstOrDefault(s => s.Name == conveys.Step);
        var compile = _steps.FirstOrDefault(s => s.Kind == plan.Kind && s.Asks.SelectMany(a => a.Facts).Any(a => a.Fact.Name == conveys.Fact));
        if (compile is null || list is null || projects is not { Type: FactType.Cases })
        {
            text.Error(at.Node, $"{what}：{plan.Kind}里要有一个环节填“{conveys.Fact}”（选项目）");
            return;
        }

        var opening = _steps.FirstOrDefault(s => s.Kind == plan.Kind && s.Opens);
        PlanFact(what, "amount", plan.Amount, FactType.Money);
        PlanFact(what, "ceiling", plan.Ceiling, FactType.Money);
        PlanFact(what, "category", plan.Category, FactType.Choice, FactType.Text);
        PlanFact(what, "agreed", plan.Agreed, FactType.List);
        PlanSteps(what, "declare", plan.Declare, list.Kind);
        PlanSteps(what, "pool", plan.Pool is { } pool ? [pool] : [], list.Kind);
        PlanSteps(what, "issue", [plan.Issue], plan.Kind);
        PlanSteps(what, "outside", plan.Outside, list.Kind);
        PlanSteps(what, "change", plan.Change, list.Kind, plan.Kind);
        _kinds[index] = _kinds[index] with
        {
            Plan = plan with
            {
                Projects = conveys.Fact,
                ProjectKind = list.Kind,
                List = list.Name,
                Listed = list.FindOutcome(conveys.Outcome)?.Sets.Where(s => s.Value is ValueRule.Literal { Value.IsTrue: true }).Select(s => s.Fact.Name).FirstOrDefault(),
                Decide = decide.Name,
                Compile = compile.Name,
                Call = opening is not null && opening.Name != compile.Name ? opening.Name : null,
                Rows = projects.RowsFact is { } rows ? _facts.GetValueOrDefault(rows) : null,
            },
        };
    }

    private void PlanFact(string what, string key, string? name, params FactType[] types)
    {
        if (name is null || (_facts.GetValueOrDefault(name) is { } fact ? types.Contains(fact.Type) : Decided(name) is { } type && types.Contains(type)))
        {
            return;
        }

        text.Error(_planText!.Take(key)!, $"{what}：{key} 要写一个{string.Join("或", types.Select(CommonReader.NameOf))}的要素，没有叫“{name}”的{Nearest.Hint(name, _facts.Values.Where(f => types.Contains(f.Type)).Select(f => f.Name))}");
    }

    /// <summary>The type of a decision without arguments; null when there is none of this name.</summary>
    private FactType? Decided(string name) => _questions.GetValueOrDefault(name) is { } question && question.Arguments.All(a => a.Optional) ? question.Type : null;

    private void PlanSteps(string what, string key, ImmutableArray<string> names, params string[] kinds)
    {
        foreach (var name in names.Where(n => !_steps.Any(s => s.Name == n && kinds.Contains(s.Kind))))
        {
            text.Error(_planText!.Take(key)!, $"{what}：{key} 要写{string.Join("或", kinds)}的环节，没有叫“{name}”的{Nearest.Hint(name, _steps.Where(s => kinds.Contains(s.Kind)).Select(s => s.Name))}");
        }
    }
}
