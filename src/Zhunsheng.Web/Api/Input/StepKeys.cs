using System.Buffers;
using System.Text;
using System.Text.Json;
using Zhunsheng.Feel;
using Zhunsheng.Rulebooks;
using Zhunsheng.Web.Api.Answers;
using Zhunsheng.Web.Api.Problems;

namespace Zhunsheng.Web.Api.Input;

/// <summary>For steps that are done once for each of several values: which one is meant.</summary>
internal static class StepKeys
{
    /// <summary>The value meant; null for a step that has none. Throws <see cref="ApiException"/> when there is no such one, naming those there are.</summary>
    /// <param name="before">The file as it stands.</param>
    /// <param name="step">The step.</param>
    /// <param name="given">The value as JSON; null for none.</param>
    /// <param name="place">Where it was given, for the error.</param>
    public static FeelValue Find(Evaluation before, Step step, JsonElement? given, string place)
    {
        var json = given is { ValueKind: not JsonValueKind.Null } value ? value : (JsonElement?)null;
        if (step.Each is not { } each)
        {
            return json is null ? FeelValue.Null : throw ProblemKind.BadRequest.Thrown(null, new PlaceError(place, $"“{step.Title}”不逐个办，不写 key"));
        }

        var keys = before.Steps().Where(s => s.Step.Name == step.Name && !s.Key.IsNull).Select(s => s.Key).ToList();
        var text = json is { } wanted ? JsonSerializer.Serialize(wanted, ApiJson.Options) : null;
        var found = keys.FindIndex(k => Text(k) == text || (json is { ValueKind: JsonValueKind.Number } && k.AsNumber is { } number && json.Value.TryGetDecimal(out var given1) && number == given1));
        if (found >= 0)
        {
            return keys[found];
        }

        var detail = $"“{step.Title}”按{each.Name}逐个办，要写明 key；{(keys.Count == 0 ? "现在没有可办的" : "可以写：" + string.Join("、", keys.Select(Text)))}";
        throw ProblemKind.BadRequest.Thrown(detail, new PlaceError(place, detail));
    }

    /// <summary>A value given behind the question mark: JSON, or a bare text.</summary>
    public static JsonElement? Typed(string? text)
    {
        if (text is null)
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("date", out var day) ? day.Clone() : document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return JsonSerializer.SerializeToElement(text, ApiJson.Options);
        }
    }

    /// <summary>A value as JSON text.</summary>
    public static string Text(FeelValue value)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = ApiJson.Options.Encoder }))
        {
            FeelJson.Write(writer, value);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
