using LinkageService.Engine.Amounts;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Schemes;

namespace LinkageService.Engine.Checks;

/// <summary><c>floor_exceeds_surplus</c>: guaranteed dividend above the surplus.</summary>
public sealed class FloorExceedsSurplus : LegalCheck
{
    /// <inheritdoc/>
    public override string Code => "floor_exceeds_surplus";

    /// <inheritdoc/>
    public override CheckSeverity Severity => CheckSeverity.Warn;

    /// <inheritdoc/>
    public override LocalizedText Title { get; } = new("保底超过盈余", "Guaranteed dividend above the surplus");

    /// <inheritdoc/>
    public override LocalizedText Asks { get; } = new(
        "保底、固定分红不超过当年盈余，亏损年份不付。",
        "Guaranteed and fixed dividends do not exceed the surplus and are not paid in a loss year.");

    /// <inheritdoc/>
    public override bool CountsYear => true;

    private protected override CheckOutcome Decide(CheckedRun run)
    {
        var shares = run.Figures.Holdings.Where(holding => holding.Unit == "share" || holding.Role == AccountRole.Capital)
            .Select(holding => holding.Name).ToHashSet(StringComparer.Ordinal);
        var fixedOnes = run.OfYear.Benefits.Where(benefit => benefit is { Kind: "guarantee" }
            || (benefit is { Kind: "pay", FollowsYear: false } && benefit.Holdings.Any(shares.Contains))).ToArray();
        if (fixedOnes.Length == 0)
        {
            return NotApplicable("方案没有保底或固定分红", "the scheme has no guaranteed or fixed dividend");
        }

        if (run.Facts.Statement?.Net is not { } net)
        {
            return Unknown(MissingFacts.NetIncome);
        }

        var sum = new Money(fixedOnes.Sum(benefit => benefit.Amount.Fen));
        var (zh, en) = ($"保底、固定分红 {CheckText.Yuan(sum)} 元，本年净收益（盈余）{CheckText.Yuan(net)} 元",
            $"guaranteed and fixed dividends are {CheckText.Yuan(sum)} yuan, the year brought {CheckText.Yuan(net)}");
        return sum.Fen > Math.Max(0, net.Fen) ? Found(zh, en) : Passed(zh, en);
    }
}
