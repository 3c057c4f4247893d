using Microsoft.Extensions.DependencyInjection;
using Zhunsheng.Storage;

namespace Zhunsheng.EndToEnd;

/// <summary>What must hold of an installation after anything that happened to it.</summary>
internal static class LifeChecks
{
    /// <summary>Every act is there, unaltered and in order.</summary>
    public static async Task ChainVerifies(ServerProcess server)
    {
        await using var services = server.OpenStorage();
        await services.GetRequiredService<RulebookLibrary>().Reload();
        var result = await services.GetRequiredService<ChainVerifier>().VerifyAll();
        Assert.Empty(result.Findings);
        Assert.True(result.Acts > 0);
    }
}
