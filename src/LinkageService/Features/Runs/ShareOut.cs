using LinkageService.Documents;
using LinkageService.Engine.Problems;

namespace LinkageService.Features.Runs;

/// <summary>
/// How a run's money is shared out among its households: who gets how much, how equal it is, what rounding left. Of a
/// correction all amounts are differences. Households with a total of zero are counted and left out of everything else.
/// </summary>
/// <param name="Households">Households of the run.</param>
/// <param name="Nothing">Those of them with a total of zero.</param>
/// <param name="TotalFen">Sum of all totals.</param>
/// <param name="Bins">How many have totals of which size, smallest first; the whole range, also where nobody is.</param>
/// <param name="Quantiles">Smallest, quartiles and largest total; null when everybody has nothing.</param>
/// <param name="Most">The ten largest totals, largest first; equal ones by member number.</param>
/// <param name="Least">The ten smallest totals, smallest first; equal ones by member number.</param>
/// <param name="Residues">What each step's rounding left.</param>
public sealed record ShareOut(
    int Households, int Nothing, long TotalFen, IReadOnlyList<ShareBin> Bins, ShareQuantiles? Quantiles,
    IReadOnlyList<HouseholdShare> Most, IReadOnlyList<HouseholdShare> Least, IReadOnlyList<StepResidue> Residues)
{
    private const int Listed = 10;

    /// <summary>Works it out.</summary>
    /// <param name="totalsFen">By household, in the order of the member numbers.</param>
    /// <param name="household">Member number of a place.</param>
    /// <param name="names">Names by place; null where they are not known.</param>
    /// <param name="residues">By step.</param>
    public static ShareOut Of(
        ReadOnlySpan<long> totalsFen, Func<int, string> household, TextColumn? names, IReadOnlyList<StepResidue> residues)
    {
        var total = 0L;
        var shared = new List<int>(totalsFen.Length);
        for (var place = 0; place < totalsFen.Length; place++)
        {
            total += totalsFen[place];
            if (totalsFen[place] != 0)
            {
                shared.Add(place);
            }
        }

        // Sorted together: sizes, and whose they are.
        var places = shared.ToArray();
        var sizes = new long[places.Length];
        for (var at = 0; at < sizes.Length; at++)
        {
            sizes[at] = totalsFen[places[at]];
        }

        Array.Sort(sizes, places);
        return new ShareOut(
            totalsFen.Length, totalsFen.Length - places.Length, total, ShareBins.Of(sizes), ShareQuantiles.Of(sizes),
            Ends(sizes, places, fromLargest: true).Select(Share).ToArray(),
            Ends(sizes, places, fromLargest: false).Select(Share).ToArray(), residues);

        HouseholdShare Share((int Place, long Fen) end)
        {
            var name = names?[end.Place];
            return new HouseholdShare(household(end.Place), string.IsNullOrEmpty(name) ? null : name, end.Fen);
        }
    }

    // The tenth size decides; of those who share it the first member numbers are listed.
    private static IEnumerable<(int Place, long Fen)> Ends(long[] sizes, int[] places, bool fromLargest)
    {
        if (sizes.Length == 0)
        {
            return [];
        }

        var limit = fromLargest ? sizes[Math.Max(0, sizes.Length - Listed)] : sizes[Math.Min(sizes.Length, Listed) - 1];
        var among = Enumerable.Range(0, sizes.Length)
            .Where(at => fromLargest ? sizes[at] >= limit : sizes[at] <= limit)
            .Select(at => (Place: places[at], Fen: sizes[at]));
        return (fromLargest ? among.OrderByDescending(end => end.Fen) : among.OrderBy(end => end.Fen))
            .ThenBy(end => end.Place).Take(Listed).ToArray();
    }
}

/// <summary>What a household gets in all.</summary>
/// <param name="Household">Its member number.</param>
/// <param name="Name">Whom it is named after; null where that is not known.</param>
/// <param name="TotalFen">Its total.</param>
public sealed record HouseholdShare(string Household, string? Name, long TotalFen);

/// <summary>What rounding left in a step.</summary>
/// <param name="Step">Its id.</param>
/// <param name="Title">Its name for people.</param>
/// <param name="Policy">How it came to whole fen, such as largest_remainder.</param>
/// <param name="ResidueFen">The fen that were left after cutting and given out one by one, or kept.</param>
/// <param name="UnequalHolders">Holders of the same weight that got a fen more or less than each other.</param>
public sealed record StepResidue(string Step, LocalizedText Title, string Policy, long ResidueFen, int UnequalHolders);

/// <summary>Totals by nearest rank: each is the total of a household, nothing is averaged.</summary>
/// <param name="MinFen">The smallest.</param>
/// <param name="LowerQuartileFen">A quarter of the households get no more.</param>
/// <param name="MedianFen">Half of them get no more.</param>
/// <param name="UpperQuartileFen">Three quarters of them get no more.</param>
/// <param name="MaxFen">The largest.</param>
public sealed record ShareQuantiles(long MinFen, long LowerQuartileFen, long MedianFen, long UpperQuartileFen, long MaxFen)
{
    /// <summary>Of sizes, smallest first; null for none.</summary>
    public static ShareQuantiles? Of(ReadOnlySpan<long> sorted) => sorted.IsEmpty ? null : new ShareQuantiles(
        sorted[0], At(sorted, 25), At(sorted, 50), At(sorted, 75), sorted[^1]);

    /// <summary>The smallest value that so many of a hundred do not exceed.</summary>
    public static long At(ReadOnlySpan<long> sorted, int percent)
    {
        // Nearest rank: n × percent ÷ 100, up.
        var rank = (((long)sorted.Length * percent) + 99) / 100;
        return sorted[(int)Math.Max(rank, 1) - 1];
    }
}
