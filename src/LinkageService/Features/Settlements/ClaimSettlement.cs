using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using LinkageService.Documents;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Corrections;
using LinkageService.Engine.Runs;
using LinkageService.Engine.Taxes;
using LinkageService.Storage;
using LinkageService.Storage.Organizations;
using LinkageService.Storage.Runs;

namespace LinkageService.Features.Settlements;

/// <summary>
/// What a new run settles of earlier corrections: decided inside the change that stores it, so that nothing is settled twice.
/// </summary>
internal static class ClaimSettlement
{
    /// <summary>Takes what is open and what the run can settle. A run that is cancelled gives it back by being cancelled.</summary>
    /// <param name="session">The change that stores the run.</param>
    /// <param name="run">Its id.</param>
    /// <param name="organization">Whose it is; held until the end of the change when anything may be open.</param>
    /// <param name="distribution">What everyone gets in it.</param>
    /// <param name="terms">How it is taxed: what is held back comes after tax.</param>
    /// <returns>By household and correction; to be stored with the run.</returns>
    public static async Task<IReadOnlyList<SettlementRow>> TakeAsync(
        WriteSession session, string run, string organization, Distribution distribution, TaxTerms terms)
    {
        if (!await CarryStore.AnyAsync(session, organization))
        {
            return [];
        }

        await OrganizationStore.HoldAsync(session, organization);
        return await PlanAsync(session, run, organization, distribution, terms);
    }

    /// <summary>What the run would settle: what a preview shows.</summary>
    public static async Task<IReadOnlyList<SettlementRow>> PlanAsync(
        Session session, string run, string organization, Distribution distribution, TaxTerms terms)
    {
        var open = (await CarryStore.OpenAsync(session, organization, distribution.Terms.Year, run))
            .Where(carry => carry.AmountFen != 0).ToArray();
        var ofScheme = new HashSet<string>(StringComparer.Ordinal);
        foreach (var correction in open.Select(carry => carry.CorrectionRunId).Distinct(StringComparer.Ordinal))
        {
            if ((await RunStore.FindAsync(session, correction))!.SchemeId == distribution.Scheme.Id)
            {
                ofScheme.Add(correction);
            }
        }

        return Plan(run, distribution, terms, open, ofScheme);
    }

    /// <summary>What an approval is bound to: the calculation's digest, and what the run settles when it settles anything.</summary>
    public static string DigestOf(string calculation, IReadOnlyList<SettlementRow> settlements)
    {
        if (settlements.Count == 0)
        {
            return calculation;
        }

        var text = new StringBuilder("linkage-stored-run-1\n").Append(calculation).Append('\n');
        foreach (var row in settlements)
        {
            text.Append(CultureInfo.InvariantCulture, $"{row.HouseholdId}\n{row.CorrectionRunId} {row.AmountFen}\n");
        }

        return DigestText.Of(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    private static SettlementRow[] Plan(
        string run, Distribution distribution, TaxTerms terms, CarryRow[] open, HashSet<string> ofScheme)
    {
        var taken = open.Length == 0 || terms.AreNone ? [] : terms.Of(RunBooks.Of(distribution))
            .GroupBy(tax => tax.Household, StringComparer.Ordinal)
            .ToDictionary(same => same.Key, same => same.Sum(tax => tax.Amount.Withheld), StringComparer.Ordinal);
        return open.GroupBy(carry => carry.HouseholdId, StringComparer.Ordinal)
            .SelectMany(rows => Plan(distribution, rows.Key, taken.GetValueOrDefault(rows.Key), rows, ofScheme)
                .OrderBy(carry => carry.Correction, StringComparer.Ordinal)
                .Select(carry => new SettlementRow(run, rows.Key, carry.Correction, carry.Amount.Fen)))
            .ToArray();
    }

    // Whoever is not on this roster has no statement to settle it with: it stays open. What the scheme itself left is settled with all
    // that it gives, what another left with the organisation's own dividends only: nobody's wages pay for them.
    private static IReadOnlyList<OpenCarry> Plan(
        Distribution distribution, string household, long taxFen, IEnumerable<CarryRow> open, HashSet<string> ofScheme)
    {
        var place = distribution.Roster.IndexOf(household);
        if (place < 0)
        {
            return [];
        }

        var carries = open.Select(carry => new OpenCarry(carry.CorrectionRunId, (int)carry.Year, new Money(carry.AmountFen)))
            .ToLookup(carry => ofScheme.Contains(carry.Correction));
        var total = distribution.Total(place) - new Money(taxFen);
        var settled = CarrySettlement.Settle(total, carries[true]);
        if (!carries[false].Any() || !OwnDividends.AreGivenBy(distribution.Scheme))
        {
            return settled;
        }

        var left = total + settled.Aggregate(Money.Zero, (sum, carry) => sum + carry.Amount);
        var own = OwnDividends.Of(distribution, place) - new Money(taxFen);
        return [.. settled, .. CarrySettlement.Settle(own < left ? own : left, carries[false])];
    }
}

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
