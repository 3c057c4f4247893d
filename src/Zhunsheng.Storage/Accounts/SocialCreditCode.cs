namespace Zhunsheng.Storage;

/// <summary>
/// 统一社会信用代码 (GB 32100-2015): 18 characters: the registering department, the kind of organisation under it, the division code of the registry (6 digits), the organisation's own code (9), a check
/// character modulo 31. The alphabet has no I, O, S, V and Z, which are read as digits too easily.
/// </summary>
internal static class SocialCreditCode
{
    private const string Characters = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    private const int Length = 18;
    private const int Base = 31;
    private const int Division = 2;
    private const int DivisionEnd = 8;

    /// <summary>
    /// By registering department the kinds of organisation it registers: 机构编制 1, 外交 2, 司法行政 3, 文化 4, 民政 5, 旅游 6, 宗教 7, 工会 8, 市场监管 9, 军队编制 A, 农业 N, others Y.
    /// </summary>
    private static readonly Dictionary<char, string> s_departments = new()
    {
        ['1'] = "1239",
        ['2'] = "19",
        ['3'] = "123459",
        ['4'] = "19",
        ['5'] = "1239",
        ['6'] = "129",
        ['7'] = "129",
        ['8'] = "19",
        ['9'] = "1239",
        ['A'] = "19",
        ['N'] = "1239",
        ['Y'] = "1",
    };

    /// <summary>A code as typed or pasted, in the form in which it is kept: half-width capitals without spaces and hyphens.</summary>
    public static string Normal(string? typed) => PlainText.Code(typed).Replace("-", "", StringComparison.Ordinal).ToUpperInvariant();

    /// <summary>What is wrong with a code in its kept form, in Chinese; null when nothing is.</summary>
    public static string? Problem(string code)
    {
        const string what = "统一社会信用代码不对：";
        if (code.Length != Length)
        {
            return $"{what}要18位，写了{code.Length}位";
        }

        foreach (var strange in code.Where(c => !Characters.Contains(c, StringComparison.Ordinal)))
        {
            return strange switch
            {
                'I' => $"{what}代码里没有字母I，是不是数字1",
                'O' => $"{what}代码里没有字母O，是不是数字0",
                'S' => $"{what}代码里没有字母S，是不是数字5",
                'V' => $"{what}代码里没有字母V，是不是字母U",
                'Z' => $"{what}代码里没有字母Z，是不是数字2",
                _ => $"{what}不能有“{strange}”，只有数字和大写字母",
            };
        }

        if (!s_departments.TryGetValue(code[0], out var kinds))
        {
            return $"{what}第1位是登记部门，没有“{code[0]}”这一类";
        }

        if (!kinds.Contains(code[1], StringComparison.Ordinal))
        {
            return $"{what}第2位是机构类别，登记部门{code[0]}没有“{code[1]}”这一类";
        }

        if (!code[Division..DivisionEnd].All(char.IsAsciiDigit))
        {
            return $"{what}第3至8位是登记机关的区划代码，应当都是数字";
        }

        return code[^1] == CheckCharacter(code) ? null : $"{what}末位是校验码，和前17位对不上，请核对";
    }

    /// <summary>The check character: 31 minus the sum of the first 17 characters weighted by powers of 3, modulo 31.</summary>
    private static char CheckCharacter(string code)
    {
        var sum = 0;
        var weight = 1;
        foreach (var c in code.AsSpan(0, Length - 1))
        {
            sum += Characters.IndexOf(c, StringComparison.Ordinal) * weight;
            weight = weight * 3 % Base;
        }

        return Characters[(Base - (sum % Base)) % Base];
    }
}
