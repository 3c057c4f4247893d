using System.Globalization;

namespace Zhunsheng.Web.Hosting;

/// <summary>
/// Test aid: reads “now” from a file that holds an ISO 8601 moment, so that a test can play a project's life of several years.
/// Only to be had in the environments Development and Testing (option --clock FILE); the system's clock otherwise.
/// A file that is missing or holds nothing readable leaves the last moment read.
/// </summary>
internal sealed class FileTime(string path) : TimeProvider
{
    private readonly Lock _gate = new();
    private DateTime _stamp;
    private DateTimeOffset _now = System.GetUtcNow();

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
        {
            try
            {
                var stamp = File.GetLastWriteTimeUtc(path);
                if (stamp != _stamp
                    && DateTimeOffset.TryParse(File.ReadAllText(path), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var read))
                {
                    _now = read.ToUniversalTime();
                    _stamp = stamp;
                }
            }
            catch (IOException)
            {
                // Being written at this moment: the last value stands.
            }

            return _now;
        }
    }
}
