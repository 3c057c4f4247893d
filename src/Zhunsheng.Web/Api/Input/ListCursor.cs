using System.Buffers.Text;
using System.Text.Json;
using Zhunsheng.Storage;
using Zhunsheng.Web.Api.Answers;
using Zhunsheng.Web.Api.Problems;

namespace Zhunsheng.Web.Api.Input;

/// <summary>Where a list goes on, as one text. It holds nothing that the caller has not just been shown.</summary>
internal static class ListCursor
{
    /// <summary>The text of a place in an order.</summary>
    public static string Write(CasePlace place, CaseSort sort, bool descending) =>
        Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(new Content(sort.ToString(), descending, place.Value, place.Number), ApiJson.Options));

    /// <summary>The place of a text. Throws <see cref="ApiException"/> for one that was not given out for this order.</summary>
    public static CasePlace Read(string text, CaseSort sort, bool descending)
    {
        try
        {
            if (JsonSerializer.Deserialize<Content>(Base64Url.DecodeFromChars(text), ApiJson.Options) is { Number: { } number } content
                && content.Sort == sort.ToString() && content.Descending == descending
                && new CasePlace(content.Value, number) is var place && CaseStore.IsPlaceOf(place, sort))
            {
                return place;
            }
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            // Said below.
        }

        throw ProblemKind.BadRequest.Thrown("cursor 不是这样排序时给出的", new PlaceError("?cursor", "原样用上一页的 next，sort 和 order 不要改"));
    }

    private sealed record Content(string Sort, bool Descending, string? Value, string Number);
}
