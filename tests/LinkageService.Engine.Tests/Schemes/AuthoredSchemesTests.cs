using System.Globalization;
using LinkageService.Engine.Tests.Runs;

namespace LinkageService.Engine.Tests.Schemes;

/// <summary>The six schemes of the guide, written as a newcomer would, at their boundaries.</summary>
public sealed class AuthoredSchemesTests
{
    [Theory]
    [InlineData("0.00", "fund company 0.00\nfund collective 0.00", "0.00 0.00")]
    // one fen: 0.4, 0.4, 0.2 fen: to the first written of the largest
    [InlineData("0.01", "fund company 0.01\nfund collective 0.00", "0.00 0.00")]
    [InlineData("0.02", "fund company 0.01\nfund collective 0.01", "0.00 0.00")]
    // three fen: 1.2, 1.2, 0.6: the households' fraction is the largest
    [InlineData("0.03", "fund company 0.01\nfund collective 0.01", "0.01 0.00")]
    [InlineData("10.00", "fund company 4.00\nfund collective 4.00", "1.00 1.00")]
    public void ThreeParties_SmallProfits_FenByFraction(string profit, string funds, string paid)
    {
        var result = Example("three-parties-442").Inputs("profit=" + profit).Roster("id shares\na 1\nb 1").Result();

        Assert.EndsWith(funds, result, StringComparison.Ordinal);
        Assert.Equal(paid, Totals(result));
    }

    [Theory]
    // 1,000 ÷ 600.33 = 1.66575…: at 1.6657 mu the fixed sum is higher, at 1.6658 the area
    [InlineData("1.6657", "1000.00")]
    [InlineData("1.6658", "1000.03")] // 1,000.029714 rounded up
    [InlineData("0.0001", "1000.00")]
    [InlineData("0", "0.00")]
    public void FloorOfTwo_AroundTheCrossing_HigherOneRoundedUp(string land, string total)
    {
        var result = Example("floor-of-two").Inputs("profit=0.00").Roster("id land\na " + land).Result();

        Assert.Equal(total, Totals(result));
        Assert.EndsWith("payer company " + total, result, StringComparison.Ordinal);
    }

    [Fact]
    public void FloorOfTwo_DividendAboveTheFloor_NoTopUp() =>
        Assert.Equal("a: land_dividend 1000.00, = 1000.00\ninput profit 1000.00\npayer company 0.00",
            Example("floor-of-two").Inputs("profit=1000.00").Roster("id land\na 1").Result());

    [Theory]
    [InlineData(2020, "a 2 1\nb 2 0", "75.00 25.00")]
    [InlineData(2025, "a 2 1\nb 2 0", "75.00 25.00")]
    [InlineData(2026, "a 2 1\nb 2 0", "50.00 50.00")]
    [InlineData(2040, "a 2 1\nb 2 0", "50.00 50.00")]
    [InlineData(2025, "a 2 0\nb 2 0", "50.00 50.00")] // nobody registered: the half goes back to all
    public void HalfForSixYears_EachSideOfTheSixthYear_Changes(int year, string roster, string paid) => Assert.Equal(paid,
        Totals(Example("half-for-six-years").In(year).Inputs("income=100.00").Roster("id persons registered_persons\n" + roster).Result()));

    [Fact]
    public void HalfForSixYears_BeforeItBegins_NotEffective() => Assert.Equal("scheme_not_effective",
        Example("half-for-six-years").In(2019).Inputs("income=1.00").Roster("id persons\na 1").Refused().Code.Name);

    [Theory]
    // 5% of 1,000.00 and 29% of the profit p must fit p: 50 + 0.29p ≤ p from p = 70.42253…
    [InlineData("70.42", null)] // 29% = 20.4218 → 20.42; 50.00 + 20.42 = 70.42
    [InlineData("70.41", "pool_shortfall steps[1]")] // 20.4189 → 20.42, 20.41 left
    [InlineData("49.99", "pool_shortfall steps[0]")]
    public void PrincipalAndProfit_AroundTheLeastProfit_PaidOrRefused(string profit, string? refusal)
    {
        var trial = Example("principal-and-profit").Inputs("profit=" + profit).Roster("id principal\na 1000.00");
        if (refusal is null)
        {
            Assert.Equal("70.42", Totals(trial.Result()));
            return;
        }

        var problem = trial.Refused();
        Assert.Equal(refusal, $"{problem.Code} {problem.Field}");
    }

    [Theory]
    [InlineData("0.16", "0.00")]
    [InlineData("0.17", "0.01")] // 0.0051
    [InlineData("9999.99", "300.00")]
    [InlineData("10000.09", "300.00")] // 300.0045
    [InlineData("10000.10", "300.01")] // 300.005
    [InlineData("50000.00", "2300.00")]
    [InlineData("50000.06", "2300.00")] // 0.0048
    [InlineData("50000.07", "2300.01")] // 0.0056
    public void BonusBrackets_AroundEachBracket_HalfUpOnce(string sales, string bonus) => Assert.Equal(bonus,
        Totals(Example("bonus-brackets").Inputs("bonus_fund=5000.00").Roster("id sales\na " + sales).Result()));

    [Fact]
    public void CappedDividend_FortyHoldersAtThreePercent_ExcessSpreadOverTheRest()
    {
        // 100,000.00 over 610 shares: 0001 has 200, 0002 has 20, 38 have 10 each and one of them (0040) 20.
        // 0001 is over 3,000.00 at once: 97,000 over 410. 0002 and 0040 then exceed 20 × 236.58: 91,000 over 370:
        // 245.945… a share, 2,459.459… each; 37 × 2,459.45 = 90,999.65, the 35 fen to the first by number
        var roster = "id shares\n0001 200\n0002 20\n" + string.Concat(Enumerable.Range(3, 38)
            .Select(number => string.Create(CultureInfo.InvariantCulture, $"{number:D4} {(number == 40 ? 20 : 10)}\n")));

        var totals = Totals(Example("capped-dividend").Inputs("dividend=100000.00").Roster(roster).Result()).Split(' ');

        Assert.Equal(["3000.00", "3000.00", .. Enumerable.Repeat("2459.46", 35), "2459.45", "2459.45", "3000.00"], totals);
    }

    [Theory]
    [InlineData(33, "3.00", "1.00")] // 33 × 3% = 99%
    [InlineData(34, "2.94", "0.00")] // 100 ÷ 34 = 2.941… is below the cap
    public void CappedDividend_AroundThirtyFourHolders_RestIsCarried(int holders, string least, string carried)
    {
        var roster = "id shares\n" + string.Concat(Enumerable.Range(100, holders).Select(id => id + " 1\n"));

        var result = Example("capped-dividend").Inputs("dividend=100.00").Roster(roster).Result();

        Assert.Equal(least, Totals(result).Split(' ')[^1]);
        Assert.EndsWith("carry undistributed " + carried, result, StringComparison.Ordinal);
    }

    private static Trial Example(string id) => Trial.Of(Guide.English.Schemes[id]);

    private static string Totals(string result) =>
        string.Join(' ', result.Split('\n').Where(line => line.Contains("= ", StringComparison.Ordinal))
            .Select(line => line.Split("= ")[1]));
}
