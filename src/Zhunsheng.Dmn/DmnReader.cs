using System.Collections.Immutable;
using Zhunsheng.Dmn.Compilation;
using Zhunsheng.Dmn.Reading;
using Zhunsheng.Dmn.Syntax;
using Zhunsheng.Feel;

namespace Zhunsheng.Dmn;

/// <summary>The outcome of reading a model.</summary>
/// <param name="Model">The model; null only when its document cannot be read at all. A model with errors can be evaluated: the parts concerned are null.</param>
/// <param name="Diagnostics">What is wrong with it and with the models it imports, in the order in which it was found.</param>
public sealed record DmnReading(DmnModel? Model, ImmutableArray<DmnDiagnostic> Diagnostics);

/// <summary>The door to DMN models: from XML to something that can be evaluated. Does no input or output; follows no references.</summary>
public static class DmnReader
{
    /// <summary>Reads a model. Never throws on account of what the documents hold.</summary>
    /// <param name="model">The model's document.</param>
    /// <param name="others">Documents of models that it may import; those that it does not need are left alone.</param>
    /// <param name="options">Settings; the usual ones unless said otherwise.</param>
    public static DmnReading Read(DmnSource model, IEnumerable<DmnSource>? others = null, DmnOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        options ??= DmnOptions.Standard;
        var findings = new Findings();
        if (DefinitionsReader.Read(model, options, findings) is not { } main)
        {
            return new(null, findings.ToImmutable());
        }

        var documents = Documents(main, others ?? [], options, findings);
        var elements = new ModelCompiler(documents, FeelOptions.Standard with { Typing = FeelTyping.Lenient, HasClock = true }, options.CheckTables, findings).Compile();
        return new(new(main, elements), findings.ToImmutable());
    }

    /// <summary>The documents that the main one needs, itself first.</summary>
    private static ImmutableArray<Definitions> Documents(Definitions main, IEnumerable<DmnSource> others, DmnOptions options, Findings findings)
    {
        var needed = new List<Definitions> { main };
        List<(Definitions? Definitions, Findings Findings)>? available = null;
        for (var i = 0; i < needed.Count; i++)
        {
            foreach (var import in needed[i].Imports)
            {
                if (import.Namespace.Length == 0)
                {
                    continue;
                }

                if (needed.Find(d => d.Namespace == import.Namespace) is { } known)
                {
                    if (Reaches(known, needed[i], needed))
                    {
                        findings.Error(DmnProblem.Cycle, import.Place, $"“{import.Namespace}”又引入了引入它的模型");
                    }

                    continue;
                }

                available ??= Read(others, options);
                var found = available.Find(d => d.Definitions?.Namespace == import.Namespace);
                if (found.Definitions is { } definitions)
                {
                    needed.Add(definitions);
                    findings.AddAll(found.Findings);
                }
                else
                {
                    findings.Error(DmnProblem.UnknownImport, import.Place, $"要引入的模型“{import.Namespace}”不在给出的文档里");
                    available.Where(d => d.Definitions is null).ToList().ForEach(d => findings.AddAll(d.Findings));
                }
            }
        }

        return [.. needed];
    }

    private static bool Reaches(Definitions from, Definitions to, List<Definitions> documents)
    {
        var seen = new HashSet<Definitions>(ReferenceEqualityComparer.Instance);
        var open = new Stack<Definitions>([from]);
        while (open.TryPop(out var at))
        {
            if (ReferenceEquals(at, to))
            {
                return true;
            }

            if (seen.Add(at))
            {
                foreach (var import in at.Imports)
                {
                    if (documents.Find(d => d.Namespace == import.Namespace) is { } next)
                    {
                        open.Push(next);
                    }
                }
            }
        }

        return false;
    }

    private static List<(Definitions? Definitions, Findings Findings)> Read(IEnumerable<DmnSource> others, DmnOptions options)
    {
        var read = new List<(Definitions?, Findings)>();
        foreach (var other in others)
        {
            var findings = new Findings();
            read.Add((DefinitionsReader.Read(other, options, findings), findings));
        }

        return read;
    }
}
