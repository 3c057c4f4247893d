using Microsoft.AspNetCore.Identity;

namespace Zhunsheng.Storage;

/// <summary>Account names: 2 to 64 letters (Chinese ones too), digits and . _ - @, in half-width characters: a name that only looks like another is the same name.</summary>
internal sealed class UserNameRule(IdentityErrorDescriber errors) : IUserValidator<User>
{
    private const int Shortest = 2;
    private const int Longest = 64;

    public Task<IdentityResult> ValidateAsync(UserManager<User> manager, User user)
    {
        var name = user.UserName;
        var good = name is { Length: >= Shortest and <= Longest } && name.All(c => char.IsLetterOrDigit(c) || c is '.' or '_' or '-' or '@') && !name.Any(IsLookalike);
        return Task.FromResult(good ? IdentityResult.Success : IdentityResult.Failed(errors.InvalidUserName(name)));
    }

    /// <summary>Letters that are other letters in a special dress: letterlike symbols, ligatures and presentation forms, full-width and half-width forms.</summary>
    private static bool IsLookalike(char c) => c is (>= '\u2100' and <= '\u214F') or (>= '\uFB00' and <= '\uFDFF') or (>= '\uFE70' and <= '\uFFEF');
}
