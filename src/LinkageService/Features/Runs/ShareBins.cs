namespace LinkageService.Features.Runs;

/// <summary>Households whose totals lie between two round amounts.</summary>
/// <param name="FromFen">Totals from here on; null for all below <paramref name="BelowFen"/>.</param>
/// <param name="BelowFen">Totals below this; null for all from <paramref name="FromFen"/> on.</param>
/// <param name="Households">How many.</param>
/// <param name="TotalFen">Sum of their totals.</param>
public sealed record ShareBin(long? FromFen, long? BelowFen, int Households, long TotalFen);

/// <summary>
/// Divides totals into up to twelve bins as wide as 1, 2 or 5 with zeros, in yuan. One household far above or below the others does
/// not squeeze them into one bin: what lies beyond the 99th or below the first of a hundred goes to a bin open at its end.
/// </summary>
internal static class ShareBins
{
    private const int Most = 12;
    private const long FenPerYuan = 100;

    /// <summary>The bins of sizes.</summary>
    /// <param name="sorted">Fen, smallest first, none of them zero.</param>
    public static IReadOnlyList<ShareBin> Of(ReadOnlySpan<long> sorted)
    {
        if (sorted.IsEmpty)
        {
            return [];
        }

        // Two bins may be needed for the ends.
        var (low, high) = (ShareQuantiles.At(sorted, 1), ShareQuantiles.At(sorted, 99));
        var width = Width(low, high);
        var (first, last) = (Floor(low, width), Floor(high, width));
        var bins = new List<ShareBin>(Most);
        var at = 0;
        if (sorted[0] < first)
        {
            bins.Add(Take(sorted, ref at, fromFen: null, first));
        }

        for (var from = first; from <= last; from += width)
        {
            bins.Add(Take(sorted, ref at, from, from + width));
        }

        if (at < sorted.Length)
        {
            bins.Add(Take(sorted, ref at, last + width, belowFen: null));
        }

        return bins;
    }

    private static ShareBin Take(ReadOnlySpan<long> sorted, ref int at, long? fromFen, long? belowFen)
    {
        var (households, total) = (0, 0L);
        for (; at < sorted.Length && (belowFen is null || sorted[at] < belowFen); at++)
        {
            (households, total) = (households + 1, total + sorted[at]);
        }

        return new ShareBin(fromFen, belowFen, households, total);
    }

    // The narrowest that gives few enough bins, with room for two open ones.
    private static long Width(long low, long high)
    {
        for (var scale = FenPerYuan; ; scale *= 10)
        {
            foreach (var width in (ReadOnlySpan<long>)[scale, 2 * scale, 5 * scale])
            {
                if ((Floor(high, width) - Floor(low, width)) / width < Most - 2)
                {
                    return width;
                }
            }
        }
    }

    // Down, also below zero.
    private static long Floor(long fen, long width) => fen - (((fen % width) + width) % width);
}
