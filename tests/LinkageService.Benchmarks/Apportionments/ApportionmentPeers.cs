namespace LinkageService.Benchmarks.Apportionments;

/// <summary>The largest remainder as it is usually written, each with the same result to the fen.</summary>
internal static class ApportionmentPeers
{
    /// <summary>The everyday way: decimals and LINQ.</summary>
    public static long[] DecimalLinq(long poolFen, long[] weights)
    {
        var total = weights.Sum(weight => (decimal)weight);
        var holders = weights
            .Select((weight, index) => (Index: index, Exact: poolFen * (decimal)weight / total))
            .Select(holder => (holder.Index, holder.Exact, Floor: decimal.Floor(holder.Exact)))
            .ToList();
        var residue = poolFen - holders.Sum(holder => (long)holder.Floor);
        var lucky = holders
            .OrderByDescending(holder => holder.Exact - holder.Floor)
            .ThenBy(holder => holder.Index)
            .Take((int)residue)
            .Select(holder => holder.Index)
            .ToHashSet();
        return holders.Select(holder => (long)holder.Floor + (lucky.Contains(holder.Index) ? 1 : 0)).ToArray();
    }

    /// <summary>128-bit products, then a sort of (remainder, index).</summary>
    public static void UInt128AndSort(
        long poolFen, long[] weights, long[] sharesFen, (UInt128 Key, int Index)[] scratch)
    {
        var total = UInt128.Zero;
        foreach (var weight in weights)
        {
            total += (UInt128)weight;
        }

        var residue = poolFen;
        for (var i = 0; i < weights.Length; i++)
        {
            var (floor, remainder) = UInt128.DivRem((UInt128)poolFen * (UInt128)weights[i], total);
            sharesFen[i] = (long)floor;
            residue -= (long)floor;
            scratch[i] = (total - remainder, i);
        }

        Array.Sort(scratch);
        for (var rank = 0; rank < residue; rank++)
        {
            sharesFen[scratch[rank].Index]++;
        }
    }

    /// <summary>
    /// 64-bit products, where they fit, then a sort of remainders that carries the indices along.
    /// </summary>
    /// <remarks>An unstable sort of remainders alone: ties may go to another holder than the rule says.</remarks>
    public static void UInt64AndSort(long poolFen, long[] weights, long[] sharesFen, ulong[] keys, int[] indices)
    {
        var total = 0UL;
        foreach (var weight in weights)
        {
            total += (ulong)weight;
        }

        var residue = poolFen;
        for (var i = 0; i < weights.Length; i++)
        {
            var (floor, remainder) = Math.DivRem((ulong)poolFen * (ulong)weights[i], total);
            sharesFen[i] = (long)floor;
            residue -= (long)floor;
            keys[i] = total - remainder;
            indices[i] = i;
        }

        Array.Sort(keys, indices);
        for (var rank = 0; rank < residue; rank++)
        {
            sharesFen[indices[rank]]++;
        }
    }
}
