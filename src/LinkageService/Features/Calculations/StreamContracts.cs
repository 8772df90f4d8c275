using LinkageService.Engine.Runs;
using LinkageService.Errors;
using LinkageService.Features.Schemes;
using LinkageService.Http;

namespace LinkageService.Features.Calculations;

/// <summary>A line of a calculation that comes as a stream: the header once, first, then households.</summary>
/// <param name="Header">All of it but its roster; left out in every line but the first.</param>
/// <param name="Household">One household, in any order; left out in the first line.</param>
internal sealed record CalculationLineContract(CalculationHeaderContract? Header, HouseholdContract? Household);

/// <summary>All of a calculation but its roster.</summary>
/// <param name="Scheme">A scheme of the library: <c>id</c>, or <c>id@version</c>. Either this or <c>document</c>.</param>
/// <param name="Document">A whole scheme, instead of <c>scheme</c>.</param>
/// <param name="Year">The year of the accounts, 1900 to 2999; this year in China unless stated.</param>
/// <param name="Parameters">Numbers the organisation decides, by name; the scheme has defaults for most.</param>
/// <param name="Inputs">The year's figures, by name: yuan with at most two decimals, or whole counts.</param>
[CheckedBy<CalculateDistributionValidator>]
internal sealed record CalculationHeaderContract(
    string? Scheme,
    SchemeDocumentContract? Document,
    int? Year,
    Dictionary<string, ExactNumber>? Parameters,
    Dictionary<string, ExactNumber>? Inputs);

/// <summary>A line of the answer to a calculation that came as a stream; one of its fields is there.</summary>
/// <param name="Result">First: totals and how they came about.</param>
/// <param name="Statement">Then, by member number, each household's.</param>
/// <param name="End">Last, when the answer is whole.</param>
/// <param name="Problem">Last instead, when it failed half-way.</param>
internal sealed record CalculationAnswerLineContract(
    CalculationResultContract? Result, StatementContract? Statement, StreamEndContract? End, ProblemContract? Problem);

/// <summary>A line of a run's statements; one of its fields is there.</summary>
/// <param name="Statement">By member number, each household's.</param>
/// <param name="End">Last, when the answer is whole.</param>
/// <param name="Problem">Last instead, when it failed half-way.</param>
internal sealed record StatementStreamLineContract(StatementContract? Statement, StreamEndContract? End, ProblemContract? Problem);

/// <summary>Says that a stream is whole.</summary>
/// <param name="Statements">How many statements it has.</param>
internal sealed record StreamEndContract(long Statements);

/// <summary>A result without its statements. totals.sources = totals.households + totals.funds + totals.carriedForward.</summary>
/// <param name="Scheme">Which scheme was run.</param>
/// <param name="Year">The year.</param>
/// <param name="Parameters">Every parameter as used.</param>
/// <param name="Inputs">Every input as used.</param>
/// <param name="Totals">Sums, to the fen.</param>
/// <param name="Sources">Where the money came from: inputs that are pools, then payers.</param>
/// <param name="Funds">What stayed, empty funds too.</param>
/// <param name="Labels">Subtotals for each value of each label, such as each village; left out for a scheme without labels.</param>
/// <param name="Rounding">How each step came to whole fen.</param>
/// <param name="Checks">Findings of legal checks.</param>
/// <param name="Legal">Which legal checks were decided; left out where none was made.</param>
/// <param name="Digest">SHA-256 over all that was read and came out; that of the same content sent whole.</param>
internal sealed record CalculationResultContract(
    SchemeReferenceContract Scheme,
    int Year,
    IReadOnlyDictionary<string, string> Parameters,
    IReadOnlyDictionary<string, string> Inputs,
    TotalsContract Totals,
    IReadOnlyList<SourceContract> Sources,
    IReadOnlyList<FundContract> Funds,
    IReadOnlyList<LabelContract>? Labels,
    IReadOnlyList<RoundingContract> Rounding,
    IReadOnlyList<CheckContract> Checks,
    LegalContract? Legal,
    string Digest)
{
    /// <summary>A result.</summary>
    public static CalculationResultContract Of(CalculationSummary summary) => new(
        SchemeReferenceContract.Of(summary.Scheme), summary.Year,
        Figures(summary.Parameters.Select(each => KeyValuePair.Create(each.Name, each.Text))),
        Figures(summary.Inputs.Select(each => KeyValuePair.Create(each.Name, each.Text))),
        TotalsContract.Of(summary.Totals), SourceContract.All(summary.Sources), FundContract.All(summary.Funds),
        LabelContract.All(summary.Labels), RoundingContract.All(summary.Rounding), CheckContract.All(summary.Checks),
        LegalContract.Of(summary.Legal), summary.Digest);

    private static OrderedDictionary<string, string> Figures(IEnumerable<KeyValuePair<string, string>> figures) =>
        new(figures, StringComparer.Ordinal);
}
