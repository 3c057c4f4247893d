using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Zhunsheng.Casework;
using Zhunsheng.Rulebooks;
using Zhunsheng.Storage;
using Zhunsheng.Web.Api.Answers;
using Zhunsheng.Web.Api.Problems;

namespace Zhunsheng.Web.Api.Input;

/// <summary>
/// Names what a caller wants to be done once. It becomes the submission of the act, so that the act itself is the memory: it outlasts restarts, and all nodes share it. Only an act uses a key up;
/// whether a later request says the same is read from what the act says.
/// </summary>
internal static class IdempotencyKey
{
    /// <summary>The name of the header.</summary>
    public const string Header = "Idempotency-Key";

    private const int Longest = 100;

    /// <summary>The submission that a key names for a token. Throws <see cref="ApiException"/> when there is no usable key.</summary>
    public static Guid SubmissionOf(ApiCall call)
    {
        var given = call.Http.Request.Headers[Header];
        if (given.Count != 1 || given[0] is not { Length: > 0 and <= Longest } key || !key.All(c => c is > ' ' and <= '~'))
        {
            var detail = $"请求头 {Header} {(given.Count == 0 ? "必须写" : "不对")}：1到{Longest}个字母、数字或符号，每件事一个，例如 UUID";
            throw ProblemKind.BadRequest.Thrown(detail, new PlaceError(Header + ":", detail));
        }

        var digest = SHA256.HashData([.. call.Token.Id.ToByteArray(bigEndian: true), .. Encoding.ASCII.GetBytes(key)]);
        digest[6] = (byte)((digest[6] & 0x0F) | 0x80);
        digest[8] = (byte)((digest[8] & 0x3F) | 0x80);
        return new Guid(digest.AsSpan(0, 16), bigEndian: true);
    }

    /// <summary>Whether an act is what a request asks for.</summary>
    /// <param name="file">The file of the act.</param>
    /// <param name="book">Its rulebook.</param>
    /// <param name="act">The act.</param>
    /// <param name="wanted">The request.</param>
    public static bool Made(CaseFile file, Rulebook book, Act act, WantedAct wanted) =>
        (wanted.Number is { } number ? file.Number == number && act.Number > 1 : act.Number == 1)
        && act.Corrects == wanted.Corrects
        && (wanted.Rulebook ?? file.RulebookId) == file.RulebookId
        && (wanted.Kind ?? file.Kind) == file.Kind
        && (wanted.Step ?? act.Step) == act.Step
        && (wanted.Outcome ?? act.Outcome) == act.Outcome
        && (wanted.Corrects is not null || KeyText(wanted.Key) == (act.Key.IsNull ? null : StepKeys.Text(act.Key)))
        && (wanted.Note ?? "").Trim() == (act.Note ?? "")
        && SameFacts(book, act, wanted.Facts)
        && SamePapers(file, act, wanted);

    private static string? KeyText(JsonElement? key) => key is { ValueKind: not JsonValueKind.Null } json ? JsonSerializer.Serialize(json, ApiJson.Options) : null;

    private static bool SameFacts(Rulebook book, Act act, IReadOnlyDictionary<string, JsonElement> facts)
    {
        var said = act.Asked.Where(a => !a.Value.IsNull).ToDictionary(a => a.Key, a => a.Value);
        var count = 0;
        foreach (var (name, json) in facts.Where(f => f.Value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined)))
        {
            if (!book.Facts.TryGetValue(name, out var fact) || !SituationReader.TryRead(fact, json, out var value, out _) || !said.TryGetValue(name, out var before) || before != value)
            {
                return false;
            }

            count++;
        }

        return count == said.Count;
    }

    /// <summary>Every paper asked for is there, and none that was not; a correction carries over what lies in the file already.</summary>
    private static bool SamePapers(CaseFile file, Act act, WantedAct wanted)
    {
        var earlier = wanted.Corrects is null ? [] : file.Acts.Where(a => a.Number < act.Number).SelectMany(a => a.Papers).ToHashSet();
        return wanted.Papers.All(w => act.Papers.Any(p => Same(w, p))) && act.Papers.All(p => earlier.Contains(p) || wanted.Papers.Any(w => Same(w, p)));
    }

    private static bool Same(PaperRequest wanted, Attachment paper) =>
        wanted.Title == paper.Title && (wanted.Digest ?? paper.Digest) == paper.Digest && (wanted.FileName is null || AttachmentStore.CleanName(wanted.FileName) == paper.FileName);
}

/// <summary>An act as a request asks for it; null where the request leaves it open.</summary>
internal sealed record WantedAct
{
    public string? Rulebook { get; init; }

    public string? Number { get; init; }

    public string? Kind { get; init; }

    public string? Step { get; init; }

    public string? Outcome { get; init; }

    public JsonElement? Key { get; init; }

    public required IReadOnlyDictionary<string, JsonElement> Facts { get; init; }

    public IReadOnlyList<PaperRequest> Papers { get; init; } = [];

    public string? Note { get; init; }

    public int? Corrects { get; init; }
}
