using LinkageService.Engine.Amounts;
using LinkageService.Engine.Problems;

namespace LinkageService.Engine.Checks;

/// <summary><c>officers_share</c>: officers' share.</summary>
public sealed class OfficersShare : LegalCheck
{
    /// <inheritdoc/>
    public override string Code => "officers_share";

    /// <inheritdoc/>
    public override CheckSeverity Severity => CheckSeverity.Warn;

    /// <inheritdoc/>
    public override LocalizedText Title { get; } = new("干部及亲属占比高", "Officers' share");

    /// <inheritdoc/>
    public override LocalizedText Asks { get; } = new(
        "任职人员及亲属所得与一般户相比过高的要核实。",
        "What officers and their kin get far above other households is verified.");

    private protected override CheckOutcome Decide(CheckedRun run)
    {
        if (run.Facts.Officers is not { } officers)
        {
            return Unknown(MissingFacts.Officers);
        }

        // Who left before the record date, or came after it, counts no more than anybody; nor do their relatives.
        var serving = officers.Where(officer => officer.ServesWithin(run.RecordDate, run.RecordDate)).ToArray();
        var names = serving.Select(officer => officer.Name).ToHashSet(StringComparer.Ordinal);
        var households = serving.Select(officer => officer.Household)
            .Concat((run.Facts.Kin ?? []).Where(link => names.Contains(link.Officer)).Select(link => link.Household))
            .OfType<string>()
            .Distinct(StringComparer.Ordinal).Where(household => run.Figures.ByHousehold.Of(household) is not null).ToArray();
        var others = run.Figures.Households - households.Length;
        if (households.Length == 0 || others <= 0)
        {
            return Passed("任职人员及亲属不在名册里", "no officer or relative is on the roster");
        }

        var sum = households.Sum(household => run.Figures.ByHousehold.Of(household)!.Value.Fen);
        var rest = run.Figures.HouseholdsTotal.Fen - sum;
        var row = run.Rules.Find(Code, "times_max")!;
        var (zh, en) = ($"任职人员及亲属 {households.Length} 户共得 {CheckText.Yuan(sum)} 元，其余 {others} 户共得 {CheckText.Yuan(rest)} 元",
            $"{households.Length} households of officers and kin get {CheckText.Yuan(sum)} yuan, the other {others} get "
                + $"{CheckText.Yuan(rest)}");
        return new Fraction(sum, households.Length) > row.Rate * new Fraction(rest, others) ? Found(zh, en, row)
            : run.Facts.Kin is null ? Unknown(MissingFacts.Kin)
            : Passed(zh, en);
    }
}
