using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Zhunsheng.Benchmarks.ByHand;
using Zhunsheng.Dmn;
using Zhunsheng.Feel;
using Zhunsheng.Rulebooks;

namespace Zhunsheng.Benchmarks;

/// <summary>Single figures with their allocations, by BenchmarkDotNet.</summary>
[MemoryDiagnoser]
public class Micro
{
    private readonly FeelValue[] _frame = [FeelValue.False, FeelValue.True, FeelValue.Of(500m)];
    private readonly SixRowInput _input = new(false, true, 500m);
    private DecisionTable _table = null!;
    private FeelExpression _condition = null!;
    private Rulebook _rulebook = null!;
    private FullAnswer _full = null!;
    private BoundSituation _bound = null!;
    private Situation _situation = null!;
    private Project _project = null!;
    private FullAnswerByHand _byHand = null!;

    /// <summary>Runs them all.</summary>
    public static void Run() => BenchmarkRunner.Run<Micro>(DefaultConfig.Instance.AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance)));

    /// <summary>Makes what is measured.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _table = SixRows.Table();
        _condition = FeelCompiler.Expression("planned and amount > 400", SixRows.Schema, FeelOptions.UnknownPropagates).Expression!.Compiled();
        _rulebook = RepositoryRulebooks.Load("heilongjiang-2023");
        _full = new FullAnswer(_rulebook);
        (_project, _situation) = new ProjectDraw(_rulebook, 1).Next();
        _bound = _rulebook.Bind(_situation);
        _byHand = new FullAnswerByHand(new Settings(), new Holidays(_rulebook.Calendar.Years));
    }

    /// <summary>One condition.</summary>
    [Benchmark]
    public FeelTruth Condition() => _condition.TruthOf(_frame);

    /// <summary>The six-row table.</summary>
    [Benchmark]
    public FeelValue Table() => _table.Answer(_frame);

    /// <summary>The six-row table by hand.</summary>
    [Benchmark]
    public string? TableByHand() => SixRows.ByHand(_input);

    /// <summary>One question, no reason read.</summary>
    [Benchmark]
    public FeelValue Question() => new Evaluation(_rulebook, _situation).Ask("可否开工").Value;

    /// <summary>One question with its reasons.</summary>
    [Benchmark]
    public int QuestionWithReasons() => new Evaluation(_rulebook, _situation).Ask("可否开工").Because.Length;

    /// <summary>Everything about a project.</summary>
    [Benchmark]
    public int Full()
    {
        _full.Find(_bound);
        return _full.Steps.Length;
    }

    /// <summary>Everything about a project by hand.</summary>
    [Benchmark]
    public int FullByHand()
    {
        _byHand.Find(_project);
        return _byHand.Steps.All.Length;
    }

    /// <summary>Where all steps stand, reasons not read.</summary>
    [Benchmark]
    public int Steps() => new Evaluation(_rulebook, _situation).Steps().Length;
}
