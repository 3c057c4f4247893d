namespace Zhunsheng.Web.Api.Description;

/// <summary>Ties an operation to its description.</summary>
internal static class Describing
{
    /// <summary>Describes an endpoint: for the reader, and for the check of its parameters.</summary>
    public static RouteHandlerBuilder Describe(this RouteHandlerBuilder endpoint, ApiOperation operation)
    {
        endpoint.WithMetadata(operation).WithName(operation.Id).WithTags(operation.Group).WithSummary(operation.Summary).WithDescription(operation.Text);
        if (operation.Request is { } request)
        {
            endpoint.Accepts(request, "application/json");
        }

        return operation.Answer.Shape is { } shape
            ? endpoint.Produces(operation.Answer.Status, shape, "application/json")
            : endpoint.Produces(operation.Answer.Status, contentType: "application/octet-stream");
    }
}
