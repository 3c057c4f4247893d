using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Zhunsheng.Casework;
using Zhunsheng.Feel;
using Zhunsheng.Rulebooks;
using Zhunsheng.Storage;
using Zhunsheng.Web.Api.Answers;
using Zhunsheng.Web.Api.Problems;
using Zhunsheng.Web.Forms;
using Zhunsheng.Web.Pages.Steps;

namespace Zhunsheng.Web.Api.Input;

/// <summary>What a request says for the form of a step: typed values, and the papers as the page's form has them.</summary>
/// <param name="Facts">The values, by fact.</param>
/// <param name="Received">The files, by their place in the dossier.</param>
/// <param name="Fields">What a page's form says besides: the chapters that are in their papers.</param>
/// <param name="Papers">All papers of the act.</param>
internal sealed record FilledStep(ImmutableDictionary<string, FeelValue> Facts, ImmutableArray<KeptPaper> Received, FormFields Fields, ImmutableArray<Attachment> Papers)
{
    /// <summary>Reads it. Throws <see cref="ApiException"/> with everything that cannot be read; whether it is lawful is asked of the case work afterwards.</summary>
    /// <param name="call">The call.</param>
    /// <param name="subject">What the form is about.</param>
    /// <param name="facts">The values as they came.</param>
    /// <param name="papers">The papers as they came; null for none.</param>
    /// <param name="outcome">The outcome chosen; null for none yet.</param>
    public static async Task<FilledStep> Read(
        ApiCall call, StepSubject subject, IReadOnlyDictionary<string, JsonElement> facts, IReadOnlyList<PaperRequest>? papers, string? outcome)
    {
        var errors = new List<PlaceError>();
        var step = subject.Step;
        if (outcome is not null && step.FindOutcome(outcome) is null)
        {
            errors.Add(new PlaceError("/outcome", $"“{step.Title}”没有“{ApiCall.Short(outcome)}”这个结果{Nearest.Hint(outcome, step.Outcomes.Select(o => o.Name))}；可选：{string.Join("、", step.Outcomes.Select(o => o.Name))}"));
        }

        var values = Values(subject.Book, step, facts, errors);
        var (received, fields) = await Files(call, subject, papers ?? [], errors);
        if (errors.Count > 0)
        {
            throw ProblemKind.BadRequest.Thrown(RequestBody.Words(errors), errors);
        }

        return new FilledStep(values, received, fields, call.Steps.Desk.PapersOf(subject, received, fields));
    }

    /// <summary>Values strictly by their facts; those that the form does not know are named with the nearest that it does.</summary>
    private static ImmutableDictionary<string, FeelValue> Values(Rulebook book, Step step, IReadOnlyDictionary<string, JsonElement> facts, List<PlaceError> errors)
    {
        var asked = step.Asks.SelectMany(s => s.Facts).Concat(step.Outcomes.SelectMany(o => o.Asks)).Select(a => a.Fact).DistinctBy(f => f.Name).ToDictionary(f => f.Name);
        var values = ImmutableDictionary.CreateBuilder<string, FeelValue>();
        foreach (var (name, json) in facts)
        {
            var pointer = Pointer.Of("facts", name);
            if (!asked.TryGetValue(name, out var fact))
            {
                errors.Add(new PlaceError(pointer, book.Facts.ContainsKey(name)
                    ? $"“{step.Title}”的表单不问“{name}”，请去掉"
                    : $"没有叫“{ApiCall.Short(name)}”的要素{Nearest.Hint(name, asked.Keys)}；这张表单问的是：{string.Join("、", asked.Keys)}"));
            }
            else if (!SituationReader.TryRead(fact, json, out var value, out var error))
            {
                errors.Add(new PlaceError(pointer, $"{fact.Label}：{error}"));
            }
            else if (!value.IsNull)
            {
                values[name] = value;
            }
        }

        return values.ToImmutable();
    }

    private static async Task<(ImmutableArray<KeptPaper> Received, FormFields Fields)> Files(ApiCall call, StepSubject subject, IReadOnlyList<PaperRequest> papers, List<PlaceError> errors)
    {
        var dossier = subject.Step.Dossier is { } name ? subject.Book.Papers.GetValueOrDefault(name, []) : [];
        var received = ImmutableArray.CreateBuilder<KeptPaper>();
        var fields = new FormFields();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (index, paper) in papers.Index())
        {
            var pointer = string.Create(CultureInfo.InvariantCulture, $"/papers/{index}");
            var place = dossier.IndexOf(dossier.FirstOrDefault(p => p.Title == paper.Title)!);
            if (place < 0)
            {
                errors.Add(new PlaceError(pointer + "/title", dossier.IsEmpty
                    ? $"“{subject.Step.Title}”不收材料"
                    : $"“{subject.Step.Title}”没有叫“{ApiCall.Short(paper.Title)}”的材料{Nearest.Hint(paper.Title, dossier.Select(p => p.Title))}；有：{string.Join("、", dossier.Select(p => p.Title))}"));
            }
            else if (!seen.Add(paper.Title))
            {
                errors.Add(new PlaceError(pointer + "/title", $"“{paper.Title}”写了两次"));
            }
            else if (dossier[place].From is { } fact)
            {
                errors.Add(new PlaceError(pointer + "/title", $"“{paper.Title}”不用上传：填要素“{fact}”就算交了"));
            }
            else if (dossier[place].Within is { } within)
            {
                if (paper.Digest is not null || paper.FileName is not null)
                {
                    errors.Add(new PlaceError(pointer, $"“{paper.Title}”是“{within}”里的一章：不写 digest 和 file_name，写了 title 就是确认有这一章"));
                }

                fields.Add(string.Create(CultureInfo.InvariantCulture, $"{StepPost.FilePrefix}{place}"), "是");
            }
            else if (await File(call, subject, paper) is not { } file)
            {
                errors.Add(new PlaceError(pointer + "/digest", paper.Digest is null
                    ? $"缺“{paper.Title}”的文件：先传到 {ApiRoutes.Root}/attachments，再写它的 digest"
                    : $"没有传过摘要是“{ApiCall.Short(paper.Digest)}”的文件：先传到 {ApiRoutes.Root}/attachments"));
            }
            else if (paper.FileName is not null && AttachmentStore.CleanName(paper.FileName) is null)
            {
                errors.Add(new PlaceError(pointer + "/file_name", "文件名不能用"));
            }
            else
            {
                received.Add(new KeptPaper(place, file, ""));
            }
        }

        return (received.ToImmutable(), fields);
    }

    /// <summary>A file that the organisation has handed in, or that lies in this very file already; null for any other, even if its content is known here.</summary>
    private static async Task<Attachment?> File(ApiCall call, StepSubject subject, PaperRequest paper)
    {
        if (paper.Digest is not { Length: 64 } digest || !digest.All(char.IsAsciiHexDigitLower))
        {
            return null;
        }

        var name = paper.FileName is { } given ? AttachmentStore.CleanName(given) : null;
        if (await call.Uploads.Find(subject.User.OrganisationId, digest, call.Cancel) is { } upload)
        {
            return new Attachment(paper.Title, name ?? upload.FileName, upload.Digest, upload.Size, upload.MediaType);
        }

        return subject.Open?.File.Acts.SelectMany(a => a.Papers).LastOrDefault(p => p.Digest == digest) is { } there
            ? there with { Title = paper.Title, FileName = name ?? there.FileName }
            : null;
    }
}
