using System.Numerics;
using LinkageService.Engine.Amounts;

namespace LinkageService.Engine.Tests.Amounts;

public sealed class ApportionmentTests
{
    [Fact]
    public void LargestRemainder_308HoldersOf1Mu_232GetOneFenMore()
    {
        var weights = Enumerable.Repeat(10_000L, 308).ToArray();
        var shares = new long[308];

        var figures = Apportionment.LargestRemainder(1_000_000, weights, shares);

        // 1,000,000 ÷ 308 = 3,246 and 232/308; 308 × 3,246 = 999,768
        Assert.Equal(new ApportionmentFigures(1_000_000, 232, 753_247, 308, 0), figures);
        Assert.All(shares[..232], share => Assert.Equal(3_247, share));
        Assert.All(shares[232..], share => Assert.Equal(3_246, share));
    }

    [Fact]
    public void LargestRemainder_TiedFractions_GoToTheLowerIndex()
    {
        var shares = new long[4];

        var figures = Apportionment.LargestRemainder(10, [1L, 1, 1, 1], shares);

        Assert.Equal([3, 3, 2, 2], shares);
        Assert.Equal(new ApportionmentFigures(10, 2, 500_000, 4, 0), figures);
    }

    [Fact]
    public void LargestRemainder_PoolSmallerThanHolders_ZeroWeightsGetNothing()
    {
        var shares = new long[5];

        Apportionment.LargestRemainder(2, [0L, 5, 0, 5, 5], shares);

        Assert.Equal([0, 1, 0, 1, 0], shares);
    }

    [Fact]
    public void LargestRemainder_EmptyPool_GivesNothing()
    {
        long[] shares = [7, 7];

        var figures = Apportionment.LargestRemainder(0, [1L, 2], shares);

        Assert.Equal([0, 0], shares);
        Assert.Equal(default, figures);
    }

    [Fact]
    public void LargestRemainder_OneHolder_GetsThePool()
    {
        var shares = new long[1];

        Apportionment.LargestRemainder(long.MaxValue, [long.MaxValue], shares);

        Assert.Equal([long.MaxValue], shares);
    }

    [Fact]
    public void FloorAndKeep_ThreeEqualHolders_KeepsTheFen()
    {
        var shares = new long[3];

        var figures = Apportionment.FloorAndKeep(100, [1L, 1, 1], shares);

        Assert.Equal([33, 33, 33], shares);
        Assert.Equal(new ApportionmentFigures(99, 1, 333_334, 0, 0), figures);
    }

    [Fact]
    public void PerUnitRate_LandIn10000thsOfAMu_PaysThePublishedPrice()
    {
        var shares = new long[3];

        // 10.00 yuan over 2.70 + 0.55 + 0.0001 mu = 1000 fen ÷ 3.2501 mu = 307 fen per mu
        var figures = Apportionment.PerUnitRate(1_000, [27_000L, 5_500, 1], 10_000, shares);

        Assert.Equal([828, 168, 0], shares);
        Assert.Equal(new ApportionmentFigures(996, 4, 900_000, 0, 307), figures);
    }

    [Fact]
    public void PerUnitRate_RateBeyondLong_Throws()
    {
        Assert.Throws<OverflowException>(() =>
            Apportionment.PerUnitRate(long.MaxValue, [1L], 10_000, new long[1]));
    }

    [Fact]
    public void Capped_OneHolderExceeds_TheRestShareWhatItFreed()
    {
        var shares = new long[3];

        // exact shares 80, 10, 10; the first leaves with 40, the others share 60
        var figures = Apportionment.Capped(100, [8L, 1, 1], [40L, 100, 100], redistribute: true, shares);

        Assert.Equal([40, 30, 30], shares);
        Assert.Equal(100, figures.AllocatedFen);
    }

    [Fact]
    public void Capped_SecondRoundPushesAnotherOver_ItLeavesToo()
    {
        var shares = new long[3];

        // round 1: 60, 30, 10 → first leaves with 20; round 2: 60, 20 of 80 → second leaves with 40; the third
        // gets 40
        Apportionment.Capped(100, [6L, 3, 1], [20L, 40, 100], redistribute: true, shares);

        Assert.Equal([20, 40, 40], shares);
    }

    [Fact]
    public void Capped_AllCapped_TheRestStaysInThePool()
    {
        var shares = new long[2];

        var figures = Apportionment.Capped(100, [1L, 1], [10L, 20], redistribute: true, shares);

        Assert.Equal([10, 20], shares);
        Assert.Equal(new ApportionmentFigures(30, 0, 0, 0, 0), figures);
    }

    [Fact]
    public void Capped_WithoutRedistribution_OnlyCuts()
    {
        var shares = new long[3];

        var figures = Apportionment.Capped(100, [8L, 1, 1], [40L, 100, 100], redistribute: false, shares);

        Assert.Equal([40, 10, 10], shares);
        Assert.Equal(60, figures.AllocatedFen);
    }

    [Fact]
    public void TotalWeight_BeyondLong_IsExact()
    {
        long[] weights = [long.MaxValue, long.MaxValue, long.MaxValue];

        Assert.Equal((UInt128)long.MaxValue * 3, Apportionment.TotalWeight(weights));
    }

    [Theory]
    [InlineData(-1, new long[] { 1 }, 1)]
    [InlineData(1, new long[] { 1, -1 }, 2)]
    [InlineData(1, new long[] { long.MinValue, 5 }, 2)]
    [InlineData(1, new long[] { 0, 0 }, 2)]
    [InlineData(0, new long[] { }, 0)]
    [InlineData(1, new long[] { 1 }, 2)]
    public void EveryMethod_BadArguments_Throws(long poolFen, long[] weights, int shares)
    {
        var big = Array.ConvertAll(weights, weight => (BigInteger)weight);
        var caps = new long[weights.Length];
        Action[] calls =
        [
            () => Apportionment.LargestRemainder(poolFen, weights, new long[shares]),
            () => Apportionment.FloorAndKeep(poolFen, weights, new long[shares]),
            () => Apportionment.PerUnitRate(poolFen, weights, 1, new long[shares]),
            () => Apportionment.Capped(poolFen, weights, caps, true, new long[shares]),
            () => Apportionment.Capped(poolFen, weights, caps, false, new long[shares]),
            () => Apportionment.LargestRemainder(poolFen, big, new long[shares]),
            () => Apportionment.FloorAndKeep(poolFen, big, new long[shares]),
            () => Apportionment.PerUnitRate(poolFen, big, 1, new long[shares]),
            () => Apportionment.Capped(poolFen, big, caps, true, new long[shares]),
            () => Apportionment.Capped(poolFen, big, caps, false, new long[shares]),
        ];

        Assert.All(calls, call => Assert.Throws<ArgumentException>(call));
    }

    [Fact]
    public void EveryMethod_SharesOverTheWeights_Throws()
    {
        long[] both = [1, 2, 3];

        Assert.Throws<ArgumentException>(() => Apportionment.LargestRemainder(10, both, both));
        Assert.Throws<ArgumentException>(() => Apportionment.FloorAndKeep(10, both, both));
        Assert.Throws<ArgumentException>(() => Apportionment.PerUnitRate(10, both, 1, both));
        Assert.Throws<ArgumentException>(() => Apportionment.Capped(10, [1L, 1, 1], both, true, both));
    }

    [Fact]
    public void PerUnitRate_ScaleUnderOne_Throws()
    {
        Assert.Throws<ArgumentException>(() => Apportionment.PerUnitRate(1, [1L], 0, new long[1]));
        Assert.Throws<ArgumentException>(() => Apportionment.PerUnitRate(1, [BigInteger.One], -1, new long[1]));
    }

    [Fact]
    public void Capped_NegativeCapOrWrongLength_Throws()
    {
        Assert.Throws<ArgumentException>(() => Apportionment.Capped(1, [1L], [-1L], true, new long[1]));
        Assert.Throws<ArgumentException>(() => Apportionment.Capped(1, [1L], [1L, 1], true, new long[1]));
    }
}
