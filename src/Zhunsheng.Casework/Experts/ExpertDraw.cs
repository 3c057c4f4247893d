using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Zhunsheng.Feel;
using Zhunsheng.Rulebooks;

namespace Zhunsheng.Casework;

/// <summary>One person of the pool, and what became of the person in a draw.</summary>
/// <param name="Person">The key of the person.</param>
/// <param name="Unit">The organisation the person works for.</param>
/// <param name="Specialties">The specialties; empty for none.</param>
/// <param name="Result">抽中, 未抽中, 留任, 回避 or 专业不符 (see <see cref="DrawRecord"/>).</param>
/// <param name="Reason">Why; null where the lot decided.</param>
public sealed record RollEntry(string Person, string Unit, string Specialties, string Result, string? Reason)
{
    /// <summary>Whether the lot could fall on the person.</summary>
    public bool InTheDrum => Result is DrawRecord.Drawn or DrawRecord.NotDrawn;
}

/// <summary>
/// A draw by lot that nobody can steer and everybody can repeat. The seed is SM3 over the digest of the act before, the roll of the pool in order, the step and how many times it
/// was done; each person in the drum gets SM3 over seed and key as a number, and the lowest numbers are drawn.
/// </summary>
/// <param name="Roll">The pool, ordered by key, with what became of each.</param>
/// <param name="RollDigest">SM3 over keys, organisations and specialties of the roll.</param>
/// <param name="Seed">The seed, 64 hexadecimal digits.</param>
public sealed record ExpertDraw(ImmutableArray<RollEntry> Roll, string RollDigest, string Seed)
{
    /// <summary>The keys of those drawn.</summary>
    public IEnumerable<string> Drawn => Roll.Where(r => r.Result == DrawRecord.Drawn).Select(r => r.Person);

    /// <summary>Draws.</summary>
    /// <param name="head">The digest of the act before; for the first act the root of the file.</param>
    /// <param name="step">The step.</param>
    /// <param name="times">How many times the step has been done, this time included.</param>
    /// <param name="roll">The pool; those with the result 未抽中 are in the drum.</param>
    /// <param name="wanted">How many are drawn.</param>
    public static ExpertDraw Of(string head, string step, int times, IEnumerable<RollEntry> roll, int wanted)
    {
        ImmutableArray<RollEntry> ordered = [.. roll.OrderBy(r => r.Person, StringComparer.Ordinal)];
        var digest = DigestOf(ordered);
        var seed = SeedOf(head, digest, step, times);
        var drawn = ordered.Where(r => r.InTheDrum).OrderBy(r => LotOf(seed, r.Person), StringComparer.Ordinal).Take(wanted).Select(r => r.Person).ToHashSet();
        return new ExpertDraw([.. ordered.Select(r => r.InTheDrum ? r with { Result = drawn.Contains(r.Person) ? DrawRecord.Drawn : DrawRecord.NotDrawn } : r)], digest, seed);
    }

    /// <summary>SM3 over the roll: one line for each person, key, organisation and specialties apart by tabs.</summary>
    public static string DigestOf(IEnumerable<RollEntry> roll) =>
        Sm3.HashHex(Encoding.UTF8.GetBytes(string.Concat(roll.OrderBy(r => r.Person, StringComparer.Ordinal).Select(r => $"{r.Person}\t{r.Unit}\t{r.Specialties}\n"))));

    /// <summary>The seed.</summary>
    public static string SeedOf(string head, string rollDigest, string step, int times) =>
        Sm3.HashHex(Encoding.UTF8.GetBytes($"{head}\n{rollDigest}\n{step}\n{times.ToString(CultureInfo.InvariantCulture)}"));

    /// <summary>The number of a person, by which the lowest are drawn.</summary>
    public static string LotOf(string seed, string person) => Sm3.HashHex(Encoding.UTF8.GetBytes($"{seed}\n{person}"));

    /// <summary>The draw as it stands in an act, under <see cref="DrawRecord.Roll"/> and <see cref="DrawRecord.Draw"/>.</summary>
    /// <param name="list">The fact of drawn persons.</param>
    public ImmutableDictionary<string, FeelValue> Facts(string list) => ImmutableDictionary<string, FeelValue>.Empty
        .Add(DrawRecord.Roll, FeelValue.ListOf(Roll.Select(r => FeelValue.Of(new FeelContext(
        [
            KeyValuePair.Create(DrawRule.Person, FeelValue.Of(r.Person)),
            KeyValuePair.Create(DrawRule.Unit, FeelValue.Of(r.Unit)),
            KeyValuePair.Create(DrawRule.Specialties, r.Specialties.Length == 0 ? FeelValue.Null : FeelValue.Of(r.Specialties)),
            KeyValuePair.Create(DrawRecord.Result, FeelValue.Of(r.Result)),
            KeyValuePair.Create(DrawRecord.Reason, r.Reason is null ? FeelValue.Null : FeelValue.Of(r.Reason)),
        ])))))
        .Add(DrawRecord.Draw, FeelValue.ListOf([FeelValue.Of(new FeelContext(
        [
            KeyValuePair.Create(DrawRecord.List, FeelValue.Of(list)),
            KeyValuePair.Create(DrawRecord.Number, FeelValue.Of((decimal)Drawn.Count())),
            KeyValuePair.Create(DrawRecord.RollDigest, FeelValue.Of(RollDigest)),
            KeyValuePair.Create(DrawRecord.Seed, FeelValue.Of(Seed)),
        ]))]));

    /// <summary>The draw that an act records; null when it records none.</summary>
    public static ExpertDraw? In(Act act)
    {
        ArgumentNullException.ThrowIfNull(act);
        if (act.Set.GetValueOrDefault(DrawRecord.Draw).AsList is not [var one] || one.AsContext is not { } record)
        {
            return null;
        }

        return new ExpertDraw(
            [.. (act.Set.GetValueOrDefault(DrawRecord.Roll).AsList ?? []).Select(r => r.AsContext).OfType<FeelContext>().Select(r => new RollEntry(
                r[DrawRule.Person].AsString ?? "", r[DrawRule.Unit].AsString ?? "", r[DrawRule.Specialties].AsString ?? "", r[DrawRecord.Result].AsString ?? "", r[DrawRecord.Reason].AsString))],
            record[DrawRecord.RollDigest].AsString ?? "",
            record[DrawRecord.Seed].AsString ?? "");
    }

    /// <summary>The draws of a file that do not come out as they are recorded, each with what is wrong, in Chinese. Works them out again from the acts alone.</summary>
    public static ImmutableArray<(int Act, string Message)> Verify(CaseFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        var findings = ImmutableArray.CreateBuilder<(int, string)>();
        var times = new Dictionary<string, int>();
        foreach (var act in file.Acts.Where(a => a.Kind == ActKind.Deed))
        {
            times[act.Step] = times.GetValueOrDefault(act.Step) + 1;
            if (In(act) is not { } recorded)
            {
                continue;
            }

            var again = Of(act.PreviousDigest, act.Step, times[act.Step], recorded.Roll, recorded.Drawn.Count());
            var list = act.Set[DrawRecord.Draw].AsList![0].AsContext![DrawRecord.List].AsString ?? "";
            var named = PoolMember.On(act.Set.GetValueOrDefault(list)).Select(p => p.Person).Order(StringComparer.Ordinal);
            var due = recorded.Roll.Where(r => r.Result is DrawRecord.Drawn or DrawRecord.Stays).Select(r => r.Person).Order(StringComparer.Ordinal);
            var problem = again.RollDigest != recorded.RollDigest ? "名册和它的摘要不符"
                : again.Seed != recorded.Seed ? "种子和前一号行为、名册算出来的不符"
                : !again.Drawn.SequenceEqual(recorded.Drawn) ? "按种子重抽，抽中的人不一样"
                : !named.SequenceEqual(due) ? "名单和抽中的人不一样"
                : null;
            if (problem is not null)
            {
                findings.Add((act.Number, $"第{act.Number}号行为的抽取：{problem}"));
            }
        }

        return findings.ToImmutable();
    }
}
