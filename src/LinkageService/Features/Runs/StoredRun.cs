using LinkageService.Documents;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Corrections;
using LinkageService.Engine.Rosters;
using LinkageService.Engine.Runs;
using LinkageService.Features.Calculations;
using LinkageService.Features.Corrections;
using LinkageService.Features.Life;
using LinkageService.Features.Settlements;
using LinkageService.Storage;
using LinkageService.Storage.Archives;
using LinkageService.Storage.Runs;

namespace LinkageService.Features.Runs;

/// <summary>A run as it is stored, its JSON columns read.</summary>
/// <param name="Row">The row.</param>
/// <param name="Summary">Everything of its result but the statements; its digest is that of the run.</param>
/// <param name="Life">Who did what, when.</param>
/// <param name="Columns">How its blocks are to be read.</param>
internal sealed record StoredRun(RunRow Row, CalculationSummary Summary, RunLife Life, StatementColumns Columns)
{
    /// <summary>The digest of the calculation alone; that of the run covers what it settles too.</summary>
    public required string CalculationDigest { get; init; }

    /// <summary>What a correction is about; null for a distribution.</summary>
    public CorrectionDetails? Correction { get; init; }

    /// <summary>What a run pays of what corrections left open; null for a run of another kind.</summary>
    public SettlementDetails? Settlement { get; init; }

    /// <summary>What the run settles of earlier corrections; null for nothing.</summary>
    public SettledTotals? Settled { get; init; }

    /// <summary>The days of its share-days; null for a run without, and for one made by the first rules.</summary>
    public HoldingWindow? Window { get; init; }

    /// <summary>What it took from the run of the year before; null for nothing.</summary>
    public StoredCarry? Carry { get; init; }

    /// <summary>Other runs it may repeat, as they stand now; empty once it is approved.</summary>
    public IReadOnlyList<OtherRun> Others { get; init; } = [];

    /// <summary>The file its statements are in; null where they are in the database.</summary>
    public ArchivedRunRow? Archive { get; init; }

    /// <summary>The runs with the files their statements are in.</summary>
    public static async Task<StoredRun[]> WithArchivesAsync(Session session, IReadOnlyList<StoredRun> runs)
    {
        var archived = (await ArchiveStore.OfRunsAsync(session, [.. runs.Select(run => run.Row.Id)]))
            .ToDictionary(each => each.RunId, StringComparer.Ordinal);
        return [.. runs.Select(run => run with { Archive = archived.GetValueOrDefault(run.Row.Id) })];
    }

    /// <summary>Reads a row.</summary>
    public static StoredRun Of(RunRow row)
    {
        var (terms, result, life) = (StoredRunTerms.Read(row), StoredRunResult.Read(row.Result), RunLife.Read(row.Progress));
        var run = new StoredRun(row, SummaryOf(row, terms, result, life), life, result.Columns)
        {
            Window = terms.HoldingWindow,
            Carry = terms.Carried,
            CalculationDigest = result.CalculationDigest,
            Correction = result.Correction?.Read(),
            Settlement = row.Kind == RunKinds.Settlement ? SettlementDetails.Of(row) : null,
            Settled = result.Settled?.Read(),
        };
        return life.Withholding is { } withholding ? run.Taking(withholding) : run;
    }

    /// <summary>The run with what it takes from what it pays: as it was fixed, or as it would be of a draft.</summary>
    public StoredRun Taking(StoredWithholding withholding) => this with
    {
        Life = Life with { Withholding = withholding },
        Correction = Correction is null ? null : After(Correction, withholding),
        Settled = Settled is null ? null : Settled with { Payable = new Money(withholding.PaidFen) },
    };

    /// <summary>What is paid out with it: the total of the households, with what it settles and without what it takes.</summary>
    public Money Payable => Life.Withholding is { } withholding ? new Money(withholding.PaidFen)
        : Correction?.Payable ?? Settled?.Payable ?? Summary.Totals.Households;

    // What is paid and left to later runs is what remains after tax.
    private static CorrectionDetails After(CorrectionDetails correction, StoredWithholding withholding) => correction with
    {
        Payable = new Money(withholding.PaidFen),
        Arrears = new Money(withholding.ArrearsFen ?? 0),
        Recoveries = new Money(withholding.RecoveriesFen ?? 0),
    };

    /// <summary>What <c>run.result</c> keeps of a calculation.</summary>
    /// <param name="summary">The sums.</param>
    /// <param name="distribution">The calculation.</param>
    /// <param name="settled">What it settles of earlier corrections.</param>
    /// <param name="settlement">Whom it pays that to, in a run that does nothing else.</param>
    public static string ResultText(
        CalculationSummary summary, Distribution distribution, SettledTotals? settled = null, SettlementDetails? settlement = null)
    {
        var schema = distribution.Roster.Schema;
        var firstStep = schema.Holdings.Count + schema.Labels.Count + schema.TagsRead.Count + 1;
        var result = StoredRunResult.Of(summary, distribution.Digest, firstStep, StatementText.StepsOf(distribution)) with
        {
            Settled = settled is null ? null : StoredSettled.Of(settled),
            Settlement = settlement is null ? null : StoredSettlement.Of(settlement),
        };
        return result.Text();
    }

    /// <summary>The same for a correction: all sums are of the changes, and so are the lines.</summary>
    /// <param name="changes">What changes; its digest is not read.</param>
    /// <param name="calculation">Digest of the calculation made for the correction.</param>
    /// <param name="delta">The changes by household.</param>
    /// <param name="details">Policy and reason.</param>
    public static string CorrectionText(CalculationSummary changes, string calculation, RunBooks delta, CorrectionDetails details)
    {
        var steps = delta.Steps.Select(step => new StatementStep(step.Id, step.Benefit, step.IsRecord)).ToArray();
        var result = StoredRunResult.Of(changes, calculation, firstStep: changes.Labels.Count + 1, steps);
        return (result with { Correction = StoredCorrection.Of(details) }).Text();
    }

    private static CalculationSummary SummaryOf(RunRow row, StoredRunTerms terms, StoredRunResult result, RunLife life) => new()
    {
        Scheme = new NamedScheme(row.SchemeId, (int)row.SchemeVersion, row.SchemeDigest),
        Year = (int)row.Year,
        Parameters = [.. terms.Parameters.Select(each => new NamedFigure(each.Key, each.Value))],
        Inputs = [.. terms.Inputs.Select(each =>
            new NamedInput(each.Key, each.Value, terms.FormOf(each.Key)))],
        Totals = result.Totals.Read(),
        Sources = [.. result.Sources.Select(source => source.Read())],
        Funds = [.. result.Funds.Select(fund => fund.Read())],
        Labels = [.. (result.Labels ?? []).Select(label => label.Read())],
        Rounding = [.. result.Rounding.Select(step => step.Read())],
        Checks = [.. result.Checks.Select(check => check.Read()), .. life.Findings],
        Legal = life.Legal?.Read(),
        Digest = row.Digest,
    };
}

/// <summary>Where the amounts stand in the blocks of a run, and what they are called.</summary>
/// <param name="First">The column of the first step.</param>
/// <param name="Steps">The steps with amounts, one column each.</param>
internal sealed record StatementColumns(int First, IReadOnlyList<StatementStep> Steps)
{
    /// <summary>The amounts of a household out of all its values.</summary>
    public ReadOnlySpan<long> Amounts(HouseholdValues household) => household.Values.AsSpan(First, Steps.Count);

    /// <summary>The part of the blocks in which they stand: the changes of a correction, else the calculation.</summary>
    public long Part { get; init; } = RunParts.Calculation;
}
