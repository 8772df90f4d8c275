namespace LinkageService.Engine.Amounts;

/// <summary>The loops over all holders.</summary>
/// <remarks>
/// Unchecked throughout: whole × weight + floor is a share cut to fen, so it and the sum of all of them are at
/// most the pool, below 2⁶³; counts and indices are below the number of holders.
/// </remarks>
internal static class ApportionmentPasses
{
    /// <summary>By how many places the array of holders set aside must be longer than their number.</summary>
    public const int Slack = 1;

    /// <summary>
    /// Counts the fractions by the leading bits of their keys, in two tables side by side (equal fractions in a
    /// row would otherwise wait for each other's count), and sums the floors.
    /// </summary>
    public static ulong CountFractions<TDivision>(
        TDivision division, ReadOnlySpan<long> weights, Span<int> counts, int shift)
        where TDivision : struct, IApportionmentDivision
    {
        unchecked
        {
            var first = counts[..(counts.Length / 2)];
            var second = counts[first.Length..];
            var done = 0;
            var floors = 0UL;
            for (; done + 1 < weights.Length; done += 2)
            {
                floors += division.Floor((ulong)weights[done], out var key);
                first[(int)(key >>> shift)]++;
                floors += division.Floor((ulong)weights[done + 1], out key);
                second[(int)(key >>> shift)]++;
            }

            if (done < weights.Length)
            {
                floors += division.Floor((ulong)weights[done], out var key);
                first[(int)(key >>> shift)]++;
            }

            return floors;
        }
    }

    /// <summary>
    /// Writes every share, one fen up for the buckets above the given one, and lists the holders in that bucket
    /// by index.
    /// </summary>
    /// <returns>The sum of the shares as written.</returns>
    public static ulong WriteShares<TDivision>(
        TDivision division,
        ulong whole,
        ReadOnlySpan<long> weights,
        Span<long> sharesFen,
        ApportionmentBucket bucket,
        Span<int> aside)
        where TDivision : struct, IApportionmentDivision
    {
        unchecked
        {
            var listed = 0;
            var written = 0UL;
            sharesFen = sharesFen[..weights.Length];
            for (var i = 0; i < weights.Length; i++)
            {
                var weight = (ulong)weights[i];
                var share = whole * weight + division.Floor(weight, out var key);
                var own = bucket.Of(key);
                share += own > bucket.Number ? 1UL : 0UL;
                sharesFen[i] = (long)share;
                written += share;
                aside[listed] = i; // overwritten by the next unless it belongs here: no branch to guess wrong
                listed += own == bucket.Number ? 1 : 0;
            }

            return written;
        }
    }

    /// <summary>Writes every share cut to fen.</summary>
    /// <returns>The sum of the shares.</returns>
    public static ulong WriteFloors<TDivision>(
        TDivision division, ulong whole, ReadOnlySpan<long> weights, Span<long> sharesFen, out ulong largestKey)
        where TDivision : struct, IApportionmentDivision
    {
        unchecked
        {
            var written = 0UL;
            largestKey = 0;
            sharesFen = sharesFen[..weights.Length];
            for (var i = 0; i < weights.Length; i++)
            {
                var weight = (ulong)weights[i];
                var share = whole * weight + division.Floor(weight, out var key);
                sharesFen[i] = (long)share;
                written += share;
                largestKey = Math.Max(largestKey, key);
            }

            return written;
        }
    }

    /// <summary>The largest key in the buckets below the given one; zero if there is none.</summary>
    public static ulong LargestKeyBelow<TDivision>(
        TDivision division, ReadOnlySpan<long> weights, ApportionmentBucket bucket)
        where TDivision : struct, IApportionmentDivision
    {
        var largest = 0UL;
        foreach (var weight in weights)
        {
            division.Floor((ulong)weight, out var key);
            largest = bucket.Of(key) < bucket.Number ? Math.Max(largest, key) : largest;
        }

        return largest;
    }
}
