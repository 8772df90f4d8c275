using LinkageService.Engine.Checks.Facts;
using LinkageService.Engine.Problems;

namespace LinkageService.Engine.Checks;

/// <summary><c>subsidy_as_private_capital</c>: subsidy recorded as one member's capital.</summary>
public sealed class SubsidyAsPrivateCapital : LegalCheck
{
    /// <inheritdoc/>
    public override string Code => "subsidy_as_private_capital";

    /// <inheritdoc/>
    public override CheckSeverity Severity => CheckSeverity.Block;

    /// <inheritdoc/>
    public override LocalizedText Title { get; } = new("补助记成个人出资", "Subsidy recorded as one member's capital");

    /// <inheritdoc/>
    public override LocalizedText Asks { get; } = new(
        "财政补助、捐赠形成的财产平均量化到成员，不记为个别成员的出资。",
        "What subsidies and donations made is spread equally over members and is no single member's capital.");

    private protected override CheckOutcome Decide(CheckedRun run)
    {
        if (run.Facts.Capital is not { } capital)
        {
            return Unknown(MissingFacts.Capital);
        }

        var wrong = capital.Where(each => each.Source is CapitalSource.PublicSubsidy or CapitalSource.Donation).ToArray();
        return wrong.Length > 0
            ? Found($"补助或捐赠记成了出资：{CheckText.Households([.. wrong.Select(each => each.Household)])}，共 "
                + $"{CheckText.Yuan(wrong.Sum(each => each.Amount?.Fen ?? 0))} 元",
                $"subsidies or donations stand as capital of "
                    + $"{CheckText.HouseholdsEn([.. wrong.Select(each => each.Household)])}, "
                    + $"{CheckText.Yuan(wrong.Sum(each => each.Amount?.Fen ?? 0))} yuan in all")
            : capital.Any(each => each.Source is null) ? Unknown(MissingFacts.CapitalSource)
            : Passed($"{capital.Count} 笔出资都不是补助或捐赠", $"none of {capital.Count} contributions is a subsidy or donation");
    }
}
