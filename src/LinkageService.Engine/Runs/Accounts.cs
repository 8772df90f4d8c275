using LinkageService.Engine.Schemes;
using LinkageService.Engine.Steps;

namespace LinkageService.Engine.Runs;

/// <summary>The accounts a scheme names, in the order of the document.</summary>
internal static class Accounts
{
    public static IEnumerable<string> Payers(Scheme scheme) => scheme.Steps.SelectMany(step => step.Accounts)
        .Where(account => account.Kind == AccountKind.Payer).Select(account => account.Name).Distinct(StringComparer.Ordinal);

    public static IEnumerable<Account> Funds(Scheme scheme) => scheme.Steps.SelectMany(step => step.Accounts)
        .Where(account => account.Kind is AccountKind.Fund or AccountKind.Carry).Distinct();
}
