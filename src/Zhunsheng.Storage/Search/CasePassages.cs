using Zhunsheng.Casework;
using Zhunsheng.Feel;
using Zhunsheng.Rulebooks;

namespace Zhunsheng.Storage;

/// <summary>The passages by which a case file is found. Worked out from its acts and nothing else; the day plays no part.</summary>
internal static class CasePassages
{
    /// <summary>The longest piece in characters: every unit of it keeps its place in either database.</summary>
    public const int LongestPiece = 1000;

    /// <summary>By how much the pieces of a text without any sign to cut at overlap.</summary>
    private const int Overlap = 40;

    /// <summary>Works them out.</summary>
    /// <param name="file">The file.</param>
    /// <param name="rulebook">Its rulebook.</param>
    /// <param name="title">Its title in the list.</param>
    public static List<SearchPassageRecord> Of(CaseFile file, Rulebook rulebook, string title)
    {
        var passages = new List<SearchPassageRecord>();
        void Add(SearchPlace place, string label, int act, string text, string fact = "")
        {
            var part = 0;
            foreach (var piece in Pieces(Segmentation.Clean(text)))
            {
                passages.Add(new SearchPassageRecord { CaseId = file.Id, Place = place, Fact = fact, Label = label, Act = act, Part = part++, Text = piece });
            }
        }

        Add(SearchPlace.Number, "编号", 0, file.Number);
        Add(SearchPlace.Owner, "单位", 0, file.OwnerName);
        if (OfflineStub.Is(file, rulebook))
        {
            Add(SearchPlace.Act, "办理结果", 1, file.Acts[0].Outcome);
            return passages;
        }

        if (title != file.Number)
        {
            Add(SearchPlace.Title, "名称", 0, title);
        }

        foreach (var act in file.Acts)
        {
            var step = rulebook.FindStep(act.Step)?.Title ?? act.Step;
            if (rulebook.FindStep(act.Step)?.Each?.People is not null)
            {
                // What drawn persons say is kept from each other for a while; it is never searched.
                continue;
            }

            foreach (var (name, value) in act.Facts.OrderBy(f => f.Key, StringComparer.Ordinal))
            {
                var fact = rulebook.Facts.GetValueOrDefault(name);
                if (TextOf(fact, value) is { Length: > 0 } text && text != title)
                {
                    Add(SearchPlace.Fact, fact?.Label ?? name, act.Number, text, name);
                }
            }

            var key = act.Key.IsNull ? "" : $"（{SituationReader.Shown(act.Key)}）";
            Add(SearchPlace.Act, act.Kind == ActKind.Correction ? $"更正：{step}" : step, act.Number, $"{step}{key}：{act.Outcome}\n{act.Actor.OrganisationName}{(act.Note is null ? "" : "\n" + act.Note)}");
            foreach (var paper in act.Papers)
            {
                Add(SearchPlace.Paper, paper.Title, act.Number, paper.FileName.StartsWith(paper.Title, StringComparison.Ordinal) ? paper.FileName : $"{paper.Title}\n{paper.FileName}", paper.Digest);
            }
        }

        return passages;
    }

    /// <summary>What a fact says in words: texts, and the texts of records; null for everything else.</summary>
    private static string? TextOf(FactDefinition? fact, FeelValue value) => fact?.Type switch
    {
        FactType.Text => value.AsString,
        FactType.Records => value.AsList is { } rows ? string.Join('\n', rows.Select(r => RowOf(fact, r)).Where(r => r.Length > 0)) : null,
        _ => null,
    };

    private static string RowOf(FactDefinition fact, FeelValue row) => row.AsContext is { } fields
        ? string.Join("，", fact.Fields.Where(f => f.Type is FactType.Text or FactType.Choice).Select(f => fields[f.Name].AsString).Where(t => !string.IsNullOrEmpty(t)))
        : "";

    /// <summary>A text in pieces that are short enough, cut at a sign where there is one.</summary>
    internal static IEnumerable<string> Pieces(string text)
    {
        var at = 0;
        while (text.Length - at > LongestPiece)
        {
            var cut = at + LongestPiece;
            var least = at + (LongestPiece / 2);
            var sign = cut;
            while (sign > least && char.IsLetterOrDigit(text[sign - 1]))
            {
                sign--;
            }

            var found = sign > least;
            var end = found ? sign : char.IsLowSurrogate(text[cut]) ? cut - 1 : cut;
            yield return text[at..end];
            at = found ? end : char.IsLowSurrogate(text[end - Overlap]) ? end - Overlap - 1 : end - Overlap;
        }

        if (text[at..] is var rest && !string.IsNullOrWhiteSpace(rest))
        {
            yield return rest;
        }
    }
}
