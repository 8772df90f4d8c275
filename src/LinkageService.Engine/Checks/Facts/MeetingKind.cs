namespace LinkageService.Engine.Checks.Facts;

/// <summary>Who meets.</summary>
public enum MeetingKind
{
    /// <summary>All members.</summary>
    Members,

    /// <summary>Those they sent.</summary>
    Delegates,

    /// <summary>The shareholders of a company.</summary>
    Shareholders,
}
