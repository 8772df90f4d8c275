namespace LinkageService.Engine.Schemes;

/// <summary>The rules in force.</summary>
public static class RuleVersions
{
    /// <summary>What everything new is read and computed by.</summary>
    public const RuleVersion Latest = RuleVersion.Fourth;
}
