using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using Zhunsheng.Casework;
using Zhunsheng.Rulebooks;

namespace Zhunsheng.Storage;

/// <summary>An order to mend something, for the lists of those who watch. Worked out from the acts.</summary>
internal sealed record OrderRecord
{
    public Guid CaseId { get; set; }

    /// <summary>The number of the act that gave it.</summary>
    public int Act { get; set; }

    public required string Rule { get; set; }

    public required string Article { get; set; }

    public required string Office { get; set; }

    public DateOnly GivenOn { get; set; }

    public DateOnly? DueOn { get; set; }

    public DateOnly? AnsweredOn { get; set; }

    public DateOnly? ReviewedOn { get; set; }

    public OrderStanding Standing { get; set; }

    public int? DaysLate { get; set; }

    public string? Demand { get; set; }

    /// <summary>The measures in force in the file, each between line feeds.</summary>
    public required string Sanctions { get; set; }

    /// <summary>What may follow now, each between line feeds.</summary>
    public required string Next { get; set; }

    public string? NextStep { get; set; }

    public string? NextTitle { get; set; }

    /// <summary>The orders of a file.</summary>
    public static IEnumerable<OrderRecord> Of(CaseFile file, Evaluation evaluation, DateOnly today)
    {
        var rungs = evaluation.Sanctions();
        var book = evaluation.Rulebook;
        foreach (var order in RectificationOrder.Of(evaluation, today).OrderBy(o => o.Given.Act))
        {
            yield return new OrderRecord
            {
                CaseId = file.Id,
                Act = order.Given.Act,
                Rule = order.Rule.Name,
                Article = order.Rule.Article.Text,
                Office = order.Given.By,
                GivenOn = order.Given.On,
                DueOn = order.Due,
                AnsweredOn = order.Answer?.On,
                ReviewedOn = order.Review?.On,
                Standing = order.Standing,
                DaysLate = order.DaysLate(today),
                Demand = order.Given.Facts.Where(f => book.Facts.GetValueOrDefault(f.Key) is { Long: true, Type: FactType.Text } && book.FindStep(order.Rule.Step)?.FindOutcome(order.Given.Outcome)?.Asks.Any(a => a.Fact.Name == f.Key) is true)
                    .Select(f => f.Value.AsString).FirstOrDefault(),
                Sanctions = CaseListRecord.Lines(order.Pending && order.Rule.Climbs ? rungs.Where(r => r.Taken == true).Select(r => r.Rule.Name) : []),
                Next = CaseListRecord.Lines(SanctionLadder.Next(order, rungs).Select(r => r.Name)),
                NextStep = order.NextStep,
                NextTitle = order.NextStep is { } step ? book.FindStep(step)?.Title : null,
            };
        }
    }
}

/// <summary>Who was told of an act: one line for each addressee. Worked out from the acts.</summary>
internal sealed record ToldRecord
{
    public Guid CaseId { get; set; }

    public int Act { get; set; }

    /// <summary>The place among those told of the act, from 0.</summary>
    public int Ordinal { get; set; }

    /// <summary>报送, 备案 or 抄送.</summary>
    public required string Kind { get; set; }

    /// <summary>Whom the act names.</summary>
    public required string To { get; set; }

    /// <summary>The role that stands for it; null where the rulebook knows none.</summary>
    public string? Role { get; set; }

    /// <summary>Rulebook and role, as for work items; empty where there is no role.</summary>
    public required string Audience { get; set; }

    /// <summary>Whether only the unit of the file is meant.</summary>
    public bool Own { get; set; }

    /// <summary>The organisations that the file names for the role, each between line feeds; empty for any with the role.</summary>
    public required string Named { get; set; }

    public required string Article { get; set; }

    public DateOnly On { get; set; }

    public DateTimeOffset At { get; set; }

    public required string StepTitle { get; set; }

    public required string Outcome { get; set; }

    public Guid FromId { get; set; }

    public required string FromName { get; set; }

    /// <summary>The lines of a file.</summary>
    public static IEnumerable<ToldRecord> Of(CaseFile file, Evaluation evaluation)
    {
        var book = evaluation.Rulebook;
        foreach (var act in file.Acts)
        {
            for (var i = 0; i < act.Told.Length; i++)
            {
                var told = act.Told[i];
                var role = book.FindRole(told.To) ?? book.Roles.FirstOrDefault(r => r.Label == told.To);
                yield return new ToldRecord
                {
                    CaseId = file.Id,
                    Act = act.Number,
                    Ordinal = i,
                    Kind = told.Kind,
                    To = told.To,
                    Role = role?.Name,
                    Audience = role is null ? "" : WorkItemRecord.AudienceOf(file.RulebookId, role.Name),
                    Own = role?.Own is true,
                    Named = CaseListRecord.NamedText(role is { Named: not null } ? evaluation.OrganisationsIn(role) : []),
                    Article = told.Article,
                    On = act.On,
                    At = act.At,
                    StepTitle = book.FindStep(act.Step)?.Title ?? act.Step,
                    Outcome = act.Outcome,
                    FromId = act.Actor.OrganisationId,
                    FromName = act.Actor.OrganisationName,
                };
            }
        }
    }
}

/// <summary>Keeps what is said of a file to those who watch, and who was told, in step with its acts.</summary>
internal sealed record InspectionLists(ImmutableArray<OrderRecord> Orders, ImmutableArray<ToldRecord> Told)
{
    /// <summary>Works it out.</summary>
    public static InspectionLists Of(CaseFile file, Evaluation evaluation, DateOnly today) =>
        new([.. OrderRecord.Of(file, evaluation, today)], OfflineStub.Is(file, evaluation.Rulebook) ? [] : [.. ToldRecord.Of(file, evaluation)]);

    /// <summary>Writes it within the transaction at hand.</summary>
    public async Task Write(ZhunshengDbContext database, Guid id, CancellationToken cancel)
    {
        Put(database, database.RectificationOrders, await database.RectificationOrders.Where(o => o.CaseId == id).ToListAsync(cancel), Orders, o => o.Act);
        Put(database, database.ToldEntries, await database.ToldEntries.Where(t => t.CaseId == id).ToListAsync(cancel), Told, t => (t.Act, t.Ordinal));
    }

    /// <summary>Whether what is stored is what would be worked out now.</summary>
    public async Task<bool> Agrees(ZhunshengDbContext database, Guid id, CancellationToken cancel) =>
        (await database.RectificationOrders.AsNoTracking().Where(o => o.CaseId == id).OrderBy(o => o.Act).ToListAsync(cancel)).SequenceEqual(Orders)
        && (await database.ToldEntries.AsNoTracking().Where(t => t.CaseId == id).OrderBy(t => t.Act).ThenBy(t => t.Ordinal).ToListAsync(cancel)).SequenceEqual(Told);

    private static void Put<T, TKey>(ZhunshengDbContext database, DbSet<T> table, List<T> stored, ImmutableArray<T> expected, Func<T, TKey> key)
        where T : class
        where TKey : notnull
    {
        var before = stored.ToDictionary(key);
        foreach (var line in expected)
        {
            if (before.Remove(key(line), out var same))
            {
                database.Entry(same).CurrentValues.SetValues(line);
            }
            else
            {
                table.Add(line);
            }
        }

        table.RemoveRange(before.Values);
    }
}
