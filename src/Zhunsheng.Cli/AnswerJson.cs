using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Zhunsheng.Feel;
using Zhunsheng.Rulebooks;

namespace Zhunsheng.Cli;

/// <summary>Answers as JSON on one line: numbers exact, days as ISO texts, Chinese unescaped.</summary>
internal static class AnswerJson
{
    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A value.</summary>
    public static string Write(FeelValue value) => Compose(writer => Write(writer, value));

    /// <summary>An answer with its reasons: answer, because, blocked_by, unknown, and note where there is no answer.</summary>
    public static string Write(Answer answer) => Compose(writer =>
    {
        writer.WriteStartObject();
        writer.WritePropertyName("answer");
        Write(writer, answer.Value);
        writer.WriteStartArray("because");
        foreach (var reason in answer.Because)
        {
            writer.WriteStartObject();
            writer.WriteString("article", reason.Article.Text);
            writer.WriteString("rule", reason.Rule);
            writer.WriteStartObject("facts");
            foreach (var fact in reason.Facts.DistinctBy(fact => fact.Name))
            {
                writer.WritePropertyName(fact.Name);
                Write(writer, fact.Value);
            }

            writer.WriteEndObject();
            if (reason.Text is { } text)
            {
                writer.WriteString("text", text);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        WriteTexts(writer, "blocked_by", answer.BlockedBy);
        WriteTexts(writer, "unknown", answer.Unknown);
        if (answer.Note is { } note)
        {
            writer.WriteString("note", note);
        }

        writer.WriteEndObject();
    });

    private static string Compose(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, s_options))
        {
            write(writer);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void WriteTexts(Utf8JsonWriter writer, string name, IEnumerable<string> texts)
    {
        writer.WriteStartArray(name);
        foreach (var text in texts)
        {
            writer.WriteStringValue(text);
        }

        writer.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter writer, FeelValue value)
    {
        switch (value.Kind)
        {
            case FeelKind.Null:
                writer.WriteNullValue();
                break;
            case FeelKind.Boolean:
                writer.WriteBooleanValue(value.IsTrue);
                break;
            case FeelKind.Number:
                writer.WriteNumberValue(value.AsNumber!.Value);
                break;
            case FeelKind.Date:
                writer.WriteStringValue(value.AsDate!.Value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
                break;
            case FeelKind.List:
                writer.WriteStartArray();
                foreach (var item in value.AsList!)
                {
                    Write(writer, item);
                }

                writer.WriteEndArray();
                break;
            case FeelKind.Context:
                writer.WriteStartObject();
                foreach (var (name, entry) in value.AsContext!.Entries)
                {
                    writer.WritePropertyName(name);
                    Write(writer, entry);
                }

                writer.WriteEndObject();
                break;
            default:
                writer.WriteStringValue(value.AsString ?? value.ToString());
                break;
        }
    }
}
