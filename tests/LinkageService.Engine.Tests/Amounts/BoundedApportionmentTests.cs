using System.Numerics;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Tests.RandomDocuments;

namespace LinkageService.Engine.Tests.Amounts;

/// <summary>Floors, caps and payout units together against the definition: one rate, looked for among all that could be it.</summary>
public sealed class BoundedApportionmentTests
{
    [Fact]
    public void Share_RandomBounds_EqualToTheRateFoundBySearch()
    {
        var seed = TestSeed.Value;
        var random = new Random(seed);
        var (both, cases) = (0, Thorough.Of(full: 4_000, quick: 1_000));
        for (var number = 0; number < cases; number++)
        {
            var (holders, unit) = (random.Next(1, 8), random.Next(3) switch { 0 => 100, 1 => 7, _ => 1 });
            var (pool, weights) = ((long)random.Next(0, 4_000), new long[holders]);
            var (floors, caps, left) = (new long[holders], new long[holders], pool / unit);
            for (var at = 0; at < holders; at++)
            {
                weights[at] = random.Next(4) == 0 ? 0 : random.Next(1, 50);
                floors[at] = weights[at] == 0 ? 0 : random.NextInt64(0, (left / 2) + 1) * unit;
                caps[at] = floors[at] + (random.NextInt64(0, (pool / unit / holders) + 3) * unit);
                left -= floors[at] / unit;
            }

            if (Array.TrueForAll(weights, weight => weight == 0))
            {
                continue;
            }

            var (shares, wide) = (new long[holders], new long[holders]);
            Bounded().Share(weights, 1, shares);
            Bounded().Share(weights.Select(weight => (BigInteger)weight).ToArray(), 1, wide);

            var expected = Sharing.Bounded(pool, weights.Select(weight => Ratio.Whole(weight)).ToArray(),
                floors.Select(floor => (BigInteger)floor).ToArray(), caps.Select(cap => (BigInteger)cap).ToArray(), unit);
            Assert.True(expected.SequenceEqual(shares.Select(share => (BigInteger)share)) && shares.SequenceEqual(wide),
                $"TEST_SEED={seed}, {number}: pool {pool} in {unit} by {string.Join(' ', weights)}, floors {string.Join(' ', floors)}, "
                + $"caps {string.Join(' ', caps)}: {string.Join(' ', expected)}, got {string.Join(' ', shares)}");
            var isLifted = shares.Where((share, at) => share == floors[at] && share > 0).Any();
            both += isLifted && shares.Where((share, at) => share == caps[at]).Any() ? 1 : 0;

            BoundedApportionment Bounded() =>
                new(pool, RoundingPolicy.LargestRemainder, unit) { FloorsFen = floors, CapsFen = caps };
        }

        Assert.InRange(both, cases / 8, cases);
    }
}
