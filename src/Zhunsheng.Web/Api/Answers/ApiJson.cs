using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Zhunsheng.Feel;
using Zhunsheng.Rulebooks;

namespace Zhunsheng.Web.Api.Answers;

/// <summary>How the interface writes and reads JSON: snake case, Chinese as it is, exact decimals, days as 2026-04-30, moments in UTC.</summary>
internal static class ApiJson
{
    /// <summary>The deepest nesting that is read.</summary>
    public const int Deepest = 32;

    /// <summary>The options, frozen.</summary>
    public static JsonSerializerOptions Options { get; } = Frozen();

    /// <summary>Sets options as the interface needs them.</summary>
    public static void Configure(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
        options.DictionaryKeyPolicy = null;
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.MaxDepth = Deepest * 2;
        options.Converters.Add(new ValueConverter());
    }

    private static JsonSerializerOptions Frozen()
    {
        var options = new JsonSerializerOptions { TypeInfoResolver = new DefaultJsonTypeInfoResolver() };
        Configure(options);
        options.MakeReadOnly();
        return options;
    }

    /// <summary>Writes values of facts and answers.</summary>
    private sealed class ValueConverter : JsonConverter<FeelValue>
    {
        public override bool HandleNull => true;

        public override FeelValue Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException("Values are read by their fact");

        public override void Write(Utf8JsonWriter writer, FeelValue value, JsonSerializerOptions options) => FeelJson.Write(writer, value);
    }
}

/// <summary>Values as they may be shown to the one who asks.</summary>
internal static class ShownValues
{
    /// <summary>A fact that is worked out from other files is told in words: who asks may not see those files.</summary>
    public static FeelValue Of(Rulebook book, string fact, FeelValue value) =>
        book.Facts.GetValueOrDefault(fact) is { Register: not null } definition ? FeelValue.Of(SituationReader.Shown(value, definition)) : value;

    /// <summary>Facts by name.</summary>
    public static IReadOnlyDictionary<string, FeelValue> Of(Rulebook book, IEnumerable<UsedFact> facts) =>
        facts.DistinctBy(f => f.Name).ToDictionary(f => f.Name, f => Of(book, f.Name, f.Value));
}
