namespace LinkageService.Engine.Corrections;

/// <summary>What happens to the differences a correction finds.</summary>
public enum CorrectionKind
{
    /// <summary>
    /// <c>recompute_all</c>: who got too little is paid with the correction; who got too much gives it back from later runs.
    /// </summary>
    RecomputeAll,

    /// <summary><c>charge_fund:name</c>: who got too little is paid out of one fund of the run; nobody gives anything back.</summary>
    ChargeFund,

    /// <summary><c>settle_next_year</c>: nothing is paid now; both kinds of difference go to later runs.</summary>
    SettleNextYear,
}
