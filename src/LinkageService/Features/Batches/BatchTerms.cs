using System.Text.Json;
using System.Text.Json.Serialization;
using LinkageService.Documents;
using LinkageService.Engine.Problems;
using LinkageService.Errors;

namespace LinkageService.Features.Batches;

/// <summary>What <c>batch.terms</c> keeps: the figures that hold for every organisation of a batch.</summary>
/// <param name="Scheme">As written; null where each organisation goes on by the scheme of its own or of last year.</param>
/// <param name="RecordDate">As written; null for the last day of the year.</param>
/// <param name="From">As written; null for the first day of the year.</param>
/// <param name="LastYear">Whether scheme and figures that nobody states are those of the run of the year before.</param>
/// <param name="Parameters">By name, in the order of their names.</param>
/// <param name="Inputs">By name, in the order of their names.</param>
internal sealed record BatchTerms(
    string? Scheme, string? RecordDate, string? From, bool LastYear, OrderedDictionary<string, string> Parameters,
    OrderedDictionary<string, string> Inputs)
{
    /// <summary>Reads the column.</summary>
    public static BatchTerms Read(string terms) => JsonSerializer.Deserialize(terms, BatchJson.Default.BatchTerms)!;

    /// <summary>As the column keeps it.</summary>
    public string Text() => JsonText.Of(this, BatchJson.Default.BatchTerms);
}

/// <summary>What <c>batch_organization.terms</c> keeps: what one organisation has of its own.</summary>
/// <param name="Scheme">As written; null for that of the batch.</param>
/// <param name="Parameters">Before those of the batch.</param>
/// <param name="Inputs">Before those of the batch.</param>
internal sealed record BatchOwnTerms(
    string? Scheme, OrderedDictionary<string, string> Parameters, OrderedDictionary<string, string> Inputs)
{
    /// <summary>Reads the column.</summary>
    public static BatchOwnTerms Read(string terms) =>
        terms.Length == 0 ? new BatchOwnTerms(null, [], []) : JsonSerializer.Deserialize(terms, BatchJson.Default.BatchOwnTerms)!;

    /// <summary>As the column keeps it; empty for nothing of its own.</summary>
    public string Text() => Scheme is null && Parameters.Count == 0 && Inputs.Count == 0
        ? "" : JsonText.Of(this, BatchJson.Default.BatchOwnTerms);
}

/// <summary>What is hashed of a request: the terms, and the organisations with what each has of its own.</summary>
internal sealed record BatchAsked(
    string? Organization, int Year, bool DryRun, BatchTerms Terms, IReadOnlyList<string> Organizations, IReadOnlyList<string> Own);

/// <summary>What the column <c>outcome</c> keeps: what is wrong, or what would come of it.</summary>
/// <param name="Problems">What is wrong; empty when nothing is.</param>
/// <param name="Checks">Of a dry run, findings of the checks; of an act, what is to be looked at before.</param>
/// <param name="Limit">Of a dry run: the most members may be paid, in yuan; null where no check is made.</param>
/// <param name="Left">Limit less what members are paid.</param>
/// <param name="Binding">The check that binds.</param>
internal sealed record BatchOutcome(
    IReadOnlyList<BatchProblemContract> Problems, IReadOnlyList<BatchCheckContract>? Checks = null, string? Limit = null,
    string? Left = null, string? Binding = null)
{
    /// <summary>What is said of a defect of ours.</summary>
    public static Problem Defect { get; } = new(ProblemCodes.InternalError, "", new LocalizedText(
        "服务内部出错，已记入日志", "the service failed; its log says where"));

    /// <summary>Reads the column; null for nothing.</summary>
    public static BatchOutcome? Read(string outcome) =>
        outcome.Length == 0 ? null : JsonSerializer.Deserialize(outcome, BatchJson.Default.BatchOutcome);

    /// <summary>As the column keeps it.</summary>
    public string Text() => JsonText.Of(this, BatchJson.Default.BatchOutcome);
}

/// <summary>How what is stored of batches is serialised.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(BatchTerms))]
[JsonSerializable(typeof(BatchOwnTerms))]
[JsonSerializable(typeof(BatchAsked))]
[JsonSerializable(typeof(BatchOutcome))]
[JsonSerializable(typeof(BatchActTerms))]
[JsonSerializable(typeof(BatchActOwnTerms))]
internal sealed partial class BatchJson : JsonSerializerContext;
