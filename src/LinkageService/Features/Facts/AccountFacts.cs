using LinkageService.Engine.Checks.Facts;
using LinkageService.Errors;

namespace LinkageService.Features.Facts;

/// <summary>A10, the accounts the organisation keeps its money on, all of them.</summary>
[CheckedBy<FactValidator<AccountFacts>>]
internal sealed record AccountFacts
{
    [FactField("本组织的账户", "Own accounts", FactType.Rows, IsRequired = true)]
    public IReadOnlyList<OwnAccountFact>? Accounts { get; init; }
}

/// <summary>An account the organisation's money is kept on.</summary>
[CheckedBy<OwnAccountValidator>]
internal sealed record OwnAccountFact
{
    [FactField("户名", "Holder", FactType.Text, IsRequired = true)]
    public string? Holder { get; init; }

    [FactField("是谁的账户", "Whose account", FactType.Word, Words = typeof(AccountHolderKind), IsRequired = true)]
    public string? HolderKind { get; init; }

    [FactField("开户行", "Bank", FactType.Text)]
    public string? Bank { get; init; }

    [FactField("行号", "Bank code", FactType.BankCode)]
    public string? BankCode { get; init; }

    [FactField("账号", "Number", FactType.AccountNumber)]
    public string? Number { get; init; }

    [FactField("启用日期", "Used from", FactType.Date)]
    public string? From { get; init; }

    [FactField("停用日期", "Used until", FactType.Date)]
    public string? To { get; init; }
}
