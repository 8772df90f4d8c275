namespace LinkageService.Engine.Schemes;

/// <summary>The words of <see cref="HoldingWeighting"/>.</summary>
public static class HoldingWeightings
{
    /// <summary>Every word and what it means.</summary>
    internal static IReadOnlyList<(string Word, HoldingWeighting Value)> Words { get; } =
        [("record_date", HoldingWeighting.RecordDate), ("time_weighted", HoldingWeighting.TimeWeighted)];

    /// <summary>The word of a scheme document.</summary>
    public static string Name(this HoldingWeighting weighting) => Words[(int)weighting].Word;
}
