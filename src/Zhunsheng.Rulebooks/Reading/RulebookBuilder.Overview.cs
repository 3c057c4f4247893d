using System.Collections.Immutable;
using YamlDotNet.RepresentationModel;

namespace Zhunsheng.Rulebooks;

/// <summary>What those see who look over all files.</summary>
internal sealed partial class RulebookBuilder
{
    private Overview ReadOverview()
    {
        if (root.Map("overview") is not { } map)
        {
            return Overview.Empty;
        }

        var read = new Overview { Refusals = ReadRefusals(map), Desks = ReadDesks(map) };
        map.Finish();
        return read;
    }

    private ImmutableHashSet<string> ReadRefusals(YamlMap map)
    {
        var outcomes = _steps.SelectMany(s => s.Outcomes).Select(o => o.Name).ToHashSet();
        var names = map.Strings("refusals");
        foreach (var (name, node) in names.Where(n => !outcomes.Contains(n.Text)))
        {
            text.Error(node, $"没有哪个环节有叫“{name}”的结果{Nearest.Hint(name, outcomes)}");
        }

        return [.. names.Select(n => n.Text)];
    }

    private ImmutableDictionary<string, Desk> ReadDesks(YamlMap map)
    {
        var desks = ImmutableDictionary.CreateBuilder<string, Desk>();
        if (map.Map("desks") is not { } seats)
        {
            return desks.ToImmutable();
        }

        foreach (var (name, key, value) in seats.Entries.ToList())
        {
            if (Known(name, key, "看板", [Desk.Finance, Desk.Leaders, Desk.Audit], Overview.Word) is not { } desk)
            {
                continue;
            }

            foreach (var (role, node) in seats.StringsOf(value, name))
            {
                if (!_roles.Exists(r => r.Name == role))
                {
                    text.Error(node, $"没有叫“{role}”的角色{Nearest.Hint(role, _roles.Select(r => r.Name))}");
                }
                else if (!desks.TryAdd(role, desk))
                {
                    text.Error(node, $"角色{role}写在两处，一个角色只有一块看板");
                }
            }
        }

        return desks.ToImmutable();
    }

    private T? Known<T>(string name, YamlScalarNode key, string what, IReadOnlyList<T> all, Func<T, string> word)
        where T : struct
    {
        foreach (var each in all)
        {
            if (word(each) == name)
            {
                return each;
            }
        }

        text.Error(key, $"没有叫“{name}”的{what}，只能写{string.Join("、", all.Select(word))}");
        return null;
    }
}
