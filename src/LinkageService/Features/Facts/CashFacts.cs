using LinkageService.Engine.Checks.Facts;
using LinkageService.Errors;

namespace LinkageService.Features.Facts;

/// <summary>A4, what there is to pay with at the end of a day: cash, loans, and money with a purpose of its own.</summary>
[CheckedBy<FactValidator<CashFacts>>]
internal sealed record CashFacts
{
    [FactField("库存现金", "Cash on hand", FactType.Yuan)]
    public string? CashOnHand { get; init; }

    [FactField("银行存款", "Bank deposits", FactType.Yuan)]
    public string? BankDeposits { get; init; }

    [FactField("借款", "Loans", FactType.Rows)]
    public IReadOnlyList<LoanFact>? Loans { get; init; }

    [FactField("专用资金", "Money with a purpose", FactType.Rows)]
    public IReadOnlyList<RestrictedFact>? Restricted { get; init; }
}

/// <summary>Money borrowed.</summary>
[CheckedBy<LoanValidator>]
internal sealed record LoanFact
{
    [FactField("借入日期", "Drawn on", FactType.Date, IsRequired = true, IsPast = true)]
    public string? DrawnOn { get; init; }

    [FactField("借款金额", "Borrowed", FactType.Yuan)]
    public string? Amount { get; init; }

    [FactField("尚欠", "Still owed", FactType.Yuan)]
    public string? Outstanding { get; init; }

    [FactField("到期日", "Due on", FactType.Date)]
    public string? DueOn { get; init; }

    [FactField("用途", "Purpose", FactType.Word, Words = typeof(LoanPurpose))]
    public string? Purpose { get; init; }

    [FactField("出借人", "Lender", FactType.Text)]
    public string? Lender { get; init; }
}

/// <summary>Money on the accounts that has a purpose of its own.</summary>
[CheckedBy<FactValidator<RestrictedFact>>]
internal sealed record RestrictedFact
{
    [FactField("资金", "Money", FactType.Word, Words = typeof(RestrictedKind), IsRequired = true)]
    public string? Kind { get; init; }

    [FactField("金额", "Amount", FactType.Yuan)]
    public string? Amount { get; init; }

    [FactField("文件", "Document", FactType.Text)]
    public string? Document { get; init; }
}
