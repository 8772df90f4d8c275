using System.Buffers;

namespace LinkageService.Engine.Amounts;

/// <summary>Counts equal holders paid unequally where holders of several weights tie for the last fen.</summary>
internal static class ApportionmentTies
{
    private const int FewTies = 512;
    private const int DigitBits = 8;

    /// <summary>Holders for whom another of the same weight was on the other side of the last fen.</summary>
    /// <remarks>
    /// Different weights can leave the same remainder (half a fen each, say), so the ties are grouped by
    /// weight. Ties are in index order; the first <paramref name="tiesWanted"/> of them got the fen.
    /// </remarks>
    public static int CountUnequal(
        ReadOnlySpan<long> weights,
        ReadOnlySpan<int> holders,
        ReadOnlySpan<ulong> remainders,
        ulong threshold,
        int tiesWanted)
    {
        var pooled = ArrayPool<ulong>.Shared.Rent(holders.Length);
        var pooledScratch = ArrayPool<ulong>.Shared.Rent(holders.Length);
        var ties = 0;
        for (var i = 0; i < holders.Length; i++)
        {
            if (remainders[i] == threshold)
            {
                // weight < 2⁶³ leaves the last bit for whether the fen was given
                pooled[ties] = ((ulong)weights[holders[i]] << 1) | (ties < tiesWanted ? 1UL : 0UL);
                ties++;
            }
        }

        var sorted = Sort(pooled.AsSpan(0, ties), pooledScratch.AsSpan(0, ties));
        var unequal = 0;
        for (var from = 0; from < sorted.Length;)
        {
            var to = from + 1;
            while (to < sorted.Length && sorted[to] >>> 1 == sorted[from] >>> 1)
            {
                to++;
            }

            unequal += sorted[from] != sorted[to - 1] ? to - from : 0;
            from = to;
        }

        ArrayPool<ulong>.Shared.Return(pooled);
        ArrayPool<ulong>.Shared.Return(pooledScratch);
        return unequal;
    }

    // By digits from the last, leaving out those in which all agree; few values are quicker sorted by comparison.
    private static ReadOnlySpan<ulong> Sort(Span<ulong> values, Span<ulong> scratch)
    {
        if (values.Length <= FewTies)
        {
            values.Sort();
            return values;
        }

        var differing = 0UL;
        foreach (var value in values)
        {
            differing |= value ^ values[0];
        }

        Span<int> places = stackalloc int[1 << DigitBits];
        for (var shift = 0; shift < 64; shift += DigitBits)
        {
            if (unchecked((byte)(differing >>> shift)) == 0)
            {
                continue;
            }

            places.Clear();
            foreach (var value in values)
            {
                places[unchecked((byte)(value >>> shift))]++;
            }

            var place = 0;
            for (var digit = 0; digit < places.Length; digit++)
            {
                (places[digit], place) = (place, place + places[digit]);
            }

            foreach (var value in values)
            {
                scratch[places[unchecked((byte)(value >>> shift))]++] = value;
            }

            var sortedSoFar = scratch;
            scratch = values;
            values = sortedSoFar;
        }

        return values;
    }
}
