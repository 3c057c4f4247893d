using Zhunsheng.Casework;
using Zhunsheng.Rulebooks;
using Zhunsheng.Storage;
using Zhunsheng.Web.Access;
using Zhunsheng.Web.Api.Answers;
using Zhunsheng.Web.Api.Description;
using Zhunsheng.Web.Pages.Steps;

namespace Zhunsheng.Web.Api.Resources;

/// <summary>The plan of a year: the files that choose other files, what they have chosen, and what they may choose.</summary>
internal static class PlanResource
{
    private const int MostPlans = 50;

    public static void MapPlan(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/plan", async (ApiCall call) =>
        {
            var year = call.Query.Number("year");
            var rulebook = call.OwnBook("rulebook");
            var plans = new List<PlanFileShape>();
            foreach (var book in call.MyBooks.Where(b => rulebook is null || b.Id == rulebook))
            {
                foreach (var kind in book.Kinds.Where(k => Choosing(book, k.Name).Any()))
                {
                    plans.AddRange(await Plans(call, book, kind.Name, year));
                }
            }

            return Results.Ok(new PlanShape(year, plans));
        }).Describe(OtherOperations.Plan);

    /// <summary>The facts by which files of a kind choose others.</summary>
    private static IEnumerable<FactDefinition> Choosing(Rulebook book, string kind) => book.Steps.Where(s => s.Kind == kind)
        .SelectMany(s => s.Asks.SelectMany(a => a.Facts).Concat(s.Outcomes.SelectMany(o => o.Asks))).Select(a => a.Fact).Where(f => f.Type == FactType.Cases).DistinctBy(f => f.Name);

    private static async Task<List<PlanFileShape>> Plans(ApiCall call, Rulebook book, string kind, int? year)
    {
        var rows = new List<CaseRow>();
        var query = new CaseQuery { RulebookId = book.Id, Kind = kind, PlanYear = year };
        await foreach (var row in call.Steps.Cases.Browse(new CaseBrowse { Scope = call.Scope, Query = query, Limit = MostPlans }, call.Cancel))
        {
            rows.Add(row);
        }

        var plans = new List<PlanFileShape>();
        foreach (var row in rows)
        {
            plans.Add(await Plan(call, row, await call.Open(row.Number)));
        }

        return plans;
    }

    private static async Task<PlanFileShape> Plan(ApiCall call, CaseRow row, OpenCase open)
    {
        var evaluation = new Evaluation(open.Book, CaseFold.Situation(open.File, open.Book, call.Steps.Clock.Today));
        var lists = new List<PlanListShape>();
        foreach (var fact in Choosing(open.Book, open.File.Kind))
        {
            var chosen = new List<CaseSummary>();
            foreach (var number in (evaluation.Fact(fact.Name).AsList ?? []).Select(n => n.AsString).OfType<string>())
            {
                if (await call.Steps.Cases.Row(number, call.Cancel) is { } named && await call.Steps.Access.Sees(named, call.Scope, call.Cancel))
                {
                    chosen.Add(CaseShaping.Summary(named));
                }
            }

            lists.Add(new PlanListShape(fact.Name, chosen));
        }

        var choices = new List<PlanChoiceShape>();
        foreach (var state in evaluation.Situation.Closed ? [] : evaluation.Steps().Where(s => s.Status == StepStatus.Open && s.Step.Via is null && open.RoleFor(s) is not null).ToList())
        {
            var subject = new StepSubject(open.Book, state.Step, state.Key, open.User, open, null);
            if (!state.Step.Asks.SelectMany(a => a.Facts).Concat(state.Step.Outcomes.SelectMany(o => o.Asks)).Any(a => a.Fact.Type == FactType.Cases))
            {
                continue;
            }

            var view = await call.Steps.Desk.Fresh(subject, call.Cancel);
            choices.AddRange(view.Form.Fields.Concat(view.Form.Outcomes.SelectMany(o => o.Fields)).Where(f => f.Fact.Type == FactType.Cases)
                .Select(f => new PlanChoiceShape(state.Step.Name, f.Fact.Name, [.. f.Candidates.Select(StepFormShaping.Candidate)])));
        }

        return new PlanFileShape { Plan = CaseShaping.Summary(row), Lists = lists, Choices = choices };
    }
}
