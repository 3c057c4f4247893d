using System.Collections.Immutable;

namespace Zhunsheng.Rulebooks;


/// <summary>Which step answers a stage of approval, and which other documents it contains.</summary>
/// <param name="Name">The stage, as the ordered decisions name it.</param>
/// <param name="Step">The step whose outcome settles it; one that occurs once per value is meant with the stage as its value.</param>
/// <param name="Merges">The documents that are merged into this one where it is needed and they are not needed by themselves.</param>
/// <param name="Article">The article that merges them; for a stage that merges nothing the article of its step.</param>
public sealed record StageRule(string Name, string Step, ImmutableArray<string> Merges, Citation Article);
