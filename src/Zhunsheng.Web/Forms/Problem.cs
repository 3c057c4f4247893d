using Zhunsheng.Rulebooks;

namespace Zhunsheng.Web.Forms;

/// <summary>Something wrong with a form.</summary>
/// <param name="FieldId">The id of the field it is about; null when it is about the whole.</param>
/// <param name="Message">What is wrong, by how much, what to do.</param>
/// <param name="Article">The article that objects; null when it is not the law.</param>
/// <param name="Remedy">What would lift it; null when the message says it.</param>
public sealed record Problem(string? FieldId, string Message, Citation? Article = null, string? Remedy = null);
