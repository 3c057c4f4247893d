using System.Collections.Immutable;
using Zhunsheng.Rulebooks;
using Zhunsheng.Storage;
using Zhunsheng.Web.Access;
using Zhunsheng.Web.Forms;
using Zhunsheng.Web.Hosting;
using Zhunsheng.Web.Pages.SignIn;
using Zhunsheng.Web.Ways;

namespace Zhunsheng.Web.Pages.HowTo;

/// <summary>/, /how-to and /how-to/route: public; the answers stand in the address, nothing is kept.</summary>
internal static class HowToEndpoints
{
    private const int MostQuestions = 14;

    public static void MapHowTo(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/", (HttpContext context, Visitor visitor, RulebookLibrary library, Clock clock) => visitor.User is { } user
            ? Page.See(SignInEndpoints.HomeOf(user))
            : Page.Of<HowToPage>(View(context.Request, library, clock.Today)));
        routes.MapGet("/how-to", (HttpContext context, RulebookLibrary library, Clock clock) => Page.Of<HowToPage>(View(context.Request, library, clock.Today)));
        routes.MapGet("/how-to/route", (HttpContext context, RulebookLibrary library, Clock clock) =>
            View(context.Request, library, clock.Today) is { Book: not null } view ? (IResult)Page.Of<WayPage>(view) : Results.NotFound());
    }

    private static HowToView View(HttpRequest request, RulebookLibrary library, DateOnly today)
    {
        var books = library.All;
        var book = books.FirstOrDefault(b => b.Id == request.Query["rulebook"].ToString()) ?? books.FirstOrDefault();
        var printable = "/how-to/route" + request.QueryString;
        if (book is null)
        {
            return new HowToView(books, null, [], null, [], null, printable, today);
        }

        var fields = FormFields.Of(request.Query);
        var answered = AskableFacts.Of(book).Where(f => fields.Has(FactInput.NameOf(f))).Select(f => Read(f, fields)).ToList();
        var facts = answered.Where(f => !f.Value.IsNull).ToImmutableDictionary(f => f.Fact.Name, f => f.Value);
        var outlook = Outlook.Of(book, facts, today);
        var questions = outlook.Closes is null
            ? Questions(book, answered, outlook, fields)
            : [.. answered.Where(f => !f.Value.IsNull || f.Error is not null).Take(MostQuestions)];
        return new HowToView(books, book, questions, outlook.Way, outlook.Stages, outlook.Scope, printable, today) { ClosesAtOnce = outlook.Closes };
    }

    /// <summary>
    /// What to ask: what has been answered, and what the way still depends on, in the order of the opening form. Facts that only arise on the way
    /// (set or asked by later steps) are not asked: nobody can know them yet.
    /// </summary>
    private static ImmutableArray<FormField> Questions(Rulebook book, List<FormField> answered, Outlook outlook, FormFields fields)
    {
        var deciding = outlook.Deciding.ToHashSet();
        var known = answered.Where(f => !f.Value.IsNull || f.Error is not null).ToDictionary(f => f.Fact.Name);
        return [.. AskableFacts.Of(book).Where(f => known.ContainsKey(f.Name) || deciding.Contains(f.Name)).Take(MostQuestions).Select(f => known.GetValueOrDefault(f.Name) ?? Read(f, fields))];
    }

    private static FormField Read(FactDefinition fact, FormFields fields) =>
        FactInput.Read(new AskedFact(fact, null, false, null), fields) with { OffersUnknown = true };
}
