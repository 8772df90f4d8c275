namespace LinkageService.Engine.Checks.Facts;

/// <summary>Purposes of their own.</summary>
public enum RestrictedKind
{
    /// <summary>专项应付款: an earmarked grant.</summary>
    EarmarkedGrant,

    /// <summary>土地补偿费.</summary>
    LandCompensation,

    /// <summary>一事一议资金.</summary>
    CaseByCase,

    /// <summary>Anything else that is bound.</summary>
    Other,
}
