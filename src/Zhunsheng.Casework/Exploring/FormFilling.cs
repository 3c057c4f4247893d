using System.Collections.Immutable;
using Zhunsheng.Feel;
using Zhunsheng.Rulebooks;

namespace Zhunsheng.Casework.Exploring;

/// <summary>Fills in one form, and changes what stood in the way until it is accepted or nothing more can be changed.</summary>
internal sealed class FormFilling(
    Rulebook rulebook, LikelyValues likely, SeededChance chance, Dictionary<string, FeelValue> learned, IReadOnlySet<string> wanted, Func<FactDefinition, IReadOnlyList<string>> files)
{
    private const int MostRepairs = 16;
    private const string Digest = "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0";

    private readonly Dictionary<string, FeelValue> _chosen = [];
    private readonly HashSet<string> _papers = [];
    private Outcome? _outcome;

    /// <summary>Whether a fact of type cases found no file to name.</summary>
    public bool NothingOnOffer { get; private set; }

    /// <summary>Takes the values of a form that was handed in before.</summary>
    public void Start(IEnumerable<KeyValuePair<string, FeelValue>> values, IEnumerable<string> papers)
    {
        foreach (var (name, value) in values)
        {
            _chosen[name] = value;
        }

        _papers.UnionWith(papers);
    }

    /// <summary>Chooses another value for a fact.</summary>
    public void Change(FactDefinition fact, DateOnly day, Evaluation before)
    {
        if (fact.Name == ReturnList.Fact)
        {
            _chosen[fact.Name] = Missing(before);
            return;
        }

        if (IsCountOfDraw(fact))
        {
            _chosen[fact.Name] = FeelValue.Of((decimal)(1 + chance.Below(4)));
            return;
        }

        var was = _chosen.GetValueOrDefault(fact.Name);
        if (was.AsBoolean is { } flag)
        {
            _chosen[fact.Name] = FeelValue.Of(!flag);
            return;
        }

        if (was.AsNumber is { } number && fact.Type is FactType.Money or FactType.Number && chance.Percent(40))
        {
            _chosen[fact.Name] = FeelValue.Of(chance.Below(4) switch { 0 => decimal.Round(number / 2, 2), 1 => 0.01m, 2 => number * 2, _ => 0m });
            return;
        }

        for (var i = 0; i < 6; i++)
        {
            _chosen[fact.Name] = likely.Pick(fact, chance, day, before.Fact, files);
            if (_chosen[fact.Name] != was && !_chosen[fact.Name].IsNull)
            {
                return;
            }
        }
    }

    /// <summary>Names a case file no longer.</summary>
    public void Leave(string caseNumber)
    {
        foreach (var (name, value) in _chosen.Where(c => rulebook.Facts[c.Key].Type == FactType.Cases).ToList())
        {
            _chosen[name] = FeelValue.ListOf(value.AsList?.Select(v => v.AsString!).Where(n => n != caseNumber) ?? []);
        }
    }

    /// <summary>The best check that could be had; its acceptance is in <see cref="ActCheck.Ok"/>.</summary>
    public ActCheck Fill(Evaluation before, Step step, FeelValue key, Outcome outcome, DateOnly day, IReadOnlySet<string> wantedPapers, Func<ActProposal, ActCheck> check)
    {
        _outcome = outcome;
        _papers.UnionWith(wantedPapers.Where(p => step.Dossier is { } d && rulebook.Papers[d].Any(x => x.Title == p)));
        ActCheck? last = null;
        var stood = new HashSet<string>();
        for (var attempt = 0; attempt <= MostRepairs; attempt++)
        {
            last = check(Proposal(before, step, key, outcome, day));
            if (last.Ok)
            {
                foreach (var name in stood.Where(n => last.Asked.ContainsKey(n)))
                {
                    learned[name] = last.Asked[name];
                }

                return last;
            }

            if (!Repair(last, before, step, outcome, day, stood))
            {
                return last;
            }
        }

        return last!;
    }

    /// <summary>The form with the values chosen so far, and a value for everything else that it asks.</summary>
    public ActProposal Proposal(Evaluation before, Step step, FeelValue key, Outcome outcome, DateOnly day)
    {
        var form = step.Asks.SelectMany(s => s.Facts).Concat(outcome.Asks).ToList();
        var facts = ImmutableDictionary<string, FeelValue>.Empty;
        for (var round = 0; round < 5; round++)
        {
            var within = before.With(step, key, facts, _papers, day);
            var next = ImmutableDictionary.CreateBuilder<string, FeelValue>();
            foreach (var asked in form.Where(within.Asks))
            {
                if (!_chosen.TryGetValue(asked.Fact.Name, out var value))
                {
                    _chosen[asked.Fact.Name] = value = Choose(asked, step, before, within, day);
                }

                if (!value.IsNull)
                {
                    next[asked.Fact.Name] = value;
                }
            }

            var filled = next.ToImmutable();
            if (filled.Count == facts.Count && filled.All(f => facts.TryGetValue(f.Key, out var same) && same == f.Value))
            {
                break;
            }

            facts = filled;
        }

        facts = WithRows(form, facts);
        return new ActProposal(step.Name, outcome.Name, facts) { Key = key, Papers = Papers(before, step, key, outcome, facts, day) };
    }

    /// <summary>What is said about each of a list of files: one record for every file named, in that order.</summary>
    private static ImmutableDictionary<string, FeelValue> WithRows(List<AskedFact> form, ImmutableDictionary<string, FeelValue> facts)
    {
        foreach (var cases in form.Select(a => a.Fact).Where(f => f.RowsFact is not null && facts.ContainsKey(f.RowsFact)).Distinct())
        {
            var named = facts.GetValueOrDefault(cases.Name).AsList ?? [];
            var said = facts[cases.RowsFact!].AsList?.Select(r => r.AsContext).OfType<FeelContext>().ToList() ?? [];
            facts = named.Count == 0 || said.Count == 0
                ? facts.Remove(cases.RowsFact!)
                : facts.SetItem(cases.RowsFact!, FeelValue.ListOf(named.Select((n, i) => FeelValue.Of(new FeelContext(said[i % said.Count].Entries
                    .Select(e => KeyValuePair.Create(e.Key, e.Key == CaseRows.Number ? n : e.Key == CaseRows.Order ? FeelValue.Of((decimal)(i + 1)) : e.Value)))))));
        }

        return facts;
    }

    private FeelValue Choose(AskedFact asked, Step step, Evaluation before, Evaluation within, DateOnly day)
    {
        var fact = asked.Fact;
        if (fact.Name == ReturnList.Fact)
        {
            return Missing(before);
        }

        if (IsCountOfDraw(fact) && chance.Percent(60))
        {
            return FeelValue.Of((decimal)(1 + chance.Below(3)));
        }

        if (asked.Value is { } proposed && chance.Percent(80) && within.Evaluate(proposed) is { IsNull: false } value)
        {
            return value;
        }

        if (fact.Derive is not null && !before.Fact(fact.Name).IsNull)
        {
            return FeelValue.Null;
        }

        if (asked.Optional && chance.Percent(50))
        {
            return FeelValue.Null;
        }

        if (!step.OwnFacts && fact.Type != FactType.Cases && before.Fact(fact.Name) is { IsNull: false } known)
        {
            if (wanted.Contains(fact.Name) && chance.Percent(75))
            {
                // What stood in the way is said anew.
                _chosen[fact.Name] = known;
                Change(fact, day, before);
                return _chosen[fact.Name];
            }

            if (chance.Percent(75))
            {
                return known;
            }
        }

        if (learned.TryGetValue(fact.Name, out var good) && fact.Type is FactType.Boolean or FactType.Choice or FactType.List && chance.Percent(80))
        {
            return good;
        }

        var picked = likely.Pick(fact, chance, day, within.Fact, files);
        NothingOnOffer |= picked.IsNull && fact.Type == FactType.Cases;
        return picked.IsNull && fact.Type == FactType.Cases ? FeelValue.ListOf(Array.Empty<string>()) : picked;
    }

    private bool IsCountOfDraw(FactDefinition fact) => rulebook.Facts.Values.Any(f => f.Draw?.Count == fact.Name);

    /// <summary>A list of what a form lacks: what stood in the way of something, and a little else.</summary>
    private FeelValue Missing(Evaluation before)
    {
        var offers = MendOffer.Of(before, _outcome!);
        if (offers.IsEmpty)
        {
            return MendItem.ListOf([new MendItem(_outcome!.Reopens[0], ReturnList.Other, null, "重新办理")]);
        }

        var items = offers.Where(o => o.Kind == ReturnList.Answer && wanted.Contains(o.Subject) ? chance.Percent(85) : chance.Percent(15)).DefaultIfEmpty(chance.OneOf([.. offers]));
        return MendItem.ListOf(items.Select(o => new MendItem(o.Step.Name, o.Kind, o.Subject, "请改正")));
    }

    /// <summary>What is not on the list with which the form was sent back is left as it was.</summary>
    private bool LeaveAsItWas(ActCheck check)
    {
        var left = false;
        foreach (var error in check.Fields.Where(f => check.Mending?.MayChange(f.Name) is false && check.Proposal.Facts.ContainsKey(f.Name)))
        {
            var earlier = check.Mending!.Earlier.Asked.GetValueOrDefault(error.Name);
            left |= _chosen[error.Name] != earlier;
            _chosen[error.Name] = earlier;
        }

        return left;
    }

    private ImmutableArray<Attachment> Papers(Evaluation before, Step step, FeelValue key, Outcome outcome, ImmutableDictionary<string, FeelValue> facts, DateOnly day)
    {
        if (step.Dossier is null || !outcome.Settles)
        {
            return [];
        }

        foreach (var state in before.With(step, key, facts, [], day).Papers(step.Dossier).Where(p => p.Paper.From is null))
        {
            if (state.Paper.Optional ? chance.Percent(40) : state.Due == true && (step.OwnPapers || !state.HandedIn))
            {
                _papers.Add(state.Paper.Title);
            }
        }

        return [.. rulebook.Papers[step.Dossier].Where(p => p.From is null && _papers.Contains(p.Title)).Select(p => new Attachment(p.Title, p.Title + ".pdf", Digest, 1024, "application/pdf"))];
    }

    /// <summary>Changes something that stood in the way; false when the form cannot do that.</summary>
    private bool Repair(ActCheck check, Evaluation before, Step step, Outcome outcome, DateOnly day, HashSet<string> stood)
    {
        if (check.Refusals.Any(r => r.Kind is RefusalKind.Unknown or RefusalKind.Closed or RefusalKind.OnlyVia or RefusalKind.NotOpen or RefusalKind.Role or RefusalKind.Rulebook))
        {
            return false;
        }

        if (LeaveAsItWas(check))
        {
            return true;
        }

        var form = step.Asks.SelectMany(s => s.Facts).Concat(outcome.Asks).DistinctBy(a => a.Fact.Name).ToDictionary(a => a.Fact.Name, a => a.Fact);
        var changed = false;
        foreach (var error in check.Fields.Where(e => form.ContainsKey(e.Name)))
        {
            changed = true;
            Mend(form[error.Name], check, before, day);
        }

        foreach (var error in check.Papers)
        {
            changed |= _papers.Add(error.Name);
        }

        foreach (var refusal in check.Refusals)
        {
            var names = refusal.Facts.Select(f => f.Name).Concat(refusal.Unknown).ToHashSet();
            if (refusal.Kind == RefusalKind.Outcome && outcome.When is { } when)
            {
                names.UnionWith(when.Uses.SelectMany(u => PlainCalls.FactsUnder(rulebook, u.Name)));
            }

            if (refusal.Gate is { } gate)
            {
                if (step.Dossier is { } dossier && (gate.Paper is not null || names.Any(n => rulebook.Facts.GetValueOrDefault(n)?.Source == FactSource.Papers)))
                {
                    foreach (var paper in rulebook.Papers[dossier].Where(p => p.From is null && (gate.Paper is null || p.Title == gate.Paper)))
                    {
                        changed |= _papers.Add(paper.Title);
                    }
                }

                names.UnionWith(new[] { gate.When, gate.Holds, gate.Unless }.OfType<FeelExpression>().SelectMany(e => e.Uses).SelectMany(u => PlainCalls.FactsUnder(rulebook, u.Name)));
            }

            var own = names.Where(form.ContainsKey).Order(StringComparer.Ordinal).ToList();
            if (own.Count == 0)
            {
                continue;
            }

            stood.UnionWith(own);
            changed = true;
            var decisive = own.Where(n => refusal.Facts.Any(f => f.Name == n) || refusal.Unknown.Contains(n)).ToList();
            foreach (var name in decisive.Count > 0 && chance.Percent(80) ? decisive : own)
            {
                if (own.Count == 1 || chance.Percent(60))
                {
                    Change(form[name], day, before);
                }
            }
        }

        return changed;
    }

    private void Mend(FactDefinition fact, ActCheck check, Evaluation before, DateOnly day)
    {
        var given = check.Proposal.Facts.ContainsKey(fact.Name);
        if (!given && !_chosen.GetValueOrDefault(fact.Name).IsNull)
        {
            // It was chosen before its question applied.
            return;
        }

        if (given && fact.Derive is not null)
        {
            _chosen[fact.Name] = FeelValue.Null;
        }
        else if (given && fact.Type == FactType.Date)
        {
            _chosen[fact.Name] = FeelValue.Of(fact.Since is { } since && check.After?.Fact(since).AsDate is { } earliest && earliest > day ? earliest : day);
        }
        else
        {
            Change(fact, day, before);
        }
    }
}
