using System.Text.Json;
using System.Text.Json.Serialization;
using LinkageService.Documents;
using LinkageService.Features.Statements;
using LinkageService.Storage.Audit;
using LinkageService.Storage.Runs;

namespace LinkageService.Features.Exports.Bundle;

/// <summary>What a bundle calls its files (docs/bundle.md).</summary>
internal static class BundleFile
{
    public const string About = "bundle.json";
    public const string Run = "result.json";
    public const string Row = "row.json";
    public const string Withheld = "withholding.json";
    public const string Statements = "statements.csv";
    public const string Calculation = "calculation.json";
    public const string Amounts = "amounts.csv";
    public const string Audit = "audit.json";
    public const string Files = "files.json";
    public const string Proofs = "proofs.json";
    public const string Checkpoint = "checkpoint.txt";
    public const string Sums = "SHA256SUMS";

    /// <summary>The folder of scans and photographs.</summary>
    public const string Scans = "scans/";

    /// <summary>The heading of household ids, and of their sums, in <see cref="Amounts"/>.</summary>
    public const string Household = "household";

    /// <inheritdoc cref="Household"/>
    public const string Total = "total";
}

/// <summary>What a bundle is of.</summary>
/// <param name="Format">linkage/bundle/v1.</param>
/// <param name="Organization">Whose run.</param>
/// <param name="Run">Which run.</param>
/// <param name="Kind">distribution, correction or settlement.</param>
/// <param name="Year">The year of the accounts.</param>
/// <param name="Digest">Of its result, as approved and printed.</param>
/// <param name="CalculationDigest">What <c>calculation.json</c> gives; null where it gives nothing by itself.</param>
/// <param name="ProofRoot">What was fixed when it was submitted; null of a draft, and of runs before there were proofs.</param>
internal sealed record BundleContract(
    string Format, string Organization, string Run, string Kind, int Year, string Digest, string? CalculationDigest, string? ProofRoot)
{
    /// <summary>The one format there is.</summary>
    public const string FormatName = "linkage/bundle/v1";
}

/// <summary>The scans and photographs of a run.</summary>
/// <param name="Files">Those taken out too, oldest first.</param>
internal sealed record BundleScansContract(IReadOnlyList<BundleScanContract> Files);

/// <summary>A scan or photograph.</summary>
/// <param name="Id">Its id, and its name in the bundle.</param>
/// <param name="Kind">What it shows: notice_photo, attendance, minutes, signed_sheet or other.</param>
/// <param name="Name">As whoever added it calls it.</param>
/// <param name="Digest">SHA-256 of its content.</param>
/// <param name="RemovedAt">When it was taken out; null while it is there.</param>
internal sealed record BundleScanContract(string Id, string Kind, string Name, string Digest, string? RemovedAt)
{
    /// <summary>A file.</summary>
    public static BundleScanContract Of(RunFileRow row) => new(
        row.Id, row.Kind, row.Name, DigestText.Of(row.Sha256), row.RemovedAt is { } at ? Dates.MomentText(at) : null);
}

/// <summary>The entries of the audit log about a run.</summary>
/// <param name="Entries">By number.</param>
internal sealed record BundleEntriesContract(IReadOnlyList<BundleEntryContract> Entries)
{
    /// <summary>The siblings on the way of the last entry to the root of the checkpoint, the lowest first; null of old bundles.</summary>
    public IReadOnlyList<string>? Way { get; init; }
}

/// <summary>An entry, all that its hash is made of.</summary>
/// <param name="Seq">Its number.</param>
/// <param name="At">When, RFC 3339 UTC.</param>
/// <param name="Actor">Who.</param>
/// <param name="Action">What, such as <c>run.approve</c>.</param>
/// <param name="Organization">Whose.</param>
/// <param name="Subject">What was changed.</param>
/// <param name="Change">Entries with the same change were stored together.</param>
/// <param name="Before">Digest of the subject before; null when it was new.</param>
/// <param name="After">Digest of the subject after; null when nothing is kept of it.</param>
/// <param name="Details">What people want to read: a JSON text, byte for byte as the hash has it.</param>
/// <param name="PreviousHash">The hash of the entry before.</param>
/// <param name="Hash">SHA-256 over all other values.</param>
internal sealed record BundleEntryContract(
    long Seq, string At, string Actor, string Action, string? Organization, string Subject, string Change, string? Before, string? After,
    string Details, string PreviousHash, string Hash)
{
    /// <summary>What is stored of an entry.</summary>
    public static BundleEntryContract Of(AuditEntry entry) => new(
        entry.Seq, Dates.MomentText(entry.At), entry.Actor, entry.Action, entry.OrganizationId, entry.Subject, entry.ChangeId,
        DigestText.OrNull(entry.BeforeDigest), DigestText.OrNull(entry.AfterDigest), entry.Details, DigestText.Of(entry.PreviousHash),
        DigestText.Of(entry.Hash));

    /// <summary>Whether the hash is that of the values.</summary>
    /// <exception cref="FormatException">A value is none.</exception>
    public bool HasItsHash() => Dates.TryReadMoment(At, out var at) && new AuditEntry(
        Seq, at, Actor, Action, Organization, Subject, Change, HashOrNull(Before), HashOrNull(After), Details, HashOf(PreviousHash),
        HashOf(Hash)).HasItsHash();

    private static byte[]? HashOrNull(string? text) => text is null ? null : HashOf(text);

    private static byte[] HashOf(string text) => Convert.FromHexString(text.AsSpan(DigestText.Prefix.Length));
}

/// <summary>The list that hashes to the root of a run, whole.</summary>
/// <param name="Run">What it is bound to.</param>
/// <param name="Root">What was published.</param>
/// <param name="Households">In the order of the tree.</param>
internal sealed record BundleProofsContract(
    ProofRunContract Run, ProofRootContract Root, IReadOnlyList<ListedHouseholdContract> Households);

/// <summary>How the files of a bundle are serialised.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web, WriteIndented = true, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(BundleContract))]
[JsonSerializable(typeof(BundleRowContract))]
[JsonSerializable(typeof(BundleWithholdingsContract))]
[JsonSerializable(typeof(BundleProofsContract))]
[JsonSerializable(typeof(BundleScansContract))]
[JsonSerializable(typeof(BundleEntriesContract))]
[JsonSerializable(typeof(JsonElement))]
internal sealed partial class BundleContracts : JsonSerializerContext;
