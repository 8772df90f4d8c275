using System.Text;
using LinkageService.Documents;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Corrections;
using LinkageService.Engine.Runs;
using LinkageService.Features.Calculations;
using LinkageService.Features.Life;
using LinkageService.Features.Runs;
using LinkageService.Features.Schemes;
using LinkageService.Storage.Blocks;
using LinkageService.Storage.Runs;

namespace LinkageService.Features.Corrections;

/// <summary>A correction as it is stored: the calculation made now, and beside it what changes.</summary>
/// <param name="run">The run it corrects.</param>
/// <param name="earlier">The corrections paid before, oldest first.</param>
/// <param name="recomputed">The calculation made now.</param>
/// <param name="correction">What changes under the policy.</param>
/// <param name="reason">Why.</param>
/// <param name="again">The figures it was computed with.</param>
internal sealed class CorrectionPacking(
    RunRow run, IReadOnlyList<RunRow> earlier, Distribution recomputed, Correction correction, string reason, Recalculation again)
{
    /// <summary>What the calculation took from the run of the year before; null for nothing.</summary>
    public StoredCarry? Carried { get; init; }

    /// <summary>What changes for each village, team ….</summary>
    public required CorrectionLabels Labels { get; init; }

    /// <summary>What there is to say of it.</summary>
    public IReadOnlyList<CheckFinding> Checks { get; init; } = [];

    /// <summary>Packs it.</summary>
    /// <param name="maker">Who makes it.</param>
    /// <param name="now">When, in microseconds.</param>
    /// <param name="knownAt">Facts known at this moment were used.</param>
    /// <param name="recordDate">Another record date; null for that of the run.</param>
    public NewRun Pack(string maker, long now, long knownAt, DateOnly? recordDate)
    {
        var id = Guid.CreateVersion7().ToString("N");
        var (scheme, summary, delta) = (recomputed.Scheme, CalculationSummary.Of(recomputed), correction.Delta);
        var details = new CorrectionDetails(
            run.Id, correction.Policy.ToString(), reason, earlier.Select(each => new EarlierCorrection(each.Id, each.Digest)).ToArray(),
            correction.PayableTotal, correction.ArrearsTotal, correction.RecoveriesTotal)
        {
            Rules = CorrectionDetails.NewestRules,
        };
        var changes = summary with
        {
            Totals = new SummaryTotals(delta.SourcesTotal, delta.HouseholdsTotal, delta.FundsTotal, delta.CarriedForward),
            Sources = delta.Sources,
            Funds = delta.Funds,
            Labels = Labels.Totals,
            // What a step did not give says nothing of a change.
            Checks = [.. summary.Checks.Where(check => check.Severity != CheckFinding.Info), .. Checks],
        };
        var blocks = RunPacking.Blocks(id, recomputed).Concat(DeltaBlocks(id)).ToArray();
        var digest = CorrectionDigest.Of(
            run.Digest, details.After.Select(each => each.Digest), recomputed.Digest, correction.Policy, delta);
        var stated = new CalculateDistributionRequest { Parameters = again.Parameters, Inputs = again.Inputs };
        var row = new RunRow(
            id, run.OrganizationId, RunKinds.Correction, run.Id, details.Policy, run.Year,
            recordDate is { } date ? Dates.Text(date) : run.RecordDate, knownAt, run.Roster, scheme.Id, scheme.Version, scheme.Digest,
            StoredRunTerms.Of(recomputed, summary, stated, Carried).Text(),
            StoredRun.CorrectionText(changes, recomputed.Digest, delta, details), digest,
            delta.Households.Count, RunBlockRow.DigestOf(blocks), RunStates.Draft, Revision: 1, maker, new RunLife().Text(), now, now);
        return new NewRun(
            row, new SchemeDocumentRow(scheme.Digest, scheme.Id, scheme.Version, SchemeDocumentText.Of(scheme)), blocks,
            Benefits(id, delta), Settlements: []);
    }

    // Labels, registered, then the changes by step: as in a calculation without holdings and tags.
    private IReadOnlyList<RunBlockRow> DeltaBlocks(string id)
    {
        var delta = correction.Delta;
        var lines = new StringBuilder();
        foreach (var household in delta.Households)
        {
            lines.Append(household).Append('\n');
        }

        BlockColumn[] columns =
        [
            .. Labels.Codes.Select(codes => BlockColumn.Of(codes)), BlockColumn.Of(delta.Registered),
            .. delta.Steps.Select(step => BlockColumn.Of(step.Amounts)),
        ];
        return RunPacking.Blocks(
            id, RunParts.Deltas, Encoding.UTF8.GetBytes(lines.ToString()), delta.Households.Count, columns);
    }

    // By benefit: how many households it changes for, and by how much.
    private static RunBenefitRow[] Benefits(string id, RunBooks delta) => delta.Steps.Where(step => !step.IsRecord)
        .GroupBy(step => step.Benefit, StringComparer.Ordinal)
        .Select(steps =>
        {
            var columns = steps.Select(step => step.Amounts).ToArray();
            var row = new RunBenefitRow(id, steps.Key, 0, 0, 0, 0);
            for (var household = 0; household < delta.Households.Count; household++)
            {
                var fen = columns.Sum(column => column.Span[household]);
                var isRegistered = fen != 0 && delta.Registered.Contains(household);
                row = row with
                {
                    Households = row.Households + (fen != 0 ? 1 : 0),
                    AmountFen = row.AmountFen + fen,
                    RegisteredHouseholds = row.RegisteredHouseholds + (isRegistered ? 1 : 0),
                    RegisteredAmountFen = row.RegisteredAmountFen + (isRegistered ? fen : 0),
                };
            }

            return row;
        }).ToArray();
}

/// <summary>What a correction is about.</summary>
/// <param name="Corrects">The run that was paid.</param>
/// <param name="Policy">What happens to the differences.</param>
/// <param name="Reason">Why it is corrected, in words.</param>
/// <param name="After">The corrections of the same run that were paid before, oldest first: its differences are to the books after
/// them.</param>
/// <param name="Payable">Paid to households with it.</param>
/// <param name="Arrears">Left to be paid by later runs.</param>
/// <param name="Recoveries">Left to be recovered by later runs; not positive.</param>
internal sealed record CorrectionDetails(
    string Corrects, string Policy, string Reason, IReadOnlyList<EarlierCorrection> After, Money Payable, Money Arrears, Money Recoveries)
{
    /// <summary>The rules of corrections made now.</summary>
    public const int NewestRules = 2;

    /// <summary>
    /// The rules it is made by: since 2 tax counts and what an earlier one let households keep stays with them; null for those before.
    /// </summary>
    public int? Rules { get; init; }

    /// <summary>The policy as the engine has it.</summary>
    public CorrectionPolicy ParsedPolicy => CorrectionPolicy.TryParse(Policy)!;

    /// <summary>Reads them of a run of kind correction.</summary>
    public static CorrectionDetails Of(RunRow row) => StoredRunResult.Read(row.Result).Correction!.Read();
}

/// <summary>A correction paid before another of the same run.</summary>
/// <param name="Run">Its id.</param>
/// <param name="Digest">Its digest.</param>
internal sealed record EarlierCorrection(string Run, string Digest);
