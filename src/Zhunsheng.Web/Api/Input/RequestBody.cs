using System.Buffers;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Net.Http.Headers;
using Zhunsheng.Rulebooks;
using Zhunsheng.Web.Api.Answers;
using Zhunsheng.Web.Api.Problems;
using Zhunsheng.Web.Forms;

namespace Zhunsheng.Web.Api.Input;

/// <summary>Reads the body of a request into the shape that the description of the interface shows: no other members, no other types.</summary>
internal static class RequestBody
{
    /// <summary>The body. Throws <see cref="ApiException"/> for another media type, a body too large, malformed JSON, or members that do not fit.</summary>
    /// <typeparam name="T">The shape.</typeparam>
    public static async Task<T> Read<T>(HttpContext context)
    {
        if (!MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var type) || !type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
            || (type.Charset.HasValue && !type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase)))
        {
            throw ProblemKind.UnsupportedMediaType.Thrown("正文要用 JSON 写，请求头写 Content-Type: application/json（编码 UTF-8）");
        }

        using var document = JsonText.Parse(await Bytes(context.Request, context.RequestAborted));
        return Of<T>(document.RootElement);
    }

    /// <summary>A value of the shape.</summary>
    /// <typeparam name="T">The shape.</typeparam>
    public static T Of<T>(JsonElement json)
    {
        var errors = new List<PlaceError>();
        Fit(json, ApiJson.Options.GetTypeInfo(typeof(T)), "", errors);
        return errors.Count == 0 ? json.Deserialize<T>(ApiJson.Options)! : throw ProblemKind.BadRequest.Thrown(Words(errors), errors);
    }

    /// <summary>Several errors in one sentence.</summary>
    public static string Words(IReadOnlyList<PlaceError> errors) =>
        errors.Count == 1 ? errors[0].Detail : string.Create(CultureInfo.InvariantCulture, $"有{errors.Count}处不对，第一处：{errors[0].Detail}");

    private static async Task<ReadOnlyMemory<byte>> Bytes(HttpRequest request, CancellationToken cancel)
    {
        var text = new ArrayBufferWriter<byte>();
        for (int read; (read = await request.Body.ReadAsync(text.GetMemory(16384), cancel)) > 0;)
        {
            text.Advance(read);
            if (text.WrittenCount > UploadLimits.Fields)
            {
                throw ProblemKind.TooLarge.Thrown(string.Create(CultureInfo.InvariantCulture, $"正文超过{UploadLimits.Fields / 1048576}MB；文件先传到 /api/v1/attachments"));
            }
        }

        return text.WrittenMemory;
    }

    private static void Fit(JsonElement json, JsonTypeInfo shape, string pointer, List<PlaceError> errors)
    {
        var type = Nullable.GetUnderlyingType(shape.Type) ?? shape.Type;
        if (type == typeof(JsonElement))
        {
            return;
        }

        if (shape.Kind == JsonTypeInfoKind.Dictionary)
        {
            Members(json, shape, pointer, errors);
        }
        else if (shape.Kind == JsonTypeInfoKind.Enumerable)
        {
            Items(json, shape, pointer, errors);
        }
        else if (shape.Kind == JsonTypeInfoKind.Object)
        {
            Properties(json, shape, pointer, errors);
        }
        else if (!IsOf(json, type))
        {
            errors.Add(new PlaceError(pointer, $"要的是{Wanted(type)}，写的是{Found(json)}"));
        }
    }

    private static void Properties(JsonElement json, JsonTypeInfo shape, string pointer, List<PlaceError> errors)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            errors.Add(new PlaceError(pointer, $"要的是一个对象 {{…}}，写的是{Found(json)}"));
            return;
        }

        foreach (var member in json.EnumerateObject())
        {
            var place = pointer + "/" + Pointer.Escape(member.Name);
            if (shape.Properties.FirstOrDefault(p => p.Name == member.Name) is not { } property)
            {
                errors.Add(new PlaceError(place, $"没有叫“{member.Name}”的成员{Nearest.Hint(member.Name, shape.Properties.Select(p => p.Name))}；可以写：{string.Join("、", shape.Properties.Select(p => p.Name))}"));
            }
            else if (member.Value.ValueKind != JsonValueKind.Null)
            {
                Fit(member.Value, ApiJson.Options.GetTypeInfo(property.PropertyType), place, errors);
            }
            else if (property.IsRequired)
            {
                errors.Add(new PlaceError(place, $"“{member.Name}”必须写，不能是 null"));
            }
        }

        foreach (var missing in shape.Properties.Where(p => p.IsRequired && !json.TryGetProperty(p.Name, out _)))
        {
            errors.Add(new PlaceError(pointer + "/" + missing.Name, $"缺“{missing.Name}”"));
        }
    }

    private static void Members(JsonElement json, JsonTypeInfo shape, string pointer, List<PlaceError> errors)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            errors.Add(new PlaceError(pointer, $"要的是一个对象 {{\"名字\": 值}}，写的是{Found(json)}"));
            return;
        }

        foreach (var member in json.EnumerateObject().Where(m => m.Value.ValueKind != JsonValueKind.Null))
        {
            Fit(member.Value, ApiJson.Options.GetTypeInfo(shape.ElementType!), pointer + "/" + Pointer.Escape(member.Name), errors);
        }
    }

    private static void Items(JsonElement json, JsonTypeInfo shape, string pointer, List<PlaceError> errors)
    {
        if (json.ValueKind != JsonValueKind.Array)
        {
            errors.Add(new PlaceError(pointer, $"要的是一列 […]，写的是{Found(json)}"));
            return;
        }

        foreach (var (index, item) in json.EnumerateArray().Index())
        {
            Fit(item, ApiJson.Options.GetTypeInfo(shape.ElementType!), string.Create(CultureInfo.InvariantCulture, $"{pointer}/{index}"), errors);
        }
    }

    private static bool IsOf(JsonElement json, Type type) =>
        type == typeof(string) ? json.ValueKind == JsonValueKind.String
        : type == typeof(bool) ? json.ValueKind is JsonValueKind.True or JsonValueKind.False
        : type == typeof(int) ? json.ValueKind == JsonValueKind.Number && json.TryGetInt32(out _)
        : type == typeof(DateOnly) && json.ValueKind == JsonValueKind.String && DateOnly.TryParseExact(json.GetString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    private static string Wanted(Type type) =>
        type == typeof(string) ? "文字"
        : type == typeof(bool) ? "true 或 false"
        : type == typeof(int) ? "整数"
        : "日期（写成 2026-01-31）";

    private static string Found(JsonElement json)
    {
        var raw = json.GetRawText();
        return json.ValueKind switch
        {
            JsonValueKind.Object => "一个对象",
            JsonValueKind.Array => "一列",
            _ => raw.Length > 40 ? raw[..40] + "…" : raw,
        };
    }
}
