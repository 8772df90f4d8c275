using System.Diagnostics;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Corrections;
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
            .Select(result => Of(scheme, result.Step, new Money((long)FenSum.Of(result.Amounts!)), FromPayers(result)))];
    }

    /// <summary>As corrections left them, with what payers gave by the calculation whose sources stand.</summary>
    public static IReadOnlyList<BenefitFigure> Of(RunBooks whole, Distribution paidBy)
    {
        var results = paidBy.Steps.ToDictionary(result => result.Step.Id, StringComparer.Ordinal);
        return [.. whole.Steps.Where(step => !step.IsRecord).Select(step => (Books: step, Result: results[step.Id])).Select(each => Of(
            paidBy.Scheme, each.Result.Step, new Money((long)FenSum.Of(each.Books.Amounts.Span)),
            each.Result.Amounts is null ? Money.Zero : FromPayers(each.Result)))];
    }

    private static Money FromPayers(StepResult result) => new(result.Step.Postings(result).Drawn
        .Where(posting => posting.Account is { Kind: AccountKind.Payer }).Sum(posting => posting.Fen));

    private static BenefitFigure Of(Scheme scheme, Step step, Money amount, Money fromPayers)
    {
        var names = Formulas(step).SelectMany(formula => FormulaNames.Of(formula.Expression)).Select(name => name.Text)
            .ToHashSet(StringComparer.Ordinal);
        return new BenefitFigure(step.Id, step.Kind, step.Benefit, step.Title, amount)
        {
            Role = AccountRoles.OfBenefit(step.Benefit),
            FromPayers = fromPayers,
            Holdings = [.. scheme.Holdings.Select(holding => holding.Name).Where(names.Contains)],
            FollowsYear = step is AllocateStep || Formulas(step).Any(formula => ReadsBalance(formula.Expression))
                || scheme.Inputs.Any(input => names.Contains(input.Name)),
            HasBase = step is WithholdStep { Of.Count: > 0 }
                || !Formulas(step).Any(formula => IsConstant(formula.Expression) && formula.Text.Contains('%', StringComparison.Ordinal)),
        };
    }

    // What a pool, a fund or an earlier step holds in the year.
    private static bool ReadsBalance(Expression expression) => expression switch
    {
        Literal or Name => false,
        Negation negation => ReadsBalance(negation.Operand),
        Binary binary => ReadsBalance(binary.Left) || ReadsBalance(binary.Right),
        Call { Function: "pool" or "received" } => true,
        Call call => FormulaChecker.AccountOf(call) is not null || call.Arguments.Any(ReadsBalance),
        _ => throw new UnreachableException(),
    };

    private static bool IsConstant(Expression expression) => expression switch
    {
        Literal => true,
        Name or Call => false,
        Negation negation => IsConstant(negation.Operand),
        Binary binary => IsConstant(binary.Left) && IsConstant(binary.Right),
        _ => throw new UnreachableException(),
    };

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
