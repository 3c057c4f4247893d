namespace Zhunsheng.Web.Access;

/// <summary>Who looks at the page of this request; filled once per request before the page is made.</summary>
internal sealed class Visitor
{
    /// <summary>The person signed in; null in the public area.</summary>
    public SignedInUser? User { get; set; }

    /// <summary>How many jobs wait for this person.</summary>
    public int Waiting { get; set; }

    /// <summary>The jurisdiction shown in the bar; null in the public area.</summary>
    public string? Place { get; set; }
}
