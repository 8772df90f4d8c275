namespace LinkageService.Engine.KnownAnswers;

/// <summary>A pool with the weights and caps it is shared by, drawn in a way that any program can repeat.</summary>
/// <param name="PoolFen">The pool, fen.</param>
/// <param name="Weights">One weight per holder.</param>
/// <param name="CapsFen">One cap per holder, fen.</param>
internal sealed record KnownRoster(long PoolFen, long[] Weights, long[] CapsFen)
{
    private const ulong Seed = 20_190_907;

    private static readonly int[] Sizes = [1, 3, 64, 130];

    /// <summary>Each shape of weights: how many holders, and a weight from a number of 31 bits.</summary>
    private static readonly Dictionary<string, (int[] Sizes, Func<long, long> Weight)> Shapes = new(StringComparer.Ordinal)
    {
        ["1 mu for all"] = (Sizes, _ => 10_000), // one tie over all
        ["persons"] = (Sizes, drawn => 1 + (drawn % 7)), // a few ties
        ["land"] = ([.. Sizes, 1_100], drawn => (30 + (drawn % 1_170)) * 100),
        ["land of some"] = ([64, 130], drawn => drawn % 3 == 0 ? drawn % 300_000 : 0),
        ["even and odd"] = (Sizes, drawn => (1 + (drawn % 200)) * 500), // half a fen each, of unequal holders
        ["capital in fen"] = (Sizes, drawn => 1 + (drawn * 465)), // up to 10^12
        ["at 32 bits"] = (Sizes, drawn => (1L << 32) - 2 + (drawn % 4)),
        ["largest × total at 64 bits"] = ([63, 64, 65], drawn => (1L << 29) - 3 + (drawn % 7)),
        ["total around 63 bits"] = ([7, 8, 9, 64], drawn => (1L << 60) - (drawn % 1_000)),
        ["beyond 64 bits"] = (Sizes, drawn => long.MaxValue - (drawn % 3)),
    };

    /// <summary>The names of the shapes.</summary>
    public static IEnumerable<string> ShapeNames => Shapes.Keys;

    /// <summary>Every roster of a shape: each size with a pool of fewer fen than holders and with a large one.</summary>
    public static IEnumerable<KnownRoster> Of(string shape)
    {
        var (sizes, weight) = Shapes[shape];
        foreach (var size in sizes)
        {
            var state = Seed + (ulong)size;
            var weights = new long[size];
            var capKinds = new long[size];
            for (var i = 0; i < size; i++)
            {
                weights[i] = weight(Next(ref state));
                capKinds[i] = Next(ref state) % 4;
            }

            foreach (var poolFen in (long[])[Next(ref state) % size, (Next(ref state) * size) + 77])
            {
                yield return new KnownRoster(poolFen, weights, Array.ConvertAll(capKinds, kind => Cap(kind, poolFen, size)));
            }
        }
    }

    // Half, all and twice an even share, or as good as none.
    private static long Cap(long kind, long poolFen, int size) => kind == 3 ? poolFen : (poolFen / size << (int)kind) / 2;

    // Knuth's linear congruence modulo 2⁶⁴, the upper 31 bits.
    private static long Next(ref ulong state)
    {
        state = unchecked((state * 6_364_136_223_846_793_005) + 1_442_695_040_888_963_407);
        return (long)(state >> 33);
    }
}
