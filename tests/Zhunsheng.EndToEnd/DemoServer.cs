namespace Zhunsheng.EndToEnd;

/// <summary>One server with the demo data for all tests of a class.</summary>
public sealed class DemoServer : IAsyncLifetime
{
    internal ServerProcess Server { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Server = await ServerProcess.StartDemo();

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
