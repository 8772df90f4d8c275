using LinkageService.Engine.Problems;

namespace LinkageService.Engine.Checks;

/// <summary><c>payee_deceased</c>: payee deceased.</summary>
public sealed class PayeeDeceased : LegalCheck
{
    /// <inheritdoc/>
    public override string Code => "payee_deceased";

    /// <inheritdoc/>
    public override CheckSeverity Severity => CheckSeverity.Warn;

    /// <inheritdoc/>
    public override LocalizedText Title { get; } = new("领取人已去世", "Payee deceased");

    /// <inheritdoc/>
    public override LocalizedText Asks { get; } = new(
        "登记日前已去世或退出的不领取；静态管理的由继承人领取并留存材料。",
        "Nobody is paid who died or left before the record date; under static shares the heir is, with papers on file.");

    private protected override CheckOutcome Decide(CheckedRun run) =>
        CheckedByService(
            run, "没有全户去世的", "no household all of whose members had died", run.Persons is { Persons: 0 } ? MissingFacts.Persons : null);
}
