using LinkageService.Features.Corrections;

namespace LinkageService.Console.Pages.Organizations;

/// <summary>Open balances and what they add up to.</summary>
public sealed class ShownBalances
{
    internal ShownBalances(IReadOnlyList<OpenBalance> balances) => Balances = balances;

    internal IReadOnlyList<OpenBalance> Balances { get; }

    /// <summary>What they add up to.</summary>
    internal long Fen => Balances.Sum(balance => balance.Row.OpenFen);

    /// <summary>Whose they are, each once.</summary>
    internal IEnumerable<OpenBalance> Households => Balances.DistinctBy(balance => balance.Row.HouseholdId, StringComparer.Ordinal);
}
