using LinkageService.Engine.Problems;
using LinkageService.Engine.Schemes;

namespace LinkageService.Console.Pages.Schemes;

/// <summary>How the gallery is ordered: by what households get, which the steps of a scheme say.</summary>
internal static class SchemeGroups
{
    /// <summary>Every group, in the order of the page.</summary>
    public static IReadOnlyList<(LocalizedText Title, LocalizedText About)> All { get; } =
    [
        (new LocalizedText("收益分红", "Sharing an income"),
            new LocalizedText("一笔收益按土地、股份、交易额等分到户。", "An income is shared by land, shares, patronage.")),
        (new LocalizedText("分红，另付工资、租金或货款", "Sharing an income, with wages, rents or purchases"),
            new LocalizedText("收益分到户，公司、合作社或收购商另外付款。", "An income is shared, and a company, cooperative or buyer pays besides.")),
        (new LocalizedText("按数量付款", "Payment by quantity"),
            new LocalizedText("没有要分的收益，按面积、天数、销量等付款。", "Nothing is shared; land, days or sales are paid for.")),
    ];

    /// <summary>The place of a scheme's group in <see cref="All"/>.</summary>
    public static int Of(Scheme scheme) =>
        !scheme.Steps.Any(step => step.Kind == "allocate") ? 2 : scheme.Payers.Count > 0 ? 1 : 0;
}
