using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Zhunsheng.Casework;

namespace Zhunsheng.Storage;

/// <summary>
/// In a host that keeps running: refreshes the lists after the start and whenever a new day has begun in Beijing, and soon after something in one file has touched others.
/// </summary>
internal sealed class DailyLists(CaseLists lists, PassingNotices notices, TimeProvider clock, ILogger<DailyLists> log) : BackgroundService
{
    private static readonly TimeSpan LookAtTheClock = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        DateOnly? done = null;
        while (!stoppingToken.IsCancellationRequested)
        {
            var today = LegalDay.Of(clock.GetUtcNow());
            try
            {
                if (done != today)
                {
                    var count = await lists.Refresh(stoppingToken);
                    log.LogInformation("{Day:yyyy-MM-dd}：{Count} 份案卷的待办按这一天重算", today, count);
                    await notices.Write(stoppingToken);
                    done = today;
                }
                else if (await lists.Touched(stoppingToken) is > 0 and var touched)
                {
                    log.LogInformation("{Count} 份案卷的待办因为别的案卷有变化而重算", touched);
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure) when (StorageFailure.Unavailable(failure) is { } what)
            {
                log.LogWarning("待办没有重算成，稍后再试：{What}", what);
            }
            catch (Exception failure)
            {
                log.LogError(failure, "待办没有重算成，稍后再试");
            }

            await Task.Delay(LookAtTheClock, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
