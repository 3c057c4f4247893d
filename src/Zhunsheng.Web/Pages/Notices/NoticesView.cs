using System.Globalization;
using Zhunsheng.Storage;
using Zhunsheng.Web.Forms;

namespace Zhunsheng.Web.Pages.Notices;

/// <summary>The notices of a person.</summary>
/// <param name="Query">What is looked for.</param>
/// <param name="Found">What was found.</param>
/// <param name="Mail">Whether mail is to be had.</param>
public sealed record NoticesView(NoticeQuery Query, NoticePage Found, bool Mail)
{
    /// <summary>The address of the list with another kind, page or choice of unread ones.</summary>
    public static string Href(NoticeKind? kind, bool unread, int page = 1)
    {
        string?[] parts = [kind is { } k ? string.Create(CultureInfo.InvariantCulture, $"kind={(int)k}") : null, unread ? "unread=1" : null, page > 1 ? string.Create(CultureInfo.InvariantCulture, $"page={page}") : null];
        return "/notices" + (parts.Any(p => p is not null) ? "?" + string.Join('&', parts.OfType<string>()) : "");
    }
}

/// <summary>How a person wants to be told.</summary>
/// <param name="Choices">What is chosen.</param>
/// <param name="Box">Where mail goes.</param>
/// <param name="Mail">Whether mail is to be had.</param>
public sealed record NoticeSettingsView(IReadOnlyDictionary<NoticeKind, NoticeFrequency> Choices, MailBox Box, bool Mail)
{
    /// <summary>What is wrong.</summary>
    public IReadOnlyList<Problem> Problems { get; init; } = [];

    /// <summary>What has just been done; null for nothing.</summary>
    public string? Done { get; init; }

    /// <summary>The address as typed; null for none.</summary>
    public string? Typed { get; init; }

    /// <summary>The error of a field; null for none.</summary>
    public string? ErrorOf(string field) => Problems.FirstOrDefault(p => p.FieldId == field)?.Message;

    /// <summary>The field of a kind.</summary>
    public static string FieldOf(NoticeKind kind) => string.Create(CultureInfo.InvariantCulture, $"k{(int)kind}");
}
