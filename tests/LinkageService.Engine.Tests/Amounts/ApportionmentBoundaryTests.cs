using System.Numerics;
using LinkageService.Engine.Amounts;

namespace LinkageService.Engine.Tests.Amounts;

/// <summary>Both sides of every bound at which another arithmetic takes over, against the oracle.</summary>
public sealed class ApportionmentBoundaryTests
{
    private const long TwoTo31 = 1L << 31;
    private const long TwoTo32 = 1L << 32;
    private const long TwoTo62 = 1L << 62;

    /// <summary>Title, then the weights.</summary>
    public static TheoryData<string, long[]> Weights => new()
    {
        { "largest × total = 2^64 - 2^31: one multiplication", [TwoTo31, TwoTo31, TwoTo31, TwoTo31 - 1] },
        { "largest × total = 2^64", [TwoTo31, TwoTo31, TwoTo31, TwoTo31] },
        { "largest × total = 2^64 + 2^31", [TwoTo31, TwoTo31, TwoTo31, TwoTo31, 1] },
        { "largest × total = 2^64 - 1, largest = 2^32 - 1", [TwoTo32 - 1, 2, 0, 0, 0, 0] },
        { "largest × total = 2^64 - 1, alone", [TwoTo32 - 1, 1, 1] },
        { "largest = 2^32 - 1: its sum needs no second reading", [TwoTo32 - 1, TwoTo32 - 1, TwoTo32 - 1, TwoTo32 - 1, 3] },
        { "largest = 2^32", [TwoTo32, TwoTo32 - 1, TwoTo32 - 2, TwoTo32, 3] },
        { "largest = 2^32, alone", [TwoTo32] },
        { "total = 2^63 - 1: the last the kernel takes", [TwoTo62, TwoTo62 - 1] },
        { "total = 2^63 - 1 over many", [TwoTo62 - 5, 1, 1, 1, 1, TwoTo62 - 1, 0] },
        { "total = 2^63", [TwoTo62, TwoTo62] },
        { "total = 2^63 + 1", [TwoTo62, TwoTo62, 1] },
        { "total beyond 2^64", [long.MaxValue, long.MaxValue, 5] },
        { "the largest there are", [long.MaxValue, long.MaxValue, long.MaxValue, long.MaxValue, long.MaxValue] },
        { "the largest alone", [long.MaxValue] },
        { "the smallest alone", [1] },
        { "the largest and the smallest", [long.MaxValue - 1, 1] },
    };

    [Theory]
    [MemberData(nameof(Weights))]
    public void LargestRemainder_AtABound_EqualsTheOracle(string title, long[] weights)
    {
        Assert.NotEmpty(title);
        foreach (var poolFen in Pools(weights))
        {
            var (expectedShares, expected) = ApportionmentOracle.LargestRemainder(poolFen, Big(weights));
            var shares = new long[weights.Length];
            Assert.Equal(expected, Apportionment.LargestRemainder(poolFen, weights, shares));
            Assert.Equal(expectedShares, shares);
        }
    }

    [Theory]
    [MemberData(nameof(Weights))]
    public void FloorAndKeep_AtABound_EqualsTheOracle(string title, long[] weights)
    {
        Assert.NotEmpty(title);
        foreach (var poolFen in Pools(weights))
        {
            var (expectedShares, expected) = ApportionmentOracle.FloorAndKeep(poolFen, Big(weights));
            var shares = new long[weights.Length];
            Assert.Equal(expected, Apportionment.FloorAndKeep(poolFen, weights, shares));
            Assert.Equal(expectedShares, shares);
        }
    }

    [Theory]
    [MemberData(nameof(Weights))]
    public void Capped_AtABound_EqualsTheOracle(string title, long[] weights)
    {
        Assert.NotEmpty(title);
        foreach (var poolFen in Pools(weights))
        {
            foreach (var capFen in (long[])[0, 1, poolFen / weights.Length, poolFen / 3 * 2, long.MaxValue])
            {
                var caps = Array.ConvertAll(weights, _ => capFen);
                caps[0] /= 2;
                var (expectedShares, expected) = ApportionmentOracle.Capped(poolFen, Big(weights), caps, true);
                var shares = new long[weights.Length];
                Assert.Equal(expected, Apportionment.Capped(poolFen, weights, caps, true, shares));
                Assert.Equal(expectedShares, shares);
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(TwoTo32 - 1)]
    [InlineData(TwoTo32)]
    [InlineData(TwoTo32 + 1)]
    [InlineData(TwoTo62)]
    [InlineData(long.MaxValue)]
    public void PerUnitRate_ScaleAtABound_EqualsTheOracle(long unitScale)
    {
        foreach (var weights in Weights.Select(row => row.Data.Item2))
        {
            foreach (var poolFen in Pools(weights))
            {
                var shares = new long[weights.Length];
                var rate = (BigInteger)poolFen * unitScale / Big(weights).Aggregate(BigInteger.Add);
                if (rate > long.MaxValue)
                {
                    Assert.Throws<OverflowException>(
                        () => Apportionment.PerUnitRate(poolFen, weights, unitScale, shares));
                    continue;
                }

                var (expectedShares, expected) = ApportionmentOracle.PerUnitRate(poolFen, Big(weights), unitScale);
                Assert.Equal(expected, Apportionment.PerUnitRate(poolFen, weights, unitScale, shares));
                Assert.Equal(expectedShares, shares);
            }
        }
    }

    [Fact]
    public void TotalWeight_WeightsAroundItsBounds_IsExact()
    {
        foreach (var weight in (long[])[0, 1, TwoTo32 - 1, TwoTo32, TwoTo62, long.MaxValue])
        {
            for (var holders = 0; holders < 20; holders++)
            {
                var weights = Enumerable.Repeat(weight, holders).ToArray();
                Assert.Equal((UInt128)weight * (UInt128)holders, Apportionment.TotalWeight(weights));
            }
        }
    }

    [Fact]
    public void TotalWeight_NegativeAtAnyPlace_Throws()
    {
        for (var place = 0; place < 11; place++)
        {
            var weights = Enumerable.Repeat(10L, 11).ToArray();
            weights[place] = -1;
            Assert.Throws<ArgumentException>(() => Apportionment.TotalWeight(weights));
        }
    }

    // Around nothing, one, the total, half of it, and the most there is.
    private static long[] Pools(long[] weights)
    {
        var total = (long)BigInteger.Min(Big(weights).Aggregate(BigInteger.Add), long.MaxValue - 1);
        long[] pools =
        [
            0, 1, 2, 3, total / 2, total / 2 + 1, total - 1, total, total + 1, 999_999_999_989,
            100_000_000_000_000_000, long.MaxValue / 2, long.MaxValue - 1, long.MaxValue,
        ];
        return pools;
    }

    private static BigInteger[] Big(long[] weights) => Array.ConvertAll(weights, weight => (BigInteger)weight);
}
