namespace LinkageService.Engine.Checks.Facts;

/// <summary>A8: somebody with an office.</summary>
/// <param name="Name">Who.</param>
/// <param name="Role">Which office.</param>
public sealed record Officer(string Name, OfficerRole Role)
{
    /// <summary>Their member number; null for somebody who is of no household.</summary>
    public string? Household { get; init; }

    /// <summary>The name they sign in with; null for somebody without.</summary>
    public string? Account { get; init; }

    /// <summary>The first day in office.</summary>
    public DateOnly? From { get; init; }

    /// <summary>The last day in office; null while they hold it.</summary>
    public DateOnly? To { get; init; }

    /// <summary>Whether they hold it on any day of a time, first and last day included; of a day not stated, they do.</summary>
    public bool ServesWithin(DateOnly first, DateOnly last) => !(From > last) && !(To < first);
}
