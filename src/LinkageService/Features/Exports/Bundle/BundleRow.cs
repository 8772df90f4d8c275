using System.Security.Cryptography;
using System.Text.Json;
using LinkageService.Documents;
using LinkageService.Features.Runs;
using LinkageService.Storage.Runs;

namespace LinkageService.Features.Exports.Bundle;

/// <summary>
/// The run as it is stored, value by value: the audit log keeps the SHA-256 of it with each act, and what a bundle says of the run, its
/// life, its meeting and its tax follows from it.
/// </summary>
/// <param name="Id">32 hexadecimal digits.</param>
/// <param name="Organization">Whose.</param>
/// <param name="Kind">distribution, correction or settlement.</param>
/// <param name="Corrects">The run a correction belongs to; null for another.</param>
/// <param name="Policy">How a correction is settled; null for another.</param>
/// <param name="Year">The year of the accounts.</param>
/// <param name="RecordDate">The date whose roster was used.</param>
/// <param name="KnownAt">Facts known at this moment were used, in microseconds.</param>
/// <param name="Roster">stored or inline.</param>
/// <param name="SchemeId">The scheme.</param>
/// <param name="SchemeVersion">Its version.</param>
/// <param name="SchemeDigest">Its digest.</param>
/// <param name="Terms">Parameters and figures: a JSON text, byte for byte.</param>
/// <param name="Result">Sums and checks: a JSON text, byte for byte.</param>
/// <param name="Digest">What an approval is bound to.</param>
/// <param name="Households">Households of the roster.</param>
/// <param name="BlocksDigest">SHA-256 over the stored amounts.</param>
/// <param name="State">Where it stands in its life.</param>
/// <param name="Revision">Counts its changes from 1.</param>
/// <param name="Maker">Who made it.</param>
/// <param name="Progress">Who did what, the meeting, what is withheld: a JSON text, byte for byte. Keys in it are sealed.</param>
/// <param name="CreatedAt">When it was made, in microseconds.</param>
/// <param name="UpdatedAt">When it was changed last, in microseconds.</param>
internal sealed record BundleRowContract(
    string Id, string Organization, string Kind, string? Corrects, string? Policy, long Year, string RecordDate, long KnownAt,
    string Roster, string SchemeId, long SchemeVersion, string SchemeDigest, string Terms, string Result, string Digest, long Households,
    string BlocksDigest, string State, long Revision, string Maker, string Progress, long CreatedAt, long UpdatedAt)
{
    /// <summary>A stored run.</summary>
    public static BundleRowContract Of(RunRow row) => new(
        row.Id, row.OrganizationId, row.Kind, row.Corrects, row.Policy, row.Year, row.RecordDate, row.KnownAt, row.Roster, row.SchemeId,
        row.SchemeVersion, row.SchemeDigest, row.Terms, row.Result, row.Digest, row.Households, DigestText.Of(row.BlocksDigest), row.State,
        row.Revision, row.Maker, row.Progress, row.CreatedAt, row.UpdatedAt);

    /// <summary>The same as it is stored.</summary>
    /// <exception cref="FormatException">The digest of the blocks is none.</exception>
    public RunRow Read() => new(
        Id, Organization, Kind, Corrects, Policy, Year, RecordDate, KnownAt, Roster, SchemeId, SchemeVersion, SchemeDigest, Terms, Result,
        Digest, Households, Convert.FromHexString(BlocksDigest[DigestText.Prefix.Length..]), State, Revision, Maker, Progress, CreatedAt,
        UpdatedAt);
}

/// <summary>What is taken from what households are paid with a run.</summary>
/// <param name="Rows">By household, kind and item.</param>
internal sealed record BundleWithholdingsContract(IReadOnlyList<BundleWithholdingContract> Rows)
{
    /// <summary>SHA-256 over every row, as the life of the run has it.</summary>
    public string Digest(string run) => DigestText.Of(WithholdingStore.DigestOf(Rows.Select(row => row.Read(run))));

    /// <summary>What is taken from each household, in fen: tax beside the lines, and debts.</summary>
    public Dictionary<string, Engine.Taxes.Withheld> ByHousehold() => Rows.GroupBy(row => row.Household, StringComparer.Ordinal)
        .ToDictionary(
            rows => rows.Key,
            rows => new Engine.Taxes.Withheld(
                rows.Where(row => row.Kind == WithholdingKinds.Tax).Sum(row => row.WithheldFen),
                rows.Where(row => row.Kind == WithholdingKinds.SetOff).Sum(row => row.WithheldFen)),
            StringComparer.Ordinal);
}

/// <summary>Tax of a benefit, or a debt that is set off, of one household.</summary>
/// <param name="Household">Whose.</param>
/// <param name="Kind">tax, tax_in_lines or set_off.</param>
/// <param name="Item">The benefit, or the id of the debt.</param>
/// <param name="DueFen">What the run gives of the benefit.</param>
/// <param name="IncomeFen">What is declared.</param>
/// <param name="TaxFen">Its tax.</param>
/// <param name="WithheldFen">What is taken.</param>
internal sealed record BundleWithholdingContract(
    string Household, string Kind, string Item, long DueFen, long IncomeFen, long TaxFen, long WithheldFen)
{
    /// <summary>A stored row.</summary>
    public static BundleWithholdingContract Of(WithholdingRow row) =>
        new(row.HouseholdId, row.Kind, row.Item, row.DueFen, row.IncomeFen, row.TaxFen, row.WithheldFen);

    /// <summary>The same as it is stored.</summary>
    public WithholdingRow Read(string run) => new(run, Household, Kind, Item, DueFen, IncomeFen, TaxFen, WithheldFen);
}
