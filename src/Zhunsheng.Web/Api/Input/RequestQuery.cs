using System.Globalization;
using Zhunsheng.Rulebooks;
using Zhunsheng.Web.Api.Description;
using Zhunsheng.Web.Api.Problems;

namespace Zhunsheng.Web.Api.Input;

/// <summary>The parameters behind the question mark, checked against the description of the operation: no other names, none twice, no other values.</summary>
internal sealed class RequestQuery
{
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    private RequestQuery()
    {
    }

    /// <summary>The value of a parameter, or its standard; null when it is left out.</summary>
    public string? this[string name] => _values.GetValueOrDefault(name);

    /// <summary>A whole number; null when it is left out.</summary>
    public int? Number(string name) => this[name] is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;

    /// <summary>Reads the parameters. Throws <see cref="ApiException"/> with everything that is wrong.</summary>
    public static RequestQuery Read(HttpContext context, ApiOperation operation)
    {
        var query = new RequestQuery();
        var errors = new List<PlaceError>();
        var known = operation.Parameters.Where(p => p.Place == ParameterPlace.Query).ToDictionary(p => p.Name);
        foreach (var (name, values) in context.Request.Query)
        {
            if (!known.TryGetValue(name, out var parameter))
            {
                errors.Add(new PlaceError("?" + name, known.Count == 0 ? "这个地址没有查询参数" : $"没有叫“{name}”的查询参数{Nearest.Hint(name, known.Keys)}；可以写：{string.Join("、", known.Keys)}"));
            }
            else if (values.Count != 1)
            {
                errors.Add(new PlaceError("?" + name, "只能写一次"));
            }
            else if (values[0] is { Length: > 0 } text)
            {
                query._values[name] = text;
                if (parameter.Fault(text) is { } fault)
                {
                    errors.Add(new PlaceError("?" + name, fault));
                }
            }
        }

        foreach (var parameter in known.Values.Where(p => !query._values.ContainsKey(p.Name)))
        {
            if (parameter.Standard is { } standard)
            {
                query._values[parameter.Name] = standard;
            }
            else if (parameter.Required)
            {
                errors.Add(new PlaceError("?" + parameter.Name, $"缺查询参数“{parameter.Name}”"));
            }
        }

        return errors.Count == 0 ? query : throw ProblemKind.BadRequest.Thrown(RequestBody.Words(errors), errors);
    }
}
