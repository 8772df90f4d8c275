using LinkageService.Engine.Problems;
using LinkageService.Errors;
using LinkageService.Storage;
using LinkageService.Storage.Organizations;

namespace LinkageService.Access;

/// <summary>What a caller sees: their organisation and those below it. Others answer as if they were not there.</summary>
internal static class OrganizationScope
{
    /// <summary>The organisation, when the caller may see it.</summary>
    /// <exception cref="RefusedException"><c>unknown_organization</c>: it is not there, or not the caller's.</exception>
    public static async Task<OrganizationRow> RequireAsync(Session session, Caller caller, string id, string field = "")
    {
        var row = await OrganizationStore.FindAsync(session, id);
        return row is not null && await SeesAsync(session, caller, id) ? row : throw Unknown(id, field);
    }

    /// <summary>Whether the caller sees an organisation.</summary>
    public static async Task<bool> SeesAsync(Session session, Caller caller, string id) =>
        caller.Organization is null || await OrganizationStore.IsWithinAsync(session, id, caller.Organization);

    /// <summary>There is no such organisation, or it is not the caller's.</summary>
    public static RefusedException Unknown(string id, string field = "") => new(Failure.Of(ProblemCodes.UnknownOrganization,
        $"没有组织“{NumberProblems.Shorten(id)}”", $"there is no organisation \"{NumberProblems.Shorten(id)}\"", field));
}
