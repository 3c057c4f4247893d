using Zhunsheng.Feel;

namespace Zhunsheng.Dmn.Conformance;

/// <summary>A file of the conformance suite: a model or a file of test cases.</summary>
/// <param name="Name">Its name within its folder.</param>
/// <param name="Source">Its contents.</param>
public sealed record ConformanceFile(string Name, DmnSource Source);

/// <summary>A folder of the suite with its files.</summary>
/// <param name="Name">The folder's name, with the name of the level that it belongs to.</param>
/// <param name="Files">Its files.</param>
public sealed record ConformanceFolder(string Name, IReadOnlyList<ConformanceFile> Files);

/// <summary>One question of the suite and how it was answered: a result node of a test case.</summary>
/// <param name="Folder">The folder.</param>
/// <param name="Case">The test case's id.</param>
/// <param name="Node">The decision asked for.</param>
/// <param name="Expected">What the suite wants; null also where it wants an error, since an engine answers an error with null.</param>
/// <param name="Actual">What was answered.</param>
/// <param name="Passed">Whether that is the same.</param>
/// <param name="Note">Why it is not, as far as known.</param>
public sealed record ConformanceResult(string Folder, string Case, string Node, FeelValue Expected, FeelValue Actual, bool Passed, string? Note);
