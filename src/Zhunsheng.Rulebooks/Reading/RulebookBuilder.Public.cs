using System.Collections.Immutable;
using YamlDotNet.RepresentationModel;
using Zhunsheng.Feel;

namespace Zhunsheng.Rulebooks;

/// <summary>What is public.</summary>
internal sealed partial class RulebookBuilder
{
    private ImmutableArray<PublicRule> ReadPublic(MoneyRules money) => [.. OfKinds(root.Map("public"), "公开", (kind, map) => ReadPublic(kind, map, money))];

    private PublicRule ReadPublic(string kind, YamlMap map, MoneyRules money)
    {
        var article = PublicBasis(map, map.Node);
        var from = AcceptanceSteps(map, kind, map.Strings("from"));
        if (from.IsEmpty)
        {
            text.Error(map.Node, $"{map.What}：缺少 from，要写从哪个环节办成起公开");
        }

        var parts = ImmutableArray.CreateBuilder<PublicEntry>();
        foreach (var (name, key, value) in map.Map("shows")?.Entries.ToList() ?? [])
        {
            if (Known(name, key, "公开内容", Enum.GetValues<PublicPart>(), PublicRule.Word) is { } part && map.AsMap(value, "公开内容" + name) is { } entry)
            {
                parts.Add(ReadPart(kind, part, key, entry, article, money));
                entry.Finish();
            }
        }

        return new PublicRule { Kind = kind, Article = article, From = from, When = _scope.Required(map, "when", FeelType.Boolean), Parts = parts.ToImmutable() };
    }

    private PublicEntry ReadPart(string kind, PublicPart part, YamlScalarNode key, YamlMap map, Citation? whole, MoneyRules money)
    {
        var rows = part switch { PublicPart.Contracts => money.Contracts, PublicPart.Payments => money.Payments, PublicPart.Changes => money.Changes?.Rows, _ => null };
        if (part is PublicPart.Contracts or PublicPart.Payments or PublicPart.Changes && rows is null)
        {
            text.Error(key, $"公开内容{PublicRule.Word(part)}：money 里没有写{PublicRule.Word(part)}，没有可以公开的");
        }

        var said = PublicValues(part, map);
        var values = said.Where(v => v.Value is not null).ToImmutableSortedDictionary(v => v.Key, v => v.Value!);
        if (values.IsEmpty && said.Length > 0 && part != PublicPart.Budget)
        {
            text.Error(key, $"公开内容{PublicRule.Word(part)}：至少要写{string.Join("、", said.Select(v => v.Key))}里的一样");
        }

        return new PublicEntry(
            part, map.Has("article") || map.Has("platform") ? PublicBasis(map, key) : whole, _scope.Optional(map, "when", FeelType.Boolean), values,
            part == PublicPart.Documents ? PublicDocuments(kind, key, map) : []);
    }

    /// <summary>The expressions that a part can have; null where it says none.</summary>
    private (string Key, FeelExpression? Value)[] PublicValues(PublicPart part, YamlMap map) => part switch
    {
        PublicPart.Description => [("value", _scope.Optional(map, "value", FeelType.String))],
        PublicPart.Period => [("start", _scope.Optional(map, "start", FeelType.Date)), ("end", _scope.Optional(map, "end", FeelType.Date))],
        PublicPart.Budget => [("day", _scope.Optional(map, "day", FeelType.Date)), ("sources", Rows(map, "sources", PublicRule.SourceFields))],
        PublicPart.Tender => [("method", _scope.Optional(map, "method", FeelType.String)), ("estimate", _scope.Optional(map, "estimate", FeelType.Number))],
        PublicPart.Completion => [("day", _scope.Optional(map, "day", FeelType.Date)), ("value", _scope.Optional(map, "value", FeelType.Number)), ("reason", _scope.Optional(map, "reason", FeelType.String))],
        _ => [],
    };

    /// <summary>By what something is public: an article, or null for the platform.</summary>
    private Citation? PublicBasis(YamlMap map, YamlNode node)
    {
        var platform = map.Flag("platform");
        if (platform == map.Has("article"))
        {
            text.Error(node, $"{map.What}：凭什么公开只能写一样：article（条文）或者 platform: true（条文没有写，平台设定）");
            return null;
        }

        return platform ? null : Cite(map, null, node);
    }

    private ImmutableArray<(string Step, string? Sort)> PublicDocuments(string kind, YamlNode node, YamlMap map)
    {
        var steps = ImmutableArray.CreateBuilder<(string, string?)>();
        foreach (var (name, key, value) in map.Map("steps")?.Entries.ToList() ?? [])
        {
            AcceptanceSteps(map, kind, [(name, key)]);
            var sort = value is YamlScalarNode { Value: { Length: > 0 } said } && said is not ("null" or "~") ? said : null;
            if (sort is not null && !PublicRule.Sorts.Contains(sort))
            {
                text.Error(value, $"没有叫“{sort}”的文件类别，只能写{string.Join("、", PublicRule.Sorts)}，都不是的写 null{Nearest.Hint(sort, PublicRule.Sorts)}");
            }

            steps.Add((name, sort));
        }

        if (steps.Count == 0)
        {
            text.Error(node, "公开内容批文：缺少 steps，要写哪些环节的文书");
        }

        return steps.ToImmutable();
    }
}
