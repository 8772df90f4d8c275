using LinkageService.Engine.Amounts;
using LinkageService.Engine.Checks;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Runs;
using LinkageService.Features.Schemes;

namespace LinkageService.Features.Calculations;

/// <summary>
/// Everything of a result but its statements, in the words of the answers: of a calculation just made, or of a stored run.
/// </summary>
internal sealed record CalculationSummary
{
    /// <summary>The scheme.</summary>
    public required NamedScheme Scheme { get; init; }

    /// <summary>The year of the accounts.</summary>
    public required int Year { get; init; }

    /// <summary>Parameters as used, as they are written.</summary>
    public required IReadOnlyList<NamedFigure> Parameters { get; init; }

    /// <summary>Inputs as used, as they are written.</summary>
    public required IReadOnlyList<NamedInput> Inputs { get; init; }

    /// <summary>The sums.</summary>
    public required SummaryTotals Totals { get; init; }

    /// <summary>Where the money came from.</summary>
    public required IReadOnlyList<SourceAmount> Sources { get; init; }

    /// <summary>What stayed.</summary>
    public required IReadOnlyList<FundAmount> Funds { get; init; }

    /// <summary>Subtotals for each value of each label.</summary>
    public IReadOnlyList<LabelTotals> Labels { get; init; } = [];

    /// <summary>How each step came to whole fen.</summary>
    public required IReadOnlyList<StepRounding> Rounding { get; init; }

    /// <summary>Findings of legal checks.</summary>
    public IReadOnlyList<CheckFinding> Checks { get; init; } = [];

    /// <summary>Which legal checks were decided; null where none was made.</summary>
    public LegalSummary? Legal { get; init; }

    /// <summary>SHA-256 over all that was read and came out.</summary>
    public required string Digest { get; init; }

    /// <summary>The summary of a distribution.</summary>
    public static CalculationSummary Of(Distribution distribution)
    {
        var (scheme, terms) = (distribution.Scheme, distribution.Terms);
        return new CalculationSummary
        {
            Scheme = new NamedScheme(scheme.Id, scheme.Version, scheme.Digest),
            Year = terms.Year,
            Parameters = scheme.Parameters
                .Select(each => new NamedFigure(each.Name, FigureText.Of(each, terms.Parameters[each.Name]))).ToArray(),
            Inputs = scheme.Inputs
                .Select(each => new NamedInput(each.Name, FigureText.Of(each, terms.Inputs[each.Name]), InputForms.Of(each))).ToArray(),
            Totals = new SummaryTotals(
                distribution.SourcesTotal, distribution.HouseholdsTotal, distribution.FundsTotal, distribution.CarriedForward),
            Sources = distribution.Sources,
            Funds = distribution.Funds,
            Labels = distribution.Labels,
            Rounding = distribution.Steps.Where(step => step.Policy is not null).Select(step => new StepRounding(
                step.Step.Id, step.Policy!.Value.Name(), step.Figures.ResidueFen, step.Figures.LargestErrorMicroFen,
                step.Figures.UnequalHolders)).ToArray(),
            Checks = distribution.Remarks().Select(CheckFinding.Of).ToArray(),
            Digest = distribution.Digest,
        };
    }
}

/// <summary>A scheme by id, version and digest.</summary>
internal sealed record NamedScheme(string Id, int Version, string Digest);

/// <summary>A figure as it is written.</summary>
internal sealed record NamedFigure(string Name, string Text);

/// <summary>An input as it is written.</summary>
internal sealed record NamedInput(string Name, string Text, InputForm Form);

/// <summary>Sums, to the fen.</summary>
internal sealed record SummaryTotals(Money Sources, Money Households, Money Funds, Money CarriedForward);

/// <summary>How a step came to whole fen.</summary>
internal sealed record StepRounding(string Step, string Policy, long ResidueFen, long LargestErrorMicroFen, int UnequalHolders);

/// <summary>A finding of a check.</summary>
/// <param name="Code">Which check.</param>
/// <param name="Severity"><c>block</c>, <c>warn</c> or <c>info</c>.</param>
/// <param name="Message">In words, with the figures.</param>
/// <param name="Basis">The law or rule; of a remark on the calculation, the words its step carries out, or the step.</param>
internal sealed record CheckFinding(string Code, string Severity, LocalizedText Message, string Basis)
{
    /// <summary>Good to know, and no reason to wait.</summary>
    public const string Info = "info";

    /// <summary>What a legal check found.</summary>
    public static CheckFinding Of(CheckOutcome outcome) => new(
        outcome.Check.Code, outcome.Severity == CheckSeverity.Block ? "block" : "warn",
        new LocalizedText($"{outcome.Check.Title.Zh}：{outcome.Message.Zh}", $"{outcome.Check.Title.En}: {outcome.Message.En}"),
        $"{outcome.Basis!.Citation.Zh} | {outcome.Basis.Citation.En}");

    /// <summary>A remark on a calculation.</summary>
    public static CheckFinding Of(RunRemark remark) => new(
        remark.Code, remark.IsWarning ? "warn" : Info, remark.Message,
        remark.Step is not { } step ? "名册 | the roster"
            : step.Clause ?? $"方案步骤“{step.Title.Zh}” | scheme step \"{step.Id}\"");
}
