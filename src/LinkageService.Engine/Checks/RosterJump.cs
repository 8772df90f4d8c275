using LinkageService.Engine.Amounts;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Rosters;

namespace LinkageService.Engine.Checks;

/// <summary><c>roster_jump</c>: roster jumps.</summary>
public sealed class RosterJump : LegalCheck
{
    /// <inheritdoc/>
    public override string Code => "roster_jump";

    /// <inheritdoc/>
    public override CheckSeverity Severity => CheckSeverity.Warn;

    /// <inheritdoc/>
    public override LocalizedText Title { get; } = new("名册突增突减", "Roster jumps");

    /// <inheritdoc/>
    public override LocalizedText Asks { get; } = new(
        "户数与上年相比变化过大的要核实。",
        "A number of households far from last year's is verified.");

    private protected override CheckOutcome Decide(CheckedRun run)
    {
        if (run.Earlier is not { Households: > 0 } earlier)
        {
            return Unknown(MissingFacts.LastRun);
        }

        var row = run.Rules.Find(Code, "jump_max")!;
        var change = new Fraction(Math.Abs(run.Figures.Households - earlier.Households), earlier.Households);
        var (zh, en) = ($"{earlier.Year} 年 {earlier.Households} 户，今年 {run.Figures.Households} 户",
            $"{earlier.Households} households in {earlier.Year}, {run.Figures.Households} now");
        return change > row.Rate ? Found(zh, en, row) : Passed(zh, en);
    }
}
