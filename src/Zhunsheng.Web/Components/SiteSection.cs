namespace Zhunsheng.Web.Components;

/// <summary>The part of the site in which case files of a kind are found: projects on their own list, every other kind on the list of plans.</summary>
/// <param name="Name">The name of the entry in the menu.</param>
/// <param name="Href">The address of its list.</param>
internal sealed record SiteSection(string Name, string Href)
{
    /// <summary>The kind of case file that every rulebook has.</summary>
    public const string ProjectKind = "项目";

    /// <summary>The section of a kind.</summary>
    public static SiteSection Of(string kind) => kind == ProjectKind ? new("projects", "/projects") : new("plan", "/plan");
}
