using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Zhunsheng.Casework;

namespace Zhunsheng.Storage;

/// <summary>In a host that keeps running: refreshes the lists after the start and soon after each midnight in Beijing.</summary>
internal sealed class DailyLists(CaseLists lists, TimeProvider clock, ILogger<DailyLists> log) : BackgroundService
{
    private static readonly TimeSpan AfterMidnight = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan TryAgain = TimeSpan.FromMinutes(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            TimeSpan pause;
            try
            {
                var count = await lists.Refresh(stoppingToken);
                if (count > 0)
                {
                    log.LogInformation("{Count} 份案卷的待办按新的一天重算", count);
                }

                var now = LegalDay.InBeijing(clock.GetUtcNow());
                pause = now.Date.AddDays(1) - now.DateTime + AfterMidnight;
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                log.LogError(failure, "待办没有重算成，稍后再试");
                pause = TryAgain;
            }

            await Task.Delay(pause, clock, stoppingToken);
        }
    }
}
