using LinkageService.Errors;

namespace LinkageService.Features.Facts;

/// <summary>A12, the trade of a year, of members and of others apart (农民专业合作社法 art. 41).</summary>
[CheckedBy<TradeValidator>]
internal sealed record TradeFacts
{
    [FactField("销售总额", "All sales", FactType.Yuan)]
    public string? Sales { get; init; }

    [FactField("与成员的交易额", "Trade with members", FactType.Yuan)]
    public string? WithMembers { get; init; }

    [FactField("与非成员的交易额", "Trade with others", FactType.Yuan)]
    public string? WithOthers { get; init; }

    [FactField("逐户交易", "By partner", FactType.Rows)]
    public IReadOnlyList<PartnerTradeFact>? Partners { get; init; }
}

/// <summary>What one partner delivered, bought or used in the year.</summary>
[CheckedBy<FactValidator<PartnerTradeFact>>]
internal sealed record PartnerTradeFact
{
    [FactField("户编号或名称", "Member number or name", FactType.Text, IsRequired = true)]
    public string? Partner { get; init; }

    [FactField("是成员", "Is a member", FactType.YesNo)]
    public bool? Member { get; init; }

    [FactField("产品", "Product", FactType.Text, IsRequired = true)]
    public string? Product { get; init; }

    [FactField("交易量", "Volume", FactType.Quantity)]
    public string? Volume { get; init; }

    [FactField("交易额", "Amount", FactType.Yuan)]
    public string? Amount { get; init; }
}
