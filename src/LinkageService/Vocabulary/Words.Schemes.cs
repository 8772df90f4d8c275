using System.Diagnostics;
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

    /// <summary>How a step comes to whole fen.</summary>
    /// <param name="policy">The name of a <see cref="RoundingPolicy"/>.</param>
    public static LocalizedText Rounding(string policy) => RoundingPolicies.Find(policy) switch
    {
        RoundingPolicy.LargestRemainder => new("最大余数：舍去最多的户先补一分", "largest remainder: who lost most gets a fen first"),
        RoundingPolicy.PerUnitRate => new("单价舍到分，再乘数量，零头留下", "a rate cut to the fen, times the units; the rest stays"),
        RoundingPolicy.FloorAndKeep => new("舍到分，零头留下", "cut to the fen; the rest stays"),
        RoundingPolicy.HalfUp => new("四舍五入到分", "rounded half up to the fen"),
        RoundingPolicy.AtMost => new("不足一分舍去", "cut down to the fen"),
        RoundingPolicy.AtLeast => new("不足一分进为一分", "rounded up to the fen"),
        null => new("按方案", "as the scheme says"),
        _ => throw new UnreachableException(),
    };

    /// <summary>The years a version may be used in.</summary>
    public static LocalizedText Years(Scheme scheme) => (scheme.EffectiveFrom, scheme.EffectiveTo) switch
    {
        (null, null) => new("各年都可用", "for every year"),
        ({ } from, null) => new($"{from} 年起可用", $"from {from} on"),
        (null, { } to) => new($"用到 {to} 年", $"until {to}"),
        ({ } from, { } to) => new($"{from} 年到 {to} 年可用", $"from {from} to {to}"),
    };
}
