namespace Zhunsheng.Web.Forms;

/// <summary>How much may be sent at once.</summary>
/// <param name="PerFile">The largest file, in bytes.</param>
/// <param name="Total">The largest form with all its files, in bytes.</param>
public sealed record UploadLimits(long PerFile, long Total)
{
    /// <summary>The largest form without files, in bytes.</summary>
    public const long Fields = 2L * 1024 * 1024;

    /// <summary>Reads Uploads:PerFileMB and Uploads:TotalMB; 200 and 600 unless said otherwise.</summary>
    public static UploadLimits Of(IConfiguration configuration)
    {
        var perFile = configuration.GetValue("Uploads:PerFileMB", 200L) * 1024 * 1024;
        return new UploadLimits(perFile, Math.Max(perFile, configuration.GetValue("Uploads:TotalMB", 600L) * 1024 * 1024));
    }
}
