namespace LinkageService.Engine.Checks;

/// <summary>What a fund of a scheme is by law, where its name says so.</summary>
public enum FundRole
{
    /// <summary>Nothing the law names: it may be a share of the income that others have, a cost, or kept by decision.</summary>
    Other,

    /// <summary>弥补亏损.</summary>
    LossCover,

    /// <summary>公积金, or 公积公益金 together.</summary>
    Reserve,

    /// <summary>公益金, drawn apart.</summary>
    Welfare,

    /// <summary>未分配, carried to the next year.</summary>
    Carried,
}
