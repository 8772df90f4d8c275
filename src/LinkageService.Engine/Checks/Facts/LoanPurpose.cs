namespace LinkageService.Engine.Checks.Facts;

/// <summary>What money is borrowed for.</summary>
public enum LoanPurpose
{
    /// <summary>生产经营.</summary>
    Production,

    /// <summary>公益事业: barred by 财农〔2021〕121号 art. 15.</summary>
    Welfare,

    /// <summary>收益分配: to pay members.</summary>
    Distribution,

    /// <summary>Anything else.</summary>
    Other,
}
