using Zhunsheng.Casework;
using Zhunsheng.Feel;
using Zhunsheng.Rulebooks;

namespace Zhunsheng.Storage;

/// <summary>What the registers of other files say about one case file: worked out from its acts whenever one is added.</summary>
internal sealed class RegisterEntryRecord
{
    public Guid CaseId { get; set; }

    public required string RulebookId { get; set; }

    public required string Kind { get; set; }

    public Guid OwnerId { get; set; }

    public required string Number { get; set; }

    /// <summary>The fields, as canonical JSON.</summary>
    public required string Body { get; set; }

    public static RegisterEntryRecord? Of(CaseFile file, string title, Evaluation evaluation) => CaseRegister.Entry(file, title, evaluation) is { } entry
        ? new RegisterEntryRecord
        {
            CaseId = file.Id,
            RulebookId = file.RulebookId,
            Kind = file.Kind,
            OwnerId = file.OwnerId,
            Number = file.Number,
            Body = ActCodec.EncodeValue(FeelValue.Of(entry)),
        }
        : null;

    public FeelContext ToEntry() => ActCodec.DecodeValue(Body).AsContext ?? throw new InvalidDataException($"登记册里{Number}的内容读不出来");
}
