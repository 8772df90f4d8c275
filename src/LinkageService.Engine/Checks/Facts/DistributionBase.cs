namespace LinkageService.Engine.Checks.Facts;

/// <summary>What a cap or a floor is a part of: two words of the law name several sums.</summary>
public enum DistributionBase
{
    /// <summary>本年盈余 or 净收益: what the year brought, before anything is covered or drawn.</summary>
    NetIncome,

    /// <summary>可分配收益 of 财农〔2021〕121号 art. 28: before losses are covered and reserve is drawn.</summary>
    DistributableBeforeReserve,

    /// <summary>可分配收益 of the collective law art. 42: after losses and reserve.</summary>
    DistributableToMembers,

    /// <summary>可分配盈余 of the cooperatives law art. 44: the year's surplus after losses and reserve.</summary>
    DistributableStatutory,

    /// <summary>Line 16 of 会农社02表: with the opening balance.</summary>
    DistributableForm,
}
