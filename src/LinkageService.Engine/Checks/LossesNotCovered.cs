using LinkageService.Engine.Amounts;
using LinkageService.Engine.Problems;

namespace LinkageService.Engine.Checks;

/// <summary><c>losses_not_covered</c>: losses not covered.</summary>
public sealed class LossesNotCovered : LegalCheck
{
    /// <inheritdoc/>
    public override string Code => "losses_not_covered";

    /// <inheritdoc/>
    public override CheckSeverity Severity => CheckSeverity.Block;

    /// <inheritdoc/>
    public override LocalizedText Title { get; } = new("亏损没有弥补", "Losses not covered");

    /// <inheritdoc/>
    public override LocalizedText Asks { get; } = new(
        "以前年度亏损弥补以前不分配；弥补亏损后没有余额的不分配。",
        "Nothing is shared out before the losses of earlier years are covered, and nothing where nothing is left then.");

    /// <inheritdoc/>
    public override bool MayLimit => true;

    /// <inheritdoc/>
    public override Money? Limit(CheckedRun run) => run.OpeningBalance is { } opening && Net(run) is { } net
        && (opening.Fen < 0 || (net.Fen < 0 && (net + opening).Fen <= 0))
        ? new Money(Math.Max(0, (net + opening + Reserve(run)).Fen))
        : null;

    private protected override CheckOutcome Decide(CheckedRun run)
    {
        if (run.OpeningBalance is not { } opening)
        {
            return Unknown(MissingFacts.Opening);
        }

        if (opening.Fen >= 0)
        {
            return run.Facts.Statement?.Net is { Fen: < 0 } loss && (loss + opening).Fen <= 0 && run.Figures.Members.Fen > 0
                ? Found($"本年亏损 {CheckText.Yuan(-loss.Fen)} 元，年初未分配 {CheckText.Yuan(opening)} 元，没有可分配的，仍分给成员 "
                    + $"{CheckText.Yuan(run.Figures.Members)} 元",
                    $"a loss of {CheckText.Yuan(-loss.Fen)} yuan and an opening balance of {CheckText.Yuan(opening)} leave "
                        + "nothing, and members "
                    + $"get {CheckText.Yuan(run.Figures.Members)}")
                : Passed($"年初未分配 {CheckText.Yuan(opening)} 元，没有亏损要弥补",
                    $"opening balance {CheckText.Yuan(opening)} yuan: no losses to cover");
        }

        if (Net(run) is not { } net)
        {
            return Unknown(MissingFacts.NetIncome);
        }

        var limit = Limit(run)!.Value;
        var (zh, en) = ($"以前年度亏损 {CheckText.Yuan(-opening.Fen)} 元，本年 {CheckText.Yuan(net)} 元，弥补后最多可分 {CheckText.Yuan(limit)} 元，"
            + $"分给成员 {CheckText.Yuan(run.Figures.Members)} 元",
            $"losses of {CheckText.Yuan(-opening.Fen)} yuan, {CheckText.Yuan(net)} of the year: at most {CheckText.Yuan(limit)} "
                + "are left, members "
            + $"get {CheckText.Yuan(run.Figures.Members)}");
        return run.Figures.Members > limit ? Found(zh, en) : Passed(zh, en);
    }

    // Without the statement the income of the run may be less than that of the year: it is no ground to refuse.
    private static Money? Net(CheckedRun run) => run.Facts.Statement?.Net;

    private static Money Reserve(CheckedRun run) => run.Facts.Statement?.TransferredIn ?? Money.Zero;
}
