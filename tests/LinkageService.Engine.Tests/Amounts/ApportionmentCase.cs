using System.Numerics;
using FsCheck;
using FsCheck.Fluent;

namespace LinkageService.Engine.Tests.Amounts;

/// <summary>A pool and the weights, caps and scale it is shared by: one random case of one shape.</summary>
public sealed record ApportionmentCase(string Shape, long PoolFen, long[] Weights, long[] CapsFen, long UnitScale)
{
    /// <summary>How FsCheck runs the cases: from the seed of all tests.</summary>
    public static Config Checked { get; } = Config.QuickThrowOnFailure.WithReplay((ulong)TestSeed.Value, 1);

    public BigInteger[] BigWeights => Array.ConvertAll(Weights, weight => (BigInteger)weight);

    /// <summary>Every shape equally often, each from a seed that FsCheck draws and prints.</summary>
    public static Arbitrary<ApportionmentCase> Any(int maxHolders = 120)
    {
        var seeds = Gen.Choose(0, int.MaxValue - 1);
        var shapes = Gen.Elements(Shapes.Keys.ToArray());
        return shapes.SelectMany(shape => seeds.Select(seed => Draw(shape, seed, maxHolders))).ToArbitrary();
    }

    /// <summary>How a shape draws one weight, after choosing what its holders have in common.</summary>
    public static readonly SortedDictionary<string, Func<Random, Func<long>>> Shapes = new(StringComparer.Ordinal)
    {
        ["1 mu for all"] = _ => () => 10_000,
        ["one weight for all"] = random => Always(random.NextInt64(1, 1L << random.Next(1, 60))),
        ["land"] = random => () => random.Next(1, 40) * 1_000,
        ["land and not in the group"] = random => () => random.Next(3) == 0 ? random.Next(100, 300_000) : 0,
        ["land of any size"] = random => () => random.Next(1, 300_000),
        ["few members"] = random => () => random.Next(1, 8),
        ["nearly all zero"] = random => () => random.Next(40) == 0 ? random.Next(1, 5) : 0,
        ["even and odd"] = random => () => random.Next(1, 200) * 500,
        ["one owns nearly all"] = random => () => random.Next(30) == 0 ? 1L << 40 : random.Next(1, 100),
        ["capital in fen"] = random => () => random.NextInt64(1, 1_000_000_000_000),
        ["up to 32 bits"] = random => () => random.NextInt64(1, 1L << 32),
        ["at 32 bits"] = random => () => (1L << 32) - 2 + random.Next(4),
        ["around the square root"] = random => () => (1L << 29) + random.Next(-3, 4),
        ["huge"] = random => () => random.NextInt64(1, 1_000_000_000_000_000_000),
        ["largest"] = random => () => long.MaxValue - random.Next(3),
        ["of every size"] = random => () => random.NextInt64(0, 1L << random.Next(1, 63)),
    };

    public static ApportionmentCase Draw(string shape, int seed, int maxHolders)
    {
        var random = new Random(seed);
        var drawWeight = Shapes[shape](random);
        var weights = new long[random.Next(8) == 0 ? random.Next(1, 4) : random.Next(1, maxHolders + 1)];
        for (var i = 0; i < weights.Length; i++)
        {
            weights[i] = drawWeight();
        }

        if (weights.All(weight => weight == 0))
        {
            weights[random.Next(weights.Length)] = 1;
        }

        var poolFen = DrawPool(random, weights);
        return new ApportionmentCase(shape, poolFen, weights, DrawCaps(random, poolFen, weights), DrawScale(random));
    }

    public override string ToString() =>
        $"{Shape}: pool {PoolFen}, scale {UnitScale}, weights [{string.Join(", ", Weights)}], "
        + $"caps [{string.Join(", ", CapsFen)}]";

    private static long DrawPool(Random random, long[] weights) => random.Next(9) switch
    {
        0 => 0,
        1 => random.Next(0, weights.Length + 1), // fewer fen than holders
        2 => 100_000_000_000_000_000,
        3 => long.MaxValue - random.Next(3),
        4 => random.NextInt64(0, 1L << random.Next(1, 63)),
        5 => weights.Length * random.NextInt64(0, 1_000_000), // divides evenly among equals
        6 => (long)((UInt128)weights.Sum(weight => (decimal)weight) / 2 % long.MaxValue), // remainders of one half
        _ => random.NextInt64(0, 10_000_000_000),
    };

    private static long[] DrawCaps(Random random, long poolFen, long[] weights)
    {
        var even = poolFen / weights.Length;
        var style = random.Next(5);
        return Array.ConvertAll(weights, _ => style switch
        {
            0 => even,
            1 => random.NextInt64(0, even / 2 + 2),
            2 => random.Next(5) == 0 ? even : poolFen,
            3 => 0,
            _ => random.NextInt64(0, Math.Min(even, long.MaxValue / 4) * 3 + 2),
        });
    }

    private static long DrawScale(Random random) =>
        random.Next(4) switch { 0 => 1, 1 => 10_000, 2 => 100, _ => random.NextInt64(1, 1L << random.Next(1, 63)) };

    private static Func<long> Always(long weight) => () => weight;
}
