using System.Collections.Immutable;
using Zhunsheng.Feel;
using Zhunsheng.Rulebooks;

namespace Zhunsheng.Casework;

/// <summary>
/// Registers: what the rules of one case file see of others (上年度计划已完成 is about the unit's other projects). Each file has one entry, worked out from its own acts;
/// a register is the list of the entries of other files.
/// </summary>
public static class CaseRegister
{
    /// <summary>
    /// What registers say about this file: number, title, owner, whether it is closed, and every field that a register of the rulebook wants of files of this kind.
    /// Null when no register lists such files.
    /// </summary>
    /// <param name="file">The file.</param>
    /// <param name="title">Its title as lists show it.</param>
    /// <param name="evaluation">The rulebook applied to it, on the day that counts.</param>
    public static FeelContext? Entry(CaseFile file, string title, Evaluation evaluation)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(evaluation);
        var fields = evaluation.Rulebook.Registers.Where(r => r.Register!.Kind == file.Kind).SelectMany(r => r.Fields).Select(f => f.Name).Distinct().ToList();
        return fields.Count == 0 ? null : new FeelContext(fields.Select(name => KeyValuePair.Create(name, name switch
        {
            RegisterSource.Number => FeelValue.Of(file.Number),
            RegisterSource.Title => FeelValue.Of(title),
            RegisterSource.Owner => FeelValue.Of(file.OwnerName),
            RegisterSource.Closed => FeelValue.Of(evaluation.Situation.Closed),
            _ => evaluation.Fact(name),
        })));
    }

    /// <summary>A register as a value of its fact, from the entries of the files it lists, in their order.</summary>
    public static FeelValue Value(FactDefinition register, IEnumerable<FeelContext> entries)
    {
        ArgumentNullException.ThrowIfNull(register);
        return FeelValue.ListOf(entries.Select(entry => FeelValue.Of(new FeelContext(
            register.Fields.Select(f => KeyValuePair.Create(f.Name, entry[f.Name]))))));
    }
}
