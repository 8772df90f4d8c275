namespace LinkageService.Engine.Checks.Facts;

/// <summary>A8: a relative of an officer.</summary>
/// <param name="Officer">The officer's name.</param>
/// <param name="Name">The relative's name.</param>
public sealed record KinLink(string Officer, string Name)
{
    /// <summary>The relative's member number; null for somebody who is of no household.</summary>
    public string? Household { get; init; }

    /// <summary>How they are related, as in 配偶, 子女.</summary>
    public string? Relation { get; init; }
}
