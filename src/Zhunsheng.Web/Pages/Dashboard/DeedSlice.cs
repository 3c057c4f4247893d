using System.Globalization;
using Zhunsheng.Storage;
using Zhunsheng.Web.Components;

namespace Zhunsheng.Web.Pages.Dashboard;

/// <summary>Some of the acts, as an address says which.</summary>
/// <param name="Filter">Which acts.</param>
public sealed record DeedSlice(DeedFilter Filter)
{
    /// <summary>The list of acts.</summary>
    public const string Acts = "/dashboard/acts";

    /// <summary>The page, from 1.</summary>
    public int Page { get; init; } = 1;

    /// <summary>Reads it from an address.</summary>
    internal static DeedSlice Read(IQueryCollection asked, Onlooker who) => new(new DeedFilter
    {
        RulebookId = who.Book.Id,
        OrganisationId = asked["by"].ToString() == "me" ? who.User.OrganisationId : null,
        From = QueryText.Day(asked["from"]),
        To = QueryText.Day(asked["to"]),
        Ending = QueryText.Word<DeedEnding>(asked["ending"]),
        Step = QueryText.Text(asked["step"]),
        Article = QueryText.Text(asked["article"]),
        LimitArticle = QueryText.Text(asked["limit-article"]),
        Role = QueryText.Text(asked["role"]),
        Late = asked["late"].ToString() switch { "1" => true, "0" => false, _ => null },
        Measured = asked["measured"].ToString() == "1" ? true : null,
    })
    {
        Page = QueryText.Page(asked["page"]),
    };

    /// <summary>The address of the slice.</summary>
    public string Href(string path = Acts, int page = 1) => QueryText.Address(
        path,
        ("rulebook", Filter.RulebookId), ("by", Filter.OrganisationId is null ? null : "me"), ("from", Day(Filter.From)), ("to", Day(Filter.To)),
        ("ending", Filter.Ending is { } ending ? QueryText.Word(ending) : null), ("step", Filter.Step), ("article", Filter.Article), ("limit-article", Filter.LimitArticle), ("role", Filter.Role),
        ("late", Filter.Late switch { true => "1", false => "0", null => null }), ("measured", Filter.Measured is true ? "1" : null), ("page", page > 1 ? page.ToString(CultureInfo.InvariantCulture) : null));

    /// <summary>What is said, one condition each, as one reads it.</summary>
    public IEnumerable<string> Words(string ownOrganisation, Func<string, string> stepTitle)
    {
        ArgumentNullException.ThrowIfNull(stepTitle);
        return new[]
        {
            Filter.OrganisationId is null ? "各单位" : ownOrganisation,
            Filter.From is null && Filter.To is null ? null : $"{Day(Filter.From) ?? "最早"}至{Day(Filter.To) ?? "今天"}",
            Filter.Ending is { } ending ? PointWords.Of(ending) : null,
            Filter.Step is { } step ? $"环节：{stepTitle(step)}" : null,
            Filter.Article is { } article ? $"条文：{article}" : null,
            Filter.LimitArticle is { } limit ? $"时限：{limit}" : null,
            Filter.Role is { } role ? $"角色：{role}" : null,
            Filter.Late switch { true => "逾期办的", false => "没有逾期的", null => null },
            Filter.Measured is true ? "有工作日时限的" : null,
        }.OfType<string>();
    }

    private static string? Day(DateOnly? day) => day is { } known ? DayText.Iso(known) : null;
}
