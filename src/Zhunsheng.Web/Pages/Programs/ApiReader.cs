using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace Zhunsheng.Web.Pages.Programs;

/// <summary>A line of a table: a parameter, or a member of a shape.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Where">Where it stands: 路径, 查询, 请求头; for a member empty.</param>
/// <param name="Type">Its type, in words.</param>
/// <param name="Link">The shape that the type is, or is a list of; null for none.</param>
/// <param name="Required">Whether it must be there.</param>
/// <param name="Text">What it means.</param>
public sealed record ApiLine(string Name, string Where, string Type, string? Link, bool Required, string Text);

/// <summary>An answer of an operation.</summary>
/// <param name="Status">The status code.</param>
/// <param name="Text">When it comes.</param>
/// <param name="Link">The shape of the body; null for none.</param>
/// <param name="Example">An example of the body; null for none.</param>
public sealed record ApiReply(string Status, string Text, string? Link, string? Example);

/// <summary>An operation.</summary>
/// <param name="Id">Its name in programs.</param>
/// <param name="Method">The method.</param>
/// <param name="Path">The address.</param>
/// <param name="Summary">What it does.</param>
/// <param name="Text">What one should know.</param>
/// <param name="Parameters">Its parameters.</param>
/// <param name="Request">The shape of the body; null for none.</param>
/// <param name="RequestExample">An example of the body; null for none.</param>
/// <param name="Replies">Its answers.</param>
public sealed record ApiCallText(
    string Id, string Method, string Path, string Summary, string Text, ImmutableArray<ApiLine> Parameters, string? Request, string? RequestExample, ImmutableArray<ApiReply> Replies);

/// <summary>A shape of bodies.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Text">What it is.</param>
/// <param name="Members">Its members.</param>
public sealed record ApiShapeText(string Name, string Text, ImmutableArray<ApiLine> Members);

/// <summary>The description of the interface, in the order in which one reads it.</summary>
/// <param name="Title">Its title.</param>
/// <param name="Text">What it is for.</param>
/// <param name="Groups">The operations by group.</param>
/// <param name="Shapes">The shapes, by name.</param>
public sealed record ApiReader(string Title, string Text, ImmutableArray<(string Name, ImmutableArray<ApiCallText> Calls)> Groups, ImmutableArray<ApiShapeText> Shapes)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Reads the description.</summary>
    public static ApiReader Of(OpenApiDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        var calls = document.Paths.SelectMany(p => (p.Value.Operations ?? []).Select(o => (Group: o.Value.Tags?.FirstOrDefault()?.Name ?? "", Call: Call(p.Key, o.Key, o.Value)))).ToList();
        return new ApiReader(
            document.Info.Title ?? "", document.Info.Description ?? "",
            [.. calls.GroupBy(c => c.Group).Select(g => (g.Key, g.Select(c => c.Call).ToImmutableArray()))],
            [.. (document.Components?.Schemas ?? new Dictionary<string, IOpenApiSchema>()).OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => new ApiShapeText(
                s.Key, s.Value.Description ?? "",
                [.. (s.Value.Properties ?? new Dictionary<string, IOpenApiSchema>()).Select(m => Line(m.Key, "", m.Value, s.Value.Required?.Contains(m.Key) ?? false, m.Value.Description))]))]);
    }

    private static ApiCallText Call(string path, HttpMethod method, OpenApiOperation operation)
    {
        var body = operation.RequestBody?.Content?.FirstOrDefault();
        return new ApiCallText(
            operation.OperationId ?? "", method.Method, path, operation.Summary ?? "", operation.Description ?? "",
            [.. (operation.Parameters ?? []).Select(p => Line(p.Name ?? "", p.In switch { ParameterLocation.Path => "路径", ParameterLocation.Header => "请求头", _ => "查询" }, p.Schema, p.Required, p.Description))],
            body is { Key: "application/json" } json ? LinkOf(json.Value.Schema) : null,
            body is { Key: "application/json" } shown ? Shown(shown.Value.Example) : body is null ? null : "multipart/form-data，一个叫 file 的部分",
            [.. (operation.Responses ?? []).OrderBy(r => r.Key, StringComparer.Ordinal).Select(r =>
            {
                var content = r.Value.Content?.FirstOrDefault().Value;
                return new ApiReply(r.Key, r.Value.Description ?? "", LinkOf(content?.Schema), r.Key.StartsWith('2') ? Shown(content?.Example) : null);
            })]);
    }

    private static ApiLine Line(string name, string where, IOpenApiSchema? schema, bool required, string? text) =>
        new(name, where, TypeOf(schema), LinkOf(schema), required, text ?? schema?.Description ?? "");

    private static string? LinkOf(IOpenApiSchema? schema) => schema switch
    {
        OpenApiSchemaReference reference => reference.Reference.Id,
        { Items: { } items } => LinkOf(items),
        { OneOf: { Count: > 0 } choices } => choices.Select(LinkOf).FirstOrDefault(l => l is not null),
        { AnyOf: { Count: > 0 } choices } => choices.Select(LinkOf).FirstOrDefault(l => l is not null),
        _ => null,
    };

    private static string TypeOf(IOpenApiSchema? schema)
    {
        if (schema is null)
        {
            return "";
        }

        if (schema is not OpenApiSchemaReference && schema.Items is { } items)
        {
            return "一列" + (LinkOf(items) is null ? TypeOf(items) : "");
        }

        var type = schema.Type ?? default;
        var word = type.HasFlag(JsonSchemaType.Boolean) ? "是否"
            : type.HasFlag(JsonSchemaType.Integer) ? "整数"
            : type.HasFlag(JsonSchemaType.Number) ? "数"
            : type.HasFlag(JsonSchemaType.String) ? schema.Format switch { "date" => "日期", "date-time" => "时刻", _ => "文字" }
            : type.HasFlag(JsonSchemaType.Object) ? "对象"
            : LinkOf(schema) is null ? "值" : "对象";
        var values = schema.Enum is { Count: > 0 } known ? $"（{string.Join("、", known.Select(v => v?.ToString()))}）" : "";
        return word + values + (type.HasFlag(JsonSchemaType.Null) ? "或 null" : "");
    }

    private static string? Shown(JsonNode? example) => example?.ToJsonString(Indented);
}
