using System.Collections.Immutable;

namespace Zhunsheng.Rulebooks;

/// <summary>An amount that is the same thing in every jurisdiction, whatever each calls it and wherever it stands there; in 万元.</summary>
public enum Figure
{
    /// <summary>计划: what the plan of the year sets aside for the project.</summary>
    Planned,
    /// <summary>批准: what was approved; payments are measured against it.</summary>
    Approved,
    /// <summary>安排: what the budget has given it.</summary>
    Allotted,
    /// <summary>合同: what the contracts come to.</summary>
    Contracted,
    /// <summary>支付: what has been paid so far.</summary>
    Paid,
    /// <summary>结余: what is left over.</summary>
    Surplus,
}

/// <summary>From where somebody looks over the files.</summary>
public enum Desk
{
    /// <summary>部门: an office with steps of its own.</summary>
    Office,
    /// <summary>单位: a unit with files of its own.</summary>
    Unit,
    /// <summary>财政: those who look after the money.</summary>
    Finance,
    /// <summary>领导: those who look at everything at once.</summary>
    Leaders,
    /// <summary>审计: those who look for what went wrong.</summary>
    Audit,
}

/// <summary>What the author says for those who look over all files: which outcomes refuse, and who looks from where.</summary>
public sealed record Overview
{
    /// <summary>Nothing said: nobody refuses, every role that is not the unit's is an office.</summary>
    public static Overview Empty { get; } = new();

    /// <summary>The outcomes that refuse, by name; those that only open steps again are not among them.</summary>
    public ImmutableHashSet<string> Refusals { get; init; } = [];

    /// <summary>The desk of each role for which the author names one.</summary>
    public ImmutableDictionary<string, Desk> Desks { get; init; } = ImmutableDictionary<string, Desk>.Empty;

    /// <summary>From where a role looks.</summary>
    public Desk DeskOf(Role role)
    {
        ArgumentNullException.ThrowIfNull(role);
        return Desks.TryGetValue(role.Name, out var desk) ? desk : role.Own ? Desk.Unit : Desk.Office;
    }

    /// <summary>The word for an amount in rulebooks.</summary>
    public static string Word(Figure figure) => figure switch
    {
        Figure.Planned => "计划",
        Figure.Approved => "批准",
        Figure.Allotted => "安排",
        Figure.Contracted => "合同",
        Figure.Paid => "支付",
        _ => "结余",
    };

    /// <summary>The word for a desk in rulebooks.</summary>
    public static string Word(Desk desk) => desk switch
    {
        Desk.Unit => "单位",
        Desk.Finance => "财政",
        Desk.Leaders => "领导",
        Desk.Audit => "审计",
        _ => "部门",
    };
}
