using LinkageService.Engine.Checks.Facts;
using LinkageService.Errors;

namespace LinkageService.Features.Facts;

/// <summary>
/// A3, capital and quotas that stand from a day on, all of them: a list that is left out is not stated, an empty one says that there is
/// nothing.
/// </summary>
[CheckedBy<FactValidator<CapitalFacts>>]
internal sealed record CapitalFacts
{
    [FactField("成员出资", "Capital contributions", FactType.Rows)]
    public IReadOnlyList<ContributionFact>? Contributions { get; init; }

    [FactField("量化份额", "Quotas", FactType.Rows)]
    public IReadOnlyList<QuotaFact>? Quotas { get; init; }
}

/// <summary>What one member contributed as capital.</summary>
[CheckedBy<FactValidator<ContributionFact>>]
internal sealed record ContributionFact
{
    [FactField("户编号", "Member number", FactType.Household, IsRequired = true)]
    public string? Household { get; init; }

    [FactField("出资方式", "Contributed", FactType.Word, Words = typeof(CapitalKind), IsRequired = true)]
    public string? Kind { get; init; }

    [FactField("资金来源", "Whose money", FactType.Word, Words = typeof(CapitalSource))]
    public string? Source { get; init; }

    [FactField("金额", "Amount", FactType.Yuan)]
    public string? Amount { get; init; }

    [FactField("出资日期", "Contributed on", FactType.Date, IsPast = true)]
    public string? On { get; init; }

    [FactField("合同或评估文件", "Contract or valuation", FactType.Text)]
    public string? Document { get; init; }
}

/// <summary>What of the reserve, of subsidies or of donations is credited to a member.</summary>
[CheckedBy<FactValidator<QuotaFact>>]
internal sealed record QuotaFact
{
    [FactField("户编号", "Member number", FactType.Household, IsRequired = true)]
    public string? Household { get; init; }

    [FactField("份额", "Quota", FactType.Word, Words = typeof(QuotaKind), IsRequired = true)]
    public string? Kind { get; init; }

    [FactField("金额", "Amount", FactType.Yuan)]
    public string? Amount { get; init; }

    [FactField("哪年量化", "Quantified for", FactType.Year, IsPast = true)]
    public int? Year { get; init; }
}
