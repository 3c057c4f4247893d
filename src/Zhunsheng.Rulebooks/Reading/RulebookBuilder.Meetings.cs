using System.Collections.Immutable;
using YamlDotNet.RepresentationModel;

namespace Zhunsheng.Rulebooks;

/// <summary>After both passes: steps in which a group decides at a meeting.</summary>
internal sealed partial class RulebookBuilder
{
    /// <summary>Gives each step that says meeting: true its section, the minutes as a paper that may be handed in, and the record as a document.</summary>
    private void AddMeetings()
    {
        for (var i = 0; i < _steps.Count; i++)
        {
            if (!_steps[i].Meeting)
            {
                continue;
            }

            var step = _steps[i];
            var raw = _rawSteps.First(s => s.Name == step.Name);
            if (MeetingRecord.Facts.Where(f => !_facts.ContainsKey(f)).ToList() is { Count: > 0 } missing)
            {
                text.Error(raw.Map.Take("meeting")!, $"环节{step.Name}：共用要素里没有{string.Join("、", missing)}，会议记不下来");
                continue;
            }

            var asked = step.Asks.SelectMany(s => s.Facts).Select(a => a.Fact.Name).ToHashSet();
            var dossier = step.Dossier ?? step.Name;
            if (_papers.All(p => p.Dossier != dossier || p.Title != MeetingRecord.Minutes))
            {
                _papers.Add(new Paper { Title = MeetingRecord.Minutes, Dossier = dossier, Article = step.Article, Optional = true, Listed = false, Hint = "条文没有要求，有就附上" });
            }

            _steps[i] = step with
            {
                Asks = step.Asks.Add(new FormSection(MeetingRecord.Section, [.. MeetingRecord.Facts.Where(f => !asked.Contains(f)).Select(f => new AskedFact(_facts[f], null, true, null))])),
            };
            _documents.Add(Record(step, raw.Map));
        }
    }

    private DocumentTemplate Record(Step step, YamlMap map)
    {
        DocumentLine Row(string label, string fact) => new([[new TextPiece(label, null)], Pieces(map, new YamlScalarNode($"{{{fact}}}"))], true, null);
        var title = _kinds.First(k => k.Name == step.Kind).TitleFact;
        return new DocumentTemplate(
            step.Name + MeetingRecord.Section,
            step.Name,
            null,
            Pieces(map, new YamlScalarNode($"{{{title}}}{MeetingRecord.Section}")),
            [],
            [],
            [
                Row("会议名称", MeetingRecord.Name),
                Row("会议日期", MeetingRecord.Day),
                Row("主持人", MeetingRecord.Chair),
                Row("议定事项", MeetingRecord.Decided),
                Row("表决情况", MeetingRecord.Votes),
                new DocumentLine([[new TextPiece("参加单位和人员", null)]], false, null),
                new DocumentLine([], false, _facts[MeetingRecord.Present]),
            ],
            step.Article)
        {
            Form = true,
            Meeting = true,
        };
    }
}
