using LinkageService.Engine.Checks;

namespace LinkageService.Features.Calculations;

/// <summary>Which legal checks were decided and which could not be; the findings stand among the checks of the result.</summary>
/// <param name="Packs">The rule packs that were used: <c>national</c>, then those of the region, the most specific first.</param>
/// <param name="Passed">Codes of checks that hold.</param>
/// <param name="Found">Codes of checks that do not.</param>
/// <param name="Unknown">Checks that lack a fact.</param>
public sealed record LegalSummary(
    IReadOnlyList<string> Packs, IReadOnlyList<string> Passed, IReadOnlyList<string> Found, IReadOnlyList<UndecidedCheck> Unknown)
{
    /// <summary>The pack of the country.</summary>
    public const string National = "national";

    /// <summary>Whether the law was looked at: whether a check was decided that asks more than the run says of itself.</summary>
    public bool IsDecided => Passed.Concat(Found).Any(code => !LegalChecks.OfRunAlone.Contains(code));

    /// <summary>What came of every check.</summary>
    public static LegalSummary Of(CheckedRun run, IReadOnlyList<CheckOutcome> outcomes) => new(
        [National, .. run.Rules.LocalPacks],
        Codes(outcomes, CheckStatus.Passed), Codes(outcomes, CheckStatus.Found),
        [.. outcomes.Where(outcome => outcome.Status == CheckStatus.Unknown).Select(outcome =>
            new UndecidedCheck(outcome.Check.Code, [.. outcome.Missing.Select(fact => fact.Name)]))]);

    private static string[] Codes(IReadOnlyList<CheckOutcome> outcomes, CheckStatus status) =>
        [.. outcomes.Where(outcome => outcome.Status == status).Select(outcome => outcome.Check.Code)];
}

/// <summary>A check that lacks a fact.</summary>
/// <param name="Code">Which.</param>
/// <param name="Missing">The facts, by their names.</param>
public sealed record UndecidedCheck(string Code, IReadOnlyList<string> Missing);

/// <summary>Which legal checks were decided. What was found stands among checks, with its message and its basis.</summary>
/// <param name="Packs">The rule packs used: national, then those of the region; national alone means that no local rule is known.</param>
/// <param name="Passed">Codes of checks that hold.</param>
/// <param name="Found">Codes of checks that do not.</param>
/// <param name="Unknown">Checks that lack a fact; they say nothing either way.</param>
internal sealed record LegalContract(
    IReadOnlyList<string> Packs, IReadOnlyList<string> Passed, IReadOnlyList<string> Found, IReadOnlyList<UndecidedCheckContract> Unknown)
{
    /// <summary>What was decided; null where no check was made.</summary>
    public static LegalContract? Of(LegalSummary? legal) => legal is null ? null : new LegalContract(
        legal.Packs, legal.Passed, legal.Found,
            [.. legal.Unknown.Select(check => new UndecidedCheckContract(check.Code, check.Missing))]);
}

/// <summary>A check that lacks a fact.</summary>
/// <param name="Code">Which.</param>
/// <param name="Missing">The facts by name, such as cash or charter.reserve; docs/checks.md lists them.</param>
internal sealed record UndecidedCheckContract(string Code, IReadOnlyList<string> Missing);
