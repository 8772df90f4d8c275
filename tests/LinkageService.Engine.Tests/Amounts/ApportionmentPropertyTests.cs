using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using LinkageService.Engine.Amounts;

namespace LinkageService.Engine.Tests.Amounts;

/// <summary>
/// What must hold for every pool and all weights. A failure prints its case and FsCheck's seed for a replay.
/// </summary>
public sealed class ApportionmentPropertyTests
{
    private static readonly int Cases = Thorough.Of(full: 2_000, quick: 500);

    [Fact]
    public void LargestRemainder_AnyCase_EqualsTheOracle() => ForAll(each =>
    {
        var expected = ApportionmentOracle.LargestRemainder(each.PoolFen, each.BigWeights);
        var shares = Dirty(each);
        AssertSame(expected, shares, Apportionment.LargestRemainder(each.PoolFen, each.Weights, shares));
        AssertSame(expected, shares, Apportionment.LargestRemainder(each.PoolFen, each.BigWeights, shares));
    });

    [Fact]
    public void FloorAndKeep_AnyCase_EqualsTheOracle() => ForAll(each =>
    {
        var expected = ApportionmentOracle.FloorAndKeep(each.PoolFen, each.BigWeights);
        var shares = Dirty(each);
        AssertSame(expected, shares, Apportionment.FloorAndKeep(each.PoolFen, each.Weights, shares));
        AssertSame(expected, shares, Apportionment.FloorAndKeep(each.PoolFen, each.BigWeights, shares));
    });

    [Fact]
    public void PerUnitRate_AnyCase_EqualsTheOracle() => ForAll(each =>
    {
        var total = each.BigWeights.Aggregate(BigInteger.Add);
        if (each.PoolFen * (BigInteger)each.UnitScale / total > long.MaxValue)
        {
            Assert.Throws<OverflowException>(
                () => Apportionment.PerUnitRate(each.PoolFen, each.Weights, each.UnitScale, Dirty(each)));
            return;
        }

        var expected = ApportionmentOracle.PerUnitRate(each.PoolFen, each.BigWeights, each.UnitScale);
        var shares = Dirty(each);
        AssertSame(expected, shares, Apportionment.PerUnitRate(each.PoolFen, each.Weights, each.UnitScale, shares));
        AssertSame(expected, shares, Apportionment.PerUnitRate(each.PoolFen, each.BigWeights, each.UnitScale, shares));
    });

    [Fact]
    public void Capped_AnyCase_EqualsTheOracle() => ForAll(each =>
    {
        foreach (var redistribute in (bool[])[true, false])
        {
            var expected = ApportionmentOracle.Capped(each.PoolFen, each.BigWeights, each.CapsFen, redistribute);
            var shares = Dirty(each);
            AssertSame(expected, shares, Apportionment.Capped(
                each.PoolFen, each.Weights, each.CapsFen, redistribute, shares));
            AssertSame(expected, shares, Apportionment.Capped(
                each.PoolFen, each.BigWeights, each.CapsFen, redistribute, shares));
        }
    });

    [Fact]
    public void LargestRemainder_AnyCase_SumsToThePoolWithinOneFenOfExact() => ForAll(each =>
    {
        var total = each.BigWeights.Aggregate(BigInteger.Add);
        var shares = Dirty(each);
        Apportionment.LargestRemainder(each.PoolFen, each.Weights, shares);

        Assert.Equal(each.PoolFen, shares.Sum());
        Assert.All(shares.Zip(each.BigWeights), holder =>
            Assert.True(BigInteger.Abs(holder.First * total - each.PoolFen * holder.Second) < total));
    });

    [Fact]
    public void LargestRemainder_HoldersInAnotherOrder_OnlyTiesMove() => ForAll(each =>
    {
        var order = Enumerable.Range(0, each.Weights.Length).ToArray();
        new Random(each.Weights.Length).Shuffle(order);
        var shares = Dirty(each);
        var moved = Dirty(each);
        var figures = Apportionment.LargestRemainder(each.PoolFen, each.Weights, shares);
        var movedFigures = Apportionment.LargestRemainder(
            each.PoolFen, Array.ConvertAll(order, i => each.Weights[i]), moved);

        // UnequalHolders may differ: which of several tied weights gets the last fen depends on the order.
        Assert.Equal(figures with { UnequalHolders = 0 }, movedFigures with { UnequalHolders = 0 });
        var total = each.BigWeights.Aggregate(BigInteger.Add);
        var differing = Enumerable.Range(0, order.Length).Where(i => moved[i] != shares[order[i]]).ToArray();
        var fractions = differing.Select(i => each.PoolFen * each.BigWeights[order[i]] % total).Distinct();
        Assert.True(fractions.Count() <= 1, "Holders of different fractions changed their shares.");
    });

    [Fact]
    public void FloorAndKeep_LargerPool_NeverGivesAnyoneLess() => ForAll(each =>
    {
        var shares = Dirty(each);
        var more = Dirty(each);
        Apportionment.FloorAndKeep(each.PoolFen, each.Weights, shares);
        var growth = Math.Min(long.MaxValue - each.PoolFen, each.UnitScale);
        Apportionment.FloorAndKeep(each.PoolFen + growth, each.Weights, more);

        Assert.All(shares.Zip(more), holder => Assert.True(holder.Second >= holder.First));
    });

    [Fact]
    public void EveryRule_AnyCase_ConservesThePool() => ForAll(each =>
    {
        var shares = Dirty(each);
        var kept = Apportionment.FloorAndKeep(each.PoolFen, each.Weights, shares);
        Assert.Equal(each.PoolFen, shares.Sum() + kept.ResidueFen);
        Assert.InRange(kept.ResidueFen, 0, each.Weights.Length);

        var capped = Apportionment.Capped(each.PoolFen, each.Weights, each.CapsFen, true, shares);
        Assert.Equal(capped.AllocatedFen, shares.Sum());
        Assert.InRange(capped.AllocatedFen, 0, each.PoolFen);
        Assert.All(shares.Zip(each.CapsFen), holder => Assert.True(holder.First <= holder.Second));
    });

    private static void ForAll(Action<ApportionmentCase> property) =>
        Check.One(ApportionmentCase.Checked.WithMaxTest(Cases), Prop.ForAll(ApportionmentCase.Any(), property));

    // Shares are overwritten whatever was there.
    private static long[] Dirty(ApportionmentCase each)
    {
        var shares = new long[each.Weights.Length];
        Array.Fill(shares, -77);
        return shares;
    }

    private static void AssertSame(
        (long[] SharesFen, ApportionmentFigures Figures) expected, long[] shares, ApportionmentFigures figures)
    {
        Assert.Equal(expected.SharesFen, shares);
        Assert.Equal(expected.Figures, figures);
        Array.Fill(shares, -77);
    }
}
