namespace Zhunsheng.Cli.Tests;
public class Probe
{
    [Fact] public void Good() => Assert.True(true);
    [Fact] public void Bad() => Assert.Equal(1, 2);
    [Fact(Skip = "x")] public void Skipped() { }
}
