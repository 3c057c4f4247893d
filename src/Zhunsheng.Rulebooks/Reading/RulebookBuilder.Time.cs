using System.Collections.Immutable;
using YamlDotNet.RepresentationModel;
using Zhunsheng.Feel;

namespace Zhunsheng.Rulebooks;

/// <summary>Second pass: deadlines, notices, consequences, duties, permissions, documents.</summary>
internal sealed partial class RulebookBuilder
{
    private static readonly ImmutableArray<string> NoticeKinds = ["报送", "备案", "抄送"];

    private void ReadDeadline(ArticleEntry entry, string name, YamlScalarNode key, YamlNode node)
    {
        if (entry.Map.AsMap(node, "期限" + name) is not { } map)
        {
            return;
        }

        if (_deadlines.Any(d => d.Name == name))
        {
            text.Error(key, $"期限{name}写了两次");
            return;
        }

        var steps = map.Strings("steps");
        foreach (var (step, at) in steps)
        {
            _deadlineSteps.Add((step, at));
        }

        var extended = map.Map("extended");
        var deadline = new Deadline
        {
            Name = name,
            Article = Cite(map, entry.Citation, key),
            Steps = steps.Count > 0 ? [.. steps.Select(s => s.Text)] : [name],
            When = Conditional(map, "when"),
            From = _scope.Optional(map, "from", FeelType.Date),
            Within = map.String("within") is { } within ? ReadPeriod(map, "within", within) : null,
            Window = ReadWindow(map),
            OpensOn = _scope.Optional(map, "opens", FeelType.Date),
            DueOn = _scope.Optional(map, "due", FeelType.Date),
            None = map.String("none"),
            Strength = ReadStrength(map, Strength.Hard),
            Remind = ReadReminders(map),
            Pauses = Conditional(map, "pauses"),
            ExtendedWhen = extended is null ? null : Conditional(extended, "when"),
            ExtendedUntil = extended is null ? null : _scope.Optional(extended, "until", FeelType.Date),
            PlatformNotes = [.. map.Strings("defaults").Select(d => d.Text)],
            Late = map.String("late"),
        };
        extended?.Finish();
        map.Finish();
        var ways = new[] { map.Has("within"), map.Has("window"), deadline.DueOn is not null, deadline.None is not null }.Count(w => w);
        if (ways != 1)
        {
            text.Error(key, $"期限{name}：within、window、due、none 要写且只写一样");
        }

        if ((deadline.Within is not null || deadline.Window is not null) && deadline.From is null)
        {
            text.Error(key, $"期限{name}：缺少 from，不知道从哪天起算");
        }

        _deadlines.Add(deadline);
        entry.Rules.Add(new RuleSummary("期限", name, Plain(node), deadline.Strength, false, deadline.Article));
    }

    private Period? ReadPeriod(YamlMap map, string key, string value)
    {
        if (Period.TryParse(value, out var period))
        {
            return period;
        }

        text.Error(map.Take(key)!, $"{map.What}：“{value}”不是期间，写成 5 工作日、30 天、6 个月、1 年");
        return null;
    }

    private (Period, Period)? ReadWindow(YamlMap map)
    {
        var parts = map.Strings("window");
        if (parts.Count == 0)
        {
            return null;
        }

        if (parts.Count == 2 && Period.TryParse(parts[0].Text, out var opens) && Period.TryParse(parts[1].Text, out var closes))
        {
            return (opens, closes);
        }

        text.Error(map.Take("window")!, $"{map.What}：window 写成 [6 个月, 12 个月]");
        return null;
    }

    private ImmutableArray<Period> ReadReminders(YamlMap map)
    {
        var result = ImmutableArray.CreateBuilder<Period>();
        foreach (var (value, node) in map.Strings("remind"))
        {
            if (Period.TryParse(value, out var period) || Period.TryParse(value + " 工作日", out period))
            {
                result.Add(period);
            }
            else
            {
                text.Error(node, $"{map.What}：remind 写成 4 工作日 或 4 个月");
            }
        }

        return result.ToImmutable();
    }

    private void ReadNotice(ArticleEntry entry, string step, YamlScalarNode key, YamlNode node)
    {
        if (entry.Map.AsMap(node, "告知" + step) is not { } map)
        {
            return;
        }

        var citation = Cite(map, entry.Citation, key);
        foreach (var kind in NoticeKinds)
        {
            if (map.Take(kind) is { } to)
            {
                if (_notices.Any(n => n.Step == step && n.Kind == kind))
                {
                    text.Error(to, $"告知{step}的{kind}写了两次");
                }

                var list = new QuestionDefinition { Name = kind, Kind = QuestionKind.Notice, Type = FactType.List };
                _notices.Add(new Notice(step, kind, _scope.Value(text, to, $"告知{step}的{kind}", null, list), citation));
                entry.Rules.Add(new RuleSummary(kind, step, Plain(to), null, false, citation));
            }
        }

        map.Finish();
    }

    private void ReadConsequence(ArticleEntry entry, string name, YamlScalarNode key, YamlNode node)
    {
        if (entry.Map.AsMap(node, "后果" + name) is not { } map)
        {
            return;
        }

        var consequence = new Consequence(
            name,
            map.RequireString("under"),
            map.Require("when") is { } when ? _scope.Condition(text, when) : _scope.Broken,
            [.. map.Strings("measures").Select(m => m.Text)],
            ReadStrength(map, Strength.Hard),
            map.String("by"),
            Cite(map, entry.Citation, key));
        map.Finish();
        _consequences.Add(consequence);
        entry.Rules.Add(new RuleSummary("后果", name, Plain(node), consequence.Strength, false, consequence.Article));
    }

    private void ReadDuty(ArticleEntry entry, string label, YamlNode node)
    {
        if (entry.Map.AsMap(node, "义务" + label) is not { } map)
        {
            return;
        }

        var duty = new Duty(
            label,
            Conditional(map, "when"),
            map.Require("holds") is { } holds ? _scope.Condition(text, holds) : _scope.Broken,
            Cite(map, entry.Citation, node));
        map.Finish();
        _duties.Add(duty);
        entry.Rules.Add(new RuleSummary("义务", label, Plain(node), null, false, duty.Article));
    }

    private void ReadPermission(ArticleEntry entry, string role, YamlScalarNode key, YamlNode node)
    {
        CheckRole(role, key);
        var may = entry.Map.StringsOf(node, "permissions").Select(m => m.Text).ToImmutableArray();
        _permissions.Add(new RoleRight(role, may, entry.Citation));
        entry.Rules.Add(new RuleSummary("权限", role, string.Join("、", may), null, false, entry.Citation));
    }

    private void ReadDocument(ArticleEntry entry, string name, YamlScalarNode key, YamlNode node)
    {
        if (entry.Map.AsMap(node, "文书" + name) is not { } map)
        {
            return;
        }

        var step = map.RequireString("step");
        _deadlineSteps.Add((step, map.Take("step") ?? node));
        var document = new DocumentTemplate(
            name,
            step,
            map.String("outcome"),
            Pieces(map, map.Require("title")),
            Pieces(map, map.Take("number")),
            Pieces(map, map.Take("to")),
            [.. map.Take("body") is YamlSequenceNode body ? body.Children.Select(p => Line(map, p)) : []],
            Cite(map, entry.Citation, key))
        {
            From = Pieces(map, map.Take("from")),
            Form = map.Flag("form"),
        };
        map.Finish();
        _documents.Add(document);
        entry.Rules.Add(new RuleSummary("文书", name, $"环节：{step}", null, false, document.Article));
    }

    /// <summary>A paragraph; a list of cells is a row of a table; {records: 要素} is all its records as a table.</summary>
    private DocumentLine Line(YamlMap document, YamlNode node)
    {
        switch (node)
        {
            case YamlSequenceNode cells:
                return new DocumentLine([.. cells.Children.Select(c => Pieces(document, c))], true, null);
            case YamlMappingNode when document.AsMap(node, document.What + "的一行") is { } map:
                var name = map.RequireString("records");
                map.Finish();
                var records = _rawFacts.GetValueOrDefault(name)?.Fact;
                if (records is not { Type: FactType.Records })
                {
                    text.Error(node, $"{document.What}：没有叫“{name}”的记录要素{Nearest.Hint(name, _rawFacts.Values.Where(f => f.Fact.Type == FactType.Records).Select(f => f.Fact.Name))}");
                }

                return new DocumentLine([], false, records);
            default:
                return new DocumentLine([Pieces(document, node)], false, null);
        }
    }

    /// <summary>Text with FEEL in braces.</summary>
    private ImmutableArray<TextPiece> Pieces(YamlMap map, YamlNode? node)
    {
        if (node is not YamlScalarNode { Value: { } source })
        {
            if (node is not null)
            {
                text.Error(node, $"{map.What}：这里应当是一段文字");
            }

            return [];
        }

        var pieces = ImmutableArray.CreateBuilder<TextPiece>();
        var at = 0;
        while (at < source.Length)
        {
            var open = source.IndexOf('{', at);
            var close = open < 0 ? -1 : source.IndexOf('}', open);
            if (close < 0)
            {
                pieces.Add(new TextPiece(source[at..], null));
                break;
            }

            if (open > at)
            {
                pieces.Add(new TextPiece(source[at..open], null));
            }

            pieces.Add(new TextPiece(null, _scope.Compile(text, node, source[(open + 1)..close])));
            at = close + 1;
        }

        return pieces.ToImmutable();
    }
}
