using LinkageService.Engine.Checks.Facts;
using LinkageService.Errors;

namespace LinkageService.Features.Facts;

/// <summary>A14, how benefits are taxed, each once.</summary>
[CheckedBy<TaxFactsValidator>]
internal sealed record TaxFacts
{
    [FactField("各项目的扣税方式", "Tax by benefit", FactType.Rows, IsRequired = true)]
    public IReadOnlyList<BenefitTaxFact>? Benefits { get; init; }
}

/// <summary>How one benefit is taxed.</summary>
[CheckedBy<BenefitTaxValidator>]
internal sealed record BenefitTaxFact
{
    [FactField("项目", "Benefit", FactType.Text, IsRequired = true, IsBenefit = true)]
    public string? Benefit { get; init; }

    [FactField("扣税方式", "Tax", FactType.Word, Words = typeof(TaxMode), IsRequired = true)]
    public string? Mode { get; init; }

    [FactField("税率", "Rate", FactType.Share)]
    public string? Rate { get; init; }

    [FactField("已代扣", "Withheld", FactType.Yuan)]
    public string? Withheld { get; init; }

    [FactField("缴纳日期", "Paid over on", FactType.Date, IsPast = true)]
    public string? RemittedOn { get; init; }
}
