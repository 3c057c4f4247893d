using System.Collections.Immutable;
using System.Globalization;
using Zhunsheng.Rulebooks;
using Zhunsheng.Storage;
using Zhunsheng.Web.Components;

namespace Zhunsheng.Web.Pages.Dashboard;

/// <summary>Some of the files, as an address says which: every number of a dashboard leads to the slice that it counts.</summary>
/// <param name="Filter">Which files.</param>
public sealed record Slice(OversightFilter Filter)
{
    /// <summary>The list of files.</summary>
    public const string Cases = "/dashboard/cases";

    private const string UnknownYear = "none";

    /// <summary>The order.</summary>
    public OversightSort Sort { get; init; } = OversightSort.Late;

    /// <summary>Whether the order is turned round.</summary>
    public bool Descending { get; init; } = true;

    /// <summary>The page, from 1.</summary>
    public int Page { get; init; } = 1;

    /// <summary>Reads it from an address.</summary>
    internal static Slice Read(IQueryCollection asked, Onlooker who) => new(new OversightFilter
    {
        RulebookId = who.Book.Id,
        Kind = QueryText.Text(asked["kind"]),
        Closed = asked["status"].ToString() switch { "all" => null, "closed" => true, _ => false },
        Phase = asked.ContainsKey("phase") ? asked["phase"].ToString() == UnknownYear ? "" : QueryText.Text(asked["phase"]) : null,
        PlanYear = asked["year"].ToString() == UnknownYear ? OversightFilter.NoYear
            : int.TryParse(asked["year"], NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year is > 0 and < 10_000 ? year : null,
        OwnerId = Guid.TryParse(asked["owner"], out var owner) ? owner : null,
        Point = QueryText.Word<PointKind>(asked["point"]),
        Article = QueryText.Text(asked["article"]),
        Rule = QueryText.Text(asked["rule"]),
        Step = QueryText.Text(asked["step"]),
        Office = QueryText.Text(asked["office"]),
        Roles = asked["mine"].ToString() == "1" ? who.Roles : [],
        Amount = QueryText.Word<Figure>(asked["amount"]),
        Waiting = asked["waiting"].ToString() == "me" ? who.Seat : null,
        WaitingStep = QueryText.Text(asked["waiting-step"]),
    })
    {
        Sort = QueryText.Word<OversightSort>(asked["sort"]) ?? OversightSort.Late,
        Descending = asked["order"].ToString() != "asc",
        Page = QueryText.Page(asked["page"]),
    };

    /// <summary>The address of the slice.</summary>
    /// <param name="path">Of which list; that of files unless said otherwise.</param>
    /// <param name="page">The page.</param>
    public string Href(string path = Cases, int page = 1) => QueryText.Address(
        path,
        ("rulebook", Filter.RulebookId), ("kind", Filter.Kind), ("status", Filter.Closed switch { null => "all", true => "closed", false => null }),
        ("phase", Filter.Phase is { Length: 0 } ? UnknownYear : Filter.Phase),
        ("year", Filter.PlanYear is { } year ? year == OversightFilter.NoYear ? UnknownYear : year.ToString(CultureInfo.InvariantCulture) : null),
        ("owner", Filter.OwnerId?.ToString("D", CultureInfo.InvariantCulture)), ("point", Filter.Point is { } point ? QueryText.Word(point) : null),
        ("article", Filter.Article), ("rule", Filter.Rule), ("step", Filter.Step), ("office", Filter.Office), ("mine", Filter.Roles.IsEmpty ? null : "1"),
        ("amount", Filter.Amount is { } amount ? QueryText.Word(amount) : null), ("waiting", Filter.Waiting is null ? null : "me"), ("waiting-step", Filter.WaitingStep),
        ("sort", Sort == OversightSort.Late ? null : QueryText.Word(Sort)), ("order", Descending ? null : "asc"), ("page", page > 1 ? page.ToString(CultureInfo.InvariantCulture) : null));

    /// <summary>The same files in another order; asked again, turned round.</summary>
    public Slice By(OversightSort sort) => this with { Sort = sort, Descending = sort == Sort ? !Descending : sort is not (OversightSort.Number or OversightSort.Owner or OversightSort.Phase), Page = 1 };

    /// <summary>What is said, one condition each, as one reads it.</summary>
    /// <param name="ownerName">The name of the owner asked for; null where that is not known.</param>
    /// <param name="stepTitle">The titles of steps by name.</param>
    public IEnumerable<string> Words(string? ownerName, Func<string, string> stepTitle)
    {
        ArgumentNullException.ThrowIfNull(stepTitle);
        yield return Filter.Kind ?? "各种案卷";
        yield return Filter.Closed switch { null => "在办和已结", true => "已结", false => "在办" };
        foreach (var said in new[]
        {
            Filter.Phase is { } phase ? phase.Length == 0 ? "没有阶段" : $"阶段：{phase}" : null,
            Filter.PlanYear is { } year ? year == OversightFilter.NoYear ? "计划年度未填" : $"计划年度：{year.ToString(CultureInfo.InvariantCulture)}" : null,
            Filter.OwnerId is null ? null : $"单位：{ownerName ?? "—"}",
            Filter.Point is { } point ? PointWords.Of(point) : null,
            Filter.Article is { } article ? $"条文：{article}" : null,
            Filter.Rule is { } rule ? $"规则：{rule}" : null,
            Filter.Step is { } step ? $"环节：{stepTitle(step)}" : null,
            Filter.Office is { } office ? $"责任单位：{(office.Length == 0 ? "没有写明" : office)}" : null,
            Filter.Roles.IsEmpty ? null : "该我办的",
            Filter.Amount is { } amount ? amount == Figure.Surplus ? "有结余" : $"已知{Overview.Word(amount)}金额" : null,
            Filter.Waiting is null ? null : "等我办",
            Filter.WaitingStep is { } waits ? $"等办：{stepTitle(waits)}" : null,
        })
        {
            if (said is not null)
            {
                yield return said;
            }
        }
    }
}
