using LinkageService.Engine.Amounts;
using LinkageService.Storage.Runs;

namespace LinkageService.Features.Settlements;

/// <summary>What a run settles of earlier corrections, in all.</summary>
/// <param name="Households">Households with a settlement.</param>
/// <param name="Arrears">Paid on top.</param>
/// <param name="Recoveries">Held back; not positive.</param>
/// <param name="Payable">What is paid out in all: the households' total with both.</param>
internal sealed record SettledTotals(int Households, Money Arrears, Money Recoveries, Money Payable)
{
    /// <summary>The sums of settlements.</summary>
    public static SettledTotals Of(Money total, IReadOnlyList<SettlementRow> settlements)
    {
        var arrears = new Money(settlements.Where(row => row.AmountFen > 0).Sum(row => row.AmountFen));
        var recoveries = new Money(settlements.Where(row => row.AmountFen < 0).Sum(row => row.AmountFen));
        return new SettledTotals(
            settlements.Select(row => row.HouseholdId).Distinct(StringComparer.Ordinal).Count(), arrears, recoveries,
            new Money(Engine.Corrections.Payable.OfDistribution(total.Fen, (arrears + recoveries).Fen).PaidFen));
    }
}
