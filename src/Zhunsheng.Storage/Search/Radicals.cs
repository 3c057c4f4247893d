using System.Text;

namespace Zhunsheng.Storage;

/// <summary>
/// Signs of Unicode that stand for the radicals of dictionaries and look like the characters they come from. Programs that make PDF files write “⽤⽔” for “用水” where a font has one picture for both,
/// so for searching a radical counts as its character.
/// </summary>
internal static class Radicals
{
    private const int SupplementFirst = 0x2E80;
    private const int KangxiFirst = 0x2F00;

    /// <summary>The characters of U+2E80 to U+2EF3; a blank where a sign has no character of its own.</summary>
    private const string Supplement =
        "　厂　　　亻　　　刂　　　　　　　　巳幺彑彐　心扌　　旡日月歺母民氵　灬爫　丬牛犭王　目示礻竹糸纟　　　　　羊　　耂　聿肉臼艹　　虎衤覀西见角　讠贝　车辶　　阝钅長　长门　阝雨青韦页风飞食　　饣　马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟";

    /// <summary>The characters of U+2F00 to U+2FD5, the radicals of the Kangxi dictionary in order.</summary>
    private const string Kangxi =
        "一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀寸小尢尸屮山巛工己巾干幺广廴廾弋弓彐彡彳心戈戶手支攴文斗斤方无日曰月木欠止歹殳毋比毛氏气水火爪父爻爿片牙牛犬玄玉瓜瓦甘生用田疋疒癶白皮"
        + "皿目矛矢石示禸禾穴立竹米糸缶网羊羽老而耒耳聿肉臣自至臼舌舛舟艮色艸虍虫血行衣襾見角言谷豆豕豸貝赤走足身車辛辰辵邑酉釆里金長門阜隶隹雨靑非面革韋韭音頁風飛食首香馬骨高髟鬥鬯鬲鬼魚鳥鹵鹿麥麻黃黍黑黹黽鼎鼓鼠鼻齊齒龍龜龠";

    /// <summary>The character for a radical; anything else as it is.</summary>
    public static Rune Unified(Rune rune) => rune.Value switch
    {
        >= KangxiFirst and < KangxiFirst + 214 => new Rune(Kangxi[rune.Value - KangxiFirst]),
        >= SupplementFirst and < SupplementFirst + 116 when Supplement[rune.Value - SupplementFirst] is not '　' and var character => new Rune(character),
        _ => rune,
    };
}
