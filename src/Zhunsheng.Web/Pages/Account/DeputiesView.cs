using System.Collections.Immutable;
using Zhunsheng.Storage;
using Zhunsheng.Web.Forms;
using Zhunsheng.Web.Pages.Admin;

namespace Zhunsheng.Web.Pages.Account;

/// <summary>Who acts for a person, for whom the person acts, and the form that names a deputy.</summary>
public sealed record DeputiesView
{
    /// <summary>The person.</summary>
    public required User Person { get; init; }

    /// <summary>The appointments that are not over, by their first day.</summary>
    public required ImmutableArray<Deputy> Appointments { get; init; }

    /// <summary>Who can be named.</summary>
    public required ImmutableArray<User> Candidates { get; init; }

    /// <summary>The day.</summary>
    public required DateOnly Today { get; init; }

    /// <summary>What stood in the form that came in.</summary>
    public FormFields Typed { get; init; } = new();

    /// <summary>What is wrong with it.</summary>
    public IReadOnlyList<Problem> Problems { get; init; } = [];

    /// <summary>The error of a field; null for none.</summary>
    public string? ErrorOf(string field) => Problems.FirstOrDefault(p => p.FieldId == field)?.Message;

    /// <summary>Everything about the deputies of a person.</summary>
    internal static async Task<DeputiesView> Of(User person, AdminServices services, FormFields typed, IReadOnlyList<Problem> problems, CancellationToken cancel) => new()
    {
        Person = person,
        Appointments = await services.Deputies.Of(person.Id, services.Clock.Today, cancel),
        Candidates = person.Roles.Count == 0 ? [] : await services.Deputies.Candidates(person, cancel),
        Today = services.Clock.Today,
        Typed = typed,
        Problems = problems,
    };
}

/// <summary>Reads the form that names a deputy.</summary>
internal static class DeputyForm
{
    /// <summary>Names a deputy as a form says. Returns what came of it, or what is wrong with the fields.</summary>
    public static async Task<(AccountOutcome<Deputy>? Outcome, IReadOnlyList<Problem> Problems)> Name(Guid principal, IFormCollection form, AdminServices services, CancellationToken cancel)
    {
        var problems = new List<Problem>();
        var chosen = Guid.TryParse(form["deputy"], out var deputy);
        if (!chosen)
        {
            problems.Add(new Problem("deputy", "选由谁代理"));
        }

        var first = Day("first", "开始");
        var last = Day("last", "结束");
        return problems.Count > 0 ? (null, problems) : (await services.Deputies.Name(principal, deputy, first, last, AdminServices.Grants(form), services.By, cancel), []);

        DateOnly Day(string field, string what)
        {
            if (!DayInput.TryParse(form[field], out var day))
            {
                problems.Add(new Problem(field, $"写明{what}的日子，例如 2026-04-30"));
            }

            return day;
        }
    }
}
