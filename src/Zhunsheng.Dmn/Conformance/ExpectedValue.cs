using System.Globalization;
using System.Xml.Linq;
using Zhunsheng.Feel;

namespace Zhunsheng.Dmn.Conformance;

/// <summary>Values as the suite writes them (simple values with their XML Schema type, lists, components), and when two are the same.</summary>
internal static class ExpectedValue
{
    /// <summary>How far numbers may lie apart: the suite gives the results of roots, powers and logarithms with some eight places.</summary>
    private const decimal Tolerance = 0.00000001m;

    private const string Schema = "{http://www.w3.org/2001/XMLSchema-instance}";

    /// <summary>The value that an element holds: in a value, a list, or components.</summary>
    public static FeelValue Read(XElement holder)
    {
        if (Children(holder, "component").ToList() is { Count: > 0 } components)
        {
            return FeelValue.Of(new FeelContext(components.Select(c => KeyValuePair.Create(c.Attribute("name")?.Value ?? "", Read(c)))));
        }

        if (Children(holder, "list").FirstOrDefault() is { } list)
        {
            return list.Attribute(Schema + "nil")?.Value == "true" ? FeelValue.Null : FeelValue.ListOf(Children(list, "item").Select(Read));
        }

        return Children(holder, "value").FirstOrDefault() is { } value ? Simple(value) : FeelValue.Null;
    }

    /// <summary>Whether an answer is what the suite wants.</summary>
    public static bool Same(in FeelValue expected, in FeelValue actual)
    {
        if (expected.AsNumber is { } wanted && actual.AsNumber is { } number)
        {
            return wanted == number || Math.Abs(wanted - number) < Tolerance;
        }

        if (expected.AsList is { } list && actual.AsList is { } answers)
        {
            return list.Count == answers.Count && list.Zip(answers).All(pair => Same(pair.First, pair.Second));
        }

        if (expected.AsContext is { } context && actual.AsContext is { } answer)
        {
            return context.Entries.Select(e => e.Key).Union(answer.Entries.Select(e => e.Key)).All(name => Same(context[name], answer[name]));
        }

        return expected == actual;
    }

    private static FeelValue Simple(XElement value)
    {
        if (value.Attribute(Schema + "nil")?.Value is "true" or "1")
        {
            return FeelValue.Null;
        }

        var text = value.Value;
        var type = value.Attribute(Schema + "type")?.Value is { } name ? name[(name.IndexOf(':', StringComparison.Ordinal) + 1)..] : "string";
        return type switch
        {
            "string" => FeelValue.Of(text),
            "boolean" => FeelValue.Of(text.Trim() is "true" or "1"),
            "decimal" or "double" or "float" or "integer" or "int" or "long" =>
                decimal.TryParse(text.Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? FeelValue.Of(number) : FeelValue.Null,
            "date" => Feel("date(t)", text),
            "time" => Feel("time(t)", text),
            "dateTime" => Feel("date and time(t)", text),
            "duration" => Feel("duration(t)", text),
            _ => FeelValue.Of(text),
        };
    }

    private static FeelValue Feel(string expression, string text) =>
        FeelCompiler.Expression(expression, new FeelSchema([new("t", FeelType.String)])).Expression!.Evaluate([FeelValue.Of(text.Trim())]);

    private static IEnumerable<XElement> Children(XElement parent, string name) => parent.Elements().Where(e => e.Name.LocalName == name);
}
