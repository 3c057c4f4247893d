using System.Collections.Immutable;
using Zhunsheng.Feel;
#pragma warning disable CS1591
namespace Zhunsheng.Dmn;
public enum HitPolicy { Unique, Any, First, Priority, RuleOrder, OutputOrder, Collect, CollectSum, CollectMin, CollectMax, CollectCount }
public sealed record TableInput(string Expression, int Line, int Column);
public sealed record TableCell(string Text, int Line, int Column);
public sealed record TableRow(ImmutableArray<TableCell> Inputs, FeelValue Output, FeelExpression? OutputExpression, int Line);
public sealed record DecisionTableSource(HitPolicy Hit, ImmutableArray<TableInput> Inputs, ImmutableArray<TableRow> Rows, FeelValue Default);
public sealed record TableAnswer(FeelValue Value, ImmutableArray<int> Rows, ImmutableArray<int> Undecided, ImmutableArray<FeelVariable> Decisive);
public sealed class DecisionTable
{
    public static (DecisionTable? Table, ImmutableArray<FeelDiagnostic> Diagnostics) Compile(DecisionTableSource source, FeelSchema schema, FeelOptions? options = null) => throw new NotImplementedException();
    public TableAnswer Evaluate(FeelValue[] frame) => throw new NotImplementedException();
    public ImmutableArray<FeelVariable> Uses => throw new NotImplementedException();
}
public static class TableCheck
{
    public static ImmutableArray<FeelDiagnostic> Run(DecisionTableSource source, FeelSchema schema) => throw new NotImplementedException();
}
