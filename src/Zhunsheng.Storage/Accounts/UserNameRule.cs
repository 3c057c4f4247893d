using System.Text;
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
        var good = name is not null && !name.Any(char.IsSurrogate) && name.IsNormalized(NormalizationForm.FormKC) && name is { Length: >= Shortest and <= Longest } && name.All(c => char.IsLetterOrDigit(c) || c is '.' or '_' or '-' or '@');
        return Task.FromResult(good ? IdentityResult.Success : IdentityResult.Failed(errors.InvalidUserName(name)));
    }
}
