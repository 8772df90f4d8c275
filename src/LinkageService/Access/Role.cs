namespace LinkageService.Access;

/// <summary>Roles and what each may do: the one table of it.</summary>
internal sealed record Role(string Name, Permission Permissions)
{
    private const Permission Reading = Permission.Calculate | Permission.ReadOrganizations | Permission.ReadRuns;

    /// <summary>Looks.</summary>
    public static Role Viewer { get; } = new("viewer", Reading);

    /// <summary>Keeps rosters and makes runs.</summary>
    public static Role Preparer { get; } = new("preparer",
        Reading | Permission.WriteHouseholds | Permission.RevealPersonalData | Permission.PrepareRuns | Permission.CancelRuns);

    /// <summary>Approves what somebody else made.</summary>
    public static Role Approver { get; } = new("approver", Reading | Permission.ApproveRuns | Permission.CancelRuns);

    /// <summary>Approves as well, such as the township for its villages; may have to, where a legal check blocks.</summary>
    public static Role Supervisor { get; } = new("supervisor", Approver.Permissions | Permission.OverrideChecks);

    /// <summary>Looks at everything, the audit log and private numbers included; changes nothing.</summary>
    public static Role Auditor { get; } = new("auditor", Reading | Permission.ReadAudit | Permission.RevealPersonalData);

    /// <summary>
    /// Sets up organisations, accounts, schemes and webhooks, keeps rosters, erases personal data, backs up; makes and approves nothing.
    /// </summary>
    public static Role Administrator { get; } = new("administrator",
        Reading | Permission.WriteSchemes | Permission.WriteOrganizations | Permission.WriteHouseholds | Permission.ReadAudit
        | Permission.BackUp | Permission.ManageWebhooks | Permission.ReadMetrics | Permission.ManageAccounts
        | Permission.ErasePersonalData);

    /// <summary>A program that watches over the service: reads its figures and nothing of the books.</summary>
    public static Role Monitor { get; } = new("monitor", Permission.ReadMetrics);

    /// <summary>A named user of this machine (Auth:Mode Local): may do everything but approve their own runs.</summary>
    public static Role Local { get; } = new("local", (Permission)int.MaxValue);

    /// <summary>The roles a key or an account can have.</summary>
    public static IReadOnlyList<Role> All { get; } = [Viewer, Preparer, Approver, Supervisor, Auditor, Administrator, Monitor];

    /// <summary>The role of a name, or null.</summary>
    public static Role? Find(string name) => All.FirstOrDefault(role => string.Equals(role.Name, name, StringComparison.Ordinal));
}
