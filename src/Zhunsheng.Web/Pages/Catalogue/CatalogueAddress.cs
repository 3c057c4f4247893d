namespace Zhunsheng.Web.Pages.Catalogue;

/// <summary>Addresses with what is asked for behind the question mark; what is null or empty is left out.</summary>
internal static class CatalogueAddress
{
    public static string Of(string path, params (string Name, string? Value)[] parts)
    {
        var asked = string.Join('&', parts.Where(p => !string.IsNullOrEmpty(p.Value)).Select(p => $"{p.Name}={Uri.EscapeDataString(p.Value!)}"));
        return asked.Length == 0 ? path : $"{path}?{asked}";
    }
}
