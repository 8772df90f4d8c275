namespace LinkageService.Engine.KnownAnswers;

/// <summary>The known answers of the engine's own arithmetic: apportionments, roundings, sums, formulas.</summary>
public static class EngineAnswers
{
    /// <summary>All of them, in the order of what builds on what.</summary>
    public static IEnumerable<KnownAnswer> All =>
        ApportionmentAnswers.All.Concat(RoundingAnswers.All).Concat(FormulaAnswers.All);
}
