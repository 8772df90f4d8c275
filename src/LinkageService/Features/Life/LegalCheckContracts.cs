using System.Text.Json;
using System.Text.Json.Serialization;
using LinkageService.Engine.Checks;
using LinkageService.Features.Calculations;
using LinkageService.Http;

namespace LinkageService.Features.Life;

/// <summary>Every legal check of a run, as things stand now.</summary>
/// <param name="Run">The run.</param>
/// <param name="Packs">The rule packs used: national, then those of the region; national alone means that no local rule is known.</param>
/// <param name="Checks">
/// In the order of docs/checks.md; of a correction, of the whole that it leaves; empty for a settlement, which no check is held against.
/// </param>
internal sealed record LegalChecksContract(string Run, IReadOnlyList<string> Packs, IReadOnlyList<LegalCheckContract> Checks)
{
    /// <summary>What came of the checks; null for a run none is held against.</summary>
    public static LegalChecksContract Of(string run, CheckedLaw? law) => new(
        run, law is null ? []
            : LegalSummary.Of(law.Checked, law.Outcomes).Packs, [.. (law?.Outcomes ?? []).Select(LegalCheckContract.Of)]);
}

/// <summary>What came of one legal check.</summary>
/// <param name="Code">Which.</param>
/// <param name="Status">passed, found, unknown or not_applicable.</param>
/// <param name="Severity">warn or block: what a finding does.</param>
/// <param name="Title">Its name.</param>
/// <param name="Message">On which figures it was decided, or why it was not.</param>
/// <param name="Basis">The law and its article, Chinese and English; left out where no rule asks for it.</param>
/// <param name="Confidence">How sure the rule is: verified, corroborated, reported or custom; only a verified one blocks.</param>
/// <param name="Missing">The facts that were not stated, by name; left out where none is missing.</param>
internal sealed record LegalCheckContract(
    string Code, string Status, string Severity, WordsContract Title, WordsContract Message, WordsContract? Basis, string? Confidence,
    IReadOnlyList<string>? Missing)
{
    /// <summary>What came of it.</summary>
    public static LegalCheckContract Of(CheckOutcome outcome) => new(
        outcome.Check.Code, CheckedWords.Of(outcome.Status), outcome.Severity == CheckSeverity.Block ? "block" : "warn",
        WordsContract.Of(outcome.Check.Title), WordsContract.Of(outcome.Message),
        outcome.Basis is { } basis ? WordsContract.Of(basis.Citation) : null,
        outcome.Basis is { } rule ? CheckedWords.Of(rule.Confidence) : null,
        outcome.Missing.Count == 0 ? null : [.. outcome.Missing.Select(fact => fact.Name)]);
}

/// <summary>How much more, or less, members may be paid out of the organisation's own money.</summary>
/// <param name="Run">The run.</param>
/// <param name="Members">What the run pays members: wages, rents and what parties outside bring are not counted. Yuan.</param>
/// <param name="Limit">The most they may be paid; left out for a settlement. Yuan.</param>
/// <param name="Left">Limit less members; negative by how much the run is above it. Yuan.</param>
/// <param name="Binding">The check that binds.</param>
/// <param name="Limits">What each check allows, the smallest first.</param>
/// <param name="Unknown">Checks that may set a limit and lack a fact.</param>
internal sealed record HeadroomContract(
    string Run, string? Members, string? Limit, string? Left, string? Binding, IReadOnlyList<HeadroomLimitContract> Limits,
    IReadOnlyList<UndecidedCheckContract> Unknown)
{
    /// <summary>The headroom of a run; null for one no check is held against.</summary>
    public static HeadroomContract Of(string run, CheckedLaw? law)
    {
        if (law is null)
        {
            return new HeadroomContract(run, Members: null, Limit: null, Left: null, Binding: null, [], []);
        }

        var headroom = Headroom.Of(law.Checked);
        return new HeadroomContract(
            run, headroom.Members.ToString(), headroom.Binding.Limit.ToString(), headroom.Left.ToString(), headroom.Binding.Check.Code,
            [.. headroom.Limits.Select(limit => new HeadroomLimitContract(limit.Check.Code, limit.Limit.ToString()))],
            [.. headroom.Undecided.Select(outcome =>
                new UndecidedCheckContract(outcome.Check.Code, [.. outcome.Missing.Select(fact => fact.Name)]))]);
    }
}

/// <summary>What one check allows.</summary>
/// <param name="Check">Which.</param>
/// <param name="Limit">The most members may be paid by it: a fen more and it finds. Yuan.</param>
internal sealed record HeadroomLimitContract(string Check, string Limit);

/// <summary>The words of what came of a check.</summary>
internal static class CheckedWords
{
    /// <summary>The word of a status.</summary>
    public static string Of(CheckStatus status) => status switch
    {
        CheckStatus.Passed => "passed",
        CheckStatus.Found => "found",
        CheckStatus.Unknown => "unknown",
        CheckStatus.NotApplicable => "not_applicable",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>The word of how sure a rule is.</summary>
    public static string Of(Confidence confidence) => confidence switch
    {
        Confidence.Verified => "verified",
        Confidence.Corroborated => "corroborated",
        Confidence.Reported => "reported",
        Confidence.Custom => "custom",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}

/// <summary>How legal checks and headroom are serialised.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(LegalChecksContract))]
[JsonSerializable(typeof(HeadroomContract))]
[JsonSerializable(typeof(CalculationCheckContract))]
internal sealed partial class LegalCheckContracts : JsonSerializerContext;
