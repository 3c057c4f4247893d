using System.Collections.Immutable;
using Zhunsheng.Dmn.Syntax;
using Zhunsheng.Feel;

namespace Zhunsheng.Dmn.Reading;

/// <summary>Collects what is wrong; after a thousand findings no more are kept.</summary>
internal sealed class Findings
{
    private const int Most = 1000;
    private readonly List<DmnDiagnostic> _found = [];
    private readonly HashSet<DmnDiagnostic> _seen = [];

    /// <summary>The element that findings are put down to.</summary>
    public string? Element { get; set; }

    /// <summary>Whether there is an error among them.</summary>
    public int Errors { get; private set; }

    public void Error(DmnProblem problem, Place place, string message) => Add(new(FeelSeverity.Error, problem, place.Source, place.Line, place.Column, Element, message));

    public void Warning(DmnProblem problem, Place place, string message) => Add(new(FeelSeverity.Warning, problem, place.Source, place.Line, place.Column, Element, message));

    /// <summary>Takes over what is wrong with a FEEL text.</summary>
    public void AddFeel(IEnumerable<FeelDiagnostic> diagnostics, FeelSource text)
    {
        foreach (var d in diagnostics)
        {
            Add(new(d.Severity, DmnProblem.Expression, text.Place.Source, text.Place.Line + d.Line - 1, d.Line == 1 ? text.Place.Column + d.Column - 1 : d.Column, Element, d.Message));
        }
    }

    /// <summary>Takes over what was found elsewhere.</summary>
    public void AddAll(Findings other) => other._found.ForEach(Add);

    public ImmutableArray<DmnDiagnostic> ToImmutable() => [.. _found];

    private void Add(DmnDiagnostic diagnostic)
    {
        Errors += diagnostic.Severity == FeelSeverity.Error ? 1 : 0;
        if (_found.Count < Most && _seen.Add(diagnostic))
        {
            _found.Add(diagnostic);
        }
    }
}
