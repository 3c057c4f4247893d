using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Zhunsheng.Storage;

namespace Zhunsheng.Web.Pages.Notices;

/// <summary>The token in the link that confirms an address: sealed by this installation, for one person and one address, good for two days.</summary>
internal sealed class AddressLink(IDataProtectionProvider protection, TimeProvider clock)
{
    private static readonly TimeSpan Good = TimeSpan.FromDays(2);

    private readonly IDataProtector _seal = protection.CreateProtector("Zhunsheng.MailAddress");

    /// <summary>A token.</summary>
    public string Make(Guid user, string address) => _seal.Protect(string.Create(CultureInfo.InvariantCulture, $"{user:N}|{(clock.GetUtcNow() + Good).ToUnixTimeSeconds()}|{address}"));

    /// <summary>The address of a token made for the person; null when it is false, over, or another's.</summary>
    public string? Read(Guid user, string token)
    {
        try
        {
            var parts = _seal.Unprotect(token).Split('|', 3);
            return parts is [var who, var until, var address] && Guid.Parse(who) == user && long.Parse(until, CultureInfo.InvariantCulture) >= clock.GetUtcNow().ToUnixTimeSeconds() ? MailBoxes.Checked(address) : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
