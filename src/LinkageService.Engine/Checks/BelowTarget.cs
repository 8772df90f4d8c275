using LinkageService.Engine.Problems;

namespace LinkageService.Engine.Checks;

/// <summary><c>below_target</c>: below the promised gain.</summary>
public sealed class BelowTarget : LegalCheck
{
    /// <inheritdoc/>
    public override string Code => "below_target";

    /// <inheritdoc/>
    public override CheckSeverity Severity => CheckSeverity.Warn;

    /// <inheritdoc/>
    public override LocalizedText Title { get; } = new("低于承诺的增收", "Below the promised gain");

    /// <inheritdoc/>
    public override LocalizedText Asks { get; } = new(
        "每户增收不低于承诺的数。",
        "No household gains less than it was promised.");

    private protected override CheckOutcome Decide(CheckedRun run)
    {
        if (run.Facts.Targets is not { } targets)
        {
            return Unknown(MissingFacts.Targets);
        }

        var below = targets.SelectMany(target => (target.Household is { } one ? [one] : run.Figures.ByHousehold.Tagged("registered"))
            .Where(household => run.Figures.ByHousehold.Of(household) is { } gain
                && gain < target.AmountPerYear)).Distinct(StringComparer.Ordinal).ToArray();
        return below.Length > 0
            ? Found($"本次低于承诺的 {below.Length} 户：{CheckText.Households(below)}",
                $"{below.Length} households get less by this run than they were promised: {CheckText.HouseholdsEn(below)}")
            : Passed($"{targets.Count} 项承诺都达到了", $"all {targets.Count} promises are kept");
    }
}
