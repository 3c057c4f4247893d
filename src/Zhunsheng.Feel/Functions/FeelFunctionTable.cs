using System.Collections.Frozen;
using System.Collections.Immutable;
using Zhunsheng.Feel.Functions;
using Zhunsheng.Feel.Syntax;

namespace Zhunsheng.Feel;

/// <summary>
/// The functions that expressions may call. To add one: write a <see cref="FeelBuiltin"/> and hand it to <see cref="With"/>. Immutable.
/// </summary>
public sealed class FeelFunctionTable
{
    private readonly FrozenDictionary<string, ImmutableArray<FeelBuiltin>> _byName;

    private FeelFunctionTable(IEnumerable<FeelBuiltin> functions)
    {
        _byName = functions.GroupBy(f => f.Name).ToFrozenDictionary(g => g.Key, g => g.ToImmutableArray());
        KnownNames = new();
        foreach (var name in _byName.Keys)
        {
            KnownNames.Add(name);
        }

        foreach (var property in Evaluation.Properties.Known.Values.SelectMany(p => p.Keys))
        {
            KnownNames.Add(property);
        }
    }

    /// <summary>The functions of DMN 1.5, and <c>last day of month</c> and <c>get or else</c>.</summary>
    public static FeelFunctionTable Standard { get; } = new(
    [
        .. ConversionFunctions.All, .. TextFunctions.All, .. NumberFunctions.All, .. AggregateFunctions.All, .. ListFunctions.All,
        .. TemporalFunctions.All, .. ContextFunctions.All, .. RangeFunctions.All, .. BooleanFunctions.All,
    ]);

    /// <summary>The names of all functions.</summary>
    public IEnumerable<string> Names => _byName.Keys;

    /// <summary>The signatures of a name; empty if there is none.</summary>
    public ImmutableArray<FeelBuiltin> Find(string name) => _byName.TryGetValue(name, out var overloads) ? overloads : [];

    /// <summary>This table and more functions. One whose name and parameters are there already takes the place of the old one; other signatures of a name stand beside it, behind.</summary>
    public FeelFunctionTable With(IEnumerable<FeelBuiltin> functions)
    {
        var added = functions.ToList();
        return new(_byName.Values.SelectMany(f => f).Where(old => !added.Exists(f => f.Name == old.Name && f.Parameters.SequenceEqual(old.Parameters))).Concat(added));
    }

    internal KnownNames KnownNames { get; }
}
