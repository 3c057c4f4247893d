using System.Collections.Immutable;
using Zhunsheng.Rulebooks;
using Zhunsheng.Storage;
using Zhunsheng.Web.Access;
using Zhunsheng.Web.Hosting;

namespace Zhunsheng.Web.Pages.Help;

/// <summary>/help: how the program is used, and for every role of every rulebook what it must and may do. Public, like the regulations.</summary>
internal static class HelpEndpoints
{
    public static void MapHelp(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/help", (Visitor visitor, RulebookLibrary library) => Page.Of<HelpPage>(new HelpView(library.All, Own(visitor.User, library))));
        routes.MapGet("/help/{rulebook}/{role}", (string rulebook, string role, RulebookLibrary library) => library.Current(rulebook) is { } book && book.FindRole(role) is { } found
            ? (IResult)Page.Of<HandbookPage>(Handbook.Of(book, found))
            : Results.NotFound());
    }

    /// <summary>The address of a role's handbook, at a step.</summary>
    public static string Href(string rulebook, string role, string? step = null) =>
        $"/help/{Uri.EscapeDataString(rulebook)}/{Uri.EscapeDataString(role)}{(step is null ? "" : "#" + Uri.EscapeDataString(HandbookStep.AnchorOf(step)))}";

    private static ImmutableArray<(Rulebook Book, Role Role)> Own(SignedInUser? user, RulebookLibrary library) =>
        user is null ? [] : [.. CaseAccess.BooksOf(user, library).SelectMany(b => user.RolesIn(b.Id).Select(b.FindRole).OfType<Role>().Select(r => (b, r)))];
}

/// <summary>The first page of the help.</summary>
/// <param name="Books">The rulebooks.</param>
/// <param name="Own">The visitor's own roles.</param>
public sealed record HelpView(ImmutableArray<Rulebook> Books, ImmutableArray<(Rulebook Book, Role Role)> Own);
