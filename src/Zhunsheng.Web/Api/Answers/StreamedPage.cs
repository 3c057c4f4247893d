using System.Buffers;
using System.Text.Json;

namespace Zhunsheng.Web.Api.Answers;

/// <summary>A page of a list, written while it is read: items, and where to go on.</summary>
/// <typeparam name="T">The kind of item.</typeparam>
/// <param name="items">The items, one more than the page holds when there is a next page.</param>
/// <param name="limit">How many the page holds.</param>
/// <param name="next">Where the next page begins, given the last item of this one.</param>
internal sealed class StreamedPage<T>(IAsyncEnumerable<T> items, int limit, Func<T, string> next) : IResult
{
    /// <summary>How an item is written.</summary>
    public required Func<T, object> Shape { get; init; }

    private const int Piece = 32 * 1024;

    /// <inheritdoc/>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        var cancel = httpContext.RequestAborted;
        await using var reading = items.GetAsyncEnumerator(cancel);

        // The first row comes before the status goes out, so that a database that cannot be read is still told as a problem.
        var there = await reading.MoveNextAsync();
        var response = httpContext.Response;
        response.ContentType = "application/json; charset=utf-8";
        var text = new ArrayBufferWriter<byte>();
        await using var writer = new Utf8JsonWriter(text, new JsonWriterOptions { Encoder = ApiJson.Options.Encoder });
        writer.WriteStartObject();
        writer.WriteStartArray("items");
        T? last = default;
        var count = 0;
        for (; there && count < limit; there = await reading.MoveNextAsync())
        {
            last = reading.Current;
            count++;
            JsonSerializer.Serialize(writer, Shape(last), ApiJson.Options);
            if (writer.BytesPending + text.WrittenCount > Piece)
            {
                await Send();
            }
        }

        writer.WriteEndArray();
        writer.WriteString("next", there ? next(last!) : null);
        writer.WriteEndObject();
        await Send();

        async Task Send()
        {
            await writer.FlushAsync(cancel);
            await response.Body.WriteAsync(text.WrittenMemory, cancel);
            text.ResetWrittenCount();
        }
    }
}
