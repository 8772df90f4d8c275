using System.Diagnostics;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Formulas;
using LinkageService.Engine.Runs;
using LinkageService.Engine.Schemes;
using LinkageService.Engine.Steps;

namespace LinkageService.Engine.Checks;

/// <summary>What households got, step by step.</summary>
internal static class BenefitFigures
{
    public static IReadOnlyList<BenefitFigure> Of(Distribution distribution)
    {
        var scheme = distribution.Scheme;
        return [.. distribution.Steps.Where(result => result.Amounts is not null && !result.IsRecord)
            .Select(result => Of(scheme, result))];
    }

    private static BenefitFigure Of(Scheme scheme, StepResult result)
    {
        var step = result.Step;
        var names = Formulas(step).SelectMany(formula => FormulaNames.Of(formula.Expression)).Select(name => name.Text)
            .ToHashSet(StringComparer.Ordinal);
        var fromPayers = step.Postings(result).Drawn.Where(posting => posting.Account is { Kind: AccountKind.Payer })
            .Sum(posting => posting.Fen);
        return new BenefitFigure(step.Id, step.Kind, step.Benefit, step.Title, new Money((long)FenSum.Of(result.Amounts!)))
        {
            Role = AccountRoles.OfBenefit(step.Benefit),
            FromPayers = new Money(fromPayers),
            Holdings = [.. scheme.Holdings.Select(holding => holding.Name).Where(names.Contains)],
            FollowsYear = step is AllocateStep || scheme.Inputs.Any(input => names.Contains(input.Name)),
            HasBase = step is AllocateStep || names.Count > 0 || !Formulas(step).Any(),
        };
    }

    private static IEnumerable<Formula> Formulas(Step step) => step switch
    {
        PayStep pay => [pay.Amount],
        AllocateStep { By: { } by } => [by],
        AllocateStep => [],
        GuaranteeStep guarantee => [guarantee.Floor],
        WithholdStep { Amount: { } amount } => [amount],
        WithholdStep => [],
        RecordStep or SplitStep or TakeStep or SelectStep => [],
        _ => throw new UnreachableException(),
    };
}
