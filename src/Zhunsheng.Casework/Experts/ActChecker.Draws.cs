using System.Collections.Immutable;
using System.Globalization;
using Zhunsheng.Feel;
using Zhunsheng.Rulebooks;

namespace Zhunsheng.Casework;

/// <content>Persons drawn by lot: who may act, who cannot be drawn, and the draw.</content>
internal sealed partial class ActChecker
{
    private const int ShortestSharedName = 4;

    /// <summary>Whether the one who acts is the drawn person whose turn this is; true where nobody is drawn for the role.</summary>
    private bool IsDrawnPerson(Step step)
    {
        if (rulebook.FindRole(actor.Role)?.Named is not { } fact || rulebook.Facts.GetValueOrDefault(fact) is not { Draw: not null } definition)
        {
            return true;
        }

        var own = PoolMember.PersonOf(_before!.Fact(fact), actor.UserId);
        if (own is null)
        {
            Refuse(RefusalKind.Role, $"本案卷的{definition.Label}里没有{actor.UserName}，不能办理", step.Article.Text);
            return false;
        }

        if (step.Each?.People == fact && proposal.Key.AsString != own)
        {
            Refuse(RefusalKind.Role, $"这一份由{SituationReader.Shown(proposal.Key)}办理，{actor.UserName}只能办自己的", step.Article.Text);
            return false;
        }

        return true;
    }

    /// <summary>Draws, or takes somebody off the list; only when nothing else is wrong.</summary>
    private void Draw(Step step, Outcome outcome)
    {
        if (outcome.Withdraws && step.Each?.People is { } own)
        {
            Set = Set.SetItem(own, FeelValue.ListOf((_before!.Fact(own).AsList ?? []).Where(r => r.AsContext?[DrawRule.Person] != proposal.Key)));
        }

        if (outcome.Draws is not { } list || rulebook.Facts[list].Draw is not { } rule || _fields.Count + _papers.Count + _refusals.Count > 0)
        {
            return;
        }

        var pool = file?.Pools.GetValueOrDefault(rule.Role, []) ?? [];
        var standing = PoolMember.On(_before!.Fact(list)).Select(p => p.Person).ToHashSet();
        var wanted = (int)(_with!.Fact(rule.Count).AsNumber ?? 0) - standing.Count;
        if (_with.Fact(rule.Count).AsNumber is not { } count || count != decimal.Truncate(count) || count < 1)
        {
            _fields.Add(new FieldError(rule.Count, "写要抽几个人，整数，至少1"));
            return;
        }

        if (wanted <= 0)
        {
            _fields.Add(new FieldError(rule.Count, $"名单上已经有{standing.Count}人，不用再抽；要多抽，把人数写大"));
            return;
        }

        var roll = pool.Select(p => new RollEntry(p.Person, p.Unit, p.SpecialtiesText, DrawRecord.NotDrawn, null)).Select(r => Judged(r, pool.First(p => p.Person == r.Person), list, rule, standing)).ToList();
        var free = roll.Count(r => r.InTheDrum);
        if (free < wanted)
        {
            _fields.Add(new FieldError(rule.Count, pool.IsEmpty
                ? $"专家库里还没有{rule.Role}，先登记专家"
                : string.Create(CultureInfo.InvariantCulture, $"要抽{wanted}人，专家库里能抽的只有{free}人（共{pool.Length}人，回避{roll.Count(r => r.Result == DrawRecord.Avoids)}人，专业不符{roll.Count(r => r.Result == DrawRecord.OtherField)}人）")));
            return;
        }

        var times = 1 + file!.Acts.Count(a => a.Kind == ActKind.Deed && a.Step == step.Name);
        var draw = ExpertDraw.Of(file.HeadDigest, step.Name, times, roll, wanted);
        var drawn = draw.Drawn.ToHashSet();
        Set = Set.SetItems(draw.Facts(list)).SetItem(list, FeelValue.ListOf(
            (_before.Fact(list).AsList ?? []).Concat(pool.OrderBy(p => p.Person, StringComparer.Ordinal).Where(p => drawn.Contains(p.Person)).Select(p => p.ToRecord()))));
    }

    /// <summary>The entry of a person with what keeps the person out of the drum.</summary>
    private RollEntry Judged(RollEntry entry, PoolMember person, string list, DrawRule rule, HashSet<string> standing)
    {
        if (standing.Contains(person.Person))
        {
            return entry with { Result = DrawRecord.Stays, Reason = "已经在名单上" };
        }

        if (Withdrawn(list).Contains(person.Person))
        {
            return entry with { Result = DrawRecord.Avoids, Reason = "已申明回避" };
        }

        foreach (var (unit, what) in Involved(rule))
        {
            if (IsOf(person.Unit, unit))
            {
                return entry with { Result = DrawRecord.Avoids, Reason = $"所在单位是{what}（{unit}）" };
            }
        }

        var fields = rule.Specialty is { } specialty ? Words(_with!.Fact(specialty)) : [];
        return fields.Count > 0 && !person.Specialties.Any(fields.Contains) ? entry with { Result = DrawRecord.OtherField, Reason = $"不在{string.Join("、", fields)}之内" } : entry;
    }

    /// <summary>Who has declared a conflict in this file.</summary>
    private HashSet<string> Withdrawn(string list) => file!.Acts
        .Where(a => a.Kind == ActKind.Deed && rulebook.FindStep(a.Step) is { Each.People: { } people } step && people == list && step.FindOutcome(a.Outcome) is { Withdraws: true })
        .Select(a => a.Key.AsString).OfType<string>().ToHashSet();

    /// <summary>The organisations that have a part in the file, each with what it is there.</summary>
    private IEnumerable<(string Unit, string What)> Involved(DrawRule rule)
    {
        yield return (file!.OwnerName, "本案卷的单位");
        foreach (var role in rulebook.Roles.Where(r => r.Named is not null && rulebook.Facts.GetValueOrDefault(r.Named) is { Type: FactType.Text }))
        {
            if (_with!.Fact(role.Named!).AsString is { Length: > 0 } named)
            {
                yield return (named, rulebook.Facts[role.Named!].Label);
            }
        }

        foreach (var fact in rule.Avoid)
        {
            foreach (var named in Words(_with!.Fact(fact)))
            {
                yield return (named, rulebook.Facts[fact].Label);
            }
        }
    }

    private static HashSet<string> Words(FeelValue value) => (value.AsString is { } one ? one.Split(['、', '，', '；', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) : (value.AsList ?? []).Select(v => v.AsString).OfType<string>()).ToHashSet();

    /// <summary>Whether two names mean one organisation, or one a part of the other.</summary>
    private static bool IsOf(string unit, string other) =>
        unit == other || (Math.Min(unit.Length, other.Length) >= ShortestSharedName && (unit.StartsWith(other, StringComparison.Ordinal) || other.StartsWith(unit, StringComparison.Ordinal)));
}
