using Zhunsheng.Storage;

namespace Zhunsheng.Web.Hosting;

/// <summary>Looks after changed rulebook files while the program runs.</summary>
internal sealed class RulebookWatch(RulebookLibrary library) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await library.Watch(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The program ends.
        }
    }
}
