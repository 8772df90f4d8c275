namespace LinkageService.Access;

/// <summary>What a caller may do. Every route, rpc and page declares the one it needs.</summary>
[Flags]
public enum Permission
{
    /// <summary>Open to everyone who reaches the service: health, documentation.</summary>
    Open = 0,

    /// <summary>Compute without storing, read schemes and check scheme documents.</summary>
    Calculate = 1,

    /// <summary>Store scheme versions.</summary>
    WriteSchemes = 1 << 1,

    /// <summary>Read organisations, households (private numbers masked) and linkages.</summary>
    ReadOrganizations = 1 << 2,

    /// <summary>Create and change organisations.</summary>
    WriteOrganizations = 1 << 3,

    /// <summary>Change households and linkages.</summary>
    WriteHouseholds = 1 << 4,

    /// <summary>See ID and account numbers in full, for a stated purpose.</summary>
    RevealPersonalData = 1 << 5,

    /// <summary>Read runs, statements, comparisons and verifications.</summary>
    ReadRuns = 1 << 6,

    /// <summary>Make, submit, disclose, pay, close and correct runs; note objections.</summary>
    PrepareRuns = 1 << 7,

    /// <summary>Approve runs that somebody else made.</summary>
    ApproveRuns = 1 << 8,

    /// <summary>Read and verify the audit log.</summary>
    ReadAudit = 1 << 9,

    /// <summary>Give runs up before they are paid: those who make them, and those who do not approve them.</summary>
    CancelRuns = 1 << 10,

    /// <summary>Back the database up into the operator's folder.</summary>
    BackUp = 1 << 11,

    /// <summary>Say which addresses are told of events.</summary>
    ManageWebhooks = 1 << 12,

    /// <summary>Read the figures of the running service, <c>/metrics</c>.</summary>
    ReadMetrics = 1 << 13,

    /// <summary>Say who signs in with a name and a password, and what they may do.</summary>
    ManageAccounts = 1 << 14,

    /// <summary>Erase what identifies people, upon their request.</summary>
    ErasePersonalData = 1 << 15,

    /// <summary>Let a blocking legal check pass where <c>Law:OverrideRole</c> leaves it to those above the approvers.</summary>
    OverrideChecks = 1 << 16,
}

/// <summary>The permission a route, an rpc or a page needs. One without it is not there for anybody.</summary>
/// <param name="permission">The permission.</param>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class)]
internal sealed class RequiresAttribute(Permission permission) : Attribute
{
    /// <summary>The permission.</summary>
    public Permission Permission => permission;
}

/// <summary>Declares permissions where routes are mapped.</summary>
internal static class RequiresConventions
{
    /// <summary>Declares the permission the route needs.</summary>
    public static TBuilder Requires<TBuilder>(this TBuilder route, Permission permission)
        where TBuilder : IEndpointConventionBuilder => route.WithMetadata(new RequiresAttribute(permission));
}
