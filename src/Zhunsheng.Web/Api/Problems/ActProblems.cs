using System.Globalization;
using Zhunsheng.Casework;
using Zhunsheng.Web.Api.Answers;
using Zhunsheng.Web.Api.Input;
using Zhunsheng.Web.Pages.Steps;

namespace Zhunsheng.Web.Api.Problems;

/// <summary>From what the rules say against an act to a problem with articles and places.</summary>
internal static class ActProblems
{
    private const string ReasonField = "更正理由";
    private const string NoteField = "说明";

    /// <summary>The problem.</summary>
    /// <param name="check">What the rules say.</param>
    /// <param name="subject">What the form was about.</param>
    /// <param name="papers">The papers as they came.</param>
    public static ApiProblem Of(ActCheck check, StepSubject subject, IReadOnlyList<PaperRequest> papers)
    {
        var errors = check.Fields.Select(f => new PlaceError(PlaceOf(f.Name), Said(check.Rulebook.Facts.GetValueOrDefault(f.Name)?.Label ?? f.Name, f.Message)))
            .Concat(check.Papers.Select(p => new PlaceError(PaperPlace(p.Name, papers), Said(p.Name, p.Message)))).Distinct().ToList();
        var articles = check.Refusals.Select(r => new BlockingArticle
        {
            Rulebook = subject.Book.Id,
            Article = r.Article,
            Reason = r.Message,
            Remedy = r.Remedy,
            Facts = ShownValues.Of(subject.Book, r.Facts.IsDefault ? [] : r.Facts),
            Unknown = r.Unknown.IsDefault ? [] : r.Unknown,
        }).ToList();
        var all = articles.Select(a => a.Article is null || a.Reason.Contains(a.Article, StringComparison.Ordinal) ? a.Reason : $"{a.Reason}（{a.Article}）").Concat(errors.Select(e => e.Detail)).ToList();
        var detail = all.Count == 1 ? all[0] : string.Create(CultureInfo.InvariantCulture, $"有{all.Count}处：{string.Join("；", all.Take(3))}{(all.Count > 3 ? "；等" : "")}");
        return ProblemKind.NotLawful.With($"{detail}。什么也没有办", errors) with { Articles = articles.Count == 0 ? null : articles };
    }

    /// <summary>That a rule does not let a step be done at all.</summary>
    public static ApiException Blocked(string rulebook, string article, string reason, string? remedy) => new(
        ProblemKind.NotLawful.With($"{reason}（{article}）。什么也没有办") with { Articles = [new BlockingArticle { Rulebook = rulebook, Article = article, Reason = reason, Remedy = remedy }] });

    private static string Said(string label, string message) => message.Contains(label, StringComparison.Ordinal) ? message : $"{label}：{message}";

    private static string PlaceOf(string name) => name switch
    {
        ReasonField => "/reason",
        NoteField => "/note",
        _ => Pointer.Of("facts", name),
    };

    private static string PaperPlace(string title, IReadOnlyList<PaperRequest> papers) =>
        papers.Index().FirstOrDefault(p => p.Item.Title == title) is { Item: not null } found ? string.Create(CultureInfo.InvariantCulture, $"/papers/{found.Index}") : "/papers";
}
