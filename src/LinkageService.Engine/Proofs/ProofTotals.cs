namespace LinkageService.Engine.Proofs;

/// <summary>
/// What stands under a node: how many households, and two sums that are never negative, so that no loss can hide inside a gain. None is
/// above 2^53 − 1, which every program computes with exactly.
/// </summary>
/// <param name="Households">At least 1 under a node.</param>
/// <param name="DueFen">Fen that the run pays them.</param>
/// <param name="OwedFen">Fen that the run asks back from them.</param>
public readonly record struct ProofTotals(int Households, long DueFen, long OwedFen)
{
    internal const int Bits = 53;
    internal const long Largest = (1L << Bits) - 1;

    internal bool IsInRange => Households >= 1 && DueFen is >= 0 and <= Largest && OwedFen is >= 0 and <= Largest;

    /// <summary>The sums of two; null where one would leave the range.</summary>
    internal static ProofTotals? Add(ProofTotals left, ProofTotals right)
    {
        var (households, due, owed) = ((long)left.Households + right.Households, left.DueFen + right.DueFen, left.OwedFen + right.OwedFen);
        return households <= int.MaxValue && due <= Largest && owed <= Largest ? new ProofTotals((int)households, due, owed) : null;
    }
}
