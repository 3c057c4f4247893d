using System.Collections.Immutable;
using YamlDotNet.RepresentationModel;
using Zhunsheng.Feel;

namespace Zhunsheng.Rulebooks;

/// <summary>The catalogues of systems and of data resources.</summary>
internal sealed partial class RulebookBuilder
{
    private Catalogues ReadCatalogues()
    {
        if (root.Map("catalogues") is not { } map)
        {
            return Catalogues.Empty;
        }

        var read = new Catalogues
        {
            Systems = [.. OfKinds(map.Map("systems"), "系统目录", ReadSystem).OfType<SystemRule>()],
            Resources = [.. OfKinds(map.Map("resources"), "数据资源目录", ReadResources).OfType<ResourceRule>()],
        };
        map.Finish();
        return read;
    }

    private IEnumerable<T> OfKinds<T>(YamlMap? map, string what, Func<string, YamlMap, T> read)
    {
        foreach (var (kind, node, value) in map?.Entries.ToList() ?? [])
        {
            if (!_kinds.Exists(k => k.Name == kind))
            {
                text.Error(node, $"{what}：没有叫“{kind}”的案卷种类{Nearest.Hint(kind, _kinds.Select(k => k.Name))}");
            }
            else if (map!.AsMap(value, what + kind) is { } rule)
            {
                yield return read(kind, rule);
                rule.Finish();
            }
        }
    }

    private SystemRule? ReadSystem(string kind, YamlMap map)
    {
        var article = CatalogueArticle(map.Require("article"));
        var rule = new SystemRule
        {
            Kind = kind,
            Listed = _scope.Required(map, "listed", FeelType.Boolean),
            Name = _scope.Optional(map, "name", FeelType.String),
            Number = _scope.Optional(map, "number", FeelType.String),
            State = _scope.Required(map, "state", FeelType.String),
            Since = _scope.Optional(map, "since", FeelType.Date),
            Facts = [.. map.Strings("facts").Select(f => CatalogueFact(map.What, f.Text, f.Node)).OfType<FactDefinition>()],
            Article = article ?? new Citation(""),
            Silent = map.String("silent"),
            Money = map.Map("money") is { } money ? ReadMaintenance(kind, map.What, money) : null,
        };
        return article is null ? null : rule;
    }

    private MaintenanceRule ReadMaintenance(string kind, string what, YamlMap map)
    {
        var question = map.RequireString("question");
        if (question.Length > 0 && _questions.GetValueOrDefault(question) is not { Kind: QuestionKind.Gate })
        {
            text.Error(map.Take("question")!, $"{what}：question 要写一个“可否……”，没有叫“{question}”的{Nearest.Hint(question, _questions.Values.Where(q => q.Kind == QuestionKind.Gate).Select(q => q.Name))}");
        }

        var (year, asked, asks, granted, grants) = (map.String("year"), map.String("asked"), map.String("asks"), map.String("granted"), map.String("grants"));
        MaintenanceFact(map, what, "year", year, FactType.Year);
        MaintenanceFact(map, what, "asks", asks, FactType.Money);
        MaintenanceFact(map, what, "grants", grants, FactType.Money);
        MaintenanceStep(map, what, "asked", asked, kind);
        MaintenanceStep(map, what, "granted", granted, kind);
        map.Finish();
        return new MaintenanceRule(question, year, asked, asks, granted, grants);
    }

    private void MaintenanceFact(YamlMap map, string what, string key, string? name, FactType type)
    {
        if (name is not null && _facts.GetValueOrDefault(name)?.Type != type)
        {
            text.Error(map.Take(key)!, $"{what}：{key} 要写一个{CommonReader.NameOf(type)}的要素，没有叫“{name}”的{Nearest.Hint(name, _facts.Values.Where(f => f.Type == type).Select(f => f.Name))}");
        }
    }

    private void MaintenanceStep(YamlMap map, string what, string key, string? name, string kind)
    {
        if (name is not null && !_steps.Exists(s => s.Name == name && s.Kind == kind))
        {
            text.Error(map.Take(key)!, $"{what}：{key} 要写{kind}的环节，没有叫“{name}”的{Nearest.Hint(name, _steps.Where(s => s.Kind == kind).Select(s => s.Name))}");
        }
    }

    private ResourceRule? ReadResources(string kind, YamlMap map)
    {
        var article = CatalogueArticle(map.Require("article"));
        var resources = Listing(map.What, "resources", map.Require("resources"), ResourceRule.Resource);
        var items = Listing(map.What, "items", map.Take("items"), ResourceRule.Resource, ResourceRule.Item);
        var rule = new ResourceRule
        {
            Kind = kind,
            Resources = resources!,
            Items = items,
            Open = [.. map.Strings("open").Where(v => IsValue(map.What, "open", resources, ResourceRule.Share, v)).Select(v => v.Text)],
            Collected = [.. map.Strings("collected").Where(v => IsValue(map.What, "collected", items, ResourceRule.Origin, v)).Select(v => v.Text)],
            Article = article ?? new Citation(""),
            Repeated = CatalogueArticle(map.Take("repeated")),
            Twice = map.Take("twice") is { } twice ? SaidTwice(map.What, twice) : null,
        };
        return article is null || resources is null ? null : rule;
    }

    private FactDefinition? SaidTwice(string what, YamlNode node)
    {
        var name = (node as YamlScalarNode)?.Value ?? "";
        if (_facts.GetValueOrDefault(name) is { Type: FactType.Boolean } fact)
        {
            return fact;
        }

        text.Error(node, $"{what}：twice 要写一个是否要素，没有叫“{name}”的{Nearest.Hint(name, _facts.Values.Where(f => f.Type == FactType.Boolean).Select(f => f.Name))}");
        return null;
    }

    /// <summary>A fact of records that has the fields without which nothing can be listed.</summary>
    private FactDefinition? Listing(string what, string key, YamlNode? node, params string[] fields)
    {
        if (node is null)
        {
            return null;
        }

        var name = (node as YamlScalarNode)?.Value ?? "";

        if (_facts.GetValueOrDefault(name) is not { Type: FactType.Records, Source: FactSource.Act } fact)
        {
            text.Error(node, $"{what}：{key} 要写一个填报的 records 要素，没有叫“{name}”的{Nearest.Hint(name, _facts.Values.Where(f => f.Type == FactType.Records).Select(f => f.Name))}");
            return null;
        }

        foreach (var field in fields.Where(f => !fact.Fields.Any(x => x is { Type: FactType.Text } && x.Name == f)))
        {
            text.Error(node, $"{what}：{name} 要有一个文字的栏目“{field}”");
        }

        return fact;
    }

    private bool IsValue(string what, string key, FactDefinition? list, string field, (string Text, YamlNode Node) value)
    {
        if (list is null || list.Fields.FirstOrDefault(f => f.Name == field) is not { Values.IsEmpty: false } known || known.Values.Contains(value.Text))
        {
            return list is not null;
        }

        text.Error(value.Node, $"{what}：{key} 里的“{value.Text}”不是{field}的值{Nearest.Hint(value.Text, known.Values)}");
        return false;
    }

    private FactDefinition? CatalogueFact(string what, string name, YamlNode node)
    {
        if (_facts.GetValueOrDefault(name) is { } fact)
        {
            return fact;
        }

        text.Error(node, $"{what}：没有叫“{name}”的要素{Nearest.Hint(name, _facts.Keys)}");
        return null;
    }

    private Citation? CatalogueArticle(YamlNode? node) => node is YamlScalarNode { Value: { } place } ? Place(place, node) : null;
}
