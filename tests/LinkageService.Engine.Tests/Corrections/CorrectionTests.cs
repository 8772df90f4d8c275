using System.Text;
using LinkageService.Engine.Amounts;
using LinkageService.Engine.Checks.Facts;
using LinkageService.Engine.Corrections;
using LinkageService.Engine.Problems;
using LinkageService.Engine.Rosters;
using LinkageService.Engine.Runs;
using LinkageService.Engine.Taxes;

namespace LinkageService.Engine.Tests.Corrections;

/// <summary>Corrections against sums over dictionaries.</summary>
public sealed class CorrectionTests
{
    private const int Trials = 400;

    [Fact]
    public void Minus_RandomBooks_TheNaiveDifferenceAndBackAgain()
    {
        for (var seed = 0; seed < Trials; seed++)
        {
            var random = new Random(seed);
            var (old, now) = (RandomBooks.Books(random), RandomBooks.Books(random));

            var delta = now.Minus(old);

            var (before, after) = (RandomBooks.Naive(old), RandomBooks.Naive(now));
            var union = before.Keys.Concat(after.Keys).Select(key => key.Household).Distinct()
                .OrderBy(id => Convert.ToHexString(Encoding.UTF8.GetBytes(id)), StringComparer.Ordinal).ToArray();
            Assert.True(union.SequenceEqual(delta.Households), $"seed {seed}");
            var wanted = before.Keys.Union(after.Keys)
                .ToDictionary(key => key, key => after.GetValueOrDefault(key) - before.GetValueOrDefault(key));
            Assert.True(RandomBooks.Naive(delta).All(row => row.Value == wanted.GetValueOrDefault(row.Key)), $"seed {seed}");
            Assert.True(wanted.All(row => RandomBooks.Naive(delta)[row.Key] == row.Value), $"seed {seed}");
            var again = old.Plus(delta);
            Assert.True(RandomBooks.Naive(again).All(row => row.Value == after.GetValueOrDefault(row.Key)), $"seed {seed}");
            Assert.Equal(now.Sources.OrderBy(row => row.Name), again.Sources.OrderBy(row => row.Name));
            Assert.Equal(now.Funds.OrderBy(row => row.Name), again.Funds.OrderBy(row => row.Name));
        }
    }

    [Fact]
    public void Make_EveryPolicy_PaysAndCarriesWhatThePolicySays()
    {
        var (shortfalls, charged) = (0, 0);
        for (var seed = 0; seed < Trials; seed++)
        {
            var random = new Random(seed);
            var old = RandomBooks.Books(random);
            var now = seed % 2 == 0 ? RandomBooks.Books(random) : RandomBooks.PoorBooks(random);
            var totals = now.Minus(old).TotalsFen.ToArray();

            var all = Make(old, now, "recompute_all").Correction!;
            Assert.Equal(totals.Select(fen => Math.Max(fen, 0)), all.PayableFen.ToArray());
            Assert.Equal(totals.Select(fen => Math.Min(fen, 0)), all.CarryFen.ToArray());

            var later = Make(old, now, "settle_next_year").Correction!;
            Assert.All(later.PayableFen.ToArray(), fen => Assert.Equal(0, fen));
            Assert.Equal(totals, later.CarryFen.ToArray());

            var owed = totals.Where(fen => fen > 0).Sum();
            var fund = old.Funds[random.Next(old.Funds.Count)];
            var outcome = Make(old, now, "charge_fund:" + fund.Name);
            Assert.True(outcome.Problem is null == (owed <= fund.Amount.Fen), $"seed {seed}");
            if (outcome.Correction is not { } charge)
            {
                shortfalls++;
                Assert.Equal(ProblemCodes.FundShortfall, outcome.Problem!.Code);
                Assert.Equal(new Money(owed - fund.Amount.Fen).ToString(), outcome.Problem.Figures["shortBy"]);
                continue;
            }

            charged++;
            Assert.Equal(totals.Select(fen => Math.Max(fen, 0)), charge.PayableFen.ToArray());
            Assert.All(charge.CarryFen.ToArray(), fen => Assert.Equal(0, fen));
            Assert.All(charge.Delta.Sources, source => Assert.Equal(Money.Zero, source.Amount));
            Assert.All(charge.Delta.Funds, each => Assert.Equal(each.Name == fund.Name ? -owed : 0, each.Amount.Fen));
        }

        Assert.True(shortfalls > 20 && charged > 20, $"{shortfalls} shortfalls, {charged} charged");
    }

    [Fact]
    public void Make_FundHoldsExactlyWhatIsNeededOrOneFenLess_PaidOrRefused()
    {
        var old = Books(income: 100_00, toFund: 60_00);
        var now = Books(income: 160_00, toFund: 60_00);

        Assert.Null(Make(old, now, "charge_fund:reserve").Problem);
        Assert.Equal(
            ProblemCodes.FundShortfall, Make(Books(income: 99_99, toFund: 59_99), now, "charge_fund:reserve").Problem!.Code);
        Assert.Equal(ProblemCodes.InvalidValue, Make(old, now, "charge_fund:none").Problem!.Code);
    }

    [Fact]
    public void Make_AfterAnEarlierCorrection_OnlyWhatIsStillMissing()
    {
        for (var seed = 0; seed < Trials; seed++)
        {
            var random = new Random(seed);
            var (first, second, third) = (RandomBooks.Books(random), RandomBooks.Books(random), RandomBooks.Books(random));

            var paid = first.Plus(Make(first, second, "recompute_all").Correction!.Delta);
            var correction = Make(paid, third, "settle_next_year").Correction!;

            var (before, after) = (Totals(second), Totals(third));
            Assert.True(
                Enumerable.Range(0, paid.Minus(third).Households.Count).All(household => correction.CarryFen.Span[household]
                    == after.GetValueOrDefault(correction.Delta.Households[household])
                    - before.GetValueOrDefault(correction.Delta.Households[household])),
                $"seed {seed}");
            Assert.True(Make(paid, second, "recompute_all").Correction!.Delta.TotalsFen.ToArray().All(fen => fen == 0), $"seed {seed}");
        }
    }

    [Fact]
    public void Make_AfterOneThatChargedAFund_TakesBackOnlyWhatIsBeyondWhatWasKept()
    {
        var old = Village(250_00, 250_00, 250_00, 250_00);
        var first = Village(400_00, 200_00, 200_00, 200_00);
        var paid = old.Plus(Make(old, first, "charge_fund:reserve").Correction!.Delta);
        var second = Village(333_33, 333_33, 166_67, 166_67);

        var correction = Make(paid, second, "recompute_all", kept: new KeptBefore(paid.Minus(first), "reserve")).Correction!;

        Assert.Equal([-66_67, 83_33, -33_33, -33_33], correction.Delta.TotalsFen.ToArray());
        Assert.Equal([0, 0, 50_00, 50_00], correction.KeptFen.ToArray());
        Assert.Equal(("reserve", 50_00L), (correction.KeptFund!.Name, Assert.Single(correction.Delta.Funds).Amount.Fen));

        // It stays with them for good.
        paid = paid.Plus(correction.Delta);
        var third = Make(paid, second, "recompute_all", kept: new KeptBefore(paid.Minus(second), "reserve")).Correction!;
        Assert.True(third.Delta.IsEmpty);

        // A fund that holds less than that is not overdrawn.
        var poor = RunBooks.Of(old.Households, old.Registered, second.Steps,
            [new SourceAmount("income", IsPayer: false, new Money(1_099_99))],
            [new FundAmount("reserve", new Money(99_99), IsCarried: false)]);
        var refused = Make(old.Plus(Make(old, first, "charge_fund:reserve").Correction!.Delta), poor, "recompute_all",
            kept: new KeptBefore(old.Plus(Make(old, first, "charge_fund:reserve").Correction!.Delta).Minus(first), "reserve"));
        Assert.Equal((ProblemCodes.FundShortfall, "0.01"), (refused.Problem!.Code, refused.Problem.Figures["shortBy"]));
    }

    [Fact]
    public void Make_WhatWasKept_OnlyLessensWhatIsTakenBack()
    {
        var forgiven = 0;
        for (var seed = 0; seed < Trials; seed++)
        {
            var random = new Random(seed);
            var (old, first, second) = (Any(random), Any(random), Any(random));
            var paid = old.Plus(Make(old, first, "charge_fund:reserve").Correction!.Delta);
            var kept = new KeptBefore(paid.Minus(first), "reserve");
            var correction = Make(paid, second, "recompute_all", kept: kept).Correction!;
            var (plain, left) = (Totals(second.Minus(paid)), Totals(kept.Books));
            Assert.All(Totals(correction.Delta), each =>
            {
                var (change, let) = (plain.GetValueOrDefault(each.Key), Math.Max(left.GetValueOrDefault(each.Key), 0));
                Assert.True(each.Value == (change < 0 ? Math.Min(change + let, 0) : change), $"seed {seed}, {each.Key}");
            });
            forgiven += correction.KeptFund is null ? 0 : 1;
        }

        Assert.True(forgiven > 20, $"{forgiven} of {Trials}");
    }

    [Fact]
    public void Make_TaxThatChanges_CountsInWhatIsOwed()
    {
        var taxes = new TaxTerms([new TaxTerm("dividend", TaxMode.Withhold, new Fraction(1, 5))]);
        var (dear, cheap) = (Benefits(dividend: 100_00, refund: 0), Benefits(dividend: 0, refund: 90_00));

        // Ten less before tax, and twenty less of tax: ten are owed.
        foreach (var policy in new[] { "recompute_all", "charge_fund:reserve" })
        {
            var owed = Make(dear, cheap, policy, taxes).Correction!;
            Assert.Equal((-10_00L, 10_00L, 0L, 0L), (
                owed.Delta.HouseholdsTotal.Fen, owed.PayableTotal.Fen, owed.ArrearsTotal.Fen, owed.RecoveriesTotal.Fen));
        }

        // Five more before tax, and twenty-one more of tax: sixteen too much, which nobody gives back where a fund is charged.
        var more = Benefits(dividend: 105_00, refund: 0);
        Assert.Equal(-16_00, Make(Benefits(dividend: 0, refund: 100_00), more, "recompute_all", taxes).Correction!.RecoveriesTotal.Fen);
        Assert.True(Make(Benefits(dividend: 0, refund: 100_00), more, "charge_fund:reserve", taxes).Correction!.Delta.IsEmpty);
    }

    [Theory]
    [InlineData("recompute_all", true)]
    [InlineData("settle_next_year", true)]
    [InlineData("charge_fund:公积金", true)]
    [InlineData("charge_fund:", false)]
    [InlineData("charge_fund", false)]
    [InlineData("Recompute_all", false)]
    [InlineData("", false)]
    public void TryParse_Policy_ReadsWhatItWrites(string text, bool isPolicy)
    {
        var policy = CorrectionPolicy.TryParse(text);

        Assert.Equal(isPolicy ? text : null, policy?.ToString());
    }

    private static CorrectionOutcome Make(
        RunBooks old, RunBooks now, string policy, TaxTerms? taxes = null, KeptBefore? kept = null) =>
        Correction.Make(old, now, CorrectionPolicy.TryParse(policy)!, taxes, kept);

    private static RunBooks Village(params long[] shares) => RunBooks.Of(
        [.. shares.Select((_, at) => $"000{at + 1}")], GroupMask.Nobody(shares.Length),
        [new BookStep("share", "share", IsRecord: false, shares)],
        [new SourceAmount("income", IsPayer: false, new Money(shares.Sum() + 428_57))],
        [new FundAmount("reserve", new Money(428_57), IsCarried: false)]);

    // Two steps to six households, some of whom are not there, a note, and a fund that holds enough.
    private static RunBooks Any(Random random)
    {
        var there = Enumerable.Range(1, 6).Where(_ => random.Next(5) > 0).Select(at => $"000{at}").ToArray();
        long[] Amounts() => [.. there.Select(_ => (long)random.Next(0, 200))];
        BookStep[] steps =
        [
            new("share", "share", IsRecord: false, Amounts()), new("bonus", "bonus", IsRecord: false, Amounts()),
            new("owed", "owed", IsRecord: true, Amounts()),
        ];
        var income = steps.Where(step => !step.IsRecord).Sum(step => step.Amounts.ToArray().Sum()) + 10_000;
        return RunBooks.Of(there, GroupMask.Nobody(there.Length), steps, [new SourceAmount("income", IsPayer: false, new Money(income))],
            [new FundAmount("reserve", new Money(10_000), IsCarried: false)]);
    }

    private static RunBooks Benefits(long dividend, long refund) => RunBooks.Of(
        ["0001"], GroupMask.Nobody(1),
        [
            new BookStep("dividend", "dividend", IsRecord: false, new[] { dividend }),
            new BookStep("refund", "refund", IsRecord: false, new[] { refund }),
        ],
        [new SourceAmount("income", IsPayer: false, new Money(500_00))],
        [new FundAmount("reserve", new Money(500_00 - dividend - refund), IsCarried: false)]);

    private static Dictionary<string, long> Totals(RunBooks books) => Enumerable.Range(0, books.Households.Count)
        .ToDictionary(household => books.Households[household], household => books.TotalsFen.Span[household]);

    private static RunBooks Books(long income, long toFund) => RunBooks.Of(
        ["0001"], GroupMask.Nobody(1),
        [new BookStep("share", "share", IsRecord: false, new[] { income - toFund })],
        [new SourceAmount("income", IsPayer: false, new Money(income))],
        [new FundAmount("reserve", new Money(toFund), IsCarried: false)]);
}
