using System.Runtime.Intrinsics;

namespace LinkageService.Engine.Amounts;

/// <summary>
/// The loops over all holders. Each takes four weights at a time as far as the division allows, then one at a
/// time, and gives the same bits either way.
/// </summary>
/// <remarks>
/// Unchecked throughout: whole × weight + floor is a share cut to fen, so it and the sum of all of them are at
/// most the pool, below 2⁶³; counts and indices are below the number of holders.
/// </remarks>
internal static class ApportionmentPasses
{
    /// <summary>By how many places the array of holders set aside must be longer than their number.</summary>
    public const int Slack = 4;

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
            if (division.TakesVectors)
            {
                var sums = Vector256<ulong>.Zero;
                foreach (var weights4 in ApportionmentVectors.Of(weights))
                {
                    sums += division.Floor(weights4, out var keys);
                    var buckets = keys >>> shift;
                    var (lower, upper) = (buckets.GetLower(), buckets.GetUpper());
                    first[(int)lower.ToScalar()]++;
                    second[(int)lower.GetElement(1)]++;
                    first[(int)upper.ToScalar()]++;
                    second[(int)upper.GetElement(1)]++;
                    done += Vector256<ulong>.Count;
                }

                floors = Vector256.Sum(sums);
            }

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
            var written = 0UL;
            var (done, listed) = division.TakesVectors
                ? WriteVectors(division, whole, weights, sharesFen, bucket, aside, out written)
                : (0, 0);
            for (; done < weights.Length; done++)
            {
                var weight = (ulong)weights[done];
                var share = whole * weight + division.Floor(weight, out var key);
                var own = bucket.Of(key);
                share += own > bucket.Number ? 1UL : 0UL;
                sharesFen[done] = (long)share;
                written += share;
                aside[listed] = done; // overwritten by the next unless it belongs here
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
            var done = 0;
            var written = 0UL;
            largestKey = 0;
            if (division.TakesVectors)
            {
                var sums = Vector256<ulong>.Zero;
                var largest4 = Vector256<ulong>.Zero;
                var from = ApportionmentVectors.Of(weights);
                var to = ApportionmentVectors.Of(sharesFen)[..from.Length];
                for (var i = 0; i < from.Length; i++)
                {
                    var shares = ApportionmentVectors.Multiply(from[i], whole) + division.Floor(from[i], out var keys);
                    to[i] = shares;
                    sums += shares;
                    largest4 = Vector256.Max(largest4, keys);
                }

                written = Vector256.Sum(sums);
                done = from.Length * Vector256<ulong>.Count;
                for (var lane = 0; lane < Vector256<ulong>.Count; lane++)
                {
                    largestKey = Math.Max(largestKey, largest4[lane]);
                }
            }

            for (; done < weights.Length; done++)
            {
                var weight = (ulong)weights[done];
                var share = whole * weight + division.Floor(weight, out var key);
                sharesFen[done] = (long)share;
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

    private static (int Done, int Listed) WriteVectors<TDivision>(
        TDivision division,
        ulong whole,
        ReadOnlySpan<long> weights,
        Span<long> sharesFen,
        ApportionmentBucket bucket,
        Span<int> aside,
        out ulong written)
        where TDivision : struct, IApportionmentDivision
    {
        unchecked
        {
            var listed = 0;
            var sums = Vector256<ulong>.Zero;
            var number = Vector256.Create((ulong)bucket.Number);
            var from = ApportionmentVectors.Of(weights);
            var to = ApportionmentVectors.Of(sharesFen)[..from.Length];
            for (var i = 0; i < from.Length; i++)
            {
                var shares = ApportionmentVectors.Multiply(from[i], whole) + division.Floor(from[i], out var keys);
                var own = keys >>> bucket.Shift;
                shares -= Vector256.GreaterThan(own.AsInt64(), number.AsInt64()).AsUInt64(); // minus −1 where greater
                to[i] = shares;
                sums += shares;
                var inside = (int)Vector256.Equals(own, number).ExtractMostSignificantBits();
                var holder = i * Vector256<ulong>.Count;
                aside[listed] = holder; // overwritten by the next unless it belongs here: no branch to guess wrong
                listed += inside & 1;
                aside[listed] = holder + 1;
                listed += (inside >> 1) & 1;
                aside[listed] = holder + 2;
                listed += (inside >> 2) & 1;
                aside[listed] = holder + 3;
                listed += inside >> 3;
            }

            written = Vector256.Sum(sums);
            return (from.Length * Vector256<ulong>.Count, listed);
        }
    }
}
