using Microsoft.AspNetCore.Components.Rendering;

namespace Zhunsheng.Web.Charts;

/// <summary>Writes the elements of a drawing. Colours are classes of the style sheet: nothing is styled inline.</summary>
internal sealed class SvgPen(RenderTreeBuilder builder)
{
    /// <summary>An element with what is in it.</summary>
    public void Element(string name, Action? inner, params (string Name, string? Value)[] attributes)
    {
        builder.OpenElement(0, name);
        foreach (var (attribute, value) in attributes)
        {
            builder.AddAttribute(1, attribute, value);
        }

        inner?.Invoke();
        builder.CloseElement();
    }

    /// <summary>A link around something drawn; without an address only the thing itself.</summary>
    public void Link(string? href, string spoken, Action inner)
    {
        if (href is null)
        {
            inner();
        }
        else
        {
            Element("a", inner, ("href", href), ("aria-label", spoken));
        }
    }

    /// <summary>A rectangle in a tone.</summary>
    public void Bar(ChartTone tone, double x, double y, double width, double height, string? title = null) => Element(
        "rect", title is null ? null : () => Element("title", () => builder.AddContent(2, title)),
        ("class", Css(tone)), ("x", ChartText.Px(x)), ("y", ChartText.Px(y)), ("width", ChartText.Px(Math.Max(0, width))), ("height", ChartText.Px(Math.Max(0, height))));

    /// <summary>A text.</summary>
    public void Text(string text, double x, double y, string? css = null, string anchor = "start", string? whole = null) => Element(
        "text",
        () =>
        {
            builder.AddContent(2, text);
            if (whole is not null && whole != text)
            {
                Element("title", () => builder.AddContent(3, whole));
            }
        },
        ("class", css), ("x", ChartText.Px(x)), ("y", ChartText.Px(y)), ("text-anchor", anchor));

    /// <summary>A line along a path.</summary>
    public void Path(string css, string path) => Element("path", null, ("class", css), ("d", path));

    private static string Css(ChartTone tone) => tone switch
    {
        ChartTone.Ink => "c-ink",
        ChartTone.Mid => "c-mid",
        ChartTone.Late => "c-late",
        _ => "c-pale",
    };
}
