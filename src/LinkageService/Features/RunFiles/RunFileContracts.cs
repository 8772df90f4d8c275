using System.Text.Json;
using System.Text.Json.Serialization;
using LinkageService.Documents;
using LinkageService.Storage.Runs;

namespace LinkageService.Features.RunFiles;

/// <summary>The scans and photographs of a run.</summary>
/// <param name="Files">Those taken out too, oldest first.</param>
internal sealed record RunFilesContract(IReadOnlyList<RunFileContract> Files);

/// <summary>A scan or photograph of a run.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Kind">What it shows: notice_photo, attendance, minutes, signed_sheet or other.</param>
/// <param name="Name">As whoever added it calls it, with the ending of what it is.</param>
/// <param name="MediaType">application/pdf, image/jpeg or image/png, by its bytes.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Digest">SHA-256 of its content.</param>
/// <param name="AddedBy">Who.</param>
/// <param name="AddedAt">When.</param>
/// <param name="RemovedBy">Who took it out; left out while it is there.</param>
/// <param name="RemovedAt">When.</param>
internal sealed record RunFileContract(
    string Id, string Kind, string Name, string MediaType, long Size, string Digest, string AddedBy, string AddedAt, string? RemovedBy,
    string? RemovedAt)
{
    /// <summary>A file.</summary>
    public static RunFileContract Of(RunFileRow row) => new(
        row.Id, row.Kind, row.Name, row.MediaType, row.Size, DigestText.Of(row.Sha256), row.AddedBy, Dates.MomentText(row.AddedAt),
        row.RemovedBy, row.RemovedAt is { } at ? Dates.MomentText(at) : null);
}

/// <summary>How files of runs are serialised.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(RunFilesContract))]
[JsonSerializable(typeof(RunFileContract))]
internal sealed partial class RunFileContracts : JsonSerializerContext;
