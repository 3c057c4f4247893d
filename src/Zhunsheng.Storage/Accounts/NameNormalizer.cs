using Microsoft.AspNetCore.Identity;

namespace Zhunsheng.Storage;

/// <summary>Under which form names are found: capitals, full-width and half-width characters alike.</summary>
internal sealed class NameNormalizer : ILookupNormalizer
{
    public string? NormalizeName(string? name) => name is null ? null : PlainText.Code(name).ToUpperInvariant();

    public string? NormalizeEmail(string? email) => NormalizeName(email);
}
