using LinkageService.Engine.Checks.Facts;
using LinkageService.Errors;

namespace LinkageService.Features.Facts;

/// <summary>A11, contracted plots, all of them.</summary>
[CheckedBy<FactValidator<PlotFacts>>]
internal sealed record PlotFacts
{
    [FactField("承包地块", "Contracted plots", FactType.Rows, IsRequired = true)]
    public IReadOnlyList<PlotFact>? Plots { get; init; }
}

/// <summary>A contracted plot; one that is used in two ways is stated twice.</summary>
[CheckedBy<PlotValidator>]
internal sealed record PlotFact
{
    [FactField("地块编码", "Plot", FactType.PlotCode, IsRequired = true)]
    public string? Code { get; init; }

    [FactField("户编号", "Member number", FactType.Household, IsRequired = true)]
    public string? Household { get; init; }

    [FactField("合同面积（亩）", "Area by contract, mu", FactType.Quantity)]
    public string? ContractedMu { get; init; }

    [FactField("使用面积（亩）", "Area used, mu", FactType.Quantity)]
    public string? UsedMu { get; init; }

    [FactField("用途", "Use", FactType.Word, Words = typeof(PlotUse))]
    public string? Use { get; init; }

    [FactField("流转合同", "Contract", FactType.Text)]
    public string? Contract { get; init; }

    [FactField("起", "From", FactType.Date)]
    public string? From { get; init; }

    [FactField("止", "to", FactType.Date)]
    public string? To { get; init; }
}
