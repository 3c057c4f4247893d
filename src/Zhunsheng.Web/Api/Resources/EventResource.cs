using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Zhunsheng.Web.Api.Answers;
using Zhunsheng.Web.Api.Description;
using Zhunsheng.Web.Api.Problems;

namespace Zhunsheng.Web.Api.Resources;

/// <summary>What has happened since: all acts that the token may see, in the order in which they became visible.</summary>
internal static class EventResource
{
    /// <summary>In the place of a cursor: from now on.</summary>
    public const string Now = "now";

    public static void MapEvents(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/events", (ApiCall call, EventCursors cursors) => Since(call, cursors)).Describe(EventOperations.Since);

    private static async Task<IResult> Since(ApiCall call, EventCursors cursors)
    {
        var (scope, cases) = (call.Scope, call.Steps.Cases);
        if (call.Query["after"] == Now)
        {
            return Results.Ok(new EventPage([], cursors.Write(await cases.LastPlace(call.Cancel)), false));
        }

        var after = call.Query["after"] is { } cursor
            ? cursors.Read(cursor) ?? throw ProblemKind.BadRequest.Thrown("after 不是这里给出的", new PlaceError("?after", "原样用上一次的 next；从头读就不写"))
            : 0;
        var found = await cases.ActsAfter(scope, after, call.Query.Number("limit")!.Value, call.OwnBook("rulebook"), call.Cancel);
        var items = found.Acts.Select(a => new EventShape(a.File.Title, a.File.Kind, a.File.RulebookId, a.File.OwnerName, CaseShaping.Act(a.File.Number, a.Act)));
        return Results.Ok(new EventPage([.. items], cursors.Write(found.Next), found.More));
    }
}

/// <summary>
/// Places in the order of all acts, as texts that tell nothing: a number would tell how much goes on in files that the reader may not see. They are good for as long as the installation keeps its keys,
/// on every node, also for the next token of the organisation.
/// </summary>
internal sealed class EventCursors(IDataProtectionProvider protection)
{
    private readonly IDataProtector _protector = protection.CreateProtector("Zhunsheng.Web.Api.Events");

    /// <summary>The text of a place.</summary>
    public string Write(long place) => _protector.Protect(place.ToString("D20", CultureInfo.InvariantCulture));

    /// <summary>The place of a text; null for a text that was not given out here.</summary>
    public long? Read(string text)
    {
        try
        {
            return long.Parse(_protector.Unprotect(text), CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is CryptographicException or FormatException)
        {
            return null;
        }
    }
}
