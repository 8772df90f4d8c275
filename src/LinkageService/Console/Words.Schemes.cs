using LinkageService.Engine.Problems;
using LinkageService.Engine.Schemes;

namespace LinkageService.Console;

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
        : source.Report switch
        {
            "000_b15bc6bebee24b71" or "004_eb7ef0d03c913bc4" => new("巴南区报道", "Ba'nan report"),
            "001_653d925c4a95fc71" => new("渝北区报道", "Yubei report"),
            "002_79b1bf980f9f4b43" => new("潼南区报道", "Tongnan report"),
            "003_64f96916cd464d0c" => new("梁平区报道", "Liangping report"),
            { } report => new(report, report),
            null => LocalizedText.Empty,
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
