using System.Collections.Immutable;
using Zhunsheng.Casework;
using Zhunsheng.Rulebooks;

namespace Zhunsheng.Web.Pages.CaseFiles;

/// <summary>One act in full.</summary>
/// <param name="File">The file.</param>
/// <param name="Book">The rulebook.</param>
/// <param name="Act">The act.</param>
/// <param name="Corrections">The acts that correct it, in order.</param>
/// <param name="Title">The title of the file.</param>
/// <param name="MayCorrect">Whether the visitor may correct it.</param>
/// <param name="HasReceipt">Whether there is a receipt for it.</param>
public sealed record ActView(CaseFile File, Rulebook Book, Act Act, ImmutableArray<Act> Corrections, string Title, bool MayCorrect, bool HasReceipt)
{
    /// <summary>Whether the file was closed by the act that opened it: then only its outcome is shown.</summary>
    public bool IsStub => OfflineStub.Is(File, Book);
}
