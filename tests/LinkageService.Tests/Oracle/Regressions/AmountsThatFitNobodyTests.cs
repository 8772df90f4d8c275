namespace LinkageService.Tests.Oracle.Regressions;

/// <summary>Found by the oracle: amounts beyond what can be posted, where the run should have gone on or stopped with
/// a code.</summary>
public sealed class AmountsThatFitNobodyTests
{
    private const string HighestAmount = "99999999999999.99";

    private static readonly Dictionary<string, string> None = [];

    [Fact]
    public void Run_HugePayForNobody_PaysNobody()
    {
        // Nobody applied, so nobody is owed the 10²⁷ yuan a post would cost; the run used to be refused.
        var request = new OracleRequest("public-posts", 2020,
            new Dictionary<string, string> { ["months"] = "99999999999999.9", ["monthly_pay"] = HighestAmount },
            new Dictionary<string, string> { ["post_fund"] = "100.00", ["posts"] = "3" },
            [new OracleHousehold("0001", [], None)]);
        var (distribution, error) = EngineRun.Of(request);
        Assert.Null(error);
        Assert.Empty(distribution!.Statement(0).Lines);
        Assert.Equal(10_000, distribution.FundsTotal.Fen);
    }

    [Theory]
    [InlineData("0.0009", "amount_out_of_range")] // 9,999,999,999,999,999 fen ÷ 0.0009 is over 10¹⁷ fen per share
    [InlineData("0.0001", "amount_out_of_range")] // over 64 bits: it used to throw
    [InlineData("0.1", null)] // 99,999,999,999,999,990 fen per share still fit
    public void Run_RatePerShareTooLarge_IsRefused(string shares, string? code)
    {
        var request = new OracleRequest("three-golds", 2020,
            new Dictionary<string, string> { ["rent_per_mu"] = "0.00", ["day_wage"] = "0.00" },
            new Dictionary<string, string> { ["dividend"] = HighestAmount },
            [new OracleHousehold("0001", [], new Dictionary<string, string> { ["shares"] = shares })]);
        Assert.Equal(code, EngineRun.Of(request).Error);
        Assert.Null(OracleComparison.Difference(request));
    }
}
