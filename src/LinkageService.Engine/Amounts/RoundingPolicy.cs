namespace LinkageService.Engine.Amounts;

/// <summary>How a step comes to whole fen; every division names one.</summary>
public enum RoundingPolicy
{
    /// <summary>Cut every share, then one fen each to the largest fractions; the pool reaches zero.</summary>
    LargestRemainder,

    /// <summary>Cut the rate to whole fen per unit, then rate × units cut to fen; the rest stays in the pool.</summary>
    PerUnitRate,

    /// <summary>Cut every share; equal holdings get equal pay, the rest stays in the pool.</summary>
    FloorAndKeep,

    /// <summary>To the nearest fen, half away from zero.</summary>
    HalfUp,

    /// <summary>Cut down: "at most".</summary>
    AtMost,

    /// <summary>Rounded up: "at least".</summary>
    AtLeast,
}
