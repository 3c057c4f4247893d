namespace Zhunsheng.Web.Pages.SignIn;

/// <summary>The sign-in form.</summary>
/// <param name="UserName">What was typed as name.</param>
/// <param name="ReturnTo">The local address to go to afterwards; null for the workbench.</param>
/// <param name="Error">Why it failed, or that the session is over; null for neither.</param>
public sealed record SignInModel(string UserName, string? ReturnTo, string? Error);
