namespace Zhunsheng.Rulebooks;

/// <summary>What an administrative division code names.</summary>
public enum DivisionLevel
{
    /// <summary>省、自治区、直辖市、特别行政区: two digits and four zeros.</summary>
    Province,
    /// <summary>市、地区、自治州、盟: four digits and two zeros.</summary>
    Prefecture,
    /// <summary>县、市辖区、县级市、旗: all six digits.</summary>
    County,
}

/// <summary>
/// 区划代码 by the form of GB/T 2260: six digits, two each for province, prefecture and county. Only the form is checked and that the province exists: counties come and go every year, and a list of them
/// would be out of date.
/// </summary>
public static class DivisionCode
{
    private const int Length = 6;

    /// <summary>The first two digits of the provinces, by the six great regions, then 台湾, 香港, 澳门.</summary>
    private const string Provinces = "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82";

    /// <summary>What is wrong with a code, in Chinese and with how to mend it; null when its form is right.</summary>
    /// <param name="code">The code, half-width digits.</param>
    public static string? Problem(string code)
    {
        ArgumentNullException.ThrowIfNull(code);
        if (code.Length != Length || !code.All(char.IsAsciiDigit))
        {
            return $"区划代码“{code}”不对：要六位数字，前两位是省，中两位是市，后两位是县，例如 230000";
        }

        if (!Provinces.Split(' ').Contains(code[..2]))
        {
            return $"区划代码“{code}”不对：没有以{code[..2]}开头的省级区划，请核对前两位";
        }

        return code[2..4] == "00" && code[4..] != "00" ? $"区划代码“{code}”不对：中两位是00（省级），后两位也应当是00，请核对" : null;
    }

    /// <summary>What a code of the right form names.</summary>
    public static DivisionLevel LevelOf(string code)
    {
        ArgumentNullException.ThrowIfNull(code);
        return code[2..] == "0000" ? DivisionLevel.Province : code[4..] == "00" ? DivisionLevel.Prefecture : DivisionLevel.County;
    }
}
