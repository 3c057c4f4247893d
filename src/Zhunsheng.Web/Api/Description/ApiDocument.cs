using System.ComponentModel;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Zhunsheng.Feel;
using Zhunsheng.Web.Api.Problems;

namespace Zhunsheng.Web.Api.Description;

/// <summary>The description of the interface in OpenAPI 3.1, made from the operations and shapes themselves.</summary>
internal static class ApiDocument
{
    /// <summary>The name of the document, also the last part of the interface's address.</summary>
    public const string Name = "v1";

    private const string Scheme = "token";
    private const string AnyValue = "要素的值，类型看要素：true/false、数、文字、日期（2026-04-30）、一列或者一列记录；null 是未知。";

    public static void AddApiDocument(this IServiceCollection services) => services.AddOpenApi(Name, options =>
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.ShouldInclude = api => api.ActionDescriptor.EndpointMetadata.OfType<ApiOperation>().Any();
        options.AddDocumentTransformer((document, _, _) => Whole(document));
        options.AddOperationTransformer((operation, context, cancel) => One(operation, context, cancel));
        options.AddSchemaTransformer((schema, context, _) => Shape(schema, context));
    });

    public static void MapApiDocument(this WebApplication app) => app.MapOpenApi("/api/{documentName}/openapi.json").AllowAnonymous();

    private static Task Whole(OpenApiDocument document)
    {
        document.Info = new OpenApiInfo
        {
            Title = "准绳接口",
            Version = Name,
            Description = "给程序用的接口：读规则手册、问判定、读案卷、照表单办理、取事件。凡页面上能办的，凭证有那个角色就能办；页面上不让办的，这里一样不让办。金额以万元计，是精确的十进制数；日期写成 2026-04-30；时刻是 UTC。",
        };
        document.Servers = [new OpenApiServer { Url = "/", Description = "本站" }];
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [Scheme] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "安全管理员发放的凭证。请求头写 Authorization: Bearer 凭证。" },
        };
        Explain(document.Components);
        document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Scheme, document)] = [] }];
        return Task.CompletedTask;
    }

    /// <summary>Says of each member what its shape says; where a member is a reference, the library has left that out.</summary>
    private static void Explain(OpenApiComponents components)
    {
        var shapes = typeof(ApiDocument).Assembly.GetTypes().Where(t => t.Namespace is { } space && space.StartsWith("Zhunsheng.Web.Api.", StringComparison.Ordinal) && t.IsDefined(typeof(DescriptionAttribute), false));
        foreach (var shape in shapes)
        {
            if (components.Schemas?.TryGetValue(shape.Name, out var schema) is not true)
            {
                continue;
            }

            foreach (var property in shape.GetProperties())
            {
                var name = property.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name ?? JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name);
                if (schema?.Properties?.TryGetValue(name, out var member) is true && property.GetCustomAttribute<DescriptionAttribute>() is { } said)
                {
                    switch (member)
                    {
                        case OpenApiSchema whole:
                            whole.Description ??= said.Description;
                            break;
                        case OpenApiSchemaReference reference:
                            reference.Reference.Description ??= said.Description;
                            break;
                        default:
                            break;
                    }
                }
            }
        }

        if (components.Schemas?.TryGetValue(nameof(FeelValue), out var value) is true && value is OpenApiSchema any)
        {
            any.Description = AnyValue;
        }
    }

    private static async Task One(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancel)
    {
        var described = context.Description.ActionDescriptor.EndpointMetadata.OfType<ApiOperation>().Single();
        operation.Parameters = [.. described.Parameters.Select(Parameter)];
        if (described.RequestExample is { } example && operation.RequestBody?.Content is { } content && content.TryGetValue("application/json", out var body))
        {
            body.Example = JsonNode.Parse(example);
        }

        if (described.TakesFile)
        {
            operation.RequestBody = new OpenApiRequestBody
            {
                Required = true,
                Description = "一个叫 file 的部分，带文件名。",
                Content = new Dictionary<string, OpenApiMediaType>
                {
                    ["multipart/form-data"] = new()
                    {
                        Schema = new OpenApiSchema
                        {
                            Type = JsonSchemaType.Object,
                            Required = new HashSet<string> { "file" },
                            Properties = new Dictionary<string, IOpenApiSchema> { ["file"] = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary", Description = "文件。" } },
                        },
                    },
                },
            };
        }

        operation.Responses ??= [];
        foreach (var (status, response) in operation.Responses)
        {
            if (status == described.Answer.Status.ToString(System.Globalization.CultureInfo.InvariantCulture) && response is OpenApiResponse answer)
            {
                answer.Description = described.Answer.Text;
                if (described.AnswerExample is { } shown && answer.Content is { } shapes && shapes.TryGetValue("application/json", out var media))
                {
                    media.Example = JsonNode.Parse(shown);
                }
            }
        }

        var problem = await context.GetOrCreateSchemaAsync(typeof(ApiProblem), null, cancel);
        context.Document?.AddComponent(nameof(ApiProblem), problem);
        foreach (var kinds in ApiOperation.Always.Concat(described.Problems).Distinct().GroupBy(k => k.Status).OrderBy(g => g.Key))
        {
            operation.Responses[kinds.Key.ToString(System.Globalization.CultureInfo.InvariantCulture)] = new OpenApiResponse
            {
                Description = string.Join("；", kinds.Select(k => $"{k.Title}（{k.Address}）")) + "。",
                Content = new Dictionary<string, OpenApiMediaType>
                {
                    [ApiProblem.MediaType] = new()
                    {
                        Schema = new OpenApiSchemaReference(nameof(ApiProblem), context.Document),
                        Example = new JsonObject { ["type"] = kinds.First().Address, ["title"] = kinds.First().Title, ["status"] = kinds.Key, ["detail"] = kinds.First().Meaning },
                    },
                },
            };
        }
    }

    private static OpenApiParameter Parameter(ApiParameter parameter) => new()
    {
        Name = parameter.Name,
        In = parameter.Place switch { ParameterPlace.Path => ParameterLocation.Path, ParameterPlace.Header => ParameterLocation.Header, _ => ParameterLocation.Query },
        Description = parameter.Text,
        Required = parameter.Required,
        Schema = new OpenApiSchema
        {
            Type = parameter.Range is null ? JsonSchemaType.String : JsonSchemaType.Integer,
            Minimum = parameter.Range?.Least.ToString(System.Globalization.CultureInfo.InvariantCulture),
            Maximum = parameter.Range?.Greatest.ToString(System.Globalization.CultureInfo.InvariantCulture),
            Format = parameter.Form?.Format,
            Enum = parameter.Values.IsEmpty ? null : [.. parameter.Values.Select(v => (JsonNode)v)],
            Default = parameter.Standard is not { } standard ? null : parameter.Range is null ? standard : int.Parse(standard, System.Globalization.CultureInfo.InvariantCulture),
        },
        Example = parameter.Example is not { } example ? null : parameter.Range is null ? example : int.Parse(example, System.Globalization.CultureInfo.InvariantCulture),
    };

    /// <summary>What the shapes themselves cannot say: values of facts are any JSON, and nothing but the named members may stand in a request.</summary>
    private static Task Shape(OpenApiSchema schema, OpenApiSchemaTransformerContext context)
    {
        var type = context.JsonTypeInfo.Type;
        if (type == typeof(FeelValue) || type == typeof(JsonElement) || type == typeof(JsonElement?))
        {
            schema.Type = null;
            schema.Description ??= AnyValue;
        }

        if (type.Name.EndsWith("Request", StringComparison.Ordinal) && type.Namespace == typeof(Answers.ApiJson).Namespace)
        {
            schema.AdditionalPropertiesAllowed = false;
        }

        return Task.CompletedTask;
    }
}
