using Microsoft.Extensions.DependencyInjection;

namespace Zhunsheng.Storage;

/// <summary>Registers the storage with a host.</summary>
public static class StorageServices
{
    /// <summary>
    /// Registers <see cref="StorageStartup"/>, <see cref="CaseStore"/>, <see cref="AttachmentStore"/>, <see cref="RulebookLibrary"/>, <see cref="ChainVerifier"/> (singletons),
    /// <see cref="Accounts"/> (scoped), the database context and the identity services without cookies (UserManager of <see cref="User"/>, roles).
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="options">Where the data is.</param>
    /// <param name="rulebookFolder">The folder of rulebooks; null for a program that only reads stored data.</param>
    public static IServiceCollection AddZhunshengStorage(this IServiceCollection services, StorageOptions options, string? rulebookFolder) => throw new NotImplementedException();
}
