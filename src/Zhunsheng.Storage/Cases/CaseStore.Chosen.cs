using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Zhunsheng.Casework;
using Zhunsheng.Rulebooks;

namespace Zhunsheng.Storage;

/// <summary>Files that an act chooses.</summary>
public sealed partial class CaseStore
{
    /// <summary>
    /// The check, with an error for every number that is no file of the kind asked for in the same rulebook, and a refusal for every project drawn into a plan that is known to be kept out of it:
    /// what the form does not offer cannot be chosen past it.
    /// </summary>
    private static async Task<ActCheck> Chosen(ZhunshengDbContext database, ActCheck check, CancellationToken cancel)
    {
        foreach (var fact in check.Asked.Keys.Select(n => check.Rulebook.Facts[n]).Where(f => f.Type == FactType.Cases).OrderBy(f => f.Name, StringComparer.Ordinal))
        {
            var numbers = NamedOrganisations.Of(check.Asked[fact.Name]);
            var rows = await database.CaseList.AsNoTracking().Where(c => c.RulebookId == check.Rulebook.Id && (fact.CaseKind == null || c.Kind == fact.CaseKind) && numbers.Contains(c.Number)).ToListAsync(cancel);
            var missing = numbers.Where(n => rows.TrueForAll(r => r.Number != n)).ToList();
            if (missing.Count > 0)
            {
                check = check with { Fields = check.Fields.Add(new FieldError(fact.Name, string.Create(CultureInfo.InvariantCulture, $"没有编号为“{Short(missing[0])}”的{fact.CaseKind ?? "案卷"}{(missing.Count > 1 ? $"（这样的有{missing.Count}个）" : "")}，请从列出的里面选"))) };
            }

            if (check.Rulebook.YearPlan is not { } plan || plan.Projects != fact.Name || plan.Kind != check.Step!.Kind || check.Corrects is not null)
            {
                continue;
            }

            var ids = rows.Select(r => r.CaseId).ToList();
            var kept = await database.PlanEntries.AsNoTracking().Where(e => ids.Contains(e.CaseId) && e.Standing == PlanStanding.Waiting && e.May == false).ToListAsync(cancel);
            check = check with
            {
                Refusals =
                [
                    .. check.Refusals,
                    .. kept.SelectMany(k => k.ToEntry().Reasons.Where(r => r.Known).Select(r => (Row: rows.Single(f => f.CaseId == k.CaseId), Reason: r))).OrderBy(k => k.Row.Number, StringComparer.Ordinal)
                        .Select(k => new Refusal(RefusalKind.Conveyed, $"{k.Row.Number}：{k.Reason.Text}") { Article = k.Reason.Article, Remedy = k.Reason.Remedy ?? "从表里去掉", CaseNumber = k.Row.Number }),
                ],
            };
        }

        return check;
    }

    private static string Short(string text) => text.Length > 40 ? text[..40] + "…" : text;
}
