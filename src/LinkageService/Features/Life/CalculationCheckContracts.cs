using LinkageService.Engine.Checks;
using LinkageService.Errors;
using LinkageService.Features.Calculations;
using LinkageService.Features.Facts;
using LinkageService.Features.Schemes;
using LinkageService.Http;

namespace LinkageService.Features.Life;

/// <summary>A calculation to be held against the legal checks; nothing is stored.</summary>
/// <param name="Scheme">A scheme of the library: <c>id</c>, or <c>id@version</c>. Either this or <c>document</c>.</param>
/// <param name="Document">A whole scheme, instead of <c>scheme</c>.</param>
/// <param name="Year">The year of the accounts, 1900 to 2999; that of the record date unless stated, else this year in China.</param>
/// <param name="RecordDate">The date whose law counts; the last day of the year unless stated.</param>
/// <param name="Parameters">Numbers the organisation decides, by name.</param>
/// <param name="Inputs">The year's figures, by name.</param>
/// <param name="Households">The roster, at least one household, in any order.</param>
/// <param name="Organization">A stored organisation whose legal form, region, facts and earlier runs count; may be left out.</param>
/// <param name="LegalForm">Which law; that of the organisation unless stated, and needed without one.</param>
/// <param name="Region">Code of the division; that of the organisation unless stated, national rules alone without either.</param>
/// <param name="Facts">What is stated beside it, at most 50; each goes before what is stored of the same kind and time.</param>
[CheckedBy<CheckCalculationValidator>]
[CheckedBy<CalculateDistributionValidator>]
internal sealed record CalculationCheckRequest(
    string? Scheme,
    SchemeDocumentContract? Document,
    int? Year,
    string? RecordDate,
    Dictionary<string, ExactNumber>? Parameters,
    Dictionary<string, ExactNumber>? Inputs,
    List<HouseholdContract> Households,
    string? Organization,
    string? LegalForm,
    string? Region,
    List<StatedFactContract>? Facts);

/// <summary>A fact of a request: the part named like the kind, and for which time. What is not known is left out.</summary>
[CheckedBy<FactValidator<FactParts>>]
[CheckedBy<StatedFactValidator>]
[CheckedBy<PutFactValidator>]
internal sealed record StatedFactContract : FactParts
{
    /// <summary>What kind of fact it is.</summary>
    public required string Kind { get; init; }

    /// <summary>The first day it holds for; of kinds that are not stated by year.</summary>
    public string? ValidFrom { get; init; }

    /// <summary>The year; of statement, income and trade.</summary>
    public int? Year { get; init; }
}

/// <summary>Every legal check of a calculation, and how much more members could lawfully be paid.</summary>
/// <param name="Digest">Of the calculation.</param>
/// <param name="Packs">The rule packs used: national, then those of the region; national alone means that no local rule is known.</param>
/// <param name="Checks">In the order of docs/checks.md.</param>
/// <param name="Headroom">How much more, or less, members may be paid.</param>
internal sealed record CalculationCheckContract(
    string Digest, IReadOnlyList<string> Packs, IReadOnlyList<LegalCheckContract> Checks, CalculationHeadroomContract Headroom)
{
    /// <summary>What came of it.</summary>
    public static CalculationCheckContract Of(CheckedCalculation held) => new(
        held.Distribution.Digest, LegalSummary.Of(held.Checked, held.Outcomes).Packs, [.. held.Outcomes.Select(LegalCheckContract.Of)],
        CalculationHeadroomContract.Of(Engine.Checks.Headroom.Of(held.Checked)));
}

/// <summary>How much more, or less, members may be paid out of the organisation's own money.</summary>
/// <param name="Members">What the calculation pays members: wages, rents and what parties outside bring are not counted. Yuan.</param>
/// <param name="Limit">The most they may be paid. Yuan.</param>
/// <param name="Left">Limit less members; negative by how much it is above it. Yuan.</param>
/// <param name="Binding">The check that binds.</param>
/// <param name="Limits">What each check allows, the smallest first.</param>
/// <param name="Unknown">Checks that may set a limit and lack a fact.</param>
internal sealed record CalculationHeadroomContract(
    string Members, string Limit, string Left, string Binding, IReadOnlyList<HeadroomLimitContract> Limits,
    IReadOnlyList<UndecidedCheckContract> Unknown)
{
    /// <summary>The headroom of a calculation.</summary>
    public static CalculationHeadroomContract Of(Headroom headroom) => new(
        headroom.Members.ToString(), headroom.Binding.Limit.ToString(), headroom.Left.ToString(), headroom.Binding.Check.Code,
        [.. headroom.Limits.Select(limit => new HeadroomLimitContract(limit.Check.Code, limit.Limit.ToString()))],
        [.. headroom.Undecided.Select(outcome =>
            new UndecidedCheckContract(outcome.Check.Code, [.. outcome.Missing.Select(fact => fact.Name)]))]);
}
