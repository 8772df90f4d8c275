namespace LinkageService.Engine.Amounts;

/// <summary>The total of the weights and the largest of them, found in one reading.</summary>
/// <param name="Sum">Total weight: fewer than 2³¹ weights below 2⁶³, so below 2⁹⁴.</param>
/// <param name="Largest">The largest weight; zero for no weights.</param>
internal readonly record struct ApportionmentTotal(UInt128 Sum, long Largest)
{
    /// <summary>Reads the weights.</summary>
    /// <exception cref="ArgumentException">A weight is negative.</exception>
    public static ApportionmentTotal Of(ReadOnlySpan<long> weights)
    {
        var sum = 0UL;
        var largest = 0L;
        var all = 0L;
        foreach (var weight in weights)
        {
            sum = unchecked(sum + (ulong)weight); // may wrap; used only where it cannot have
            largest = Math.Max(largest, weight);
            all |= weight; // negative as soon as one weight is
        }

        if (all < 0)
        {
            throw new ArgumentException("A weight is negative.", nameof(weights));
        }

        // A sum of fewer than 2³¹ weights below 2³² stays below 2⁶³.
        return new ApportionmentTotal(largest <= uint.MaxValue ? sum : LongSum(weights), largest);
    }

    private static UInt128 LongSum(ReadOnlySpan<long> weights)
    {
        var high = 0UL;
        var low = 0UL;
        foreach (var weight in weights)
        {
            unchecked
            {
                low += (ulong)weight;
                high += low < (ulong)weight ? 1UL : 0UL; // at most one carry per weight, fewer than 2³¹ in all
            }
        }

        return new UInt128(high, low);
    }
}
