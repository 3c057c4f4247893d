using Zhunsheng.Casework;
using Zhunsheng.Feel;
using Zhunsheng.Rulebooks;

namespace Zhunsheng.Storage;

/// <summary>Who answers for what a file falls short in: the unit itself where it is known, else the role that the rulebook names.</summary>
/// <param name="file">The file.</param>
/// <param name="evaluation">Its rulebook applied to it.</param>
internal sealed class ResponsibleOffices(CaseFile file, Evaluation evaluation)
{
    /// <summary>The rulebook applied to the file.</summary>
    public Evaluation Evaluation { get; } = evaluation;

    /// <summary>The rulebook.</summary>
    public Rulebook Rulebook => Evaluation.Rulebook;

    /// <summary>The unit that acts in a role: of the role of the owner the unit whose file it is, of a role that the file fills the organisations it names, of any other the label of the role.</summary>
    /// <param name="role">The role.</param>
    /// <param name="key">For a step that occurs once per value: the value.</param>
    public string Of(Role role, FeelValue key) =>
        role.Own ? file.OwnerName
        : role.Named is not null && !CaseListing.IsDrawn(Evaluation, role) && Evaluation.OrganisationsIn(role, key) is { IsEmpty: false } named ? string.Join("、", named)
        : role.Label;
}
