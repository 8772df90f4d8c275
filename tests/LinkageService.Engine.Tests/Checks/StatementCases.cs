using LinkageService.Engine.Amounts;
using LinkageService.Engine.Checks;
using LinkageService.Engine.Checks.Facts;
using LinkageService.Engine.Schemes;
using static LinkageService.Engine.Tests.Checks.CheckCase;

namespace LinkageService.Engine.Tests.Checks;

/// <summary>Both sides of the boundary of every check of the statement of a year, and of what is promised whatever it brings.</summary>
internal static class StatementCases
{
    public static IEnumerable<CheckCase> All => Statements();

    private static IEnumerable<CheckCase> Statements()
    {
        YearStatement Rolled(long closing) => Statement() with
        {
            TransferredIn = Yuan(0), ReserveDrawn = Yuan(30_000), PaidToMembers = Yuan(60_000), OtherDistribution = Yuan(0),
            ClosingUndistributed = Yuan(closing),
        };
        yield return new("rollforward_broken", "0 + 100,000 − 30,000 − 60,000", Of(facts: new() { Statement = Rolled(10_000) }),
            CheckStatus.Passed);
        yield return new("rollforward_broken", "a yuan off", Of(facts: new() { Statement = Rolled(10_001) }), CheckStatus.Found);
        yield return new("rollforward_broken", "another opening than last year's closing",
            Of(facts: new() { Statement = Rolled(10_000), LastStatement = Rolled(1) }), CheckStatus.Found);
        yield return new("rollforward_broken", "a line missing", Of(facts: new() { Statement = Statement() }), CheckStatus.Unknown);
        var settled = Statement() with { SettledOn = Day(2026, 12, 20), OverdueReceivables = Yuan(0) };
        yield return new("accounts_not_settled", "settled", Of(facts: new() { Statement = settled }), CheckStatus.Passed);
        yield return new("accounts_not_settled", "a draft",
            Of(facts: new() { Statement = settled with { Status = StatementStatus.Draft } }), CheckStatus.Found);
        yield return new("accounts_not_settled", "overdue",
            Of(facts: new() { Statement = settled with { OverdueReceivables = new Money(1) } }), CheckStatus.Found);
        yield return new("accounts_not_settled", "unknown", Of(facts: new() { Statement = Statement() }), CheckStatus.Unknown);
        RunFigures Floor(long fen) => Figures() with { Benefits = [Benefit("guarantee", fen, "guarantee")] };
        yield return new("floor_exceeds_surplus", "equal", Of(facts: new() { Statement = Statement(100) }, figures: Floor(100_00)),
            CheckStatus.Passed);
        yield return new("floor_exceeds_surplus", "a fen more", Of(facts: new() { Statement = Statement(100) }, figures: Floor(100_01)),
            CheckStatus.Found);
        yield return new("floor_exceeds_surplus", "a loss year", Of(facts: new() { Statement = Statement(-5) }, figures: Floor(1)),
            CheckStatus.Found);
        yield return new("floor_exceeds_surplus", "unknown", Of(figures: Floor(1)), CheckStatus.Unknown);
        RunFigures Fixed(bool follows) => Figures() with
        {
            Holdings = [Holding("capital", "yuan", 100, 10, AccountRole.Capital)],
            Benefits = [Benefit("return", 8_00, "pay") with { Holdings = ["capital"], FromPayers = new Money(8_00),
                FollowsYear = follows }],
        };
        yield return new("debt_like_return", "8% whatever happens", Of(figures: Fixed(false)), CheckStatus.Found);
        yield return new("debt_like_return", "a part of the profit", Of(figures: Fixed(true)), CheckStatus.Passed);
        yield return new("debt_like_return", "no capital", Of(), CheckStatus.NotApplicable);
    }
}
