namespace LinkageService.Engine.Rosters;

/// <summary>A holding as a column of the roster.</summary>
/// <param name="Name">Its name in the scheme, such as <c>land</c>.</param>
/// <param name="Decimals">Decimals kept, 0 to 4: a value is an integer of 10^-Decimals.</param>
/// <param name="Default">The value of a household that does not state it, in 10^-Decimals; null when every household must.</param>
public sealed record HoldingColumn(string Name, int Decimals, long? Default)
{
    /// <summary>What people call it in Chinese; empty for nothing else than its name.</summary>
    public string Title { get; init; } = "";

    /// <summary>How a message in Chinese names it: <c>“出资额”（capital）</c>.</summary>
    public string Called => Title.Length == 0 || Title == Name ? $"“{Name}”" : $"“{Title}”（{Name}）";

    /// <summary>Whether a roster with a <see cref="HoldingWindow"/> has it in share-days.</summary>
    public bool IsTimeWeighted { get; init; }

    /// <summary>The members it counts; null for what a roster states.</summary>
    public MemberCount? Members { get; init; }
}
