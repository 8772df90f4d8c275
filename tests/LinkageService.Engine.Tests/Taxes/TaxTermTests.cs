using System.Globalization;
using System.Numerics;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Checks.Facts;
using LinkageService.Engine.Corrections;
using LinkageService.Engine.Taxes;
using LinkageService.Engine.Tests.Corrections;
using LinkageService.Engine.Tests.Schemes;
using LinkageService.Tests;

namespace LinkageService.Engine.Tests.Taxes;

public sealed class TaxTermTests
{
    private static readonly Fraction Fifth = new(1, 5);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 0)]
    [InlineData(2, 0)]
    [InlineData(3, 1)]
    [InlineData(4, 1)]
    [InlineData(7, 1)]
    [InlineData(8, 2)]
    [InlineData(-500, 0)]
    [InlineData(6821, 1364)]
    public void Withhold_AFifth_IsTakenToTheNearestFen(long due, long tax)
    {
        var taxed = new TaxTerm("land_dividend", TaxMode.Withhold, Fifth).Of(due);
        Assert.Equal((due, Math.Max(due, 0), tax, tax, due - tax), (taxed.Due, taxed.Income, taxed.Tax, taxed.Withheld, taxed.Net));
    }

    // A tenth of 5 fen is exactly half a fen, and so are 5% of 10 and 12.5% of 4.
    [Theory]
    [InlineData(5, 1, 10, 1)]
    [InlineData(4, 1, 10, 0)]
    [InlineData(10, 1, 20, 1)]
    [InlineData(9, 1, 20, 0)]
    [InlineData(4, 1, 8, 1)]
    [InlineData(3, 1, 8, 0)]
    public void Withhold_AtHalfAFen_IsRoundedUp(long due, int rate, int of, long tax) =>
        Assert.Equal(tax, new TaxTerm("bonus", TaxMode.Withhold, new Fraction(rate, of)).Of(due).Tax);

    // 2 ÷ 0.8 = 2.5, up to 3; 6 ÷ 0.8 = 7.5, up to 8.
    [Theory]
    [InlineData(1, 1, 0)]
    [InlineData(2, 3, 1)]
    [InlineData(4, 5, 1)]
    [InlineData(6, 8, 2)]
    [InlineData(8, 10, 2)]
    [InlineData(80_000, 100_000, 20_000)]
    public void Bear_AFifth_GrossesUpAndTakesNothing(long net, long gross, long tax)
    {
        var taxed = new TaxTerm("land_dividend", TaxMode.OrganizationBears, Fifth).Of(net);
        Assert.Equal((net, gross, tax, 0L, net, tax), (taxed.Due, taxed.Income, taxed.Tax, taxed.Withheld, taxed.Net, taxed.Borne));
    }

    [Theory]
    [InlineData("income_tax", true)]
    [InlineData("personal_income_tax", true)]
    [InlineData("个人所得税", true)]
    [InlineData("代扣代缴个税", true)]
    [InlineData("应交分红税", true)]
    [InlineData("企业所得税", false)]
    [InlineData("pre_tax_profit", false)]
    [InlineData("税后公积金", false)]
    public void TakenBy_StepsThatWithholdIntoAFund_AreTaxByItsNameOrTitle(string fund, bool isTax)
    {
        string Scheme(string into, string accounts) => $$"""
            id: withheld
            version: 1
            title: { zh: 例子, en: Example }
            inputs: { profit: { type: money } }
            holdings: { shares: { unit: 股 } }
            {{accounts}}
            steps:
              - { id: dividend, kind: allocate, from: profit, by: shares, benefit: land_dividend }
              - { id: withheld, kind: withhold, of: [dividend], amount: 20%, into: "fund:{{into}}" }
            """;
        string[] expected = isTax ? ["land_dividend"] : [];
        Assert.Equal(expected, TaxTerms.TakenBy(SchemeText.Scheme(Scheme(fund, ""))));
        Assert.Equal(expected, TaxTerms.TakenBy(SchemeText.Scheme(
            Scheme("kept", $$"""accounts: { kept: { title: { zh: {{fund}}, en: Kept } } }"""))));
    }

    [Theory]
    [InlineData("land_dividend")]
    [InlineData("土地分红")]
    [InlineData("land dividend")]
    [InlineData("dividend")]
    public void NamedBy_TheBenefitOrTheStepInEitherLanguage_IsTheBenefit(string name) => Assert.Equal(["land_dividend"], TaxTerms.NamedBy(
        SchemeText.Scheme("""
            id: named
            version: 1
            title: { zh: 例子, en: Example }
            inputs: { profit: { type: money } }
            steps:
              - { id: dividend, kind: allocate, from: profit, benefit: land_dividend, title: { zh: 土地分红, en: Land dividend } }
            """), name));

    [Theory]
    [InlineData("按股分红", true)]
    [InlineData("Share dividend", true)]
    [InlineData("人口股和农龄股分红", true)]
    [InlineData("分红", false)]
    [InlineData("股份分红", false)]
    [InlineData("dividend", false)]
    public void NamedBy_TheWordsOfTheTaxDeclaration_IsTheBenefit(string name, bool isNamed)
    {
        string[] expected = isNamed ? ["share_dividend"] : [];
        Assert.Equal(expected, TaxTerms.NamedBy(
            SchemeText.Scheme("""
                id: named
                version: 1
                title: { zh: 例子, en: Example }
                inputs: { profit: { type: money } }
                steps:
                  - { id: members, kind: allocate, from: profit, benefit: share_dividend, title: { zh: 人口股和农龄股分红, en: By shares } }
                """), name));
    }

    [Fact]
    public void Of_RandomDuesAndRates_IsWhatANaiveSearchFinds()
    {
        var random = new Random(TestSeed.Value);
        for (var draw = 0; draw < Thorough.Of(20_000, 2_000); draw++)
        {
            var (of, due) = (random.Next(1, 400), random.NextInt64(0, random.Next(2) == 0 ? 200 : 1_000_000_000_000));
            var rate = random.Next(0, of);
            var said = string.Create(CultureInfo.InvariantCulture, $"seed {TestSeed.Value}: {due} fen at {rate}/{of}");
            var withheld = new TaxTerm("b", TaxMode.Withhold, new Fraction(rate, of)).Of(due);
            Assert.True(Nearest((BigInteger)due * rate, of) == withheld.Tax, said);
            Assert.True(withheld.Net + withheld.Tax == due && withheld.Net >= 0, said);
            var borne = new TaxTerm("b", TaxMode.OrganizationBears, new Fraction(rate, of)).Of(due);
            var gross = Nearest((BigInteger)due * of, of - rate);
            Assert.True(gross == borne.Income && gross - due == borne.Tax, said);
            Assert.True(Nearest(gross * rate, of) == borne.Tax, said);
        }
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(5)]
    [InlineData(6)]
    public void Term_WithARateThatIsNone_IsRefused(int fifths) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new TaxTerm("b", TaxMode.OrganizationBears, new Fraction(fifths, 5)));

    [Theory]
    [InlineData("wage", true)]
    [InlineData("land_rent", true)]
    [InlineData("patronage_refund", true)]
    [InlineData("盈余返还", true)]
    [InlineData("grain_purchase", true)]
    [InlineData("land_dividend", false)]
    [InlineData("分红", false)]
    public void IsOtherIncome_OfABenefit_SaysWhetherItIsTaxedAsADividend(string benefit, bool isOther) =>
        Assert.Equal(isOther, TaxTerms.IsOtherIncome(benefit));

    [Fact]
    public void Change_OfRandomBooks_IsTheTaxAfterLessTheTaxBefore()
    {
        var random = new Random(TestSeed.Value);
        for (var draw = 0; draw < Thorough.Of(200, 30); draw++)
        {
            var (before, after) = (RandomBooks.Books(random), RandomBooks.Books(random));
            var benefits = before.Steps.Concat(after.Steps).Select(step => step.Benefit).Distinct(StringComparer.Ordinal).ToArray();
            var terms = new TaxTerms(benefits.Select(benefit =>
                new TaxTerm(benefit, (TaxMode)random.Next(3), new Fraction(random.Next(0, 5), 5))));
            var naive = new Dictionary<(string, string), long>();
            foreach (var (books, sign) in new[] { (before, -1), (after, 1) })
            {
                foreach (var term in terms.Terms.Where(term => term.Mode == TaxMode.Withhold))
                {
                    for (var at = 0; at < books.Households.Count; at++)
                    {
                        var due = books.Steps.Where(step => step.Benefit == term.Benefit).Sum(step => step.Amounts.Span[at]);
                        var key = (books.Households[at], term.Benefit);
                        naive[key] = naive.GetValueOrDefault(key)
                            + (sign * (long)Nearest((BigInteger)due * term.Rate.Numerator, term.Rate.Denominator));
                    }
                }
            }

            var found = terms.Change(before, before.Plus(after.Minus(before)));
            Assert.Equal(
                naive.Where(each => each.Value != 0).OrderBy(each => each.Key).ToArray(),
                found.Where(tax => tax.Amount.Withheld != 0)
                    .Select(tax => KeyValuePair.Create((tax.Household, tax.Benefit), tax.Amount.Withheld))
                    .OrderBy(each => each.Key).ToArray());
        }
    }

    // One benefit went up by more tax than all of it together: what cannot be taken at once is carried.
    [Theory]
    [InlineData("recompute_all", 10, 20, 0, -10)]
    [InlineData("recompute_all", -100, -20, 0, -80)]
    [InlineData("recompute_all", 100, 20, 80, 0)]
    [InlineData("settle_next_year", 100, 20, 0, 80)]
    [InlineData("charge_fund:reserve", 100, 20, 80, 0)]
    [InlineData("charge_fund:reserve", 10, 20, 0, -10)]
    public void Payable_OfACorrection_IsWhatIsLeftAfterTax(string policy, long change, long tax, long paid, long carried)
    {
        var payable = Payable.OfCorrection(change, CorrectionPolicy.TryParse(policy)!, new Withheld(tax, 0));
        Assert.Equal((paid, carried), (payable.PaidFen, payable.CarriedFen));
        Assert.Equal(payable.TotalFen + payable.SettledFen, payable.PaidFen + payable.Withheld.Fen + payable.CarriedFen);
    }

    // By search from the whole part on, and not by the formula of the engine.
    private static BigInteger Nearest(BigInteger numerator, BigInteger denominator)
    {
        var whole = BigInteger.Divide(numerator, denominator);
        while ((whole + 1) * 2 * denominator <= (numerator * 2) + denominator)
        {
            whole++;
        }

        return whole;
    }
}
