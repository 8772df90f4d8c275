using FsCheck;
using FsCheck.Fluent;
using LinkageService.Engine.Amounts;

namespace LinkageService.Engine.Tests.Amounts;

/// <summary>The kernel on rosters long enough for every one of its loops, against the plain implementation.</summary>
public sealed class ApportionmentKernelTests
{
    private const int MaxHolders = 5_000;

    [Fact]
    public void LargestRemainder_LongRosters_EqualsThePlainImplementation() => ForAll(400, each =>
    {
        var (fast, plain) = (new long[each.Weights.Length], new long[each.Weights.Length]);
        Assert.Equal(
            ApportionmentPlain.LargestRemainder<long, UInt128>(each.PoolFen, each.Weights, plain),
            Apportionment.LargestRemainder(each.PoolFen, each.Weights, fast));
        Assert.Equal(plain, fast);
    });

    [Fact]
    public void FloorAndKeep_LongRosters_EqualsThePlainImplementation() => ForAll(400, each =>
    {
        var (fast, plain) = (new long[each.Weights.Length], new long[each.Weights.Length]);
        Assert.Equal(
            ApportionmentPlain.FloorAndKeep<long, UInt128>(each.PoolFen, each.Weights, plain),
            Apportionment.FloorAndKeep(each.PoolFen, each.Weights, fast));
        Assert.Equal(plain, fast);
    });

    [Fact]
    public void Capped_LongRosters_EqualsBigWeights() => ForAll(60, each =>
    {
        foreach (var redistribute in (bool[])[true, false])
        {
            var (fast, plain) = (new long[each.Weights.Length], new long[each.Weights.Length]);
            Assert.Equal(
                Apportionment.Capped(each.PoolFen, each.BigWeights, each.CapsFen, redistribute, plain),
                Apportionment.Capped(each.PoolFen, each.Weights, each.CapsFen, redistribute, fast));
            Assert.Equal(plain, fast);
        }
    });

    [Theory]
    [InlineData(3)]
    [InlineData(300)]
    [InlineData(20_000)]
    public void LargestRemainder_WarmCall_AllocatesNothing(int holders)
    {
        foreach (var shape in (string[])["1 mu for all", "land", "land of any size", "even and odd", "capital in fen"])
        {
            var draw = ApportionmentCase.Shapes[shape](new Random(7));
            var weights = Enumerable.Range(0, holders).Select(_ => draw()).ToArray();
            var poolFen = weights.Sum() / 2 * 3;
            var shares = new long[holders];
            var caps = Enumerable.Repeat(poolFen / holders, holders).ToArray();

            AssertAllocatesNothing(() => Apportionment.LargestRemainder(poolFen, weights, shares));
            AssertAllocatesNothing(() => Apportionment.FloorAndKeep(poolFen, weights, shares));
            AssertAllocatesNothing(() => Apportionment.PerUnitRate(poolFen, weights, 10_000, shares));
            AssertAllocatesNothing(() => Apportionment.Capped(poolFen, weights, caps, true, shares));
        }
    }

    // The array pool may be emptied by a collection between two calls, so one call in ten without allocation is
    // enough.
    private static void AssertAllocatesNothing(Action call)
    {
        var least = long.MaxValue;
        for (var attempt = 0; attempt < 10; attempt++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            call();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.Equal(0, least);
    }

    private static void ForAll(int cases, Action<ApportionmentCase> property) => Check.One(
        ApportionmentCase.Checked.WithMaxTest(cases), Prop.ForAll(ApportionmentCase.Any(MaxHolders), property));
}
