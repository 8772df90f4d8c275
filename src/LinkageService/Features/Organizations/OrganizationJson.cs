using LinkageService.Documents;

namespace LinkageService.Features.Organizations;

/// <summary>Reads what a caller says of an organisation.</summary>
internal static class OrganizationJson
{
    private static readonly string[] Fields = ["name", "legalForm", "region", "parent", "noticeDays"];

    /// <summary>Reads the body of PUT.</summary>
    /// <exception cref="Errors.RefusedException">It is not JSON.</exception>
    public static OrganizationDraft Read(ReadOnlyMemory<byte> body)
    {
        var fields = JsonFields.Read(body, Fields);
        return new OrganizationDraft
        {
            Name = fields.Text("name"),
            LegalForm = fields.Text("legalForm"),
            Region = fields.Text("region") ?? "",
            Parent = fields.Text("parent"),
            NoticeDays = fields.Whole("noticeDays", OrganizationDraftValidator.NoticeDays) ?? OrganizationDraft.StandardNoticeDays,
            FormProblems = fields.Problems,
        };
    }
}
