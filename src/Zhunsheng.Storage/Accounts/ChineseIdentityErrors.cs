using Microsoft.AspNetCore.Identity;

namespace Zhunsheng.Storage;

/// <summary>What the identity library finds wrong, in Chinese.</summary>
internal sealed class ChineseIdentityErrors : IdentityErrorDescriber
{
    public override IdentityError DefaultError() => Error(nameof(DefaultError), "没有办成，请再试一次");

    public override IdentityError ConcurrencyFailure() => Error(nameof(ConcurrencyFailure), "别人刚改过这个账号，请刷新后再改");

    public override IdentityError PasswordMismatch() => Error(nameof(PasswordMismatch), "原密码不对");

    public override IdentityError InvalidUserName(string? userName) => Error(nameof(InvalidUserName), $"账号名“{userName}”不能用：写2到64个字母、数字、汉字或 . _ - @");

    public override IdentityError DuplicateUserName(string userName) => Error(nameof(DuplicateUserName), $"账号名“{userName}”已经有人用，请换一个");

    public override IdentityError PasswordTooShort(int length) => Error(nameof(PasswordTooShort), $"密码至少{length}个字符");

    public override IdentityError PasswordRequiresDigit() => Error(nameof(PasswordRequiresDigit), "密码里要有数字");

    public override IdentityError PasswordRequiresLower() => Error(nameof(PasswordRequiresLower), "密码里要有小写字母");

    public override IdentityError PasswordRequiresUniqueChars(int uniqueChars) => Error(nameof(PasswordRequiresUniqueChars), $"密码里至少要有{uniqueChars}个不同的字符");

    private static IdentityError Error(string code, string text) => new() { Code = code, Description = text };
}
