using LinkageService.Errors;

namespace LinkageService.Features.Facts;

/// <summary>What a fact says: one part, named like its kind.</summary>
[CheckedBy<FactValidator<FactParts>>]
internal record FactParts
{
    [FactField("年度报表", "Statement of the year", FactType.Record)]
    public StatementFacts? Statement { get; init; }

    [FactField("章程规定", "Charter", FactType.Record)]
    public CharterFacts? Charter { get; init; }

    [FactField("成员出资和量化份额", "Capital and quotas", FactType.Record)]
    public CapitalFacts? Capital { get; init; }

    [FactField("货币资金和借款", "Cash and loans", FactType.Record)]
    public CashFacts? Cash { get; init; }

    [FactField("收入来源", "Income by source", FactType.Record)]
    public IncomeFacts? Income { get; init; }

    [FactField("交易额", "Trade", FactType.Record)]
    public TradeFacts? Trade { get; init; }

    [FactField("本组织的账户", "Own accounts", FactType.Record)]
    public AccountFacts? Accounts { get; init; }

    [FactField("管理人员和近亲属", "Officers and relatives", FactType.Record)]
    public OfficerFacts? Officers { get; init; }

    [FactField("承包地块", "Contracted plots", FactType.Record)]
    public PlotFacts? Plots { get; init; }

    [FactField("身份认定来源", "Sources of status", FactType.Record)]
    public StatusFacts? Statuses { get; init; }

    [FactField("承诺增收", "Promised gains", FactType.Record)]
    public TargetFacts? Targets { get; init; }

    [FactField("扣税方式", "Tax", FactType.Record)]
    public TaxFacts? Taxes { get; init; }

    /// <summary>The part of a kind; null where it is not stated.</summary>
    public object? Of(FactKind kind) => kind.Part.Property.GetValue(this);
}
