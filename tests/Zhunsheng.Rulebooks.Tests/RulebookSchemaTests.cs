using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Zhunsheng.Rulebooks.Tests;

/// <summary>The JSON Schema for editors: the committed file is the generated one, it knows the keys that the reader reads, and the shipped rulebooks follow it.</summary>
public partial class RulebookSchemaTests
{
    private static readonly JsonObject s_schema = (JsonObject)JsonNode.Parse(RulebookSchema.Text())!;

    public static TheoryData<string> Ids => [.. Directory.EnumerateDirectories(Path.Combine(Root(), "rulebooks")).Where(d => File.Exists(Path.Combine(d, "rulebook.yaml"))).Select(d => Path.GetFileName(d)!).Order(StringComparer.Ordinal)];

    [Fact]
    public void Text_CommittedFile_IsTheSame() => Assert.Equal(RulebookSchema.Text(), File.ReadAllText(Path.Combine(Root(), "docs", "rulebook.schema.json")));

    [Theory]
    [MemberData(nameof(Ids))]
    public void Schema_ShippedRulebook_IsFollowed(string id) => Assert.Empty(Problems(Path.Combine(Root(), "rulebooks", id, "rulebook.yaml")));

    [Fact]
    public void Schema_UnknownKeyAndWrongShape_AreRefused()
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, File.ReadAllText(Path.Combine(Root(), "rulebooks", Ids.First().Data, "rulebook.yaml")).Replace("phases:", "phasen:", StringComparison.Ordinal).Replace("own: true", "own: 是", StringComparison.Ordinal));
        var problems = Problems(file);
        File.Delete(file);
        Assert.Contains(problems, p => p.Contains("phasen", StringComparison.Ordinal));
        Assert.Contains(problems, p => p.Contains("/own", StringComparison.Ordinal));
    }

    /// <summary>Every key that the source of the reader takes from a mapping stands in the schema, and the other way round.</summary>
    [Fact]
    public void Keys_OfReaderAndSchema_AreTheSame()
    {
        // Keys of the common files and of installation.yaml, which the schema does not describe.
        string[] common = ["args", "holidays", "ordered", "notice", "facts", "questions", "years", "days", "workdays", "name", "kind", "cases", "default", "type", "values", "signs"];
        var folder = Path.Combine(Root(), "src", "Zhunsheng.Rulebooks", "Reading");
        var taken = Directory.EnumerateFiles(folder, "*.cs").SelectMany(f => TakenPattern().Matches(File.ReadAllText(f)).Select(m => m.Groups["key"].Value))
            .Concat(["报送", "备案", "抄送"]).Concat(Enum.GetValues<Desk>().Where(d => d is not (Desk.Unit or Desk.Office)).Select(Overview.Word)).ToHashSet();
        var known = ((JsonObject)s_schema["$defs"]!).Select(d => d.Value!).Append(s_schema).Select(d => d["properties"]).OfType<JsonObject>().SelectMany(p => p.Select(k => k.Key)).ToHashSet();
        Assert.Empty(taken.Except(known).Except(common));
        Assert.Empty(known.Except(taken));
    }

    [Fact]
    public void Keys_OfSchema_AreAllExplained()
    {
        var keys = ((JsonObject)s_schema["$defs"]!).Select(d => d.Value!).Append(s_schema).Select(d => d["properties"]).OfType<JsonObject>().SelectMany(p => p).ToList();
        Assert.True(keys.Count > 150);
        Assert.All(keys, k => Assert.True(k.Value!["description"]!.GetValue<string>().Length >= 2, k.Key));
    }

    private static List<string> Problems(string file)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(File.ReadAllText(file)));
        var problems = new List<string>();
        Check(s_schema, Json(stream.Documents[0].RootNode), "", problems);
        return problems;
    }

    private static JsonNode? Json(YamlNode node) => node switch
    {
        YamlMappingNode map => new JsonObject(map.Children.Select(c => KeyValuePair.Create(((YamlScalarNode)c.Key).Value ?? "", Json(c.Value)))),
        YamlSequenceNode list => new JsonArray([.. list.Children.Select(Json)]),
        YamlScalarNode { Style: ScalarStyle.Plain } plain => plain.Value switch
        {
            null or "" or "~" or "null" => null,
            "true" => true,
            "false" => false,
            var text when decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) => number,
            var text => text,
        },
        YamlScalarNode scalar => scalar.Value,
        _ => null,
    };

    /// <summary>The part of JSON Schema that the schema uses.</summary>
    private static void Check(JsonNode schema, JsonNode? value, string at, List<string> problems)
    {
        if (schema["$ref"]?.GetValue<string>() is { } reference)
        {
            Check(s_schema["$defs"]![reference["#/$defs/".Length..]] ?? throw new InvalidOperationException(reference), value, at, problems);
        }

        if (schema["anyOf"] is JsonArray ways && !ways.Any(w => Fits(w!, value, at)))
        {
            problems.Add($"{at}: 哪一种写法都不是：{value?.ToJsonString()}");
        }

        if (schema["enum"] is JsonArray values && !values.Any(v => JsonNode.DeepEquals(v, value)))
        {
            problems.Add($"{at}: {value?.ToJsonString()} 不在值集里");
        }

        var types = schema["type"] switch { JsonArray several => several.Select(t => t!.GetValue<string>()), JsonNode one => [one.GetValue<string>()], _ => [] };
        if (types.Any() && !types.Contains(TypeOf(value)) && !(TypeOf(value) == "number" && types.Contains("integer")))
        {
            problems.Add($"{at}: 要的是{string.Join("、", types)}，写的是{value?.ToJsonString() ?? "null"}");
            return;
        }

        if (schema["pattern"]?.GetValue<string>() is { } pattern && TypeOf(value) == "string" && !Regex.IsMatch(value!.GetValue<string>(), pattern))
        {
            problems.Add($"{at}: {value} 不合 {pattern}");
        }

        if (value is JsonObject entries)
        {
            CheckObject(schema, entries, at, problems);
        }
        else if (value is JsonArray list && schema["items"] is { } items)
        {
            for (var i = 0; i < list.Count; i++)
            {
                Check(items, list[i], $"{at}/{i}", problems);
            }
        }
    }

    private static void CheckObject(JsonNode schema, JsonObject entries, string at, List<string> problems)
    {
        foreach (var required in schema["required"] as JsonArray ?? [])
        {
            if (!entries.ContainsKey(required!.GetValue<string>()))
            {
                problems.Add($"{at}: 缺少 {required}");
            }
        }

        if (schema["maxProperties"]?.GetValue<int>() is { } most && entries.Count > most)
        {
            problems.Add($"{at}: 多于{most}项");
        }

        foreach (var (key, value) in entries)
        {
            if (schema["propertyNames"]?["pattern"]?.GetValue<string>() is { } names && !Regex.IsMatch(key, names))
            {
                problems.Add($"{at}: 键 {key} 不合写法");
            }

            if (schema["properties"]?[key] is { } known)
            {
                Check(known, value, $"{at}/{key}", problems);
            }
            else if (schema["additionalProperties"] is JsonObject others)
            {
                Check(others, value, $"{at}/{key}", problems);
            }
            else if (schema["additionalProperties"] is JsonValue allowed && !allowed.GetValue<bool>())
            {
                problems.Add($"{at}: 不认识的键 {key}");
            }
        }
    }

    private static bool Fits(JsonNode schema, JsonNode? value, string at)
    {
        var problems = new List<string>();
        Check(schema, value, at, problems);
        return problems.Count == 0;
    }

    private static string TypeOf(JsonNode? value) => value?.GetValueKind() switch
    {
        null or System.Text.Json.JsonValueKind.Null => "null",
        System.Text.Json.JsonValueKind.True or System.Text.Json.JsonValueKind.False => "boolean",
        System.Text.Json.JsonValueKind.Number => "number",
        System.Text.Json.JsonValueKind.String => "string",
        System.Text.Json.JsonValueKind.Array => "array",
        _ => "object",
    };

    private static string Root([CallerFilePath] string path = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "..", ".."));

    [GeneratedRegex("""(\.(Take|Require|String|RequireString|Flag|Integer|Date|Strings|Map)\(|(Conditional|Optional|Required|StepNames|Each|Rows|Share|LineName|OwnSteps?|StepsNamed|StepNamed|OutcomeNamed|AnswerTo|RequiredStep|RequiredFact)\(\w+, )"(?<key>[a-z_]+)["]""")]
    private static partial Regex TakenPattern();
}
