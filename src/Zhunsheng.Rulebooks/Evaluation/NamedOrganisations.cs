using System.Collections.Immutable;
using Zhunsheng.Feel;

namespace Zhunsheng.Rulebooks;

/// <summary>The organisations that a case file names for a role.</summary>
public static class NamedOrganisations
{
    /// <summary>
    /// Who may act in a role in this file: the organisation, or the list of them, that the role's fact names; empty where it names none, so that every organisation with the role may.
    /// </summary>
    /// <param name="evaluation">The file's evaluation.</param>
    /// <param name="role">The role; null for an unknown one.</param>
    public static ImmutableArray<string> OrganisationsIn(this Evaluation evaluation, Role? role)
    {
        ArgumentNullException.ThrowIfNull(evaluation);
        return role?.Named is { } fact ? Of(evaluation.Fact(fact)) : [];
    }

    /// <summary>The same for one occurrence of a step: where it occurs once for each of the organisations named, only that one.</summary>
    /// <param name="evaluation">The file's evaluation.</param>
    /// <param name="role">The role; null for an unknown one.</param>
    /// <param name="key">For a step that occurs once per value: the value.</param>
    public static ImmutableArray<string> OrganisationsIn(this Evaluation evaluation, Role? role, FeelValue key)
    {
        var all = evaluation.OrganisationsIn(role);
        return key.AsString is { } one && all.Contains(one) ? [one] : all;
    }

    /// <summary>The organisations in a value: a name, or a list of names.</summary>
    public static ImmutableArray<string> Of(FeelValue value) =>
        value.AsString is { } one ? [one] : value.AsList is { } list ? [.. list.Select(v => v.AsString).OfType<string>()] : [];
}
