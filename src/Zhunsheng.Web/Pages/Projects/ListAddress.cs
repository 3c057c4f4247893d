using System.Collections.Immutable;
using System.Globalization;
using Zhunsheng.Rulebooks;
using Zhunsheng.Storage;
using Zhunsheng.Web.Access;
using Zhunsheng.Web.Components;
using Zhunsheng.Web.Forms;

namespace Zhunsheng.Web.Pages.Projects;

/// <summary>What the address of a list asks for.</summary>
/// <param name="Query">The query; what could not be read is left out of it.</param>
/// <param name="Problems">What could not be read, by the name of the control.</param>
/// <param name="Typed">What stands in the controls that could not be read.</param>
public sealed record AskedList(CaseQuery Query, ImmutableArray<Problem> Problems, ImmutableDictionary<string, string> Typed);

/// <summary>Filters, order and page of a list in its address: the same names for projects, plans, searches, exports and saved queries.</summary>
internal static class ListAddress
{
    private static readonly FactDefinition Amount = new() { Name = "总投资", Type = FactType.Money };
    private static readonly FactDefinition Day = new() { Name = "日期", Type = FactType.Date };

    /// <summary>Reads an address. The scope is that of the person, whatever the address says.</summary>
    /// <param name="asked">What stands behind the question mark.</param>
    /// <param name="user">The person.</param>
    /// <param name="books">The rulebooks the person has to do with.</param>
    /// <param name="today">The day.</param>
    public static AskedList Read(IQueryCollection asked, SignedInUser user, ImmutableArray<Rulebook> books, DateOnly today)
    {
        var problems = ImmutableArray.CreateBuilder<Problem>();
        var typed = ImmutableDictionary.CreateBuilder<string, string>();
        string? Text(string name, int most = 100) => asked[name].ToString().Trim() is { Length: > 0 } text && text.Length <= most ? text : null;
        T? Value<T>(string name, FactDefinition as1, Func<Zhunsheng.Feel.FeelValue, T?> of)
            where T : struct
        {
            if (Text(name, 40) is not { } text)
            {
                return null;
            }

            var (value, error) = SituationReader.Typed(as1, [text]);
            if (error is null && of(value) is { } read)
            {
                return read;
            }

            problems.Add(new Problem(name, error ?? "读不出来"));
            typed[name] = text;
            return null;
        }

        var (from, to) = (Value("from", Amount, v => v.AsNumber), Value("to", Amount, v => v.AsNumber));
        if (from > to)
        {
            problems.Add(new Problem("to", $"上限比下限{DayText.Money(from.Value)}还小，这样什么也查不到"));
        }

        var query = new CaseQuery
        {
            Scope = CaseAccess.ScopeOf(user, books),
            RulebookId = books.Length > 1 ? books.FirstOrDefault(b => b.Id == asked["rulebook"].ToString())?.Id : null,
            Kind = books.SelectMany(b => b.Kinds).Select(k => k.Name).FirstOrDefault(k => k == asked["kind"].ToString()),
            Text = Text("q"),
            Phase = Text("phase"),
            PlanYear = QueryText.Year(asked["year"]),
            OwnerId = Guid.TryParse(asked["unit"], out var unit) ? unit : null,
            MoneyFrom = from,
            MoneyTo = to,
            Closed = asked["status"].ToString() switch { "open" => false, "closed" => true, _ => null },
            Lateness = QueryText.Word<Lateness>(asked["light"]),
            WaitsFor = Text("waits"),
            UpdatedSince = Value("since", Day, v => v.AsDate),
            Today = today,
            Sort = QueryText.Word<CaseSort>(asked["sort"]) ?? CaseSort.Updated,
            Descending = asked["order"].ToString() != "asc",
            Page = QueryText.Page(asked["page"]),
            Size = CaseListView.PageSize,
        };
        return new AskedList(query, problems.ToImmutable(), typed.ToImmutable());
    }

    /// <summary>What stands behind the question mark for a query, without the page; empty when nothing is asked for.</summary>
    public static string Of(CaseQuery query, params (string Name, string? Value)[] besides) => string.Join('&', new (string Name, string? Value)[]
        {
            ("q", query.Text),
            ("kind", query.Kind == SiteSection.ProjectKind ? null : query.Kind),
            ("rulebook", query.RulebookId),
            ("year", query.PlanYear?.ToString(CultureInfo.InvariantCulture)),
            ("phase", query.Phase),
            ("status", query.Closed switch { true => "closed", false => "open", _ => null }),
            ("unit", query.OwnerId?.ToString("D", CultureInfo.InvariantCulture)),
            ("from", query.MoneyFrom?.ToString(CultureInfo.InvariantCulture)),
            ("to", query.MoneyTo?.ToString(CultureInfo.InvariantCulture)),
            ("light", query.Lateness?.ToString().ToLowerInvariant()),
            ("waits", query.WaitsFor),
            ("since", query.UpdatedSince is { } since ? DayText.Iso(since) : null),
            ("sort", query.Sort == CaseSort.Updated ? null : query.Sort.ToString().ToLowerInvariant()),
            ("order", query.Descending ? null : "asc"),
        }.Concat(besides).Where(p => !string.IsNullOrEmpty(p.Value)).Select(p => $"{p.Name}={Uri.EscapeDataString(p.Value!)}"));

    /// <summary>An address: the path, and what is asked for if anything is.</summary>
    public static string Join(string path, string query) => query.Length == 0 ? path : $"{path}?{query}";

    /// <summary>Whether the query leaves anything out that the person may see.</summary>
    public static bool Filters(CaseQuery query) =>
        query is not { Text: null, RulebookId: null, Phase: null, PlanYear: null, Closed: null, OwnerId: null, MoneyFrom: null, MoneyTo: null, Lateness: null, WaitsFor: null, UpdatedSince: null };
}
