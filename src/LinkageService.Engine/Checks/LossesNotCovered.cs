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
        "以前年度亏损弥补以前不分配；分给成员的连同提取的公积公益金，不超过弥补亏损后余下的。",
        "Nothing is shared out before the losses of earlier years are covered, and with the reserve that is drawn no more than is left.");

    /// <inheritdoc/>
    public override bool MayLimit => true;

    /// <inheritdoc/>
    public override bool CountsYear => true;

    /// <inheritdoc/>
    public override Money? Limit(CheckedRun run)
    {
        if (run.OpeningBalance is not { } opening || Net(run) is not { } net)
        {
            return null;
        }

        // Reserve is drawn at its floor, as far as money is kept for it.
        var left = Left(run, opening, net) - run.PaidByOthers;
        var (reserve, welfare) = Headroom.Floors(run);
        var forDrawing = left + Beside(run).Kept - (Drawn(run.OfYear) - Drawn(run.Figures));
        var kept = run.Figures.Funds.Where(fund => fund.Role != FundRole.LossCover).Sum(fund => fund.Amount.Fen);
        var most = run.Figures.Members.Fen + kept <= forDrawing.Fen ? forDrawing : forDrawing - reserve - welfare;
        return new Money(Math.Max(0, new[] { left.Fen, most.Fen, (left - (Stated(run) ?? Money.Zero)).Fen }.Min()));
    }

    /// <inheritdoc/>
    public override IReadOnlyList<MissingFact> LimitLacks(CheckedRun run) => Net(run) is null ? [MissingFacts.NetIncome] : [];

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

        var (left, members, drawn) = (Left(run, opening, net), run.OfYear.Members, DrawnOfYear(run));
        var (beside, besideEn) = Beside(run).Shared + TransferredIn(run) is { Fen: > 0 } more
            ? ($"，转入和不计收益的土地补偿等 {CheckText.Yuan(more)} 元", $", {CheckText.Yuan(more)} transferred in or outside income")
            : ("", "");
        var (first, firstEn) = opening.Fen < 0
            ? ($"以前年度亏损 {CheckText.Yuan(-opening.Fen)} 元", $"losses of {CheckText.Yuan(-opening.Fen)} yuan")
            : ($"年初未分配 {CheckText.Yuan(opening)} 元", $"an opening balance of {CheckText.Yuan(opening)} yuan");
        var (reserve, reserveEn) = drawn.Least.Fen > 0
            ? ($"，提取公积公益金 {CheckText.Yuan(drawn.Least)} 元", $", {CheckText.Yuan(drawn.Least)} are drawn as reserve")
            : ("", "");
        var zh = $"{first}，本年净收益（盈余）{CheckText.Yuan(net)} 元{beside}，最多可分 {CheckText.Yuan(left)} 元，"
            + $"分给成员 {CheckText.Yuan(members)} 元{reserve}";
        var en = $"{firstEn}, {CheckText.Yuan(net)} of the year{besideEn}: at most {CheckText.Yuan(left)} are left, members get "
            + $"{CheckText.Yuan(members)}{reserveEn}";
        return members + drawn.Least > left ? Found(zh, en)
            : members + drawn.Most <= left ? Passed(zh, en)
            : Unknown(MissingFacts.ReserveFund);
    }

    // Without the statement the income of the run may be less than that of the year: it is no ground to refuse.
    private static Money? Net(CheckedRun run) => run.Facts.Statement?.Net;

    private static Money? Stated(CheckedRun run) => run.Facts.Statement?.ReserveDrawn;

    private static Money TransferredIn(CheckedRun run) => run.Facts.Statement?.TransferredIn ?? Money.Zero;

    private static Money Drawn(RunFigures figures) => figures.Of(FundRole.Reserve) + figures.Of(FundRole.Welfare);

    private static Money Left(CheckedRun run, Money opening, Money net) =>
        new(Math.Max(0, (opening + net + TransferredIn(run) + Beside(run).Shared).Fen));

    // What is drawn out of what the year brought: by the statement, and by the funds of the year's runs that the law has a name for.
    // What other funds keep may be reserve too, unless the statement says how much is drawn.
    private static MoneyRange DrawnOfYear(CheckedRun run)
    {
        Money OutOfYear(Money drawn) => new(Math.Max(Stated(run)?.Fen ?? 0, (drawn - Beside(run).Kept).Fen));
        var known = Drawn(run.OfYear);
        return new MoneyRange(OutOfYear(known), OutOfYear(Stated(run) is null ? known + run.OfYear.Of(FundRole.Other) : known));
    }

    // Money that is there without ever being income of the year: what of it is shared out, and what of it, and of what payers gave, may
    // be in the funds.
    private static (Money Shared, Money Kept) Beside(CheckedRun run)
    {
        var lines = (run.Facts.Income ?? []).Where(line => OutsideIncome.Contains(line.Kind)).ToArray();
        var shared = lines.Where(line => line.Distributable == Distributable.Yes
            || line is { Distributable: Distributable.Conditional, Document: not null })
            .Sum(line => Math.Max(0, (line.AmountInPool ?? line.Amount ?? Money.Zero).Fen));
        var all = lines.Sum(line => Math.Max(0, Math.Max(line.Amount?.Fen ?? 0, line.AmountInPool?.Fen ?? 0)));
        var given = run.OfYear.Sources.Where(source => source.IsPayer).Sum(source => source.Amount.Fen)
            - run.OfYear.Benefits.Sum(benefit => benefit.FromPayers.Fen);
        return (new Money(shared), new Money(all - shared + Math.Max(0, given)));
    }
}
