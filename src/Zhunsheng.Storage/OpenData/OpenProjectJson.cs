using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Zhunsheng.Storage;

/// <summary>Public projects in the shape of the Open Contracting for Infrastructure Data Standard (OC4IDS 0.9). What is not known is left out.</summary>
public static class OpenProjectJson
{
    /// <summary>The version of the standard.</summary>
    public const string Version = "0.9";

    private const decimal Yuan = 10_000m;

    /// <summary>Writes projects, one a line (JSON Lines).</summary>
    /// <param name="to">Where to.</param>
    /// <param name="projects">The projects.</param>
    /// <param name="prefix">The prefix of their identifiers.</param>
    /// <param name="piece">How many bytes are written at a time, about.</param>
    /// <param name="cancel">Stops it.</param>
    /// <returns>How many there were.</returns>
    public static async Task<int> WriteLines(Stream to, IAsyncEnumerable<PublicProject> projects, string prefix, int piece, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(to);
        ArgumentNullException.ThrowIfNull(projects);
        var text = new ArrayBufferWriter<byte>();
        await using var writer = new Utf8JsonWriter(text, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        var count = 0;
        await foreach (var project in projects.WithCancellation(cancel))
        {
            Write(writer, project, prefix);
            await writer.FlushAsync(cancel);
            writer.Reset();
            text.Write("\n"u8);
            count++;
            if (text.WrittenCount > piece)
            {
                await to.WriteAsync(text.WrittenMemory, cancel);
                text.ResetWrittenCount();
            }
        }

        await to.WriteAsync(text.WrittenMemory, cancel);
        return count;
    }

    /// <summary>Writes one project.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="project">The project.</param>
    /// <param name="prefix">The prefix of its identifier, as registered by the publisher: oc4ids-xxxxxx.</param>
    public static void Write(Utf8JsonWriter writer, PublicProject project, string prefix)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(project);
        var owner = project.OwnerCode is { } code ? "CN-USCC-" + code : project.OwnerId.ToString("D");
        writer.WriteStartObject();
        writer.WriteString("id", $"{prefix}-{project.Number}");
        writer.WriteString("updated", project.Updated.UtcDateTime);
        writer.WriteString("title", project.Title);
        if (Status(project) is { } status)
        {
            writer.WriteString("status", status);
        }

        writer.WriteStartArray("sector");
        writer.WriteStringValue("communications");
        writer.WriteEndArray();
        writer.WriteStartArray("additionalClassifications");
        writer.WriteStartObject();
        writer.WriteString("scheme", "zhunsheng-rulebook");
        writer.WriteString("id", project.RulebookId);
        if (project.Phase is { } phase)
        {
            writer.WriteString("description", phase);
        }

        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteStartObject("budget");
        Value(writer, "amount", project.Approved);
        writer.WriteEndObject();
        writer.WriteStartArray("parties");
        writer.WriteStartObject();
        writer.WriteString("id", owner);
        writer.WriteString("name", project.OwnerName);
        if (project.OwnerCode is { } given)
        {
            writer.WriteStartObject("identifier");
            writer.WriteString("scheme", "CN-USCC");
            writer.WriteString("id", given);
            writer.WriteString("legalName", project.OwnerName);
            writer.WriteEndObject();
        }

        writer.WriteStartArray("roles");
        writer.WriteStringValue("publicAuthority");
        writer.WriteStringValue("buyer");
        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteStartObject("publicAuthority");
        writer.WriteString("id", owner);
        writer.WriteString("name", project.OwnerName);
        writer.WriteEndObject();
        if (project.Contracted is { } contracted)
        {
            writer.WriteStartArray("contractingProcesses");
            writer.WriteStartObject();
            writer.WriteString("id", $"{prefix}-{project.Number}-contracts");
            writer.WriteStartObject("summary");
            Value(writer, "contractValue", contracted);
            writer.WriteEndObject();
            writer.WriteEndObject();
            writer.WriteEndArray();
        }

        if (project is { Closed: true, Paid: { } paid })
        {
            writer.WriteStartObject("completion");
            Value(writer, "finalValue", paid);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private static string? Status(PublicProject project) =>
        !project.Closed ? project.Contracted is null ? "preparation" : "implementation" : project.Contracted is null && project.Paid is null ? null : "completion";

    private static void Value(Utf8JsonWriter writer, string name, decimal amount)
    {
        writer.WriteStartObject(name);
        writer.WriteNumber("amount", amount * Yuan);
        writer.WriteString("currency", "CNY");
        writer.WriteEndObject();
    }
}
