using Zhunsheng.Storage;

namespace Zhunsheng.Web.Hosting;

/// <summary>Looks after changed rulebook files while the program runs.</summary>
internal sealed class RulebookWatch(RulebookLibrary library) : BackgroundService
{
    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => library.Watch(stoppingToken);
}
