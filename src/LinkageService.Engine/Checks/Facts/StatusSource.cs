namespace LinkageService.Engine.Checks.Facts;

/// <summary>A13: where the status of a household comes from.</summary>
/// <param name="Household">The member number.</param>
/// <param name="Status">The tag, such as <c>registered</c>.</param>
public sealed record StatusSource(string Household, string Status)
{
    /// <summary>The list or decision.</summary>
    public string? Source { get; init; }

    /// <summary>The date of the extract.</summary>
    public DateOnly? SourceDate { get; init; }

    /// <summary>The first day of the status.</summary>
    public DateOnly? From { get; init; }

    /// <summary>The day the household left it; null while it has it.</summary>
    public DateOnly? Until { get; init; }
}
