using YamlDotNet.RepresentationModel;
using Zhunsheng.Feel;

namespace Zhunsheng.Rulebooks;

/// <summary>The numbers of official documents: series, signs, and which outcomes are numbered.</summary>
internal sealed partial class RulebookBuilder
{
    private const int WidestOrdinal = 9;

    private readonly List<NumberSeries> _numbers = [];
    private readonly Dictionary<string, string> _signs = [];

    /// <summary>The series of the rulebook, and over them what the installation has chosen.</summary>
    private void ReadNumbers()
    {
        var chosen = installation?.Map("numbers");
        foreach (var (name, key, value) in root.Map("numbers")?.Entries ?? [])
        {
            if (root.AsMap(value, "文号" + name) is not { } map)
            {
                continue;
            }

            var series = ReadSeries(map, name, key, new NumberSeries(name, "", 0, false));
            if (chosen?.Take(name) is { } local && chosen.AsMap(local, "文号" + name) is { } own)
            {
                series = ReadSeries(own, name, local, series);
            }

            _numbers.Add(series);
        }

        foreach (var (name, key, _) in chosen?.Entries.Where(e => _numbers.All(s => s.Name != e.Name)) ?? [])
        {
            chosen!.Take(name);
            chosen.Text.Error(key, $"手册里没有叫“{name}”的文号系列{Nearest.Hint(name, _numbers.Select(s => s.Name))}");
        }

        chosen?.Finish();
        if (installation?.Map("signs") is { } signs)
        {
            foreach (var (name, key, _) in signs.Entries)
            {
                if (signs.RequireString(name) is { Length: > 0 } sign)
                {
                    CheckSign(signs.Text, key, sign);
                    _signs[name] = sign;
                }
            }

            signs.Finish();
        }

        foreach (var role in _roles.Where(r => r.Sign is not null))
        {
            CheckSign(text, root.Map("roles")!.Entries.First(e => e.Name == role.Name).Key, role.Sign!);
        }
    }

    private static void CheckSign(YamlText at, YamlNode key, string sign)
    {
        if (sign.Length > 20 || sign.Any(c => char.IsAsciiDigit(c) || char.IsControl(c) || "{}〔〕".Contains(c, StringComparison.Ordinal)))
        {
            at.Error(key, $"机关代字“{sign}”不能用：最多20个字，没有数字和括号，例如 黑发改");
        }
    }

    private static NumberSeries ReadSeries(YamlMap map, string name, YamlNode key, NumberSeries before)
    {
        var form = map.String("form") ?? before.Form;
        var width = map.Integer("width") ?? before.Width;
        if (NumberSeries.FormProblem(form) is { } problem)
        {
            map.Text.Error(map.Take("form") ?? key, $"文号{name}：form {problem}，写成 \"{NumberSeries.Sign}〔{NumberSeries.Year}〕{NumberSeries.Ordinal}号\"");
        }

        if (width is < 0 or > WidestOrdinal)
        {
            map.Text.Error(map.Take("width")!, $"文号{name}：width 是序号至少写几位，0到{WidestOrdinal}；0是不补零");
        }

        var series = new NumberSeries(name, form, width, map.Flag("by_hand", before.ByHand));
        map.Finish();
        return series;
    }

    private void CheckNumber(RawFact raw)
    {
        if (raw.Fact.Number is not { } series)
        {
            return;
        }

        if (raw.Fact.Type != FactType.Text || raw.Fact.Long || !raw.Fact.Values.IsEmpty || raw.Derive is not null)
        {
            raw.Text.Error(raw.Node, $"要素{raw.Fact.Name}：写了 number（文号）的要素是一行文字，不写 values、long、derive");
        }

        if (_numbers.All(n => n.Name != series))
        {
            raw.Text.Error(raw.Node, $"要素{raw.Fact.Name}：没有叫“{series}”的文号系列{Nearest.Hint(series, _numbers.Select(n => n.Name))}；在手册开头写 numbers: {{{series}: {{form: \"{NumberSeries.Sign}〔{NumberSeries.Year}〕{NumberSeries.Ordinal}号\"}}}}");
        }
    }

    /// <summary>An outcome whose document bears a number from a series gives that number, whether or not its form mentions it.</summary>
    private void NumberOutcomes()
    {
        foreach (var document in _documents)
        {
            var at = _steps.FindIndex(s => s.Name == document.Step);
            if (at < 0)
            {
                continue;
            }

            var step = _steps[at];
            foreach (var fact in document.Number.SelectMany(p => p.Value?.Uses ?? []).Select(v => _facts.GetValueOrDefault(v.Name)).OfType<FactDefinition>().Where(f => f.Number is not null))
            {
                if (step.Asks.SelectMany(s => s.Facts).All(a => a.Fact.Name != fact.Name))
                {
                    // Who has no sign has no number either, and is not asked for one.
                    var optional = step.PossibleRoles.Any(r => _roles.Any(x => x.Name == r && x.Sign is null && !_signs.ContainsKey(r)));
                    step = step with
                    {
                        Outcomes = [.. step.Outcomes.Select(o => (document.Outcome is null ? o.Settles : o.Name == document.Outcome) && o.Asks.All(a => a.Fact.Name != fact.Name)
                            ? o with { Asks = o.Asks.Add(new AskedFact(fact, null, optional, null)) } : o)],
                    };
                }
            }

            _steps[at] = step;
        }
    }
}
