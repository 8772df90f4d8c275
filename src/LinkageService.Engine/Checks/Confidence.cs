namespace LinkageService.Engine.Checks;

/// <summary>How sure a rule is.</summary>
public enum Confidence
{
    /// <summary>V: read word for word in the statute, or arithmetic.</summary>
    Verified,

    /// <summary>C: two or more independent public sources agree.</summary>
    Corroborated,

    /// <summary>S: one third-party source, such as a newspaper.</summary>
    Reported,

    /// <summary>K: custom, no source found; a default that may be changed.</summary>
    Custom,
}
