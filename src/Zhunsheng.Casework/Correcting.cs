using System.Collections.Immutable;
using Zhunsheng.Feel;
using Zhunsheng.Rulebooks;

namespace Zhunsheng.Casework;

/// <summary>Checks corrections.</summary>
internal static class Correcting
{
    /// <summary>The longest reason, in characters.</summary>
    private const int LongestReason = 2000;

    /// <summary>The field of the reason in error lists.</summary>
    private const string ReasonField = "更正理由";

    public static ActCheck Check(Rulebook rulebook, CaseFile file, CorrectionProposal correction, Actor actor)
    {
        var original = file.Acts.FirstOrDefault(a => a.Number == correction.Number);
        if (original is not { Kind: ActKind.Deed })
        {
            var message = original is null ? $"本案卷没有第{correction.Number}号行为" : $"第{correction.Number}号是更正，要再改就更正第{original.Corrects}号";
            return new ActCheck
            {
                Rulebook = rulebook,
                File = file,
                Proposal = new ActProposal("", "", correction.Facts),
                Corrects = correction.Number,
                Refusals = [new Refusal(RefusalKind.Unknown, message)],
            };
        }

        var proposal = new ActProposal(original.Step, original.Outcome, correction.Facts) { Key = original.Key, Papers = correction.Papers, Note = correction.Reason };
        var before = file with { Acts = [.. file.Acts.Where(a => a.Number < original.Number || (a.Corrects is { } corrected && corrected < original.Number))] };
        var check = new ActChecker(rulebook, before, proposal, actor, original.On).Form() with { File = file, Corrects = original.Number };

        check = Kept(rulebook, file, original, check);
        var fields = check.Fields;
        if (string.IsNullOrWhiteSpace(correction.Reason))
        {
            fields = fields.Add(new FieldError(ReasonField, "写明为什么更正"));
        }
        else if (FactConformance.TextProblem(correction.Reason, LongestReason) is { } problem)
        {
            fields = fields.Add(new FieldError(ReasonField, problem));
        }

        return check with { Fields = fields, Refusals = [.. check.Refusals, .. Refusals(file, original, check, actor)], Told = [] };
    }

    /// <summary>Numbers that were given stay with the act, whatever else is corrected.</summary>
    private static ActCheck Kept(Rulebook rulebook, CaseFile file, Act original, ActCheck check)
    {
        var standing = CaseFold.Effective(file).First(a => a.Number == original.Number);
        bool Numbered(string fact) => rulebook.Facts.GetValueOrDefault(fact) is { } definition && rulebook.Gives(definition);
        return check with
        {
            Numbers = [],
            Asked = check.Asked.SetItems(standing.Asked.Where(a => Numbered(a.Key))),
            Set = check.Set.SetItems(standing.Set.Where(s => Numbered(s.Key))),
        };
    }

    private static IEnumerable<Refusal> Refusals(CaseFile file, Act original, ActCheck check, Actor actor)
    {
        if (actor.OrganisationId != original.Actor.OrganisationId || actor.Role != original.Actor.Role)
        {
            yield return new Refusal(RefusalKind.Role, $"只有当时办理的{original.Actor.OrganisationName}（{original.Actor.Role}）可以更正");
        }

        if (check.Outcome?.Draws is not null)
        {
            yield return new Refusal(RefusalKind.Unknown, "抽取的结果不能更正") { Remedy = "要补抽，就再办一次抽取" };
        }

        var standing = CaseFold.Effective(file).First(a => a.Number == original.Number);
        if (Same(standing.Asked, check.Asked) && standing.Papers.SequenceEqual(check.Proposal.Papers))
        {
            yield return new Refusal(RefusalKind.Unknown, "没有任何改动，不需要更正");
        }

        if (check.Outcome?.Conveys is { } conveyance && !standing.Asked.SetItems(standing.Set).GetValueOrDefault(conveyance.Fact).Equals(check.Asked.SetItems(check.Set).GetValueOrDefault(conveyance.Fact)))
        {
            yield return new Refusal(RefusalKind.Conveyed, $"“{conveyance.Fact}”已经传到别的案卷，不能靠更正改变") { Remedy = "在那些案卷里另行办理" };
        }
    }

    private static bool Same(ImmutableDictionary<string, FeelValue> left, ImmutableDictionary<string, FeelValue> right) =>
        left.Count == right.Count && left.All(l => right.TryGetValue(l.Key, out var value) && value == l.Value);
}
