namespace Zhunsheng.Storage;

/// <summary>统一社会信用代码 (GB 32100-2015): 18 characters, the last a check character.</summary>
internal static class SocialCreditCode
{
    private const string Characters = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    private const int Length = 18;
    private const int Base = 31;

    /// <summary>Whether a code has the right form and check character.</summary>
    public static bool IsValid(string code)
    {
        if (code.Length != Length)
        {
            return false;
        }

        var sum = 0;
        var weight = 1;
        for (var i = 0; i < Length - 1; i++)
        {
            var value = Characters.IndexOf(code[i], StringComparison.Ordinal);
            if (value < 0)
            {
                return false;
            }

            sum += value * weight;
            weight = weight * 3 % Base;
        }

        return code[^1] == Characters[(Base - (sum % Base)) % Base];
    }
}
