using LinkageService.Engine.Runs;
using LinkageService.Engine.Schemes;

namespace LinkageService.Features.Exports;

/// <summary>What the sources and funds of a run are called on paper.</summary>
internal sealed class AccountTitles(Scheme scheme, ExportWords words)
{
    private readonly SchemeTitles _titles = new(scheme);

    /// <summary>Where money came from.</summary>
    public string Source(SourceAmount source) =>
        Of(new Account(source.IsPayer ? AccountKind.Payer : AccountKind.Pool, source.Name));

    /// <summary>Where money stayed.</summary>
    public string Fund(FundAmount fund) => Of(new Account(fund.IsCarried ? AccountKind.Carry : AccountKind.Fund, fund.Name));

    // In a sentence they begin small; at the head of a row they begin large.
    private string Of(Account account)
    {
        var title = words.Of(_titles.Of(account));
        return title.Length == 0 ? account.Name : char.ToUpperInvariant(title[0]) + title[1..];
    }
}
