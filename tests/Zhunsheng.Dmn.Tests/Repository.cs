namespace Zhunsheng.Dmn.Tests;

/// <summary>Where the files of the repository lie.</summary>
internal static class Repository
{
    /// <summary>The path of a file, given from the root.</summary>
    public static string File(params string[] parts)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !System.IO.File.Exists(Path.Combine(folder.FullName, "Zhunsheng.slnx")))
        {
            folder = folder.Parent;
        }

        return Path.Combine([folder?.FullName ?? throw new InvalidOperationException("The tests run outside the repository."), .. parts]);
    }
}
