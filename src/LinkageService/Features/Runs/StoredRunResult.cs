using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using LinkageService.Documents;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Runs;
using LinkageService.Features.Calculations;
using LinkageService.Features.Corrections;
using LinkageService.Features.Life;
using LinkageService.Features.Settlements;
using LinkageService.Http;
using LinkageService.Storage.Runs;

namespace LinkageService.Features.Runs;

/// <summary>
/// What <c>run.result</c> keeps: all that responses show but the statements, so that nothing is computed again. It is part of what is
/// hashed: its fields and their order stay. Of a correction all sums are of the changes, and so are the steps.
/// </summary>
/// <param name="Totals">The sums.</param>
/// <param name="Sources">Where the money came from.</param>
/// <param name="Funds">What stayed.</param>
/// <param name="Rounding">How each step came to whole fen.</param>
/// <param name="Checks">Findings of legal checks.</param>
/// <param name="CalculationDigest">The digest of the calculation alone.</param>
/// <param name="FirstStep">The column of the first step in the blocks.</param>
/// <param name="Steps">The steps with amounts, one column each.</param>
/// <param name="Correction">What a correction is about.</param>
/// <param name="Settled">What the run settles of earlier corrections.</param>
/// <param name="Settlement">Whom a run of kind settlement pays.</param>
/// <param name="Labels">Subtotals for each value of each label; null where the scheme has none.</param>
internal sealed record StoredRunResult(
    StoredTotals Totals, IReadOnlyList<StoredSource> Sources, IReadOnlyList<StoredFund> Funds, IReadOnlyList<StoredRounding> Rounding,
    IReadOnlyList<StoredFinding> Checks, string CalculationDigest, int FirstStep, IReadOnlyList<StoredStep> Steps,
    StoredCorrection? Correction = null, StoredSettled? Settled = null, StoredSettlement? Settlement = null,
    IReadOnlyList<StoredLabel>? Labels = null)
{
    /// <summary>A result.</summary>
    /// <param name="summary">The sums; its digest is not read.</param>
    /// <param name="calculation">The digest of the calculation.</param>
    /// <param name="firstStep">The column of the first step.</param>
    /// <param name="steps">The steps with amounts.</param>
    public static StoredRunResult Of(
        CalculationSummary summary, string calculation, int firstStep, IReadOnlyList<StatementStep> steps) => new(
        StoredTotals.Of(summary.Totals),
        [.. summary.Sources.Select(each => new StoredSource(each.Name, each.IsPayer ? "payer" : "input", each.Amount.ToString()))],
        [.. summary.Funds.Select(StoredFund.Of)],
        [.. summary.Rounding.Select(StoredRounding.Of)],
        [.. summary.Checks.Select(StoredFinding.Of)],
        calculation, firstStep, [.. steps.Select(step => new StoredStep(step.Step, step.Benefit, step.IsRecord))],
        Labels: summary.Labels.Count == 0 ? null : [.. summary.Labels.Select(StoredLabel.Of)]);

    /// <summary>Reads the column.</summary>
    public static StoredRunResult Read(string result) => JsonSerializer.Deserialize(result, StoredRunJson.Default.StoredRunResult)!;

    /// <summary>As the column keeps it.</summary>
    public string Text() => JsonText.Of(this, StoredRunJson.Default.StoredRunResult);

    /// <summary>How the blocks are to be read.</summary>
    [JsonIgnore]
    public StatementColumns Columns => new(
        FirstStep, [.. Steps.Select(step => new StatementStep(step.Step, step.Benefit, step.Record))])
    {
        Part = Correction is null ? RunParts.Calculation : RunParts.Deltas,
    };

    /// <summary>An amount of yuan, which may be negative.</summary>
    internal static Money Money(string text)
    {
        // A sum of deductions may be below zero; the reader of amounts takes none.
        return Engine.Amounts.Money.TryParse(text.AsSpan().TrimStart('-'), out var money) != DecimalFault.None
            ? throw new FormatException(text)
            : text.StartsWith('-') ? Engine.Amounts.Money.Zero - money : money;
    }
}

/// <summary>Sums in yuan.</summary>
internal sealed record StoredTotals(string Sources, string Households, string Funds, string CarriedForward)
{
    public static StoredTotals Of(SummaryTotals totals) => new(
        totals.Sources.ToString(), totals.Households.ToString(), totals.Funds.ToString(), totals.CarriedForward.ToString());

    /// <summary>The sums.</summary>
    public SummaryTotals Read() => new(
        StoredRunResult.Money(Sources), StoredRunResult.Money(Households), StoredRunResult.Money(Funds),
        StoredRunResult.Money(CarriedForward));
}

/// <summary>Money that came in; the kind is <c>payer</c> or <c>input</c>.</summary>
internal sealed record StoredSource(string Name, string Kind, string Amount)
{
    /// <summary>The source.</summary>
    public SourceAmount Read() => new(Name, Kind == "payer", StoredRunResult.Money(Amount));
}

/// <summary>Money that stayed; carried is true or left out.</summary>
internal sealed record StoredFund(string Name, string Amount, bool? Carried)
{
    public static StoredFund Of(FundAmount fund) => new(fund.Name, fund.Amount.ToString(), fund.IsCarried ? true : null);

    /// <summary>The fund.</summary>
    public FundAmount Read() => new(Name, StoredRunResult.Money(Amount), Carried is not null);
}

/// <summary>Subtotals for each value of a label.</summary>
internal sealed record StoredLabel(string Name, IReadOnlyList<StoredLabelValue> Values)
{
    public static StoredLabel Of(LabelTotals label) => new(
        label.Name, [.. label.Values.Select(value => new StoredLabelValue(
            value.Value, value.Households, value.Amount.ToString(), [.. value.Funds.Select(StoredFund.Of)]))]);

    /// <summary>The subtotals.</summary>
    public LabelTotals Read() => new(Name, [.. Values.Select(value => new LabelValueTotals(
        value.Value, value.Households, StoredRunResult.Money(value.Amount), [.. value.Funds.Select(fund => fund.Read())]))]);
}

/// <summary>Subtotals for one value of a label.</summary>
internal sealed record StoredLabelValue(string Value, int Households, string Amount, IReadOnlyList<StoredFund> Funds);

/// <summary>How a step came to whole fen.</summary>
internal sealed record StoredRounding(string Step, string Policy, long ResidueFen, string LargestErrorFen, int UnequalHolders)
{
    public static StoredRounding Of(StepRounding step) => new(
        step.Step, step.Policy, step.ResidueFen, DecimalText.Format(step.LargestErrorMicroFen, decimals: 6), step.UnequalHolders);

    /// <summary>The rounding.</summary>
    public StepRounding Read() => new(
        Step, Policy, ResidueFen, (long)(decimal.Parse(LargestErrorFen, CultureInfo.InvariantCulture) * 1_000_000), UnequalHolders);
}

/// <summary>A finding of a legal check.</summary>
internal sealed record StoredFinding(string Code, string Severity, StoredWords Message, string Basis)
{
    public static StoredFinding Of(CheckFinding finding) => new(
        finding.Code, finding.Severity,
        new StoredWords(ProblemResponse.Printable(finding.Message.Zh), ProblemResponse.Printable(finding.Message.En)), finding.Basis);

    /// <summary>The finding.</summary>
    public CheckFinding Read() => new(Code, Severity, new LocalizedText(Message.Zh, Message.En), Basis);
}

/// <summary>Words in both languages.</summary>
internal sealed record StoredWords(string Zh, string En);

/// <summary>A step with amounts; a record is outside every total.</summary>
internal sealed record StoredStep(string Step, string Benefit, bool Record);

/// <summary>What a correction is about.</summary>
internal sealed record StoredCorrection(
    string Corrects, string Policy, string Reason, IReadOnlyList<StoredEarlierCorrection> After, string Payable, string Arrears,
    string Recoveries, int? Rules = null)
{
    public static StoredCorrection Of(CorrectionDetails details) => new(
        details.Corrects, details.Policy, details.Reason,
        [.. details.After.Select(earlier => new StoredEarlierCorrection(earlier.Run, earlier.Digest))],
        details.Payable.ToString(), details.Arrears.ToString(), details.Recoveries.ToString(), details.Rules);

    /// <summary>The details.</summary>
    public CorrectionDetails Read() => new(
        Corrects, Policy, Reason, [.. After.Select(earlier => new EarlierCorrection(earlier.Run, earlier.Digest))],
        StoredRunResult.Money(Payable), StoredRunResult.Money(Arrears), StoredRunResult.Money(Recoveries)) { Rules = Rules };
}

/// <summary>A correction paid before another of the same run.</summary>
internal sealed record StoredEarlierCorrection(string Run, string Digest);

/// <summary>What a run settles of earlier corrections, in all.</summary>
internal sealed record StoredSettled(int Households, string Arrears, string Recoveries, string Payable)
{
    public static StoredSettled Of(SettledTotals settled) =>
        new(settled.Households, settled.Arrears.ToString(), settled.Recoveries.ToString(), settled.Payable.ToString());

    /// <summary>The sums.</summary>
    public SettledTotals Read() => new(
        Households, StoredRunResult.Money(Arrears), StoredRunResult.Money(Recoveries), StoredRunResult.Money(Payable));
}

/// <summary>How the JSON columns of a run are written and read; no response is made of these.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(StoredRunTerms))]
[JsonSerializable(typeof(StoredRunResult))]
[JsonSerializable(typeof(RunLife))]
internal sealed partial class StoredRunJson : JsonSerializerContext;
