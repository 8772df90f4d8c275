using System.Text.Json;
using System.Text.Json.Serialization;
using LinkageService.Http;

namespace LinkageService.Features.Facts;

/// <summary>What an import of facts did, or would do.</summary>
/// <param name="Kind">What they state.</param>
/// <param name="DryRun">Whether nothing was stored.</param>
/// <param name="Added">How many state what nothing was stated of.</param>
/// <param name="Changed">How many state something else.</param>
/// <param name="Unchanged">How many were stated already; they are not stated again.</param>
/// <param name="Facts">In the order of the table.</param>
internal sealed record FactImportContract(
    string Kind, bool DryRun, int Added, int Changed, int Unchanged, IReadOnlyList<ImportedFactContract> Facts)
{
    /// <summary>What a handler gives.</summary>
    public static FactImportContract Of(FactImport import) => new(
        import.Kind.Word, import.IsDryRun, import.Count(FactChange.Added), import.Count(FactChange.Changed),
        import.Count(FactChange.Unchanged), [.. import.Facts.Select(ImportedFactContract.Of)]);
}

/// <summary>A fact of the table.</summary>
/// <param name="Organization">Whose.</param>
/// <param name="Name">What the organisation is called.</param>
/// <param name="ValidFrom">The first day it holds for; of a kind that is stated by year, the last day of the year.</param>
/// <param name="Year">The year; left out for kinds that are not stated by year.</param>
/// <param name="Change">added, changed or unchanged.</param>
/// <param name="Differences">Old and new of each field that is another, at most 200.</param>
/// <param name="DifferenceCount">How many there are.</param>
internal sealed record ImportedFactContract(
    string Organization, string Name, string ValidFrom, int? Year, string Change, IReadOnlyList<FactDifferenceContract> Differences,
    int DifferenceCount)
{
    /// <summary>A fact.</summary>
    public static ImportedFactContract Of(ImportedFact fact) => new(
        fact.Organization, fact.Name, fact.ValidFrom, fact.Year, WordOf(fact.Change),
        [.. fact.Differences.Select(each => new FactDifferenceContract(
            each.Field, WordsContract.Of(each.Label), each.Before, each.After))],
        fact.DifferenceCount);

    /// <summary>The word of a change.</summary>
    public static string WordOf(FactChange change) => JsonNamingPolicy.CamelCase.ConvertName(change.ToString());
}

/// <summary>A field that is another than what was stated. Account numbers are masked.</summary>
/// <param name="Field">Its path, such as cash.loans[0].dueOn.</param>
/// <param name="Title">What people call it.</param>
/// <param name="Before">What was stated; left out for nothing.</param>
/// <param name="After">What the table states; left out for nothing.</param>
internal sealed record FactDifferenceContract(string Field, WordsContract Title, string? Before, string? After);

/// <summary>How imports of facts are serialised.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(FactImportContract))]
internal sealed partial class FactImportContracts : JsonSerializerContext;
