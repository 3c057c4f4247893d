using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Zhunsheng.Storage.Schema;

namespace Zhunsheng.Storage;

/// <summary>Registers the storage with a host.</summary>
public static class StorageServices
{
    /// <summary>
    /// Registers <see cref="StorageStartup"/>, <see cref="CaseStore"/>, <see cref="CaseLists"/>, <see cref="Drafts"/>, <see cref="PendingForms"/>, <see cref="DocumentRegister"/>, <see cref="InspectionOrders"/>, <see cref="ToldBook"/>, <see cref="AttachmentStore"/>, <see cref="RulebookLibrary"/>, <see cref="ChainVerifier"/>
    /// (singletons), <see cref="Accounts"/>, <see cref="Territories"/>, <see cref="Deputies"/>, <see cref="AdminLog"/> (scoped), the database context and the identity services without cookies (UserManager of <see cref="User"/>).
    /// The host may put a <see cref="TimeProvider"/> of its own before.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="options">Where the data is.</param>
    /// <param name="rulebookFolder">The folder of rulebooks; null for a program that only reads stored data.</param>
    public static IServiceCollection AddZhunshengStorage(this IServiceCollection services, StorageOptions options, string? rulebookFolder)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(options);
        services.TryAddSingleton(TimeProvider.System);
        services.AddLogging();
        services.AddSingleton(options);
        services.AddDbContextFactory<ZhunshengDbContext>(b => Database.Configure(b, options));
        services.AddSingleton<StorageStartup>();
        services.AddSingleton<AttachmentStore>();
        services.AddSingleton<LeftFiles>();
        services.AddSingleton<Uploads>();
        services.AddSingleton(p => new RulebookLibrary(
            rulebookFolder is null ? null : new RulebookFolder(rulebookFolder),
            p.GetRequiredService<IDbContextFactory<ZhunshengDbContext>>(),
            p.GetRequiredService<TimeProvider>(),
            p.GetRequiredService<ILogger<RulebookLibrary>>()));
        services.AddSingleton<CaseStore>();
        services.AddSingleton<CaseLists>();
        services.AddSingleton<ExpertPool>();
        services.AddSingleton<DocumentRegister>();
        services.AddSingleton<SystemCatalogue>();
        services.AddSingleton<DataCatalogue>();
        services.AddSingleton<AmendmentSurvey>();
        services.AddSingleton<Oversight>();
        services.AddSingleton<InspectionOrders>();
        services.AddSingleton<ToldBook>();
        services.AddSingleton<InspectionLots>();
        services.AddSingleton<CaseSearch>();
        services.AddSingleton<PaperTexts>();
        services.AddSingleton<SimilarCases>();
        services.AddSingleton<SavedQueries>();
        services.AddSingleton<Drafts>();
        services.AddSingleton<PendingForms>();
        services.AddSingleton<PassingNotices>();
        services.AddSingleton<NoticeBox>();
        services.AddSingleton<MailBoxes>();
        services.AddSingleton<MailOutbox>();
        services.AddSingleton<OpenData>();
        services.AddSingleton<ChainVerifier>();
        services.AddHostedService<DailyLists>();
        services.AddHostedService<PaperReadings>();
        services.AddScoped<AdminLog>();
        services.AddScoped<Accounts>();
        services.AddScoped<TokenDesk>();
        services.AddScoped<Territories>();
        services.AddScoped<Deputies>();
        services.AddScoped<PeopleImport>();
        services.AddSingleton<ILookupNormalizer, NameNormalizer>();
        services.AddIdentityCore<User>(Rules)
            .AddRoles<IdentityRole<Guid>>()
            .AddErrorDescriber<ChineseIdentityErrors>()
            .AddEntityFrameworkStores<ZhunshengDbContext>();
        services.AddScoped<IUserValidator<User>, UserNameRule>();
        return services;
    }

    private static void Rules(IdentityOptions identity)
    {
        identity.User.AllowedUserNameCharacters = "";
        identity.Password.RequiredLength = 8;
        identity.Password.RequiredUniqueChars = 4;
        identity.Password.RequireDigit = true;
        identity.Password.RequireLowercase = true;
        identity.Password.RequireUppercase = false;
        identity.Password.RequireNonAlphanumeric = false;
    }
}
