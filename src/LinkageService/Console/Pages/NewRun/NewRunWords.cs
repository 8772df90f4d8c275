using LinkageService.Engine.Amounts;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Schemes;

namespace LinkageService.Console.Pages.NewRun;

/// <summary>What the steps of a new run and the parts of a preview are called.</summary>
internal static class NewRunWords
{
    /// <summary>A step of the path.</summary>
    public static LocalizedText Step(PathStep step) => step switch
    {
        PathStep.Scheme => new("选择方案", "Choose a scheme"),
        PathStep.Figures => new("账目与参数", "Accounts and parameters"),
        PathStep.Roster => new("名册与登记日", "Roster and record date"),
        PathStep.Preview => new("预览", "Preview"),
        _ => new("保存", "Save"),
    };

    /// <summary>The districts whose reports a scheme was taken from, each once; empty for a scheme of the users' own.</summary>
    public static IEnumerable<LocalizedText> Districts(Scheme scheme) => scheme.Sources
        .Select(source => District(source.Report)).OfType<LocalizedText>().Distinct();

    /// <summary>How a step comes to whole fen.</summary>
    public static LocalizedText Rounding(RoundingPolicy policy) => policy switch
    {
        RoundingPolicy.LargestRemainder => new("先舍到分，余分按零头从大到小补", "cut to fen, the rest to the largest fractions"),
        RoundingPolicy.PerUnitRate => new("先定每单位几分，余分留下", "whole fen per unit, the rest is kept"),
        RoundingPolicy.FloorAndKeep => new("舍到分，余分留下", "cut to fen, the rest is kept"),
        RoundingPolicy.HalfUp => new("四舍五入到分", "half up to fen"),
        RoundingPolicy.AtMost => new("向下取到分", "down to fen"),
        _ => new("向上取到分", "up to fen"),
    };

    // The five reports the library was taken from.
    private static LocalizedText? District(string? report) => report switch
    {
        "000_b15bc6bebee24b71" or "004_eb7ef0d03c913bc4" => new("重庆市巴南区", "Ba'nan, Chongqing"),
        "001_653d925c4a95fc71" => new("重庆市渝北区", "Yubei, Chongqing"),
        "002_79b1bf980f9f4b43" => new("重庆市潼南区", "Tongnan, Chongqing"),
        "003_64f96916cd464d0c" => new("重庆市梁平区", "Liangping, Chongqing"),
        _ => null,
    };
}
