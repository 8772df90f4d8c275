using LinkageService.Engine.Amounts;
using LinkageService.Engine.Checks.Facts;
using LinkageService.Engine.Problems;

namespace LinkageService.Engine.Checks;

/// <summary><c>losses_not_covered</c>: losses not covered.</summary>
public sealed class LossesNotCovered : LegalCheck
{
    private static readonly IncomeKind[] OutsideIncome =
    [
        IncomeKind.LandTransfer, IncomeKind.LandCompensation, IncomeKind.ReservedLandCompensation, IncomeKind.EarmarkedGrant,
        IncomeKind.AssetSale,
    ];

    /// <inheritdoc/>
    public override string Code => "losses_not_covered";

    /// <inheritdoc/>
    public override CheckSeverity Severity => CheckSeverity.Block;

    /// <inheritdoc/>
    public override LocalizedText Title { get; } = new("亏损没有弥补", "Losses not covered");

    /// <inheritdoc/>
    public override LocalizedText Asks { get; } = new(
        "以前年度亏损弥补以前不分配；分给成员的不超过弥补亏损后余下的。",
        "Nothing is shared out before the losses of earlier years are covered, and no more than is left then.");

    /// <inheritdoc/>
    public override bool MayLimit => true;

    /// <inheritdoc/>
    public override bool CountsYear => true;

    /// <inheritdoc/>
    public override Money? Limit(CheckedRun run) => run.OpeningBalance is { } opening && Net(run) is { } net
        ? new Money(Math.Max(0, (Left(run, opening, net) - run.PaidByOthers).Fen))
        : null;

    private protected override CheckOutcome Decide(CheckedRun run)
    {
        if (run.OpeningBalance is not { } opening)
        {
            return Unknown(MissingFacts.Opening);
        }

        if (Net(run) is not { } net)
        {
            return opening.Fen < 0 ? Unknown(MissingFacts.NetIncome)
                : Passed($"年初未分配 {CheckText.Yuan(opening)} 元，没有亏损要弥补",
                    $"opening balance {CheckText.Yuan(opening)} yuan: no losses to cover");
        }

        var (left, members) = (Left(run, opening, net), run.OfYear.Members);
        var (beside, besideEn) = Beside(run) is { Fen: > 0 } more
            ? ($"，转入和不计收益的土地补偿等 {CheckText.Yuan(more)} 元", $", {CheckText.Yuan(more)} transferred in or outside income")
            : ("", "");
        var (first, firstEn) = opening.Fen < 0
            ? ($"以前年度亏损 {CheckText.Yuan(-opening.Fen)} 元", $"losses of {CheckText.Yuan(-opening.Fen)} yuan")
            : ($"年初未分配 {CheckText.Yuan(opening)} 元", $"an opening balance of {CheckText.Yuan(opening)} yuan");
        var zh = $"{first}，本年净收益（盈余）{CheckText.Yuan(net)} 元{beside}，最多可分 {CheckText.Yuan(left)} 元，"
            + $"分给成员 {CheckText.Yuan(members)} 元";
        var en = $"{firstEn}, {CheckText.Yuan(net)} of the year{besideEn}: at most {CheckText.Yuan(left)} are left, members get "
            + CheckText.Yuan(members);
        return members > left ? Found(zh, en) : Passed(zh, en);
    }

    // Without the statement the income of the run may be less than that of the year: it is no ground to refuse.
    private static Money? Net(CheckedRun run) => run.Facts.Statement?.Net;

    private static Money Left(CheckedRun run, Money opening, Money net) => new(Math.Max(0, (opening + net + Beside(run)).Fen));

    // Reserve that covers losses, and money that is shared out without ever being income of the year.
    private static Money Beside(CheckedRun run) => (run.Facts.Statement?.TransferredIn ?? Money.Zero)
        + new Money((run.Facts.Income ?? []).Where(line => line.Distributable == Distributable.Yes && OutsideIncome.Contains(line.Kind))
            .Sum(line => (line.AmountInPool ?? line.Amount ?? Money.Zero).Fen));
}
