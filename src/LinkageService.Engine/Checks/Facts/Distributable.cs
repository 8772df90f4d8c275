namespace LinkageService.Engine.Checks.Facts;

/// <summary>Whether income may be shared out among members.</summary>
public enum Distributable
{
    /// <summary>It may.</summary>
    Yes,

    /// <summary>It may not.</summary>
    No,

    /// <summary>It may by a resolution or agreement that is on file.</summary>
    Conditional,
}
