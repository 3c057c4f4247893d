using System.Collections.Immutable;
using System.Reflection;
using Zhunsheng.Benchmarks.ByHand;
using Zhunsheng.Feel;
using Zhunsheng.Rulebooks;

namespace Zhunsheng.Benchmarks;

/// <summary>Projects drawn by chance, each once as the hand-written code holds it and once as the engine does.</summary>
internal sealed class ProjectDraw(Rulebook rulebook, int seed)
{
    private static readonly (PropertyInfo Property, NamedAttribute Named)[] s_facts =
        [.. typeof(Project).GetProperties().Select(p => (p, p.GetCustomAttribute<NamedAttribute>()!)).Where(p => p.Item2 is not null)];

    private static readonly (PropertyInfo Property, DeedAttribute Named)[] s_deedFacts =
        [.. typeof(Deed).GetProperties().SelectMany(p => p.GetCustomAttributes<DeedAttribute>().Select(a => (p, a)))];

    private static readonly string[] s_names = ["甲", "乙", "丙"];

    private static readonly decimal[] s_amounts = [0m, 10m, 75m, 150m, 400m, 1000m];

    private readonly Random _random = new(seed);

    /// <summary>The next project.</summary>
    public (Project ByHand, Situation Situation) Next()
    {
        var known = _random.Next(3) switch { 0 => 0.3, 1 => 0.75, _ => 0.95 };
        var progress = _random.NextDouble();
        var project = new Project
        {
            Today = _random.Next(10) == 0 ? null : new DateOnly(2024, 1, 1).AddDays(_random.Next(1000)),
            Closed = _random.Next(20) == 0,
        };
        var facts = ImmutableDictionary.CreateBuilder<string, FeelValue>();
        foreach (var (property, named) in s_facts)
        {
            if (_random.NextDouble() < (named.Derived ? 0.1 : known))
            {
                var value = Draw(property.PropertyType, rulebook.Facts[named.Name]);
                property.SetValue(project, value);
                facts[named.Name] = Feel(value, rulebook.Facts[named.Name]);
            }
        }

        var situation = new Situation
        {
            Facts = facts.ToImmutable(),
            Today = project.Today,
            Kind = "项目",
            Owner = "省某厅",
            Closed = project.Closed,
            Occurrences = Deeds(project, progress),
            Dossiers = Papers(project),
            Exceptions = Exceptions(project),
        };
        return (project, situation);
    }

    private object Draw(Type type, FactDefinition fact)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type == typeof(bool) ? _random.Next(5) > 1
            : type == typeof(decimal) ? (fact.Type == FactType.Year ? _random.Next(2024, 2028) : s_amounts[_random.Next(s_amounts.Length)])
            : type == typeof(DateOnly) ? new DateOnly(2023, 3, 1).AddDays(_random.Next(1200))
            : type == typeof(string) ? (fact.Values.IsEmpty ? s_names[_random.Next(s_names.Length)] : fact.Values[Math.Max(0, _random.Next(-2, fact.Values.Length))])
            : type == typeof(Expert[]) ? s_names.Where(_ => _random.Next(2) == 0).Select(n => new Expert(n, n + "某")).ToArray()
            : ListOf(fact);
    }

    private string[] ListOf(FactDefinition fact)
    {
        var values = !fact.Values.IsEmpty ? fact.Values : fact.Name switch
        {
            "增补同意部门" => ["省营商环境局", "省财政厅", "省政府"],
            "已出具审核意见" => ["集约化建设和数据共享审核意见", "网络安全审核意见", "密码应用审核意见"],
            _ => [.. s_names],
        };
        return [.. values.Where(_ => _random.Next(3) == 0)];
    }

    private static FeelValue Feel(object value, FactDefinition fact) => value switch
    {
        bool flag => FeelValue.Of(flag),
        decimal number => FeelValue.Of(number),
        DateOnly day => FeelValue.Of(day),
        string text => FeelValue.Of(text),
        Expert[] experts => FeelValue.ListOf(experts.Select(e => Record((DrawRule.Person, e.Id), (DrawRule.Name, e.Name)))),
        string[] names when fact.Type == FactType.Records => FeelValue.ListOf(names.Select(n => Record((fact.Fields[0].Name, n)))),
        _ => FeelValue.ListOf((string[])value),
    };

    private static FeelValue Record(params (string Name, string Text)[] fields) => FeelValue.Of(new FeelContext(fields.Select(f => KeyValuePair.Create(f.Name, FeelValue.Of(f.Text)))));

    private ImmutableDictionary<string, ImmutableArray<Occurrence>> Deeds(Project project, double progress)
    {
        var all = ImmutableDictionary.CreateBuilder<string, ImmutableArray<Occurrence>>();
        var act = 0;
        for (var i = 0; i < StageInfo.All.Length; i++)
        {
            var step = rulebook.FindStep(StageInfo.All[i].Name)!;
            var likely = (double)i / StageInfo.All.Length < progress ? 0.9 : 0.05;
            if (_random.NextDouble() > (StageInfo.All[i].Optional ? likely / 3 : likely))
            {
                continue;
            }

            var times = step.OwnFacts ? _random.Next(1, 4) : 1;
            var deeds = new Deed[times];
            var occurrences = new Occurrence[times];
            for (var k = 0; k < times; k++)
            {
                var outcome = step.Outcomes[Math.Max(0, _random.Next(-2, step.Outcomes.Length))];
                var named = step.Each is { Of: null } && step.Name != "年度绩效评价报告";
                var key = step.Each is null || named ? 0 : step.Each.Of is null ? 2023 + k : k + 1;
                var reopened = _random.Next(12) == 0;
                deeds[k] = new Deed(k + 1, outcome.Name, key, named ? s_names[k] : null, reopened);
                var own = step.Each is null ? FeelValue.Null : named ? FeelValue.Of(s_names[k]) : FeelValue.Of((decimal)key);
                occurrences[k] = new Occurrence(k + 1, new DateOnly(2024, 5, 1).AddDays(act), outcome.Name, own, "省某厅", "建设单位", Said((Stage)i, deeds[k]), ++act, reopened ? act + 1 : null);
            }

            project.Deeds[i] = deeds;
            all[step.Name] = [.. occurrences];
        }

        return all.ToImmutable();
    }

    private ImmutableDictionary<string, FeelValue> Said(Stage stage, Deed deed)
    {
        var said = ImmutableDictionary<string, FeelValue>.Empty;
        foreach (var (property, named) in s_deedFacts)
        {
            if (named.Stage == stage && _random.Next(8) > 0)
            {
                var fact = rulebook.Facts[named.Name];
                var value = Draw(property.PropertyType, fact);
                property.SetValue(deed, value);
                said = said.Add(named.Name, Feel(value, fact));
            }
        }

        return said;
    }

    private ImmutableDictionary<string, ImmutableArray<string>> Papers(Project project)
    {
        var dossiers = rulebook.Papers.Where(_ => _random.Next(2) == 0)
            .ToImmutableDictionary(d => d.Key, d => d.Value.Where(p => p.From is null && _random.Next(4) > 0).Select(p => p.Title).ToImmutableArray());
        project.Papers = [.. dossiers.Values.SelectMany(t => t)];
        return dossiers;
    }

    private ImmutableHashSet<string> Exceptions(Project project)
    {
        project.Exceptions = [.. rulebook.Gates.Where(g => g.Strength == Strength.Default && _random.Next(10) == 0).Select(g => g.Name)];
        return [.. project.Exceptions];
    }
}
