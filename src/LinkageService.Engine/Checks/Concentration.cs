using LinkageService.Engine.Checks.Facts;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Schemes;

namespace LinkageService.Engine.Checks;

/// <summary><c>concentration</c>: concentrated holdings.</summary>
public sealed class Concentration : LegalCheck
{
    /// <inheritdoc/>
    public override string Code => "concentration";

    /// <inheritdoc/>
    public override CheckSeverity Severity => CheckSeverity.Warn;

    /// <inheritdoc/>
    public override LocalizedText Title { get; } = new("股份过于集中", "Concentrated holdings");

    /// <inheritdoc/>
    public override LocalizedText Asks { get; } = new(
        "单一成员持股不超过当地规定或章程的上限。",
        "One member holds no more than local rules or the charter allow.");

    private protected override CheckOutcome Decide(CheckedRun run)
    {
        var row = run.Rules.Find(Code, "holding_cap");
        var own = run.Facts.Charter?.HoldingCap;
        if ((row is not null && !(own < row.Rate) ? row.Rate : own) is not { } cap)
        {
            return Unknown(MissingFacts.HoldingCap);
        }

        var isCooperative = run.LegalForm is "farmer_cooperative" or "cooperative_union";
        var holding = run.Figures.Holdings.FirstOrDefault(each => isCooperative ? each.Role == AccountRole.Capital
            : each.Unit == "share");
        if (holding is null || holding.Total.Sign <= 0)
        {
            return Unknown(MissingFacts.Shares);
        }

        var part = holding.Largest / (isCooperative ? holding.Total : run.Facts.Charter?.TotalShares ?? holding.Total);
        var top = holding.TopTen / holding.Total;
        var (zh,
            en) = ($"{holding.Title.Zh}最多的户 {holding.LargestHousehold} 占 {CheckText.Percent(part)}，前十户占 "
                + $"{CheckText.Percent(top)}，单一成员上限 {CheckText.Percent(cap)}",
            $"household {holding.LargestHousehold} has {CheckText.Percent(part)} of {holding.Title.En}, the ten largest "
                + $"{CheckText.Percent(top)}; one member at most {CheckText.Percent(cap)}");
        if (part <= cap)
        {
            return Passed(zh, en);
        }

        // The cap is one member's, the column a household's.
        var members = run.Persons?.Counts.GetValueOrDefault(holding.LargestHousehold) ?? 0;
        return members == 0 ? Unknown(MissingFacts.Persons) : part > cap * members ? Found(zh, en, row) : Passed(zh, en);
    }
}
