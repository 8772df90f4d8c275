namespace LinkageService.Engine.Checks;

/// <summary>What a finding does.</summary>
public enum CheckSeverity
{
    /// <summary>It is shown.</summary>
    Warn,

    /// <summary>It stops the approval until an approver overrides it with a reason.</summary>
    Block,
}
