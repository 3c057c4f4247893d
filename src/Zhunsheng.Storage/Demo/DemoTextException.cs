namespace Zhunsheng.Storage.Demo;

/// <summary>A demo.yaml cannot be read.</summary>
/// <param name="line">The line, from 1.</param>
/// <param name="column">The column, from 1.</param>
/// <param name="problem">What is wrong, in Chinese.</param>
public sealed class DemoTextException(int line, int column, string problem) : FormatException($"演示数据第{line}行第{column}列：{problem}")
{
    /// <summary>The line, from 1.</summary>
    public int Line => line;

    /// <summary>The column, from 1.</summary>
    public int Column => column;

    /// <summary>What is wrong, in Chinese, without the place.</summary>
    public string Problem => problem;
}
