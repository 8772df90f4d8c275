using System.Text.Json;
using System.Text.Json.Serialization;
using LinkageService.Features.Statements;

namespace LinkageService.Features.Exports.Bundle;

/// <summary>What a bundle calls its files (docs/bundle.md).</summary>
internal static class BundleFile
{
    public const string About = "bundle.json";
    public const string Run = "run.json";
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
/// <param name="CalculationDigest">What <c>calculation.json</c> gives; left out where it gives nothing by itself.</param>
/// <param name="ProofRoot">What was fixed when it was submitted; left out of a draft, and of runs before there were proofs.</param>
internal sealed record BundleContract(
    string Format, string Organization, string Run, string Kind, int Year, string Digest, string? CalculationDigest, string? ProofRoot)
{
    /// <summary>The one format there is.</summary>
    public const string FormatName = "linkage/bundle/v1";
}

/// <summary>The list that hashes to the root of a run, whole.</summary>
/// <param name="Run">What it is bound to.</param>
/// <param name="Root">What was published.</param>
/// <param name="Households">In the order of the tree.</param>
internal sealed record BundleProofsContract(
    ProofRunContract Run, ProofRootContract Root, IReadOnlyList<ListedHouseholdContract> Households);

/// <summary>How the files of a bundle are serialised.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, WriteIndented = true)]
[JsonSerializable(typeof(BundleContract))]
[JsonSerializable(typeof(BundleProofsContract))]
internal sealed partial class BundleContracts : JsonSerializerContext;
