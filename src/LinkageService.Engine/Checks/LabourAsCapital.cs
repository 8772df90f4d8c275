using LinkageService.Engine.Checks.Facts;
using LinkageService.Engine.Problems;

namespace LinkageService.Engine.Checks;

/// <summary><c>labour_as_capital</c>: contribution that may not be capital.</summary>
public sealed class LabourAsCapital : LegalCheck
{
    /// <inheritdoc/>
    public override string Code => "labour_as_capital";

    /// <inheritdoc/>
    public override CheckSeverity Severity => CheckSeverity.Block;

    /// <inheritdoc/>
    public override LocalizedText Title { get; } = new("不能作价出资的出资", "Contribution that may not be capital");

    /// <inheritdoc/>
    public override LocalizedText Asks { get; } = new(
        "劳务、信用、姓名、商誉、特许经营权、设定担保的财产和对本社的债权不能作价出资。",
        "Labour, credit, a name, goodwill, a franchise, mortgaged property and claims against the cooperative are no capital.");

    private protected override CheckOutcome Decide(CheckedRun run)
    {
        if (run.Facts.Capital is not { } capital)
        {
            return Unknown(MissingFacts.Capital);
        }

        var barred = capital.Where(each => each.Kind >= CapitalKind.Labour).ToArray();
        return barred.Length > 0
            ? Found($"{CheckText.Households([.. barred.Select(each => each.Household)])} 的出资是{FactWords.Title(barred[0].Kind).Zh}",
                $"the contribution of {CheckText.HouseholdsEn([.. barred.Select(each => each.Household)])} is "
                    + $"{FactWords.Title(barred[0].Kind).En.ToLowerInvariant()}")
            : Passed($"{capital.Count} 笔出资都可以作价", $"all {capital.Count} contributions may be capital");
    }
}
