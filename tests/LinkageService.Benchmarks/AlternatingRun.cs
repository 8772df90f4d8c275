using System.Diagnostics;

namespace LinkageService.Benchmarks;

/// <summary>
/// Times several ways to do the same work against each other on a machine that is doing other things too: short
/// slices of each in turn (A B C A B C …), medians over the slices, and ratios taken within each turn, where
/// both sides saw the same machine. A time alone says little; a ratio from one run can be repeated elsewhere.
/// </summary>
/// <param name="turns">How many slices each contender gets.</param>
/// <param name="slice">How long a slice lasts; at least one call is made.</param>
internal sealed class AlternatingRun(int turns, TimeSpan slice)
{
    private static readonly TimeSpan LongestWarmUp = TimeSpan.FromSeconds(1.5);

    /// <summary>A glance, to see that nothing broke.</summary>
    public static AlternatingRun Quick { get; } = new(turns: 5, TimeSpan.FromMilliseconds(25));

    /// <summary>For figures that are written down.</summary>
    public static AlternatingRun Full { get; } = new(turns: 21, TimeSpan.FromMilliseconds(80));

    /// <summary>Measures the contenders against each other.</summary>
    /// <param name="unitsPerCall">How many units of work one call does: holders, lines, requests.</param>
    /// <param name="contenders">The first is the one the others are compared with.</param>
    public IReadOnlyList<Measured> Measure(int unitsPerCall, params Contender[] contenders)
    {
        foreach (var contender in contenders)
        {
            WarmUp(contender);
        }

        var nanoseconds = contenders.ToDictionary(contender => contender.Name, _ => new double[turns]);
        for (var turn = 0; turn < turns; turn++)
        {
            foreach (var contender in contenders)
            {
                nanoseconds[contender.Name][turn] = Slice(contender) / unitsPerCall;
            }
        }

        var first = nanoseconds[contenders[0].Name];
        return Array.ConvertAll(contenders, contender =>
        {
            var own = nanoseconds[contender.Name];
            var ratio = Median(own.Zip(first, (other, reference) => other / reference));
            return new Measured(contender.Name, Median(own), own.Min(), ratio, AllocatedBytes(contender));
        });
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }

    // Long enough for the runtime to have compiled the hot methods with full optimization.
    private static void WarmUp(Contender contender)
    {
        var watch = Stopwatch.StartNew();
        for (var calls = 0; calls < 100 && watch.Elapsed < LongestWarmUp; calls++)
        {
            contender.Once();
        }

        while (watch.Elapsed < LongestWarmUp / 3)
        {
            contender.Once();
        }
    }

    private double Slice(Contender contender)
    {
        var calls = 0;
        var watch = Stopwatch.StartNew();
        do
        {
            contender.Once();
            calls++;
        }
        while (watch.Elapsed < slice);

        return watch.Elapsed.TotalNanoseconds / calls;
    }

    private static long AllocatedBytes(Contender contender)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        contender.Once();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
