using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Zhunsheng.Casework;

namespace Zhunsheng.Web.Forms;

/// <summary>A file received with a form that was then sent back: kept, so that it need not be sent again.</summary>
/// <param name="Paper">The index of the paper in its dossier.</param>
/// <param name="File">The file.</param>
/// <param name="Token">The text that names it in the form; bound to the person and the form, so that nobody can name a file of others.</param>
public sealed record KeptPaper(int Paper, Attachment File, string Token);

/// <summary>Makes and reads the tokens of kept files.</summary>
internal sealed class KeptPapers(IDataProtectionProvider protection)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    private readonly ITimeLimitedDataProtector _protector = protection.CreateProtector("Zhunsheng.Web.KeptPapers").ToTimeLimitedDataProtector();

    /// <summary>Names a received file for a person and a form.</summary>
    /// <param name="user">The account.</param>
    /// <param name="form">The form: case and step.</param>
    /// <param name="paper">The index of the paper in its dossier.</param>
    /// <param name="file">The file.</param>
    public KeptPaper Keep(Guid user, string form, int paper, Attachment file) =>
        new(paper, file, _protector.Protect(JsonSerializer.Serialize(new Ticket(user, form, paper, file)), Lifetime));

    /// <summary>The file of a token; null when it was made for another person or form, is too old, or was never made here.</summary>
    public KeptPaper? Read(Guid user, string form, string token)
    {
        try
        {
            var ticket = JsonSerializer.Deserialize<Ticket>(_protector.Unprotect(token));
            return ticket is not null && ticket.User == user && ticket.Form == form ? new KeptPaper(ticket.Paper, ticket.File, token) : null;
        }
        catch (Exception e) when (e is System.Security.Cryptography.CryptographicException or JsonException or FormatException)
        {
            return null;
        }
    }

    private sealed record Ticket(Guid User, string Form, int Paper, Attachment File);
}
