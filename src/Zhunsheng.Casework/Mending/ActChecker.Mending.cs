using System.Collections.Immutable;
using Zhunsheng.Feel;
using Zhunsheng.Rulebooks;

namespace Zhunsheng.Casework;

/// <content>Forms sent back with a list of what is missing, and the acts that send them back.</content>
internal sealed partial class ActChecker
{
    private Mending? _mending;
    private ImmutableArray<string> _foreign = [];

    /// <summary>Whether the list is complete enough to send a form back with it.</summary>
    private void Listed(Outcome outcome)
    {
        if (!outcome.Returns || !Asked.TryGetValue(ReturnList.Fact, out var list) || list.IsNull || _fields.Any(f => f.Name == ReturnList.Fact))
        {
            return;
        }

        var items = MendItem.In(list);
        var offers = MendOffer.Of(_before!, outcome);
        var problem = items.Length < (list.AsList?.Count ?? 0) ? "每一项都要写明是哪个环节、哪一类"
            : items.IsEmpty ? "至少列一项：勾选要补正的材料或者内容，写明要求"
            : items.Where(i => i.Kind == ReturnList.Other && i.Wanted is null).Select(_ => "其他一项要写明要求").FirstOrDefault()
            ?? items.Where(i => i.Kind != ReturnList.Other && !offers.Any(o => o.Is(i))).Select(i => $"退回的表单里没有“{i.Subject}”这一项{i.Kind}").FirstOrDefault()
            ?? items.Where(i => i.Kind == ReturnList.Other && !outcome.Reopens.Contains(i.Step)).Select(i => $"“{i.Step}”没有退回").FirstOrDefault()
            ?? items.Where(i => i.Kind != ReturnList.Other).GroupBy(i => (i.Step, i.Kind, i.Subject)).Where(g => g.Count() > 1).Select(g => $"“{g.Key.Subject}”列了两次，合成一项").FirstOrDefault()
            ?? (items.All(i => i.Kind == ReturnList.Other) && !offers.IsEmpty && !Asked.GetValueOrDefault(ReturnList.Everything).IsTrue
                ? $"只写了其他，对方什么也不能改；勾选要改的材料或者内容，或者把“{rulebook.Facts[ReturnList.Everything].Ask}”选“是”"
                : null);
        if (problem is not null)
        {
            _fields.Add(new FieldError(ReturnList.Fact, problem));
        }
    }

    /// <summary>
    /// In a form sent back, what is not on the list stays as it was: left open it is carried over, and said otherwise it is refused, unless the rules as they stand now demand it.
    /// </summary>
    private void KeepToList(Step step, List<AskedFact> form)
    {
        if (_mending is not { Everything: false } mending)
        {
            return;
        }

        var locked = form.DistinctBy(a => a.Fact.Name).Select(a => a.Fact).Where(f => !mending.MayChange(f.Name) && !ReturnList.Facts.Contains(f.Name)).ToList();
        var carried = locked.Where(f => !proposal.Facts.TryGetValue(f.Name, out var given) || given.IsNull).Where(f => !mending.Earlier.Asked.GetValueOrDefault(f.Name).IsNull).Select(f => f.Name).ToList();
        Asked = Asked.SetItems(carried.Select(n => KeyValuePair.Create(n, mending.Earlier.Asked[n])));
        Evaluate(step);
        foreach (var name in carried.Where(n => !form.Where(a => a.Fact.Name == n).Any(_with!.Asks)))
        {
            Asked = Asked.Remove(name);
        }

        Evaluate(step);
        var was = mending.Earlier.Asked;
        _foreign = [.. locked.Select(f => f.Name).Where(n => Given(n) && Asked[n] != was.GetValueOrDefault(n)
            && !(was.GetValueOrDefault(n).IsNull && form.Where(a => a.Fact.Name == n && _with!.Asks(a)).ToList() is { Count: > 0 } asking && !asking.TrueForAll(a => a.Optional)))];
        if (_foreign.IsEmpty)
        {
            return;
        }

        var demanded = Demanded(was);
        foreach (var name in _foreign.Where(n => !demanded.Contains(n)))
        {
            var before = was.GetValueOrDefault(name);
            var stood = before.IsNull ? "空着" : $"照原来的“{SituationReader.Shown(before, rulebook.Facts[name])}”";
            _fields.Add(new FieldError(name, $"不在补正清单里，只能{stood}；要改，请退回的{mending.Return.Act.Actor.OrganisationName}把它列进清单"));
        }
    }

    /// <summary>The answers that the rules would not take as they were.</summary>
    private HashSet<string> Demanded(ImmutableDictionary<string, FeelValue> was)
    {
        var standing = proposal with { Facts = proposal.Facts.RemoveRange(_foreign).AddRange(_foreign.Where(n => !was.GetValueOrDefault(n).IsNull).Select(n => KeyValuePair.Create(n, was[n]))) };
        var check = new ActChecker(rulebook, file, standing, actor, today).Direct();
        return DemandsOf(check).ToHashSet();
    }

    /// <summary>The facts that errors and refusals are about.</summary>
    internal static IEnumerable<string> DemandsOf(ActCheck check) => check.Fields.Select(f => f.Name).Concat(check.Refusals.SelectMany(r => r.Facts.Select(f => f.Name).Concat(r.Unknown)
        .Concat(new[] { r.Gate?.When, r.Gate?.Holds, r.Gate?.Unless }.OfType<FeelExpression>().SelectMany(e => e.Uses).SelectMany(u => PlainCalls.FactsUnder(check.Rulebook, u.Name)))))
        .Concat(check.Refusals.Any(r => r.Kind == RefusalKind.Outcome) ? (check.Outcome?.When?.Uses ?? []).SelectMany(u => PlainCalls.FactsUnder(check.Rulebook, u.Name)) : []);

    /// <summary>Papers that were not asked for stay as they were. A step that hands in papers of its own each time keeps those that are not replaced.</summary>
    private void KeepPapers(Step step)
    {
        if (_mending is not { } mending || step.Dossier is not { } name)
        {
            return;
        }

        var dossier = rulebook.Papers.GetValueOrDefault(name, []);
        foreach (var given in proposal.Papers)
        {
            var stood = mending.Papers.FirstOrDefault(p => p.Title == given.Title);
            if (stood is not null && stood.Digest != given.Digest && dossier.FirstOrDefault(p => p.Title == given.Title) is { } paper && !mending.MayReplace(paper, dossier))
            {
                _papers.Add(new FieldError(given.Title, $"不在补正清单里，照原来的“{stood.FileName}”，不能换；要换，请退回的{mending.Return.Act.Actor.OrganisationName}把它列进清单"));
            }
        }

        if (step.OwnPapers)
        {
            var kept = mending.Papers.Where(e => proposal.Papers.All(p => p.Title != e.Title));
            proposal = proposal with { Papers = [.. proposal.Papers, .. kept] };
            Evaluate(step);
        }
    }
}
