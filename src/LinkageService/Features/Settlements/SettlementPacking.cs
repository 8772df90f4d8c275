using System.Text;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Corrections;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Rosters;
using LinkageService.Engine.Runs;
using LinkageService.Engine.Schemes;
using LinkageService.Features.Calculations;
using LinkageService.Features.Life;
using LinkageService.Features.Runs;
using LinkageService.Features.Schemes;
using LinkageService.Storage.Organizations;
using LinkageService.Storage.Runs;

namespace LinkageService.Features.Settlements;

/// <summary>A settlement as it is stored: the claims as columns of households, what it settles by correction, and whom it pays.</summary>
/// <param name="organization">Whose it is.</param>
/// <param name="details">What is paid to whom.</param>
internal sealed class SettlementPacking(OrganizationRow organization, SettlementDetails details)
{
    /// <summary>Packs it.</summary>
    /// <param name="start">Its id, maker and moment.</param>
    /// <param name="today">The date whose roster the names are read of, yyyy-MM-dd.</param>
    public NewRun Pack(RunStart start, string today)
    {
        var settlements = details.Claims
            .Select(claim => new SettlementRow(start.Run, claim.Household, claim.Correction, claim.AmountFen)).ToArray();
        var distribution = Compute(SettlementScheme.Scheme, start.Year, settlements, CancellationToken.None);
        var (scheme, summary, blocks) = (
            distribution.Scheme, CalculationSummary.Of(distribution) with { Checks = [] }, RunPacking.Blocks(start.Run, distribution));
        var settled = SettledTotals.Of(distribution.HouseholdsTotal, settlements);
        var paid = details.Claims.Aggregate(default(Payable), (sum, claim) => sum + Payable.OfSettlement(claim.AmountFen));
        if (settled.Payable.Fen != paid.PaidFen)
        {
            throw new InvalidOperationException($"The settlement {start.Run} does not pay what it settles.");
        }

        var row = new RunRow(
            start.Run, organization.Id, RunKinds.Settlement, Corrects: null, Policy: null, start.Year, today, organization.FactsKnownAt,
            RosterKinds.Stored, scheme.Id, scheme.Version, scheme.Digest,
            StoredRunTerms.Of(distribution, summary, new CalculateDistributionRequest()).Text(),
            StoredRun.ResultText(summary, distribution, settled, details), Digest: "", distribution.Roster.Count,
            RunBlockRow.DigestOf(blocks), RunStates.Draft, Revision: 1, start.Maker, new RunLife().Text(), start.Now, start.Now);
        return new NewRun(
            row with { Digest = SettlementDetails.DigestOf(row, distribution.Digest, settlements, numbers: null) },
            new SchemeDocumentRow(scheme.Digest, scheme.Id, scheme.Version, SchemeDocumentText.Of(scheme)), blocks,
            RunPacking.Benefits(start.Run, distribution), settlements);
    }

    /// <summary>The calculation of a settlement: the claims of every household, out of what is settled with it.</summary>
    /// <param name="scheme">That of the run.</param>
    /// <param name="year">The year of the accounts.</param>
    /// <param name="settlements">What is settled, by household and correction.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="InvalidOperationException">The settlements are not what a run can settle.</exception>
    public static Distribution Compute(
        Scheme scheme, int year, IEnumerable<SettlementRow> settlements, CancellationToken cancellation)
    {
        var builder = new RosterBuilder(scheme.RosterSchema, int.MaxValue);
        foreach (var household in settlements.GroupBy(row => row.HouseholdId, StringComparer.Ordinal))
        {
            builder.Begin(household.Key);
            builder.StoredId(Encoding.UTF8.GetBytes(household.Key));
            builder.Holding(
                Encoding.UTF8.GetBytes(scheme.Holdings[0].Name),
                Encoding.UTF8.GetBytes(new Money(household.Sum(row => row.AmountFen)).ToString()));
            builder.End();
        }

        var problems = new List<Problem>();
        var none = new Dictionary<string, string>(StringComparer.Ordinal);
        var terms = RunTerms.Bind(scheme, year, none, none, problems);
        return builder.Build() is { } roster && terms is not null
            && Calculation.Run(scheme, terms, roster, cancellation).Distribution is { } distribution
            ? distribution
            : throw new InvalidOperationException("What is settled gives no calculation: "
                + string.Join("; ", builder.Problems.Concat(problems).Select(problem => problem.Message.En)));
    }
}
