using LinkageService.Engine.Corrections;

namespace LinkageService.Engine.Tests.Corrections;

public sealed class PayableTests
{
    [Theory]
    [InlineData(null, 1000, 250, 1250, 0)]
    [InlineData(null, 1000, -1000, 0, 0)]
    [InlineData(null, 0, 0, 0, 0)]
    [InlineData("recompute_all", 300, 0, 300, 0)]
    [InlineData("recompute_all", -300, 0, 0, -300)]
    [InlineData("settle_next_year", 300, 0, 0, 300)]
    [InlineData("settle_next_year", -300, 0, 0, -300)]
    [InlineData("charge_fund:reserve", 300, 0, 300, 0)]
    public void Of_EveryPolicy_TotalAndSettledArePaidOrCarried(string? policy, long total, long settled, long paid, long carried)
    {
        var payable = Payable.Of(policy is null ? null : CorrectionPolicy.TryParse(policy), total, settled);
        Assert.Equal((total, settled, paid, carried), (payable.TotalFen, payable.SettledFen, payable.PaidFen, payable.CarriedFen));
        Assert.Equal(payable.TotalFen + payable.SettledFen, payable.PaidFen + payable.CarriedFen);
    }

    [Fact]
    public void Of_MoreHeldBackThanThereIs_IsADefect()
    {
        Assert.Throws<InvariantBrokenException>(() => Payable.OfDistribution(100, -101));
        Assert.Throws<InvariantBrokenException>(() => Payable.OfCorrection(-1, CorrectionPolicy.TryParse("charge_fund:reserve")!));
        Assert.Throws<InvariantBrokenException>(() => Payable.Of(CorrectionPolicy.TryParse("recompute_all"), 1, 1));
    }
}
