using LinkageService.Engine.Amounts;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Schemes;

namespace LinkageService.Engine.Checks;

/// <summary><c>patronage_exceeds_sales</c>: patronage above sales.</summary>
public sealed class PatronageExceedsSales : LegalCheck
{
    /// <inheritdoc/>
    public override string Code => "patronage_exceeds_sales";

    /// <inheritdoc/>
    public override CheckSeverity Severity => CheckSeverity.Warn;

    /// <inheritdoc/>
    public override LocalizedText Title { get; } = new("交易额超过销售额", "Patronage above sales");

    /// <inheritdoc/>
    public override LocalizedText Asks { get; } = new(
        "成员交易额合计不超过账上销售额，成员和非成员的交易分开。",
        "Members' patronage does not exceed recorded sales, and trade with non-members is kept apart.");

    private protected override CheckOutcome Decide(CheckedRun run)
    {
        if (run.Figures.Holdings.FirstOrDefault(holding => holding is { Role: AccountRole.Patronage, Unit: "yuan" }) is not { } patronage)
        {
            return NotApplicable("名册没有按元计的交易额", "the roster has no patronage in yuan");
        }

        var others = run.Facts.MemberTrades?.Where(trade => trade.IsMember == false
            && run.Figures.ByHousehold.Of(trade.Partner) is not null)
            .Select(trade => trade.Partner).ToArray() ?? [];
        if (others.Length > 0)
        {
            return Found($"非成员在返还名册里：{CheckText.Households(others)}",
                $"non-members are on the roster of the refund: {CheckText.HouseholdsEn(others)}");
        }

        if ((run.Facts.Trade?.WithMembers ?? run.Facts.Trade?.Sales) is not { } sales)
        {
            return Unknown(run.Facts.Trade is null ? MissingFacts.Trade : MissingFacts.TradeSales);
        }

        var (zh, en) = ($"名册交易额合计 {patronage.Total} 元，账上 {CheckText.Yuan(sales)} 元",
            $"the roster has {patronage.Total} yuan of patronage, the books {CheckText.Yuan(sales)}");
        return patronage.Total > Fraction.FromMoney(sales) ? Found(zh, en) : Passed(zh, en);
    }
}
