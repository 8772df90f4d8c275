using LinkageService.Errors;

namespace LinkageService.Features.Facts;

/// <summary>A13, what households were promised, all of it.</summary>
[CheckedBy<TargetFactsValidator>]
internal sealed record TargetFacts
{
    [FactField("承诺增收", "Promised gains", FactType.Rows, IsRequired = true)]
    public IReadOnlyList<TargetFact>? Targets { get; init; }
}

/// <summary>A gain that was promised; of no household and no linkage, to every registered household.</summary>
[CheckedBy<FactValidator<TargetFact>>]
internal sealed record TargetFact
{
    [FactField("每年金额", "A year", FactType.Yuan, IsRequired = true)]
    public string? AmountPerYear { get; init; }

    [FactField("户编号", "Member number", FactType.Household)]
    public string? Household { get; init; }

    [FactField("利益联结", "Linkage", FactType.Text)]
    public string? Linkage { get; init; }

    [FactField("合同或方案", "Contract or plan", FactType.Text)]
    public string? Contract { get; init; }
}
