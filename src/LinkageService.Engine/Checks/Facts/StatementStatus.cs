namespace LinkageService.Engine.Checks.Facts;

/// <summary>Whether a statement may still change.</summary>
public enum StatementStatus
{
    /// <summary>It may.</summary>
    Draft,

    /// <summary>The books of the year are closed.</summary>
    Closed,
}
