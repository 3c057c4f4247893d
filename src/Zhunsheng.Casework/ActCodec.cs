using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Zhunsheng.Feel;

namespace Zhunsheng.Casework;

/// <summary>The canonical text of an act and back, and the digests over it.</summary>
public static class ActCodec
{
    private const string MomentFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    /// <summary>The canonical text: UTF-8 JSON with sorted keys, no white space, plain decimal numbers, without the two digests.</summary>
    public static byte[] Encode(Act act)
    {
        ArgumentNullException.ThrowIfNull(act);
        return Encoding.UTF8.GetBytes(CanonicalJson.Object(
            Member("case", Identifier(act.CaseId)),
            Member("number", CanonicalJson.Number(act.Number)),
            Member("kind", CanonicalJson.Text(act.Kind == ActKind.Correction ? "更正" : "行为")),
            Member("step", CanonicalJson.Text(act.Step)),
            Member("outcome", CanonicalJson.Text(act.Outcome)),
            Member("key", act.Key.IsNull ? null : CanonicalJson.Value(act.Key)),
            Member("at", CanonicalJson.Text(act.At.ToUniversalTime().ToString(MomentFormat, CultureInfo.InvariantCulture))),
            Member("on", CanonicalJson.Day(act.On)),
            Member("actor", Actor(act.Actor)),
            Member("asked", CanonicalJson.Values(act.Asked)),
            Member("set", CanonicalJson.Values(act.Set)),
            Member("papers", CanonicalJson.Array(act.Papers.Select(Paper))),
            Member("note", CanonicalJson.Text(act.Note)),
            Member("rulebook", CanonicalJson.Object(
                Member("id", CanonicalJson.Text(act.RulebookId)),
                Member("version", CanonicalJson.Number(act.RulebookVersion)),
                Member("digest", CanonicalJson.Text(act.RulebookDigest)))),
            Member("because", CanonicalJson.Array(act.Because.Select(b => CanonicalJson.Object(
                Member("article", CanonicalJson.Text(b.Article)), Member("rule", CanonicalJson.Text(b.Rule)), Member("text", CanonicalJson.Text(b.Text)))))),
            Member("told", CanonicalJson.Array(act.Told.Select(t => CanonicalJson.Object(
                Member("kind", CanonicalJson.Text(t.Kind)), Member("to", CanonicalJson.Text(t.To)), Member("article", CanonicalJson.Text(t.Article)))))),
            Member("corrects", act.Corrects is { } corrected ? CanonicalJson.Number(corrected) : null),
            Member("conveyedFrom", act.ConveyedFrom is { } source
                ? CanonicalJson.Object(Member("case", Identifier(source.CaseId)), Member("caseNumber", CanonicalJson.Text(source.CaseNumber)), Member("number", CanonicalJson.Number(source.Number)))
                : null),
            Member("submission", Identifier(act.SubmissionId))));
    }

    /// <summary>The act of a canonical text. Throws <see cref="FormatException"/> when it is none.</summary>
    public static Act Decode(ReadOnlyMemory<byte> body, string previousDigest, string digest)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return Read(document.RootElement, previousDigest, digest);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or ArgumentException)
        {
            throw new FormatException("Not the text of an act", e);
        }
    }

    /// <summary>SM3 over the previous digest, as 64 hexadecimal digits, followed by the canonical text; hexadecimal.</summary>
    public static string Digest(string previousDigest, ReadOnlySpan<byte> body)
    {
        ArgumentNullException.ThrowIfNull(previousDigest);
        var hash = new Sm3();
        hash.Append(Encoding.ASCII.GetBytes(previousDigest));
        hash.Append(body);
        return Convert.ToHexStringLower(hash.Finish());
    }

    /// <summary>The act with its digest formed from its content and the previous digest.</summary>
    public static Act Seal(Act act)
    {
        ArgumentNullException.ThrowIfNull(act);
        return act with { Digest = Digest(act.PreviousDigest, Encode(act)) };
    }

    /// <summary>The root of a case file: SM3 over the canonical text of its head, hexadecimal.</summary>
    public static string Root(CaseFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return Sm3.HashHex(Encoding.UTF8.GetBytes(CanonicalJson.Object(
            Member("case", Identifier(file.Id)),
            Member("number", CanonicalJson.Text(file.Number)),
            Member("kind", CanonicalJson.Text(file.Kind)),
            Member("owner", Identifier(file.OwnerId)),
            Member("ownerName", CanonicalJson.Text(file.OwnerName)),
            Member("rulebook", CanonicalJson.Text(file.RulebookId)),
            Member("rulebookDigest", CanonicalJson.Text(file.RulebookDigest)))));
    }

    /// <summary>A value as canonical JSON text: days as {"date":"2026-04-30"}, records as {"record":{…}}, unknown as null.</summary>
    public static string EncodeValue(FeelValue value) => CanonicalJson.Value(value);

    /// <summary>The value of such a text. Throws <see cref="FormatException"/> when it is none.</summary>
    public static FeelValue DecodeValue(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        try
        {
            using var document = JsonDocument.Parse(text);
            return CanonicalJson.ReadValue(document.RootElement);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentException)
        {
            throw new FormatException("Not the text of a value", e);
        }
    }

    private static Act Read(JsonElement json, string previousDigest, string digest)
    {
        var actor = json.GetProperty("actor");
        var rulebook = json.GetProperty("rulebook");
        return new Act
        {
            CaseId = json.GetProperty("case").GetGuid(),
            Number = json.GetProperty("number").GetInt32(),
            Kind = json.GetProperty("kind").GetString() switch
            {
                "行为" => ActKind.Deed,
                "更正" => ActKind.Correction,
                var other => throw new FormatException("Not a kind of act: " + other),
            },
            Step = Text(json, "step"),
            Outcome = Text(json, "outcome"),
            Key = json.TryGetProperty("key", out var key) ? CanonicalJson.ReadValue(key) : FeelValue.Null,
            At = DateTimeOffset.ParseExact(Text(json, "at"), MomentFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal),
            On = CanonicalJson.ReadDay(json.GetProperty("on")),
            Actor = new Actor(
                actor.GetProperty("user").GetGuid(), Text(actor, "userName"), actor.GetProperty("organisation").GetGuid(), Text(actor, "organisationName"), Text(actor, "role"))
            {
                For = actor.TryGetProperty("for", out var principal) ? new Principal(principal.GetProperty("user").GetGuid(), Text(principal, "userName")) : null,
            },
            Asked = CanonicalJson.ReadValues(json.GetProperty("asked")),
            Set = CanonicalJson.ReadValues(json.GetProperty("set")),
            Papers = [.. json.GetProperty("papers").EnumerateArray().Select(ReadPaper)],
            Note = OptionalText(json, "note"),
            RulebookId = Text(rulebook, "id"),
            RulebookVersion = rulebook.GetProperty("version").GetInt32(),
            RulebookDigest = Text(rulebook, "digest"),
            Because = [.. json.GetProperty("because").EnumerateArray().Select(b => new ActReason(Text(b, "article"), Text(b, "rule"), OptionalText(b, "text")))],
            Told = [.. json.GetProperty("told").EnumerateArray().Select(t => new Told(Text(t, "kind"), Text(t, "to"), Text(t, "article")))],
            Corrects = json.TryGetProperty("corrects", out var corrected) ? corrected.GetInt32() : null,
            ConveyedFrom = json.TryGetProperty("conveyedFrom", out var source)
                ? new ActReference(source.GetProperty("case").GetGuid(), Text(source, "caseNumber"), source.GetProperty("number").GetInt32())
                : null,
            SubmissionId = json.GetProperty("submission").GetGuid(),
            PreviousDigest = previousDigest,
            Digest = digest,
        };
    }

    private static string Actor(Actor actor) => CanonicalJson.Object(
        Member("user", Identifier(actor.UserId)),
        Member("userName", CanonicalJson.Text(actor.UserName)),
        Member("organisation", Identifier(actor.OrganisationId)),
        Member("organisationName", CanonicalJson.Text(actor.OrganisationName)),
        Member("role", CanonicalJson.Text(actor.Role)),
        Member("for", actor.For is { } principal ? CanonicalJson.Object(Member("user", Identifier(principal.UserId)), Member("userName", CanonicalJson.Text(principal.UserName))) : null));

    private static string Paper(Attachment paper) => CanonicalJson.Object(
        Member("title", CanonicalJson.Text(paper.Title)),
        Member("file", CanonicalJson.Text(paper.FileName)),
        Member("digest", CanonicalJson.Text(paper.Digest)),
        Member("size", CanonicalJson.Number(paper.Size)),
        Member("type", CanonicalJson.Text(paper.MediaType)));

    private static Attachment ReadPaper(JsonElement json) =>
        new(Text(json, "title"), Text(json, "file"), Text(json, "digest"), json.GetProperty("size").GetInt64(), Text(json, "type"));

    private static KeyValuePair<string, string?> Member(string name, string? value) => KeyValuePair.Create(name, value);

    private static string Identifier(Guid id) => CanonicalJson.Text(id.ToString("D"));

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString() ?? throw new FormatException("Missing: " + name);

    private static string? OptionalText(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? value.GetString() : null;
}
