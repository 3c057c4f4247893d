using System.Collections.Immutable;
using Zhunsheng.Feel;
using Zhunsheng.Rulebooks;

namespace Zhunsheng.Casework;

/// <summary>A gate that stands against every new file of a unit, because of its other files.</summary>
/// <param name="Gate">The gate.</param>
/// <param name="Sources">The files from which it comes, by number and title: each alone would bring it about.</param>
/// <param name="Depends">The facts and decisions of the new file on which it still depends whether the gate concerns it.</param>
/// <param name="Since">The first day on which it stands as the files are now; null where it does not begin with a day.</param>
/// <param name="Free">The first day on which it does not stand any more; null where no day ends it.</param>
public sealed record UnitBar(Gate Gate, ImmutableArray<(string Number, string Title)> Sources, ImmutableArray<string> Depends, DateOnly? Since, DateOnly? Free)
{
    /// <summary>How far ahead and back days are tried.</summary>
    private const int MostDays = 3660;

    /// <summary>The bars of a unit on a day, in the order of the rulebook.</summary>
    /// <param name="begun">A file that the unit might open, with what the registers say to it.</param>
    /// <param name="book">The rulebook.</param>
    /// <param name="today">The day.</param>
    public static ImmutableArray<UnitBar> Of(CaseFile begun, Rulebook book, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(begun);
        ArgumentNullException.ThrowIfNull(book);
        var registers = book.Registers.Where(r => r.Register is { OwnUnit: true } source && (source.In is null || source.In == begun.Kind)).ToList();
        var gates = registers.SelectMany(r => book.GatesResting(r.Name)).Select(g => g.Name).ToHashSet();
        return [.. book.Gates.Where(g => gates.Contains(g.Name)).Select(g => Of(g, begun, book, registers, today)).OfType<UnitBar>()];
    }

    private static UnitBar? Of(Gate gate, CaseFile begun, Rulebook book, List<FactDefinition> registers, DateOnly today)
    {
        if (!Stands(gate, begun, book, today))
        {
            return null;
        }

        var sources = registers.SelectMany(r => (begun.Registers.GetValueOrDefault(r.Name).AsList ?? []).Select(row => (Register: r.Name, Row: row)))
            .Where(s => Stands(gate, Alone(begun, registers, s.Register, s.Row), book, today))
            .Select(s => (s.Row.AsContext?[RegisterSource.Number].AsString ?? "", s.Row.AsContext?[RegisterSource.Title].AsString ?? "")).Distinct().ToImmutableArray();

        // What stands without any other file is no bar on the unit but a fact that a form still has to say.
        if (Stands(gate, Alone(begun, registers, null, FeelValue.Null), book, today))
        {
            return null;
        }

        var evaluation = At(begun, book, today);
        var depends = gate.When is { } when && evaluation.Evaluate(when).IsNull ? when.Uses.Select(u => u.Name).Where(n => book.Facts.ContainsKey(n) ? evaluation.Fact(n).IsNull : book.Questions.ContainsKey(n)).Distinct().ToImmutableArray() : [];
        return new UnitBar(gate, sources, depends, Turn(gate, begun, book, today, -1)?.AddDays(1), Turn(gate, begun, book, today, 1));
    }

    /// <summary>The nearest day, ahead or back, on which the gate does not stand; null when there is none within ten years.</summary>
    private static DateOnly? Turn(Gate gate, CaseFile begun, Rulebook book, DateOnly today, int way)
    {
        if (Stands(gate, begun, book, today.AddDays(way * MostDays)))
        {
            return null;
        }

        var (standing, free) = (0, MostDays);
        while (free - standing > 1)
        {
            var middle = (standing + free) / 2;
            (standing, free) = Stands(gate, begun, book, today.AddDays(way * middle)) ? (middle, free) : (standing, middle);
        }

        return today.AddDays(way * free);
    }

    private static bool Stands(Gate gate, CaseFile begun, Rulebook book, DateOnly on)
    {
        var evaluation = At(begun, book, on);
        return (gate.When is null || !evaluation.Evaluate(gate.When).IsFalse) && evaluation.Evaluate(gate.Holds).IsFalse && (gate.Unless is null || !evaluation.Evaluate(gate.Unless).IsTrue);
    }

    /// <summary>The new file on a day; a project that is declared is meant for the plan of the year after.</summary>
    private static Evaluation At(CaseFile begun, Rulebook book, DateOnly on)
    {
        var situation = CaseFold.Situation(begun, book, on);
        return new Evaluation(book, book.YearPlan is { } plan && plan.ProjectKind == begun.Kind ? situation with { Facts = situation.Facts.SetItem(plan.Year, FeelValue.Of((decimal)(on.Year + 1))) } : situation);
    }

    private static CaseFile Alone(CaseFile begun, List<FactDefinition> registers, string? register, FeelValue row) => begun with
    {
        Registers = begun.Registers.SetItems(registers.Select(r => KeyValuePair.Create(r.Name, r.Name == register ? FeelValue.ListOf([row]) : FeelValue.ListOf(Array.Empty<FeelValue>())))),
    };
}
