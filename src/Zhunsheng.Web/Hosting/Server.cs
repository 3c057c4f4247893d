using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Zhunsheng.Storage;
using Zhunsheng.Web.Access;
using Zhunsheng.Web.Api;
using Zhunsheng.Web.Forms;
using Zhunsheng.Web.Mail;
using Zhunsheng.Web.Pages;
using Zhunsheng.Web.Pages.Admin;
using Zhunsheng.Web.Pages.Projects;
using Zhunsheng.Web.Pages.RulebookReader;
using Zhunsheng.Web.Pages.Review;
using Zhunsheng.Web.Pages.Search;
using Zhunsheng.Web.Pages.Steps;

namespace Zhunsheng.Web.Hosting;

/// <summary>Puts the program together, starts it and says where it is to be found.</summary>
internal static class Server
{
    /// <summary>Runs until stopped. Returns 0, or 1 when it could not start; the reason is then one line on the error stream.</summary>
    public static async Task<int> Run(string[] args)
    {
        var (arguments, help, error) = StartOptions.Parse(args);
        if (help)
        {
            await Console.Out.WriteLineAsync(StartOptions.Help);
            return 0;
        }

        try
        {
            if (error is not null)
            {
                throw new StartFailure(error);
            }

            await using var app = Build(arguments);
            Startup.TryPort(app.Configuration);
            await Startup.Prepare(app);
            var demo = await Startup.Demo(app);
            await Start(app);
            await Startup.Announce(app, demo);
            await app.WaitForShutdownAsync();
            return 0;
        }
        catch (Exception e) when (Startup.Explain(e) is { } line)
        {
            await Console.Error.WriteLineAsync(line);
            return 1;
        }
    }

    /// <summary>Starts serving. When that fails, what runs in the background is stopped too before the reason is told.</summary>
    private static async Task Start(WebApplication app)
    {
        try
        {
            await app.StartAsync();
        }
        catch
        {
            await app.StopAsync();
            throw;
        }
    }

    private static WebApplication Build(string[] arguments)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = arguments, ApplicationName = typeof(Server).Assembly.GetName().Name });
        var configuration = builder.Configuration;
        var storage = Startup.StorageOf(configuration);
        // What the framework would say at every start, or of every odd form, helps nobody who runs this.
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning).AddFilter("System", LogLevel.Warning)
            .AddFilter("Microsoft.AspNetCore.Antiforgery", LogLevel.None)
            // Refused tokens are kept with the other refusals.
            .AddFilter("Zhunsheng.Web.Api.ApiTokens", LogLevel.Warning)
            .AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error)
            // Why a start failed is said in one line of our own.
            .AddFilter("Microsoft.Extensions.Hosting", LogLevel.None)
            .AddFilter("Microsoft.AspNetCore.Hosting", LogLevel.None)
            // A failure of the database is told where it is caught.
            .AddFilter("Microsoft.EntityFrameworkCore.Query", LogLevel.None).AddFilter("Microsoft.EntityFrameworkCore.Database.Connection", LogLevel.None);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = UploadLimits.Fields;
        });
        if (configuration["urls"] is null)
        {
            builder.WebHost.UseUrls(string.Create(CultureInfo.InvariantCulture, $"http://{Startup.HostOf(configuration)}:{Startup.PortOf(configuration)}"));
        }

        var services = builder.Services;
        services.AddSingleton(Startup.TimeOf(configuration, builder.Environment));
        services.AddZhunshengStorage(storage, Startup.RulebookFolderOf(configuration, builder.Environment));
        services.AddDataProtection().SetApplicationName("Zhunsheng").PersistKeysToFileSystem(new DirectoryInfo(storage.KeyFolder));
        services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
        services.AddHttpContextAccessor();
        services.AddRazorComponents();
        services.AddSingleton(UploadLimits.Of(configuration));
        services.AddSingleton<Clock>();
        services.AddSingleton(new CaseBook(Startup.RulebookFolderOf(configuration, builder.Environment)));
        services.AddSingleton<KeptPapers>();
        services.AddSingleton<Chapters>();
        services.AddSingleton<IPaperReader, PaperReader>();
        services.AddScoped<Visitor>();
        services.AddScoped<CaseAccess>();
        services.AddScoped<StepDesk>();
        services.AddScoped<Pages.Plan.PlanYearDesk>();
        services.AddScoped<StepDrafts>();
        services.AddScoped<StepServices>();
        services.AddScoped<AdminServices>();
        services.AddScoped<ExpertServices>();
        services.AddScoped<SheetDownload>();
        services.AddScoped<DuplicateCheck>();
        services.AddScoped<Pages.Catalogue.DataCheck>();
        services.AddScoped<ListServices>();
        services.AddHostedService<RulebookWatch>();
        services.AddMailDelivery(configuration);
        services.AddAntiforgery(options =>
        {
            options.HeaderName = StepPost.AntiforgeryHeader;
            options.FormFieldName = "antiforgery";
            options.Cookie.Name = "zhunsheng.form";
            options.Cookie.SameSite = SameSiteMode.Strict;
            options.SuppressXFrameOptionsHeader = true;
        });
        services.AddAuthorization();
        services.AddAuthentication(SignedIn.Scheme).AddCookie(SignedIn.Scheme, options =>
        {
            options.Cookie.Name = "zhunsheng.session";
            options.Cookie.HttpOnly = true;
            options.Cookie.SameSite = SameSiteMode.Lax;
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            options.ExpireTimeSpan = TimeSpan.FromMinutes(configuration.GetValue("Session:IdleMinutes", 30));
            options.SlidingExpiration = true;
            options.LoginPath = "/sign-in";
            options.ReturnUrlParameter = "return";
            options.Events = new CookieAuthenticationEvents { OnRedirectToAccessDenied = context => Refused(context.HttpContext), OnRedirectToLogin = SignedIn.Ask };
        });
        services.AddApi(configuration);
        var app = builder.Build();
        app.UseHeadRequests();
        app.UseSecurityHeaders();
        app.UseErrorPages();
        app.UseRouting();
        app.UseAuthentication();
        app.UseVisitor();
        app.UseAuthorization();
        app.UseRateLimiter();
        app.MapSiteFiles();
        app.MapApi();
        app.MapPages();
        return app;
    }

    private static Task Refused(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }
}
