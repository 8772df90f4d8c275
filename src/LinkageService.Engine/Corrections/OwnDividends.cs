using LinkageService.Engine.Amounts;
using LinkageService.Engine.Runs;
using LinkageService.Engine.Schemes;
using LinkageService.Engine.Steps;
using LinkageService.Engine.Taxes;

namespace LinkageService.Engine.Corrections;

/// <summary>
/// What an organisation shares out of its own: dividends and the like, not wages, rents and prices, which are owed for something else,
/// and not what somebody else pays. Only this may settle what a correction of another scheme left.
/// </summary>
public static class OwnDividends
{
    /// <summary>Whether a scheme gives any.</summary>
    public static bool AreGivenBy(Scheme scheme) => scheme.Steps.Any(Is);

    /// <summary>What a household gets of it, less what the scheme withholds.</summary>
    /// <param name="distribution">What the run gives everyone.</param>
    /// <param name="place">The household's place in its roster.</param>
    public static Money Of(Distribution distribution, int place) => new(distribution.Steps
        .Where(step => step is { IsRecord: false, AmountsFen: not null } && (Is(step.Step) || step.Step is WithholdStep))
        .Sum(step => step.AmountsFen!.Value.Span[place]));

    private static bool Is(Step step) => step.GivesLines && step is not (WithholdStep or RecordStep)
        && !TaxTerms.IsOtherIncome(step.Benefit) && step.Accounts.All(account => account.Kind != AccountKind.Payer);
}
