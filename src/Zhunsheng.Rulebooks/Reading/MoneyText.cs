using System.Globalization;

namespace Zhunsheng.Rulebooks;

/// <summary>Amounts of money as everything that is read by people writes them: the same figures in sentences and in tables.</summary>
public static class MoneyText
{
    /// <summary>The unit of every amount.</summary>
    public const string Unit = "万元";

    /// <summary>1,300.00: thousands parted, two decimals, more (at most six) only where the amount has more.</summary>
    /// <param name="amount">In 万元.</param>
    public static string Figures(decimal amount) => amount.ToString("#,##0.00####", CultureInfo.InvariantCulture);

    /// <summary>1,300.00万元: for a sentence.</summary>
    /// <param name="amount">In 万元.</param>
    public static string WithUnit(decimal amount) => Figures(amount) + Unit;
}
