using System.Text.Json;
using System.Text.Json.Serialization;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Rosters;
using LinkageService.Engine.Runs;
using LinkageService.Errors;
using LinkageService.Features.Schemes;
using LinkageService.Http;

namespace LinkageService.Features.Calculations;

/// <summary>A scheme, a year's accounts and a roster.</summary>
/// <param name="Scheme">A scheme of the library: <c>id</c>, or <c>id@version</c>. Either this or <c>document</c>.</param>
/// <param name="Document">A whole scheme, instead of <c>scheme</c>.</param>
/// <param name="Year">The year of the accounts, 1900 to 2999; this year in China unless stated.</param>
/// <param name="Parameters">Numbers the organisation decides, by name; the scheme has defaults for most.</param>
/// <param name="Inputs">The year's figures, by name: yuan with at most two decimals, or whole counts.</param>
/// <param name="Households">The roster, at least one household, in any order.</param>
/// <param name="Explain">Whether each line says how it came about, and each step what it did with the money; false unless stated.</param>
[CheckedBy<CalculateDistributionValidator>]
internal sealed record CalculationRequest(
    string? Scheme,
    SchemeDocumentContract? Document,
    int? Year,
    Dictionary<string, ExactNumber>? Parameters,
    Dictionary<string, ExactNumber>? Inputs,
    List<HouseholdContract> Households,
    bool? Explain);

/// <summary>A household of the roster.</summary>
/// <param name="Id">Its member number: 1 to 64 characters in Unicode form NFKC, none unseen, no percent sign; unique.</param>
/// <param name="Tags">What it is: registered, monitored, hardship, applicant, or a tag the scheme reads.</param>
/// <param name="Labels">What it belongs to, such as its village, by name: the labels of the scheme.</param>
/// <param name="Holdings">What it holds, delivers or works, by name.</param>
internal sealed record HouseholdContract(
    string Id, List<string>? Tags, Dictionary<string, string>? Labels, Dictionary<string, ExactNumber>? Holdings);

/// <summary>What every household is owed. totals.sources = totals.households + totals.funds + totals.carriedForward.</summary>
/// <param name="Scheme">Which scheme was run.</param>
/// <param name="Year">The year.</param>
/// <param name="Parameters">Every parameter as used.</param>
/// <param name="Inputs">Every input as used.</param>
/// <param name="Totals">Sums, to the fen.</param>
/// <param name="Sources">Where the money came from: inputs that are pools, then payers.</param>
/// <param name="Funds">What stayed, empty funds too.</param>
/// <param name="Labels">Subtotals for each value of each label, such as each village; left out for a scheme without labels.</param>
/// <param name="Statements">By member number.</param>
/// <param name="Rounding">How each step came to whole fen.</param>
/// <param name="Checks">Findings of legal checks.</param>
/// <param name="Digest">SHA-256 over all that was read and came out.</param>
internal sealed record CalculationAnswer(
    SchemeReferenceContract Scheme,
    int Year,
    IReadOnlyDictionary<string, string> Parameters,
    IReadOnlyDictionary<string, string> Inputs,
    TotalsContract Totals,
    IReadOnlyList<SourceContract> Sources,
    IReadOnlyList<FundContract> Funds,
    IReadOnlyList<LabelContract>? Labels,
    IEnumerable<StatementContract> Statements,
    IReadOnlyList<RoundingContract> Rounding,
    IReadOnlyList<CheckContract> Checks,
    string Digest)
{
    /// <summary>With <c>explain</c>: what each step did with the money as a whole, by step; left out otherwise.</summary>
    public IReadOnlyList<MoneyStepContract>? MoneySteps { get; init; }

    /// <summary>A distribution; its statements are made one by one as they are read.</summary>
    public static CalculationAnswer Of(Distribution distribution, bool explain)
    {
        var result = CalculationResultContract.Of(CalculationSummary.Of(distribution));
        return new CalculationAnswer(
            result.Scheme, result.Year, result.Parameters, result.Inputs, result.Totals, result.Sources, result.Funds,
            result.Labels, StatementContract.All(distribution, explain), result.Rounding, result.Checks, result.Digest)
        {
            MoneySteps = explain ? MoneyStepContract.All(distribution) : null,
        };
    }
}

/// <summary>A scheme as it was run.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Version">Its version.</param>
/// <param name="Digest">SHA-256 of its document.</param>
internal sealed record SchemeReferenceContract(string Id, int Version, string Digest)
{
    /// <summary>A scheme by id, version and digest.</summary>
    public static SchemeReferenceContract Of(NamedScheme scheme) => new(scheme.Id, scheme.Version, scheme.Digest);
}

/// <summary>Sums in yuan, to the fen.</summary>
/// <param name="Sources">All that came in.</param>
/// <param name="Households">All that households get.</param>
/// <param name="Funds">All that stayed.</param>
/// <param name="CarriedForward">All that is carried to the next year.</param>
internal sealed record TotalsContract(string Sources, string Households, string Funds, string CarriedForward)
{
    /// <summary>The sums.</summary>
    public static TotalsContract Of(SummaryTotals totals) => new(
        totals.Sources.ToString(), totals.Households.ToString(), totals.Funds.ToString(), totals.CarriedForward.ToString());
}

/// <summary>Money that came in.</summary>
/// <param name="Name">The input or payer.</param>
/// <param name="Kind"><c>input</c> or <c>payer</c>.</param>
/// <param name="Amount">Yuan.</param>
internal sealed record SourceContract(string Name, string Kind, string Amount)
{
    /// <summary>Where the money came from.</summary>
    public static IReadOnlyList<SourceContract> All(IReadOnlyList<SourceAmount> sources) =>
        [.. sources.Select(source => new SourceContract(source.Name, source.IsPayer ? "payer" : "input", source.Amount.ToString()))];
}

/// <summary>Money that stayed.</summary>
/// <param name="Name">The fund.</param>
/// <param name="Amount">Yuan.</param>
/// <param name="Carried">True when it is carried to the next year; left out otherwise.</param>
internal sealed record FundContract(string Name, string Amount, bool? Carried)
{
    /// <summary>What stayed.</summary>
    public static IReadOnlyList<FundContract> All(IReadOnlyList<FundAmount> funds) =>
        [.. funds.Select(fund => new FundContract(fund.Name, fund.Amount.ToString(), fund.IsCarried ? true : null))];
}

/// <summary>Subtotals for each value of a label.</summary>
/// <param name="Label">The label, such as village.</param>
/// <param name="Values">In the order of their UTF-8 bytes.</param>
internal sealed record LabelContract(string Label, IReadOnlyList<LabelValueContract> Values)
{
    /// <summary>The subtotals; null for a scheme without labels.</summary>
    public static IReadOnlyList<LabelContract>? All(IReadOnlyList<LabelTotals> labels) => labels.Count == 0 ? null
        : [.. labels.Select(label => new LabelContract(label.Name, [.. label.Values.Select(LabelValueContract.Of)]))];
}

/// <summary>Subtotals for one value of a label.</summary>
/// <param name="Value">Such as 东村.</param>
/// <param name="Households">How many households have it.</param>
/// <param name="Amount">What they get in all, yuan.</param>
/// <param name="Funds">What was put into each fund for it; left out where no fund is divided by the label.</param>
internal sealed record LabelValueContract(string Value, int Households, string Amount, IReadOnlyList<FundContract>? Funds)
{
    /// <summary>The subtotals of a value.</summary>
    public static LabelValueContract Of(LabelValueTotals value) => new(
        value.Value, value.Households, value.Amount.ToString(), value.Funds.Count == 0 ? null : FundContract.All(value.Funds));
}

/// <summary>What one household is owed.</summary>
/// <param name="Household">Its id.</param>
/// <param name="Labels">What it belongs to, such as its village, by label; left out of a scheme without labels.</param>
/// <param name="Total">The sum of its lines, yuan.</param>
/// <param name="Lines">In the order of the steps; lines of zero are left out.</param>
/// <param name="Records">Income or cost outside the run, noted only; left out when there is none.</param>
/// <param name="Settlements">Of a stored run: what it settles of earlier corrections; only where it does.</param>
/// <param name="Payable">What is paid out: of a run that settles corrections, and of a correction.</param>
/// <param name="Carried">Of a correction: what is left to later runs; negative is to be recovered.</param>
/// <param name="Payee">Of a settlement: who is paid.</param>
/// <param name="CarriedFrom">The earlier run that figures of the household went on from; left out where none did.</param>
internal sealed record StatementContract(
    string Household, IReadOnlyDictionary<string, string>? Labels, string Total, IReadOnlyList<LineContract> Lines,
    IReadOnlyList<LineContract>? Records,
    IReadOnlyList<SettlementContract>? Settlements = null, string? Payable = null, string? Carried = null,
    SettlementPayeeContract? Payee = null, CarriedFromContract? CarriedFrom = null)
{
    /// <summary>Of a stored run: tax and debts taken from it, or changes of them; left out where the run takes none.</summary>
    public WithheldContract? Withheld { get; init; }

    /// <summary>Of one statement of a stored run with <c>explain</c>: the steps that gave the household nothing, with why; left out where
    /// there are none.</summary>
    public IReadOnlyList<LineContract>? ZeroLines { get; init; }

    /// <summary>
    /// Of one statement of a stored run with <c>explain</c>: what each step did with the money as a whole, in the order of the scheme;
    /// left out otherwise.
    /// </summary>
    public IReadOnlyList<MoneyStepContract>? MoneySteps { get; init; }

    /// <summary>The statement of a household.</summary>
    public static StatementContract Of(
        Distribution distribution, int household, bool explain, IReadOnlyDictionary<string, IReadOnlyList<HoldingPiece>>? pieces = null)
    {
        var records = LineContract.All(distribution, household, explain, isRecord: true, pieces);
        return new StatementContract(
            distribution.Roster.Id(household), LabelsOf(distribution, household), distribution.Total(household).ToString(),
            LineContract.All(distribution, household, explain, isRecord: false, pieces), records.Count == 0 ? null : records);
    }

    /// <summary>What a household belongs to; null for a scheme without labels.</summary>
    public static IReadOnlyDictionary<string, string>? LabelsOf(Distribution distribution, int household) =>
        distribution.Roster.Labels is { Count: > 0 } labels
            ? new OrderedDictionary<string, string>(labels.Select(label => KeyValuePair.Create(label.Name, label[household])))
            : null;

    /// <summary>Every statement of a distribution, made when it is read.</summary>
    public static IEnumerable<StatementContract> All(Distribution distribution, bool explain) =>
        Enumerable.Range(0, distribution.Roster.Count).Select(household => Of(distribution, household, explain));
}

/// <summary>One amount of a statement.</summary>
/// <param name="Step">The step that gave it.</param>
/// <param name="Benefit">What it is called in statements.</param>
/// <param name="Amount">Yuan; negative for a deduction.</param>
/// <param name="Explanation">How it came about; only with <c>explain</c>.</param>
internal sealed record LineContract(string Step, string Benefit, string Amount, ExplanationContract? Explanation = null)
{
    /// <summary>The lines of a household, or its records; those of zero are left out.</summary>
    public static IReadOnlyList<LineContract> All(Distribution distribution, int household, bool explain, bool isRecord,
        IReadOnlyDictionary<string, IReadOnlyList<HoldingPiece>>? pieces = null)
    {
        var lines = new List<LineContract>();
        foreach (var step in distribution.Steps.Where(step => step.IsRecord == isRecord && step.AmountsFen is not null))
        {
            if (step.AmountsFen!.Value.Span[household] is var fen and not 0)
            {
                lines.Add(new LineContract(
                    step.Step.Id, step.Step.Benefit, new Money(fen).ToString(),
                    explain ? ExplanationContract.Of(distribution.Explain(household, step, pieces)) : null));
            }
        }

        return lines;
    }

    /// <summary>The steps that gave a household nothing, with why; null for none.</summary>
    public static IReadOnlyList<LineContract>? Zero(Distribution distribution, int household)
    {
        var lines = distribution.StepsWithout(household).Select(step => new LineContract(
            step.Id, step.Benefit, Money.Zero.ToString(), ExplanationContract.Of(distribution.ExplainNothing(household, step)))).ToArray();
        return lines.Length == 0 ? null : lines;
    }
}

/// <summary>What a step did with the money as a whole: what was in its pools, what it moved and what was left.</summary>
/// <param name="Step">The step; one that only notes amounts is left out, one that chooses households says how many it chose.</param>
/// <param name="Done">False where the condition of the step did not hold, so that it moved nothing.</param>
/// <param name="Explanation">
/// How much was moved, and why. Its figures have of every account, in yuan, those that apply of <c>before(account)</c>,
/// <c>drawn(account)</c>, <c>fed(account)</c> and <c>after(account)</c>; balances of pools only.
/// </param>
internal sealed record MoneyStepContract(string Step, bool Done, ExplanationContract Explanation)
{
    /// <summary>Every step that has money to move.</summary>
    public static IReadOnlyList<MoneyStepContract> All(Distribution distribution) => [.. distribution.ExplainMoney()
        .Select(money => new MoneyStepContract(money.Step.Id, money.IsDone, ExplanationContract.Of(money.Explanation)))];
}

/// <summary>Arithmetic one can redo on a pocket calculator.</summary>
/// <param name="Text">In words.</param>
/// <param name="Clause">The words of the scheme it carries out.</param>
/// <param name="Figures">The figures, in the order of the arithmetic.</param>
internal sealed record ExplanationContract(WordsContract Text, string? Clause, IReadOnlyList<FigureContract> Figures)
{
    /// <summary>Why a line is what it is.</summary>
    public static ExplanationContract Of(Explanation explanation) => new(
        WordsContract.Of(explanation.Text), explanation.Clause,
        [.. explanation.Figures.Select(figure => new FigureContract(figure.Name, figure.Value))]);
}

/// <summary>A figure by name.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value.</param>
internal sealed record FigureContract(string Name, string Value);

/// <summary>What of a correction is settled with a household.</summary>
/// <param name="Correction">The correction's run.</param>
/// <param name="Amount">Positive is paid on top, negative is held back.</param>
/// <param name="Year">Of a settlement: the year that was corrected.</param>
/// <param name="Text">Of a settlement: where the amount comes from, in words.</param>
internal sealed record SettlementContract(string Correction, string Amount, int? Year = null, WordsContract? Text = null);

/// <summary>What is taken from what a household is paid, or in a correction changes of it.</summary>
/// <param name="Tax">Income tax, yuan.</param>
/// <param name="SetOff">Debts set off, yuan.</param>
/// <param name="Taxes">By benefit; empty for none.</param>
/// <param name="SetOffs">Each debt; empty for none.</param>
internal sealed record WithheldContract(
    string Tax, string SetOff, IReadOnlyList<TaxedBenefitContract> Taxes, IReadOnlyList<SetOffAmountContract> SetOffs);

/// <summary>The tax of a benefit.</summary>
/// <param name="Benefit">The benefit; several are joined by + where the scheme withholds from them together.</param>
/// <param name="Due">What the run gives of it, yuan.</param>
/// <param name="Income">What is declared, yuan: grossed up where the organisation bears the tax.</param>
/// <param name="Tax">The tax, yuan.</param>
/// <param name="Withheld">What of it is taken, yuan; 0 where the organisation bears it, or it is among the lines.</param>
internal sealed record TaxedBenefitContract(string Benefit, string Due, string Income, string Tax, string Withheld);

/// <summary>A debt that is set off.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Amount">Yuan.</param>
internal sealed record SetOffAmountContract(string Id, string Amount);

/// <summary>Who is paid for a household.</summary>
/// <param name="Household">The household; left out in its own statement.</param>
/// <param name="Name">Their name; empty where the roster never had one.</param>
/// <param name="Relation">self for the household itself, or heir, family, guardian, proxy, other.</param>
/// <param name="Bank">The bank.</param>
/// <param name="Account">The account, masked; left out for cash.</param>
/// <param name="Evidence">The paper that shows it, masked.</param>
internal sealed record SettlementPayeeContract(
    string? Household, string Name, string Relation, string? Bank, string? Account, string? Evidence);

/// <summary>How a step came to whole fen.</summary>
/// <param name="Step">The step.</param>
/// <param name="Policy">largest_remainder, per_unit_rate, floor_and_keep, half_up, at_most or at_least.</param>
/// <param name="ResidueFen">Fen handed out one each to the largest fractions, or left in the pool.</param>
/// <param name="LargestErrorFen">The largest distance of a share from its exact value, in fen.</param>
/// <param name="UnequalHolders">Holders for whom an equal holder was paid a different amount.</param>
internal sealed record RoundingContract(string Step, string Policy, long ResidueFen, string LargestErrorFen, int UnequalHolders)
{
    /// <summary>How each step came to whole fen.</summary>
    public static IReadOnlyList<RoundingContract> All(IReadOnlyList<StepRounding> steps) => [.. steps.Select(step => new RoundingContract(
        step.Step, step.Policy, step.ResidueFen, DecimalText.Format(step.LargestErrorMicroFen, decimals: 6), step.UnequalHolders))];
}

/// <summary>A finding of a legal check.</summary>
/// <param name="Code">Which check.</param>
/// <param name="Severity">info, warn or block.</param>
/// <param name="Message">In words.</param>
/// <param name="Basis">The law it rests on.</param>
internal sealed record CheckContract(string Code, string Severity, WordsContract Message, string Basis)
{
    /// <summary>Findings of legal checks.</summary>
    public static IReadOnlyList<CheckContract> All(IReadOnlyList<CheckFinding> findings) => [.. findings.Select(finding =>
        new CheckContract(finding.Code, finding.Severity, WordsContract.Of(finding.Message), finding.Basis))];
}

/// <summary>How calculations and statements are serialised.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CalculationAnswer))]
[JsonSerializable(typeof(CalculationResultContract))]
internal sealed partial class CalculationContracts : JsonSerializerContext;
