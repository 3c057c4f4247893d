using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Zhunsheng.Web.Tests;

/// <summary>Holds JSON against a schema of the description (the part of JSON Schema 2020-12 that the description uses). A keyword that is not known here fails, so that nothing goes unchecked.</summary>
public sealed partial class JsonShape(JsonNode document)
{
    private static readonly HashSet<string> Spoken = ["description", "example", "default", "title", "format"];

    /// <summary>What is wrong with a value, each with its place.</summary>
    public List<string> Faults(JsonNode? value, JsonNode schema)
    {
        var faults = new List<string>();
        Check(value, schema, "", faults);
        return faults;
    }

    /// <summary>What a reference points to; null for nothing.</summary>
    public JsonNode? Resolve(string reference) =>
        reference.StartsWith("#/", StringComparison.Ordinal) ? reference[2..].Split('/').Aggregate((JsonNode?)document, (node, part) => node is JsonObject o ? o[part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)] : null) : null;

    private void Check(JsonNode? value, JsonNode schema, string at, List<string> faults)
    {
        foreach (var (keyword, rule) in schema.AsObject())
        {
            switch (keyword)
            {
                case "$ref":
                    if (Resolve((string)rule!) is { } target)
                    {
                        Check(value, target, at, faults);
                    }
                    else
                    {
                        faults.Add($"{at}: {rule} points to nothing");
                    }

                    break;
                case "type":
                    var types = rule is JsonArray several ? several.Select(t => (string)t!).ToList() : [(string)rule!];
                    if (!types.Exists(t => IsOf(value, t)))
                    {
                        faults.Add($"{at}: is {Kind(value)}, not {string.Join(" or ", types)}");
                        return;
                    }

                    break;
                case "required" when value is JsonObject whole:
                    faults.AddRange(rule!.AsArray().Select(n => (string)n!).Where(n => !whole.ContainsKey(n)).Select(n => $"{at}/{n}: is missing"));
                    break;
                case "properties" when value is JsonObject whole:
                    foreach (var (name, member) in rule!.AsObject().Where(m => whole.ContainsKey(m.Key)))
                    {
                        Check(whole[name], member!, $"{at}/{name}", faults);
                    }

                    break;
                case "additionalProperties" when value is JsonObject whole:
                    foreach (var (name, member) in whole.Where(m => schema["properties"]?[m.Key] is null))
                    {
                        if (rule is JsonObject of)
                        {
                            Check(member, of, $"{at}/{name}", faults);
                        }
                        else if (rule is JsonValue allowed && !(bool)allowed)
                        {
                            faults.Add($"{at}/{name}: is not a member");
                        }
                    }

                    break;
                case "items" when value is JsonArray list:
                    foreach (var (index, item) in list.Index())
                    {
                        Check(item, rule!, string.Create(CultureInfo.InvariantCulture, $"{at}/{index}"), faults);
                    }

                    break;
                case "oneOf" or "anyOf":
                    if (!rule!.AsArray().Any(choice => Faults(value, choice!).Count == 0))
                    {
                        faults.Add($"{at}: fits none of the choices: {string.Join("; ", rule.AsArray().SelectMany(c => Faults(value, c!)).Take(5))}");
                    }

                    break;
                case "enum":
                    if (!rule!.AsArray().Any(v => JsonNode.DeepEquals(v, value)))
                    {
                        faults.Add($"{at}: {value} is not among {rule.ToJsonString()}");
                    }

                    break;
                case "minimum" when value is JsonValue number && decimal.Parse(number.ToJsonString(), CultureInfo.InvariantCulture) < decimal.Parse(rule!.ToJsonString().Trim('"'), CultureInfo.InvariantCulture):
                case "maximum" when value is JsonValue number1 && decimal.Parse(number1.ToJsonString(), CultureInfo.InvariantCulture) > decimal.Parse(rule!.ToJsonString().Trim('"'), CultureInfo.InvariantCulture):
                    faults.Add($"{at}: {value} is beyond {rule}");
                    break;
                case "pattern" when value is JsonValue text && text.GetValueKind() == JsonValueKind.String && !Regex.IsMatch((string)text!, (string)rule!):
                    faults.Add($"{at}: {value} is not like {rule}");
                    break;
                case "required" or "properties" or "additionalProperties" or "items" or "minimum" or "maximum" or "pattern":
                    break;
                default:
                    if (!Spoken.Contains(keyword))
                    {
                        faults.Add($"{at}: keyword {keyword} is not checked");
                    }

                    break;
            }
        }

        if (value is JsonValue shown && shown.GetValueKind() == JsonValueKind.String)
        {
            var text = (string)shown!;
            var format = (string?)schema["format"];
            if ((format == "date" && !DayPattern().IsMatch(text)) || (format == "date-time" && !DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out _)) || (format == "uuid" && !Guid.TryParse(text, out _)))
            {
                faults.Add($"{at}: {text} is no {format}");
            }
        }
    }

    private static bool IsOf(JsonNode? value, string type) => type switch
    {
        "null" => value is null,
        "object" => value is JsonObject,
        "array" => value is JsonArray,
        "string" => Kind(value) == JsonValueKind.String,
        "boolean" => Kind(value) is JsonValueKind.True or JsonValueKind.False,
        "number" => Kind(value) == JsonValueKind.Number,
        "integer" => Kind(value) == JsonValueKind.Number && decimal.Truncate((decimal)value!) == (decimal)value!,
        _ => false,
    };

    private static JsonValueKind Kind(JsonNode? value) => value?.GetValueKind() ?? JsonValueKind.Null;

    [GeneratedRegex(@"^\d{4}-\d{2}-\d{2}$")]
    private static partial Regex DayPattern();
}
