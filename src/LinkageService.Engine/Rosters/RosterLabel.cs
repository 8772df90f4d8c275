namespace LinkageService.Engine.Rosters;

/// <summary>A label as a column of the roster: a text for every household, such as the village it belongs to.</summary>
/// <param name="Name">Its name in the scheme, such as <c>village</c>.</param>
public sealed record RosterLabel(string Name)
{
    /// <summary>What people call it in Chinese; empty for nothing else than its name.</summary>
    public string Title { get; init; } = "";
}
