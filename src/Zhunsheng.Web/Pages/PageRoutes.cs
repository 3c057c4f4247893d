using Zhunsheng.Web.Hosting;
using Zhunsheng.Web.Pages.Acceptance;
using Zhunsheng.Web.Pages.Account;
using Zhunsheng.Web.Pages.Admin;
using Zhunsheng.Web.Pages.Calendar;
using Zhunsheng.Web.Pages.CaseFiles;
using Zhunsheng.Web.Pages.Catalogue;
using Zhunsheng.Web.Pages.Comparison;
using Zhunsheng.Web.Pages.Dashboard;
using Zhunsheng.Web.Pages.Documents;
using Zhunsheng.Web.Pages.Help;
using Zhunsheng.Web.Pages.HowTo;
using Zhunsheng.Web.Pages.Money;
using Zhunsheng.Web.Pages.Notices;
using Zhunsheng.Web.Pages.Open;
using Zhunsheng.Web.Pages.Plan;
using Zhunsheng.Web.Pages.Programs;
using Zhunsheng.Web.Pages.Projects;
using Zhunsheng.Web.Pages.Review;
using Zhunsheng.Web.Pages.RulebookReader;
using Zhunsheng.Web.Pages.Search;
using Zhunsheng.Web.Pages.SignIn;
using Zhunsheng.Web.Pages.Steps;
using Zhunsheng.Web.Pages.Inspection;
using Zhunsheng.Web.Pages.Supervision;
using Zhunsheng.Web.Pages.TimeLine;
using Zhunsheng.Web.Pages.Units;
using Zhunsheng.Web.Pages.Workbench;

namespace Zhunsheng.Web.Pages;

/// <summary>All addresses. Those without sign-in are named; everything else asks for it.</summary>
internal static class PageRoutes
{
    /// <summary>Makes the pages available.</summary>
    public static void MapPages(this WebApplication app)
    {
        var open = app.MapGroup("").WithAntiforgery().AllowAnonymous();
        open.MapHealth();
        open.MapSignIn();
        open.MapHowTo();
        open.MapRulebooks();
        open.MapComparison();
        open.MapCalendar();
        open.MapApiPages();
        open.MapHelp();
        open.MapOpenData(app.Configuration);

        var signedIn = app.MapGroup("").WithAntiforgery().WithRefusalsLogged().RequireAuthorization();
        signedIn.MapAccount();
        signedIn.MapNotices();
        signedIn.MapWorkbench();
        signedIn.MapDashboard();
        signedIn.MapProjects();
        signedIn.MapPlan();
        signedIn.MapSearch();
        signedIn.MapSavedQueries();
        signedIn.MapCases();
        signedIn.MapInspection();
        signedIn.MapTold();
        signedIn.MapLots();
        signedIn.MapMoney();
        signedIn.MapTimeLine();
        signedIn.MapSupervision();
        signedIn.MapDocuments();
        signedIn.MapDocumentRegister();
        signedIn.MapCatalogues();
        signedIn.MapAcceptance();
        signedIn.MapUnits();
        signedIn.MapSteps();
        signedIn.MapDrafts();
        signedIn.MapReview();
        signedIn.MapExperts();
        signedIn.MapAdmin();
        app.MapFallback((HttpContext context) =>
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }).AllowAnonymous();
    }
}
