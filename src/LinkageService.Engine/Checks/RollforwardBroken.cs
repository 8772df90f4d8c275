using System.Diagnostics;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Checks.Facts;
using LinkageService.Engine.Problems;

namespace LinkageService.Engine.Checks;

/// <summary><c>rollforward_broken</c>: roll-forward broken.</summary>
public sealed class RollforwardBroken : LegalCheck
{
    /// <inheritdoc/>
    public override string Code => "rollforward_broken";

    /// <inheritdoc/>
    public override CheckSeverity Severity => CheckSeverity.Warn;

    /// <inheritdoc/>
    public override LocalizedText Title { get; } = new("未分配前后对不上", "Roll-forward broken");

    /// <inheritdoc/>
    public override LocalizedText Asks { get; } = new(
        "年末未分配等于年初加本年加转入减公积金减分配；年初等于上年年末。",
        "Closing is opening plus net plus transfers less reserve and distributions; opening is last year's closing.");

    private protected override CheckOutcome Decide(CheckedRun run)
    {
        if (run.Facts.Statement is not { } now)
        {
            return Unknown(MissingFacts.Statement);
        }

        if (run.Facts.LastStatement?.ClosingUndistributed is { } last && now.OpeningUndistributed is { } first && first != last)
        {
            return Found($"上年年末 {CheckText.Yuan(last)} 元，今年年初 {CheckText.Yuan(first)} 元",
                $"last year closed with {CheckText.Yuan(last)} yuan, this year opens with {CheckText.Yuan(first)}");
        }

        var given = now.Form == StatementForm.Cooperative
            ? now.PatronageRefund + now.ResidualDividend + now.ConvertedToCapital
            : now.PaidToMembers + now.OtherDistribution;
        if (now.OpeningUndistributed + now.Net + now.TransferredIn - now.ReserveDrawn - given is not { } closing
            || now.ClosingUndistributed is not { } stated)
        {
            return Unknown([.. Lines(now).Where(line => line.Amount is null).Select(line => line.Name)]);
        }

        var (zh, en) = ($"推算年末未分配 {CheckText.Yuan(closing)} 元，报表 {CheckText.Yuan(stated)} 元",
            $"the closing balance comes to {CheckText.Yuan(closing)} yuan, the statement has {CheckText.Yuan(stated)}");
        return closing == stated ? Passed(zh, en) : Found(zh, en);
    }

    private static IEnumerable<(Money? Amount, MissingFact Name)> Lines(YearStatement now) =>
    [
        (now.OpeningUndistributed, MissingFacts.Opening), (now.Net, MissingFacts.NetIncome),
        (now.TransferredIn, MissingFacts.TransferredIn), (now.ReserveDrawn, MissingFacts.ReserveDrawn),
        .. now.Form switch
        {
            StatementForm.Cooperative => new (Money?, MissingFact)[]
            {
                (now.PatronageRefund, MissingFacts.StatementRefund), (now.ResidualDividend, MissingFacts.StatementResidual),
                (now.ConvertedToCapital, MissingFacts.ConvertedToCapital),
            },
            StatementForm.Collective =>
            [
                (now.PaidToMembers, MissingFacts.PaidToMembers), (now.OtherDistribution, MissingFacts.OtherDistribution),
            ],
            _ => throw new UnreachableException(),
        },
        (now.ClosingUndistributed, MissingFacts.Closing),
    ];
}
