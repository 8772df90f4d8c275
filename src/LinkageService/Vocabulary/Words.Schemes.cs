using System.Diagnostics;
using System.Globalization;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Schemes;

namespace LinkageService.Vocabulary;

/// <summary>The words of schemes.</summary>
internal static partial class Words
{
    /// <summary>A kind of step, in two or three letters.</summary>
    public static LocalizedText StepKind(string kind) => kind switch
    {
        "split" => new("分成", "split"),
        "take" => new("提取", "take"),
        "allocate" => new("分到户", "share out"),
        "pay" => new("付款", "pay"),
        "guarantee" => new("保底", "guarantee"),
        "select" => new("选户", "choose"),
        "withhold" => new("扣款", "withhold"),
        "record" => new("记录", "note"),
        _ => new(kind, kind),
    };

    /// <summary>A party to an arrangement.</summary>
    public static LocalizedText Party(string party) => party switch
    {
        "company" => new("公司", "company"),
        "collective" => new("村集体", "collective"),
        "cooperative" => new("合作社", "cooperative"),
        "households" => new("农户", "households"),
        "market" => new("市场", "market"),
        _ => new(party, party),
    };

    /// <summary>Where a source is from: a law with its article, the district of one of the reports the library was taken from.</summary>
    public static LocalizedText Source(SchemeSource source) => source.Law is { } law
        ? new LocalizedText($"《{law}》{source.Article}", $"{law} {source.Article}")
        : District(source) is { } district ? new($"{district.Zh}报道", $"{district.En} report")
        : source.Report is { } report ? new(report, report) : LocalizedText.Empty;

    /// <summary>The district of Chongqing that one of the five reports is about; null for any other source.</summary>
    public static LocalizedText? District(SchemeSource source) => source.Report switch
    {
        "000_b15bc6bebee24b71" or "004_eb7ef0d03c913bc4" => new("巴南区", "Ba'nan"),
        "001_653d925c4a95fc71" => new("渝北区", "Yubei"),
        "002_79b1bf980f9f4b43" => new("潼南区", "Tongnan"),
        "003_64f96916cd464d0c" => new("梁平区", "Liangping"),
        _ => null,
    };

    /// <summary>How a step comes to whole fen, or to whole payout units.</summary>
    /// <param name="policy">The name of a <see cref="RoundingPolicy"/>.</param>
    /// <param name="unitFen">The smallest amount the step pays out: 100 for whole yuan.</param>
    public static LocalizedText Rounding(string policy, long unitFen)
    {
        var (zh, en, one, oneEn) = unitFen switch
        {
            1 => ("分", "the fen", "一分", "a fen"),
            10 => ("角", "the tenth of a yuan", "一角", "a tenth of a yuan"),
            100 => ("元", "the yuan", "一元", "a yuan"),
            _ => ($" {new Money(unitFen)} 元的整数倍", $"a whole multiple of {new Money(unitFen)} yuan",
                $" {new Money(unitFen)} 元", $"{new Money(unitFen)} yuan"),
        };
        return RoundingPolicies.Find(policy) switch
        {
            RoundingPolicy.LargestRemainder =>
                new($"最大余数：舍到{zh}，舍去最多的户先补{one}", $"largest remainder: cut to {en}, who lost most gets {oneEn} first"),
            RoundingPolicy.PerUnitRate => new($"单价舍到{zh}，再乘数量，零头留下", $"a rate cut to {en}, times the units; the rest stays"),
            RoundingPolicy.FloorAndKeep => new($"舍到{zh}，零头留下", $"cut to {en}; the rest stays"),
            RoundingPolicy.HalfUp => new($"四舍五入到{zh}", $"rounded half up to {en}"),
            RoundingPolicy.AtMost => new($"不足{one}舍去", $"cut down to {en}"),
            RoundingPolicy.AtLeast => new($"不足{one}进为{one}", $"rounded up to {en}"),
            null => new("按方案", "as the scheme says"),
            _ => throw new UnreachableException(),
        };
    }

    /// <summary>What a table of tiers does with a figure.</summary>
    public static LocalizedText TierMode(TierMode mode) => mode switch
    {
        Engine.Schemes.TierMode.Marginal => new("分段计算", "part by part"),
        Engine.Schemes.TierMode.Whole => new("全额按所在的档", "all of it by its tier"),
        Engine.Schemes.TierMode.Fixed => new("所在档的数", "the value of its tier"),
        _ => throw new UnreachableException(),
    };

    /// <summary>What rounding left: fen as a count, or yuan where the step pays whole yuan or the like.</summary>
    public static LocalizedText Residue(long fen, long unitFen) => unitFen == 1
        ? new(string.Create(CultureInfo.InvariantCulture, $"{fen:N0} 分"), string.Create(CultureInfo.InvariantCulture, $"{fen:N0} fen"))
        : new(new Money(fen).ToDisplayString() + " 元", new Money(fen).ToDisplayString() + " yuan");

    /// <summary>The years a version may be used in.</summary>
    public static LocalizedText Years(Scheme scheme) => (scheme.EffectiveFrom, scheme.EffectiveTo) switch
    {
        (null, null) => new("各年都可用", "for every year"),
        ({ } from, null) => new($"{from} 年起可用", $"from {from} on"),
        (null, { } to) => new($"用到 {to} 年", $"until {to}"),
        ({ } from, { } to) => new($"{from} 年到 {to} 年可用", $"from {from} to {to}"),
    };
}
