namespace LinkageService.Engine.Checks.Facts;

/// <summary>Civil capacity (民法典 art. 17–22).</summary>
public enum CivilCapacity
{
    /// <summary>完全民事行为能力.</summary>
    Full,

    /// <summary>限制民事行为能力.</summary>
    Limited,

    /// <summary>无民事行为能力.</summary>
    None,
}
