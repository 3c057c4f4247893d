namespace Zhunsheng.Storage;

/// <summary>The storage cannot be used. The message is in Chinese and says what, where and how to mend it.</summary>
public sealed class StorageUnavailableException : Exception
{
    /// <summary>With its three parts.</summary>
    public StorageUnavailableException(string what, string where, string remedy, Exception? inner = null)
        : base($"{what}：{where}。{remedy}", inner) => (What, Where, Remedy) = (what, where, remedy);

    /// <summary>What is wrong.</summary>
    public string What { get; }

    /// <summary>The file, folder or server.</summary>
    public string Where { get; }

    /// <summary>How to mend it.</summary>
    public string Remedy { get; }
}

/// <summary>Brings the storage up: folders, access, schema.</summary>
public sealed class StorageStartup
{
    /// <summary>
    /// Makes the folders, tries that the database can be written and brings its schema to the current step. Several nodes may do so at once.
    /// Throws <see cref="StorageUnavailableException"/> when the storage cannot be used.
    /// </summary>
    public Task Prepare(CancellationToken cancel = default) => throw new NotImplementedException();

    /// <summary>Whether the database answers and its schema is current: null when it does, else the reason in Chinese.</summary>
    public Task<string?> Readiness(CancellationToken cancel = default) => throw new NotImplementedException();
}
