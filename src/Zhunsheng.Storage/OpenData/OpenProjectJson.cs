using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Zhunsheng.Casework;
using Zhunsheng.Rulebooks;

namespace Zhunsheng.Storage;

/// <summary>Public projects in the shape of the Open Contracting for Infrastructure Data Standard (OC4IDS 0.9). What is not known is left out; days are the beginning of the day in Beijing.</summary>
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
    public static async Task<int> WriteLines(Stream to, IAsyncEnumerable<OpenProject> projects, string prefix, int piece, CancellationToken cancel = default)
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
    /// <param name="open">The project.</param>
    /// <param name="prefix">The prefix of its identifier, as registered by the publisher: oc4ids-xxxxxx.</param>
    public static void Write(Utf8JsonWriter writer, OpenProject open, string prefix)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(open);
        var project = open.Project;
        var owner = (Id: open.OwnerCode is { } code ? "CN-USCC-" + code : project.OwnerId.ToString("D"), Name: project.OwnerName);
        var others = project.Contracts.Select(c => c.Party).Concat(project.Payments.Select(p => p.Payee)).OfType<string>().Distinct()
            .Select((name, i) => (Name: name, Id: string.Create(CultureInfo.InvariantCulture, $"{project.Number}-party-{i + 1}"))).ToDictionary(p => p.Name, p => p.Id);
        writer.WriteStartObject();
        writer.WriteString("id", $"{prefix}-{project.Number}");
        writer.WriteString("updated", project.Updated.UtcDateTime);
        writer.WriteString("language", "zh");
        writer.WriteString("title", project.Title);
        Text(writer, "description", project.Description);
        Text(writer, "status", project.Stage?.ToString().ToLowerInvariant());
        Period(writer, "period", project.Start, project.End);
        writer.WriteStartArray("sector");
        writer.WriteStringValue("communications");
        writer.WriteEndArray();
        writer.WriteStartArray("additionalClassifications");
        writer.WriteStartObject();
        writer.WriteString("scheme", "zhunsheng-rulebook");
        writer.WriteString("id", project.RulebookId);
        writer.WriteEndObject();
        writer.WriteEndArray();
        Budget(writer, project, prefix);
        writer.WriteStartArray("parties");
        Party(writer, owner.Id, owner.Name, open.OwnerCode, ["publicAuthority", "buyer"]);
        foreach (var (name, id) in others)
        {
            Party(writer, id, name, null, [.. project.Contracts.Any(c => c.Party == name) ? ["supplier"] : Array.Empty<string>(), .. project.Payments.Any(p => p.Payee == name) ? ["payee"] : Array.Empty<string>()]);
        }

        writer.WriteEndArray();
        Reference(writer, "publicAuthority", owner.Id, owner.Name);
        Items(writer, "documents", project.Documents, d => Document(writer, project, d));
        Items(writer, "contractingProcesses", project.Contracts.Select((c, i) => (c, i)), c => Contract(writer, project, c.c, c.i, prefix, owner, others));
        Items(writer, "transactions", project.Payments.Select((p, i) => (p, i)).Where(p => ContractOf(project, p.p) is null), p => Transaction(writer, project, p.p, p.i, owner, others));
        if (project.CompletedOn is not null || project.Final is not null)
        {
            writer.WriteStartObject("completion");
            Day(writer, "endDate", project.CompletedOn);
            Value(writer, "finalValue", project.Final);
            Text(writer, "finalValueDetails", project.FinalReason);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private static void Budget(Utf8JsonWriter writer, PublicProject project, string prefix)
    {
        if (project.Approved is null && project.ApprovedOn is null && project.Sources.IsEmpty)
        {
            return;
        }

        writer.WriteStartObject("budget");
        Value(writer, "amount", project.Approved);
        Day(writer, "approvalDate", project.ApprovedOn);
        if (!project.Sources.IsEmpty)
        {
            writer.WriteStartArray("budgetBreakdowns");
            writer.WriteStartObject();
            writer.WriteString("id", $"{prefix}-{project.Number}-sources");
            writer.WriteString("description", "按资金来源");
            Items(writer, "budgetBreakdown", project.Sources.Select((s, i) => (s, i)), s =>
            {
                writer.WriteStartObject();
                writer.WriteString("id", (s.i + 1).ToString(CultureInfo.InvariantCulture));
                writer.WriteString("description", s.s.Source);
                Value(writer, "amount", s.s.Amount);
                writer.WriteEndObject();
            });
            writer.WriteEndObject();
            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }

    private static void Document(Utf8JsonWriter writer, PublicProject project, PublicDocument document)
    {
        writer.WriteStartObject();
        writer.WriteString("id", string.Create(CultureInfo.InvariantCulture, $"{project.Number}-act-{document.Act}"));
        Text(writer, "documentType", document.Sort switch
        {
            "可行性研究" => "feasibilityStudy",
            "设计" => "designReport",
            "预算批准" => "budgetApproval",
            "预算调整" => "budgetAmendmentApproval",
            "采购计划" => "procurementPlan",
            "验收" => "completionCertificate",
            "评价" => "projectEvaluation",
            "审计" => "financialAuditReport",
            _ => null,
        });
        writer.WriteString("title", document.Title);
        Text(writer, "description", document.Number is { } number ? $"文号：{number}" : null);
        Day(writer, "datePublished", document.On);
        writer.WriteString("language", "zh");
        writer.WriteString("author", document.By);
        writer.WriteEndObject();
    }

    private static void Contract(Utf8JsonWriter writer, PublicProject project, ContractEntry contract, int index, string prefix, (string Id, string Name) owner, Dictionary<string, string> others)
    {
        writer.WriteStartObject();
        writer.WriteString("id", string.Create(CultureInfo.InvariantCulture, $"{prefix}-{project.Number}-contract-{index + 1}"));
        writer.WriteStartObject("summary");
        Text(writer, "title", contract.Name);
        writer.WriteString("status", project.Stage == PublicStage.Completion ? "closed" : "active");
        if (project.Method is not null || project.Estimate is not null)
        {
            writer.WriteStartObject("tender");
            Text(writer, "procurementMethodDetails", project.Method);
            Value(writer, "costEstimate", project.Contracts.Length == 1 ? project.Estimate : null);
            Reference(writer, "procuringEntity", owner.Id, owner.Name);
            writer.WriteEndObject();
        }

        if (contract.Party is { } party)
        {
            writer.WriteStartArray("suppliers");
            writer.WriteStartObject();
            writer.WriteString("id", others[party]);
            writer.WriteString("name", party);
            writer.WriteEndObject();
            writer.WriteEndArray();
        }

        Value(writer, "contractValue", contract.Amount);
        Period(writer, "contractPeriod", contract.Signed, contract.Until);

        // The changes are those of the project; with one contract they are its own.
        Items(writer, "modifications", project.Contracts.Length == 1 ? project.Changes : [], c =>
        {
            writer.WriteStartObject();
            writer.WriteString("id", c.Ordinal.ToString(CultureInfo.InvariantCulture));
            Day(writer, "date", c.On);
            Text(writer, "description", c.What);
            Text(writer, "rationale", c.Way);
            writer.WriteEndObject();
        });
        Items(writer, "transactions", project.Payments.Select((p, i) => (p, i)).Where(p => ContractOf(project, p.p) == index), p => Transaction(writer, project, p.p, p.i, owner, others));
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    /// <summary>On which contract something was paid; null for none.</summary>
    private static int? ContractOf(PublicProject project, PaymentEntry payment) =>
        payment.Contract is { } number ? project.Contracts.Select((c, i) => (c.Number, Index: (int?)i)).FirstOrDefault(c => c.Number == number).Index : null;

    private static void Transaction(Utf8JsonWriter writer, PublicProject project, PaymentEntry payment, int index, (string Id, string Name) owner, Dictionary<string, string> others)
    {
        writer.WriteStartObject();
        writer.WriteString("id", string.Create(CultureInfo.InvariantCulture, $"{project.Number}-payment-{index + 1}"));
        Day(writer, "date", payment.On);
        Value(writer, "value", payment.Amount);
        Reference(writer, "payer", owner.Id, owner.Name);
        if (payment.Payee is { } payee)
        {
            Reference(writer, "payee", others[payee], payee);
        }

        writer.WriteEndObject();
    }

    private static void Party(Utf8JsonWriter writer, string id, string name, string? code, string[] roles)
    {
        writer.WriteStartObject();
        writer.WriteString("id", id);
        writer.WriteString("name", name);
        if (code is not null)
        {
            writer.WriteStartObject("identifier");
            writer.WriteString("scheme", "CN-USCC");
            writer.WriteString("id", code);
            writer.WriteString("legalName", name);
            writer.WriteEndObject();
        }

        writer.WriteStartArray("roles");
        foreach (var role in roles)
        {
            writer.WriteStringValue(role);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Reference(Utf8JsonWriter writer, string name, string id, string who)
    {
        writer.WriteStartObject(name);
        writer.WriteString("id", id);
        writer.WriteString("name", who);
        writer.WriteEndObject();
    }

    private static void Items<T>(Utf8JsonWriter writer, string name, IEnumerable<T> items, Action<T> write)
    {
        var begun = false;
        foreach (var item in items)
        {
            if (!begun)
            {
                writer.WriteStartArray(name);
                begun = true;
            }

            write(item);
        }

        if (begun)
        {
            writer.WriteEndArray();
        }
    }

    private static void Text(Utf8JsonWriter writer, string name, string? text)
    {
        if (!string.IsNullOrWhiteSpace(text))
        {
            writer.WriteString(name, text);
        }
    }

    private static void Period(Utf8JsonWriter writer, string name, DateOnly? start, DateOnly? end)
    {
        if (start is not null || end is not null)
        {
            writer.WriteStartObject(name);
            Day(writer, "startDate", start);
            Day(writer, "endDate", end);
            writer.WriteEndObject();
        }
    }

    private static void Day(Utf8JsonWriter writer, string name, DateOnly? day)
    {
        if (day is { } known)
        {
            writer.WriteString(name, known.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) + "T00:00:00+08:00");
        }
    }

    private static void Value(Utf8JsonWriter writer, string name, decimal? amount)
    {
        if (amount is { } known)
        {
            writer.WriteStartObject(name);
            writer.WriteNumber("amount", known * Yuan);
            writer.WriteString("currency", "CNY");
            writer.WriteEndObject();
        }
    }
}
