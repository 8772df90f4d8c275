using System.Text.Json;
using System.Text.Json.Serialization;
using LinkageService.Documents;
using LinkageService.Errors;
using LinkageService.Http;
using LinkageService.Storage.Organizations;

namespace LinkageService.Features.Organizations;

/// <summary>An organisation that distributes income; all of it, every time.</summary>
/// <param name="Name">Its name, at most 100 characters.</param>
/// <param name="LegalForm">farmer_cooperative, cooperative_union, rural_collective, company or contract_scheme:
/// decides which rules apply.</param>
/// <param name="Region">Code of its administrative division (GB/T 2260), 6 to 12 digits.</param>
/// <param name="Parent">The organisation above it; at most 16 levels.</param>
/// <param name="NoticeDays">Days a plan is on public notice, 1 to 365; 7 unless stated.</param>
[CheckedBy<OrganizationDraftValidator>]
internal sealed record OrganizationRequest(string Name, string LegalForm, string? Region, string? Parent, int? NoticeDays);

/// <summary>An organisation as stored.</summary>
/// <param name="Id">1 to 64 of a–z, 0–9 and hyphen.</param>
/// <param name="Name">Its name.</param>
/// <param name="LegalForm">farmer_cooperative, cooperative_union, rural_collective, company or contract_scheme.</param>
/// <param name="Region">Code of its administrative division; left out when not stated.</param>
/// <param name="Parent">The organisation above it; left out when there is none.</param>
/// <param name="NoticeDays">Days a plan is on public notice.</param>
/// <param name="Revision">Counts its changes; the ETag.</param>
/// <param name="CreatedAt">When it was made, RFC 3339.</param>
internal sealed record OrganizationContract(
    string Id, string Name, string LegalForm, string? Region, string? Parent, int NoticeDays, long Revision, string CreatedAt)
{
    /// <summary>What is stored of an organisation.</summary>
    public static OrganizationContract Of(OrganizationRow row) => new(
        row.Id, row.Name, row.LegalForm, row.Region.Length == 0 ? null : row.Region, row.Parent, (int)row.NoticeDays, row.Revision,
        Dates.MomentText(row.CreatedAt));
}

/// <summary>A page of organisations.</summary>
/// <param name="Organizations">By id.</param>
/// <param name="Next">Cursor of the next page; null at the end.</param>
internal sealed record OrganizationPageContract(
    IReadOnlyList<OrganizationContract> Organizations, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Next)
{
    /// <summary>A page of what is stored.</summary>
    public static OrganizationPageContract Of(Page<OrganizationRow> page) =>
        new([.. page.Items.Select(OrganizationContract.Of)], page.NextCursor);
}

/// <summary>How organisations are serialised.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(OrganizationContract))]
[JsonSerializable(typeof(OrganizationPageContract))]
internal sealed partial class OrganizationContracts : JsonSerializerContext;
