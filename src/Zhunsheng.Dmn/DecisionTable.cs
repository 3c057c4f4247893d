namespace Zhunsheng.Dmn;

/// <summary>A compiled decision table.</summary>
public sealed class DecisionTable
{
}
