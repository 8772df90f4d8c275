namespace LinkageService.Engine.Schemes;

/// <summary>What the tiers of a table do with a figure.</summary>
public enum TierMode
{
    /// <summary>Each part of the figure by the value of its own tier: 分段.</summary>
    Marginal,

    /// <summary>The whole figure by the value of the tier it falls in: 全额.</summary>
    Whole,

    /// <summary>The value of the tier the figure falls in, itself: 定额.</summary>
    Fixed,
}
