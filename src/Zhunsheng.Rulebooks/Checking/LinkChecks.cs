namespace Zhunsheng.Rulebooks;

/// <summary>What points from one rule to another: conveyances, repetitions, exceptions, documents, clocks, chapters.</summary>
internal sealed class LinkChecks(Rulebook rulebook, Places places, List<Finding> findings)
{
    public void Run()
    {
        foreach (var step in rulebook.Steps)
        {
            Form(step);
            foreach (var before in step.After.Where(a => rulebook.FindStep(a) is { } other && other.Kind != step.Kind))
            {
                Error($"环节{step.Name}永远开不了：after 里的{before}是另一种案卷（{rulebook.FindStep(before)!.Kind}）的环节，在{step.Kind}案卷里办不了；写{step.Kind}的环节，要由别的案卷带来的用 via 和 conveys", "steps", step.Name, "after", before);
            }

            Repetition(step);
            Exception(step);
            foreach (var outcome in step.Outcomes)
            {
                Conveyance(step, outcome);
                Clocks(step, outcome);
                foreach (var reopened in outcome.Reopens.Where(r => rulebook.FindStep(r) is { } other && other.Kind != step.Kind))
                {
                    Error($"环节{step.Name}的结果{outcome.Name}：reopens 里的{reopened}是另一种案卷的环节，打不开；写本种案卷（{step.Kind}）的环节", "steps", step.Name, "outcomes", outcome.Name, "reopens", reopened);
                }
            }
        }

        Stages();
        Numbers();
        foreach (var document in rulebook.Documents.Where(d => d.Outcome is not null))
        {
            if (rulebook.FindStep(document.Step) is { } step && step.FindOutcome(document.Outcome!) is null)
            {
                Error($"文书{document.Name}：环节{step.Name}没有“{document.Outcome}”这个结果{Nearest.Hint(document.Outcome!, step.Outcomes.Select(o => o.Name))}", "documents", document.Name, "outcome");
            }
        }

        foreach (var paper in rulebook.Papers.Values.SelectMany(p => p).Where(p => p.Within is not null))
        {
            var titles = rulebook.Papers[paper.Dossier].Select(p => p.Title).ToList();
            if (!titles.Contains(paper.Within!))
            {
                Error($"材料{paper.Dossier}的{paper.Title}：within 写的“{paper.Within}”不在这组材料里{Nearest.Hint(paper.Within!, titles)}", "papers", paper.Dossier, paper.Title, "within");
            }
        }

        foreach (var consequence in rulebook.Consequences.Where(c => c.By is { } by && rulebook.FindRole(by) is null))
        {
            Error($"后果{consequence.Name}：没有叫“{consequence.By}”的角色{Nearest.Hint(consequence.By!, rulebook.Roles.Select(r => r.Name))}", "consequences", consequence.Name, "by");
        }
    }

    private void Form(Step step)
    {
        foreach (var (asked, path) in step.Asks.SelectMany(s => s.Facts).Select(a => (a, new[] { "asks", a.Fact.Name }))
            .Concat(step.Outcomes.SelectMany(o => o.Asks.Select(a => (a, new[] { "outcomes", o.Name, "asks", a.Fact.Name })))).Where(a => a.a.Fact.Source != FactSource.Act))
        {
            Error($"环节{step.Name}：要素{asked.Fact.Name}由系统得出（source），表单里填不了；从 asks 里去掉", "steps", step.Name, path);
        }
    }

    /// <summary>Stages that no step answers, and answers to stages that no decision names.</summary>
    private void Stages()
    {
        var named = rulebook.StageDecisions.SelectMany(d => d.Named).ToHashSet();
        foreach (var decision in rulebook.StageDecisions)
        {
            foreach (var stage in decision.Named.Where(n => rulebook.Stages.All(s => s.Name != n)))
            {
                findings.Add(places.AtHead(FindingSeverity.Warning, $"{decision.Question}里的“{stage}”没有写由哪个环节批，案卷页上看不出批到哪里；在手册开头写 stages: {{{stage}: {{step: 环节}}}}", "stages"));
            }
        }

        foreach (var stage in rulebook.Stages.Where(s => !named.Contains(s.Name)))
        {
            findings.Add(places.AtHead(FindingSeverity.Error, $"stages 里的“{stage.Name}”不是任何一个依次判定（审批环节）的答案{Nearest.Hint(stage.Name, named)}", "stages", stage.Name));
        }
    }

    /// <summary>Letters without a number, series without a use, offices without a sign.</summary>
    private void Numbers()
    {
        var numbered = rulebook.Facts.Values.Select(f => f.Number).OfType<string>().ToHashSet();
        foreach (var series in rulebook.Numbers.Keys.Where(n => !numbered.Contains(n)).Order(StringComparer.Ordinal))
        {
            findings.Add(places.AtHead(FindingSeverity.Warning, $"文号系列{series}没有要素用它；给文号要素写 number: {series}，或者去掉", "numbers", series));
        }

        if (rulebook.Numbers.IsEmpty)
        {
            return;
        }

        foreach (var document in rulebook.Documents.Where(d => !d.Form))
        {
            if (rulebook.FindStep(document.Step) is not { } step)
            {
                continue;
            }

            var offices = step.PossibleRoles.Where(r => rulebook.FindRole(r) is { Own: false, Named: null }).ToList();
            if (document.Number.IsEmpty && offices.Exists(r => rulebook.SignOf("", r) is not null))
            {
                Warn($"文书{document.Name}没有文号，印出来缺一行；写 number: \"{{文号要素}}\"，是表格就写 form: true", "documents", document.Name);
            }
            else if (document.Number.SelectMany(p => p.Value?.Uses ?? []).Any(u => rulebook.Facts.GetValueOrDefault(u.Name) is { } f && rulebook.SeriesOf(f) is { NeedsSign: true })
                && offices.Find(r => rulebook.SignOf("", r) is null) is { } unsigned)
            {
                Warn($"文书{document.Name}要编文号，办理的{unsigned}却没有机关代字；给这个角色写 sign", "documents", document.Name);
            }
        }
    }

    private void Repetition(Step step)
    {
        if (step.Each?.Of is not { } of || rulebook.FindStep(of) is not { } lender)
        {
            return;
        }

        if (lender.Kind != step.Kind)
        {
            Error($"环节{step.Name}：each 的 of 写的{of}是另一种案卷（{lender.Kind}）的环节，看不到它填的要素", "steps", step.Name, "each", "of");
        }
        else if (!lender.OwnFacts)
        {
            Error($"环节{step.Name}：each 的 of 写的{of}只办一次，没有“那一次”；给{of}写 repeats: true，或者去掉 of", "steps", step.Name, "each", "of");
        }
    }

    private void Exception(Step step)
    {
        if (step.Grants is { } name && rulebook.Gates.FirstOrDefault(g => g.Name == name)?.Grant?.By is { } by && !step.PossibleRoles.IsEmpty && !step.PossibleRoles.Contains(by))
        {
            Error($"环节{step.Name}批准红线{name}的例外，由{string.Join("或", step.PossibleRoles)}办；而红线的 grant 只准{by}批准，改成一样", "steps", step.Name, "by");
        }
    }

    private void Conveyance(Step step, Outcome outcome)
    {
        if (outcome.Conveys is not { } conveys || rulebook.FindStep(conveys.Step) is not { } target || !rulebook.Facts.TryGetValue(conveys.Fact, out var fact))
        {
            return;
        }

        string[] path = ["outcomes", outcome.Name, "conveys"];
        if (fact.CaseKind is { } kind && kind != target.Kind)
        {
            Error($"环节{step.Name}的结果{outcome.Name}：{conveys.Fact}选的是{kind}案卷，而{conveys.Step}是{target.Kind}案卷的环节，传不过去", "steps", step.Name, [.. path, "step"]);
        }

        if (fact.OfferedStep is { } offered && offered != conveys.Step)
        {
            Warn($"环节{step.Name}的结果{outcome.Name}：传的是{conveys.Step}，而{conveys.Fact}列出的是正可办{offered}的案卷；offer 改成{conveys.Step}", "steps", step.Name, [.. path, "step"]);
        }

        if (!rulebook.Steps.Any(s => s.Kind == step.Kind && ReachedSteps.AskedBy(s).Contains(conveys.Fact)) && fact.Derive is null)
        {
            Error($"环节{step.Name}的结果{outcome.Name}：{step.Kind}案卷里没有环节问{conveys.Fact}，不知道传给哪些案卷", "steps", step.Name, [.. path, "to"]);
        }

        if (target.Via is { } via && via != step.Kind)
        {
            Error($"环节{step.Name}的结果{outcome.Name}：{conveys.Step}写明只由{via}传来（via），这里是{step.Kind}", "steps", step.Name, [.. path, "step"]);
        }
    }

    private void Clocks(Step step, Outcome outcome)
    {
        foreach (var stopped in outcome.Stops)
        {
            if (rulebook.FindDeadline(stopped) is { Pauses: null })
            {
                Warn($"环节{step.Name}的结果{outcome.Name}：stops 写了期限{stopped}，但那个期限没有写 pauses，停不了表；给它写 pauses，或者去掉 stops", "steps", step.Name, "outcomes", outcome.Name, "stops", stopped);
            }
        }
    }

    private void Error(string message, string section, string name, params string[] path) => findings.Add(places.At(FindingSeverity.Error, message, section, name, path));

    private void Warn(string message, string section, string name, params string[] path) => findings.Add(places.At(FindingSeverity.Warning, message, section, name, path));
}
