using System.Collections.Immutable;
using YamlDotNet.RepresentationModel;

namespace Zhunsheng.Rulebooks;

/// <summary>The way to acceptance and what comes after it.</summary>
internal sealed partial class RulebookBuilder
{
    private ImmutableArray<AcceptanceRule> ReadAcceptance() => [.. OfKinds(root.Map("acceptance"), "验收", ReadAcceptance).OfType<AcceptanceRule>()];

    private AcceptanceRule? ReadAcceptance(string kind, YamlMap map)
    {
        var article = CatalogueArticle(map.Require("article"));
        var route = AcceptanceSteps(map, kind, map.Strings("route"));
        if (map.Require("route") is { } given && !map.Strings("route").Any())
        {
            text.Error(given, $"{map.What}：缺少 route，路线里至少要有一个环节");
        }

        var rule = new AcceptanceRule
        {
            Kind = kind,
            Article = article ?? new Citation(""),
            Route = route,
            Extension = AcceptanceSteps(map, kind, map.Strings("extension")),
            Evaluation = AcceptanceSteps(map, kind, map.Strings("evaluation")),
            Group = Listing(map.What, "group", map.Take("group"), AcceptanceRule.Member, AcceptanceRule.Organisation),
            Silent = [.. map.Strings("silent").Select(s => s.Text)],
        };
        return article is null ? null : rule;
    }

    private ImmutableArray<string> AcceptanceSteps(YamlMap map, string kind, IReadOnlyList<(string Text, YamlNode Node)> names)
    {
        foreach (var (name, node) in names.Where(n => !_steps.Exists(s => s.Name == n.Text && s.Kind == kind)))
        {
            text.Error(node, $"{map.What}：没有叫“{name}”的{kind}的环节{Nearest.Hint(name, _steps.Where(s => s.Kind == kind).Select(s => s.Name))}");
        }

        return [.. names.Select(n => n.Text)];
    }
}
