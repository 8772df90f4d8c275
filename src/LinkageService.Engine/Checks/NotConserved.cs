using LinkageService.Engine.Amounts;
using LinkageService.Engine.Problems;

namespace LinkageService.Engine.Checks;

/// <summary><c>not_conserved</c>: money lost or made.</summary>
public sealed class NotConserved : LegalCheck
{
    /// <inheritdoc/>
    public override string Code => "not_conserved";

    /// <inheritdoc/>
    public override CheckSeverity Severity => CheckSeverity.Block;

    /// <inheritdoc/>
    public override LocalizedText Title { get; } = new("钱数不平", "Money lost or made");

    /// <inheritdoc/>
    public override LocalizedText Asks { get; } = new(
        "收入等于各户所得加留存，一分不差。",
        "What came in is what households get and what stays, to the fen.");

    /// <inheritdoc/>
    public override bool MayLimit => true;

    /// <inheritdoc/>
    public override Money? Limit(CheckedRun run) => run.Figures.Members + Kept(run);

    private protected override CheckOutcome Decide(CheckedRun run)
    {
        var (zh, en) = CheckText.Sum(run.Figures.SourcesTotal, run.Figures.HouseholdsTotal, Kept(run));
        return run.Figures.SourcesTotal == run.Figures.HouseholdsTotal + Kept(run) ? Passed(zh, en) : Found(zh, en);
    }

    private static Money Kept(CheckedRun run) => new(run.Figures.Funds.Sum(fund => fund.Amount.Fen));
}
