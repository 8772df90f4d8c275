namespace LinkageService.Engine.Amounts;

/// <summary>
/// What an apportionment did: the few numbers a run reports for each step that shares out a pool.
/// </summary>
/// <param name="AllocatedFen">Sum of the shares, in fen; between zero and the pool.</param>
/// <param name="ResidueFen">
/// In fen. Largest remainder, with or without caps: the fen handed out one each to the largest fractions, or in payout units.
/// Floor-and-keep and per-unit rate: the fen left in the pool.
/// </param>
/// <param name="LargestErrorMicroFen">
/// The largest distance of a share from its exact share over all holders, in millionths of a fen, rounded up;
/// 0 to 1,000,000 (1,000,000 stands for "under one fen, by less than a millionth"), times the fen of the payout
/// unit. The exact share is pool ×
/// weight ÷ total; for the per-unit rate it is rate × units, as the rate is what was published; under caps it
/// is that of the last round, over the holders whose cap did not bind.
/// </param>
/// <param name="UnequalHolders">
/// Number of holders for whom another holder of the same weight was paid a different amount by rounding:
/// of 308 holders of 1 mu of whom 40 get one fen more, 308. Under caps only holders whose cap did not bind are
/// compared.
/// </param>
/// <param name="RateFen">Per-unit rate: whole fen per unit. Otherwise 0.</param>
public readonly record struct ApportionmentFigures(
    long AllocatedFen,
    long ResidueFen,
    long LargestErrorMicroFen,
    int UnequalHolders,
    long RateFen);
